import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { WHITE_LIST_STATE_LABELS, type WhiteListState } from '@duixian/workflow';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type Column } from '../pieces/columns';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { WHITE_LIST_TONES } from './white-list-words';

type Rule = Shape<'WhiteListRuleShape'>;
type List = Shape<'WhiteListShape'>;

/** 白名单: the lists that documents ask for, the one in force of each, and every version that was computed. */
export default function WhiteListsPage() {
  const regionName = useRegionNames();
  const query = useQuery({
    queryKey: ['white-lists', 'rules'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/white-lists/rules', { signal })),
  });
  return (
    <PageFrame title="白名单">
      <Panel title="政策规定的白名单">
        <p className="muted">
          由登记数据按政策条款自动生成,另一名政策人员审定后才能导出、提供给金融部门。名单不含个人信息和银行账户。
        </p>
        <Read query={query} rows={6}>
          {({ items }) =>
            items.length === 0 ? (
              <div className="empty">管辖范围内没有城市的政策文件规定白名单。</div>
            ) : (
              items.map((rule) => (
                <RuleCard key={rule.key} rule={rule} cityName={regionName(rule.cityCode)} />
              ))
            )
          }
        </Read>
      </Panel>
      <ListPage<List>
        caption="各版白名单"
        queryKey={['white-lists', 'all']}
        read={(page, { state }, signal) =>
          valueOf(
            api.GET('/api/v1/white-lists', {
              params: { query: { ...page, ...(state ? { state: state as WhiteListState } : {}) } },
              signal,
            }),
          )
        }
        filters={[
          { kind: 'choice', name: 'state', label: '状态', options: choicesOf(WHITE_LIST_STATE_LABELS) },
        ]}
        columns={columns}
        exportPath="/api/v1/exports/whiteLists"
        keyOf={({ id }) => id}
        empty="还没有生成过白名单。"
      />
    </PageFrame>
  );
}

function RuleCard({ rule, cityName }: { rule: Rule; cityName: string }) {
  const { key, title, clause, number, article, benefit, current, mayPrepare } = rule;
  return (
    <article className="result" aria-label={title}>
      <div className="result-head">
        <h3>{title}</h3>
        {current && <strong>{current.memberCount} 家</strong>}
      </div>
      <p className="muted small">
        {cityName} · <Link to={`/clauses/${clause}`}>{number}</Link>
        {article} · {benefit}
      </p>
      <p>
        {current ? (
          <Link to={`/white-lists/${current.id}`}>现行名单(基准日 {current.asOf})</Link>
        ) : (
          '还没有审定过的名单。'
        )}
      </p>
      {mayPrepare && <Prepare ruleKey={key} />}
    </article>
  );
}

/** Computes a new version; a second officer looks at it. */
function Prepare({ ruleKey }: { ruleKey: Rule['key'] }) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const { today } = useSignedIn();
  const [asOf, setAsOf] = useState<string>();
  const { run, busy, error, again } = useCommand(
    (key: string, day: string) =>
      valueOf(
        api.POST('/api/v1/white-lists', {
          params: { header: { 'Idempotency-Key': key } },
          body: { ruleKey, asOf: day },
        }),
      ),
    ({ id }) => {
      void message.success('已生成,请由另一名政策人员审定。');
      void navigate(`/white-lists/${id}`);
    },
  );
  const day = asOf ?? today;
  return (
    <>
      <div className="page-actions">
        <label>
          基准日{' '}
          <Input
            type="date"
            value={day}
            max={today}
            style={{ width: 150 }}
            onChange={({ target }) => setAsOf(target.value)}
          />
        </label>
        <Button loading={busy} disabled={!day} onClick={() => run(day)}>
          生成新一版
        </Button>
      </div>
      {error !== null && <ProblemNote error={error} retry={again} />}
    </>
  );
}

const columns: readonly Column<List>[] = [
  {
    key: 'title',
    title: '名单',
    heading: true,
    width: 240,
    render: ({ id, title }) => <Link to={`/white-lists/${id}`}>{title}</Link>,
  },
  { key: 'asOf', title: '基准日', width: 110, render: ({ asOf }) => asOf },
  {
    key: 'state',
    title: '状态',
    width: 90,
    render: ({ state }) => <ToneTag tone={WHITE_LIST_TONES[state]} words={WHITE_LIST_STATE_LABELS[state]} />,
  },
  { key: 'members', title: '企业', align: 'right', width: 80, render: ({ memberCount }) => memberCount },
  { key: 'added', title: '新增', align: 'right', width: 80, render: ({ addedCount }) => addedCount },
  { key: 'gone', title: '移出', align: 'right', width: 80, render: ({ goneCount }) => goneCount },
  { key: 'prepared', title: '生成时间', width: 150, render: ({ preparedAt }) => momentInWords(preparedAt) },
  {
    key: 'decided',
    title: '审定或作废时间',
    width: 150,
    render: ({ decidedAt }) => (decidedAt === null ? '—' : momentInWords(decidedAt)),
  },
];
