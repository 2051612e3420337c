import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { WHITE_LIST_STATE_LABELS, type WhiteListAction } from '@duixian/workflow';
import { Alert, App, Button } from 'antd';
import { Link, useParams } from 'react-router';
import { PartyName } from '../parties/party-name';
import { type Column } from '../pieces/columns';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { WHITE_LIST_TONES } from './white-list-words';

type List = Shape<'WhiteListShape'>;
type Member = Shape<'WhiteListMemberShape'>;

/** One white list: who is on it and why, who is new and who is gone since the one before. */
export default function WhiteListPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['white-lists', id],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/white-lists/{id}', { params: { path: { id } }, signal })),
  });
  return (
    <PageFrame title={query.data?.title ?? '白名单'}>
      <Read query={query} rows={8}>
        {(list) => (
          <>
            <Head list={list} />
            <Members list={list} />
          </>
        )}
      </Read>
    </PageFrame>
  );
}

function Head({ list }: { list: List }) {
  const { clause, number, article, benefit, asOf, baseAsOf, state, memberCount } = list;
  const { preparedAt, decidedAt, addedCount, goneCount, allowedActions } = list;
  return (
    <Panel
      title="基本情况"
      extra={<ToneTag tone={WHITE_LIST_TONES[state]} words={WHITE_LIST_STATE_LABELS[state]} />}
    >
      <dl className="pairs">
        <div>
          <dt>依据</dt>
          <dd>
            <Link to={`/clauses/${clause}`}>{number}</Link>
            {article}
          </dd>
        </div>
        <div>
          <dt>用途</dt>
          <dd>{benefit}</dd>
        </div>
        <div>
          <dt>基准日</dt>
          <dd>{asOf}</dd>
        </div>
        <div>
          <dt>在名单企业</dt>
          <dd>{memberCount} 家</dd>
        </div>
        <div>
          <dt>与上一版相比</dt>
          <dd>
            {baseAsOf === null
              ? '第一版,没有可比的名单'
              : `新增 ${addedCount} 家,移出 ${goneCount} 家(上一版基准日 ${baseAsOf})`}
          </dd>
        </div>
        <div>
          <dt>生成时间</dt>
          <dd>{momentInWords(preparedAt)}</dd>
        </div>
        {decidedAt !== null && (
          <div>
            <dt>{state === 'approved' ? '审定时间' : '作废时间'}</dt>
            <dd>{momentInWords(decidedAt)}</dd>
          </div>
        )}
      </dl>
      {state === 'prepared' && !allowedActions.includes('approve') && (
        <Alert
          type="info"
          showIcon
          title="等待审定"
          description="须由本市另一名政策人员审定(生成人不能审定自己生成的名单)。审定前不能导出。"
        />
      )}
      <Decide list={list} />
    </Panel>
  );
}

function Decide({ list: { id, version, allowedActions } }: { list: List }) {
  const { message, modal } = App.useApp();
  const { run, busy, error, again } = useCommand(
    (key: string, action: WhiteListAction) =>
      valueOf(
        api.POST('/api/v1/white-lists/{id}/actions', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { version, action },
        }),
      ),
    ({ state }) => void message.success(state === 'approved' ? '已审定,可以导出。' : '已作废。'),
  );
  const discard = (): void =>
    void modal.confirm({
      title: '作废这一版名单?',
      content: '作废后不能恢复,可以重新生成。',
      okText: '作废',
      okButtonProps: { danger: true },
      onOk: () => run('discard'),
    });
  if (allowedActions.length === 0) return null;
  return (
    <>
      <div className="page-actions">
        {allowedActions.includes('approve') && (
          <Button type="primary" loading={busy} onClick={() => run('approve')}>
            审定
          </Button>
        )}
        {allowedActions.includes('discard') && (
          <Button danger loading={busy} onClick={discard}>
            作废
          </Button>
        )}
      </div>
      {error !== null && <ProblemNote error={error} retry={again} />}
    </>
  );
}

const SHOWN = [
  { value: 'in', label: '在名单' },
  { value: 'added', label: '本版新增' },
  { value: 'gone', label: '本版移出' },
];

function Members({ list: { id, state } }: { list: List }) {
  const regionName = useRegionNames();
  const fields = [
    { kind: 'choice' as const, name: 'shown', label: '范围', options: SHOWN },
    { kind: 'choice' as const, name: 'countyCode', label: '县区', options: useRegionChoices('county') },
  ];
  return (
    <ListPage<Member>
      caption="名单企业"
      queryKey={['white-lists', id, 'members']}
      fixed={{ whiteListId: id }}
      read={(page, { shown, countyCode }, signal) =>
        valueOf(
          api.GET('/api/v1/white-lists/{id}/members', {
            params: {
              path: { id },
              query: {
                ...page,
                ...(shown === 'in' || shown === 'gone' ? { standing: shown } : {}),
                ...(shown === 'added' ? { added: true } : {}),
                ...(countyCode ? { countyCode } : {}),
              },
            },
            signal,
          }),
        )
      }
      filters={fields}
      columns={columnsOf(regionName)}
      {...(state === 'approved' ? { exportPath: '/api/v1/exports/whiteListMembers' } : {})}
      keyOf={({ partyId }) => partyId}
      empty="没有符合条件的企业。"
    />
  );
}

const standingInWords = ({ standing, added }: Member): string => {
  if (standing === 'gone') return '移出';
  return added ? '新增' : '在名单';
};

const columnsOf = (regionName: (code: string) => string): readonly Column<Member>[] => [
  {
    key: 'party',
    title: '企业名称',
    heading: true,
    width: 220,
    render: (row) => <PartyName {...row} />,
  },
  { key: 'county', title: '县区', width: 90, render: ({ countyCode }) => regionName(countyCode) },
  { key: 'standing', title: '变化', width: 80, render: standingInWords },
  { key: 'reason', title: '原因', width: 260, render: ({ reason }) => reason },
  {
    key: 'source',
    title: '来源',
    width: 200,
    render: ({ source, statedOn }) => (
      <>
        {source ?? '—'}
        <div className="muted small">{statedOn}</div>
      </>
    ),
  },
];
