import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { AMOUNT, APPLICANT, SUBMITTED } from '../applications/case-columns';
import { Amount } from '../pieces/amount';
import { BatchResults } from '../pieces/batch-results';
import { type Column } from '../pieces/columns';
import { type FilterField } from '../pieces/filter-bar';
import { type FilterValues, useFiltersInUrl } from '../pieces/filters-in-url';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionChoices } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { NoticePreview, type Published } from './notice-preview';

export type Waiting = Shape<'ApplicationSummaryShape'>;

/** The most cases that one notice takes. */
const MOST = 500;
const PAGE_ROWS = 200;

/** Approved cases of the city that wait for their public notice; an officer picks them, looks at the list, publishes. */
export default function NewNoticePage() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Waiting>>(new Map());
  const [previewing, setPreviewing] = useState(false);
  const [published, setPublished] = useState<Published | null>(null);
  const calls = useBuiltCalls();
  const counties = useRegionChoices('county');
  const filters: FilterField[] = [
    { kind: 'choice', name: 'callId', label: '申报通知', options: calls },
    { kind: 'choice', name: 'countyCode', label: '县区', options: counties },
    { kind: 'text', name: 'search', label: '查找', hint: '企业名称、信用代码或业务编号' },
  ];
  const { values } = useFiltersInUrl(filters.map(({ name }) => name));
  const all = useCommand(
    (_key: string, narrowed: FilterValues) => everyOne(narrowed),
    (rows) => {
      setChosen(new Map(rows.map((row) => [row.id, row])));
    },
  );
  const callIds = new Set([...chosen.values()].map(({ callId }) => callId));
  const [callId = ''] = callIds;
  const fits = callIds.size === 1 && chosen.size <= MOST;
  return (
    <PageFrame title="编制公示" actions={<Link to="/notices">已发布的公示</Link>}>
      {published && <PublishedNote {...published} />}
      {all.error !== null && <ProblemNote error={all.error} retry={all.again} />}
      {previewing && fits && (
        <NoticePreview
          key={[...chosen.keys()].join()}
          callId={callId}
          cases={[...chosen.values()]}
          close={() => setPreviewing(false)}
          onPublished={(answer) => {
            setPublished(answer);
            setPreviewing(false);
            setChosen(new Map());
          }}
        />
      )}
      <ListPage<Waiting>
        caption="待公示申报"
        queryKey={['waiting-for-notice']}
        read={(page, narrowed, signal) =>
          valueOf(api.GET('/api/v1/notices/waiting', { params: { query: { ...page, ...narrowed } }, signal }))
        }
        filters={filters}
        columns={columnsOf(calls)}
        keyOf={({ id }) => id}
        exportPath="/api/v1/exports/waitingForNotice"
        empty="没有等待公示的申报。申报通知选择“由市级人员编制公示”的,复审通过后会出现在这里。"
        selection={{ chosen, choose: setChosen, nameOf: ({ caseNumber }) => caseNumber }}
        tools={
          <>
            <span className="muted" aria-live="polite">
              {chosenInWords(chosen, callIds.size)}
            </span>
            <Button size="small" loading={all.busy} onClick={() => all.run(values)}>
              全选筛选结果
            </Button>
            <Button type="primary" size="small" disabled={!fits} onClick={() => setPreviewing(true)}>
              预览公示{chosen.size > 0 ? `(${chosen.size})` : ''}
            </Button>
          </>
        }
      />
    </PageFrame>
  );
}

function PublishedNote({ id, number, results }: Published) {
  return (
    <>
      <BatchResults done="已列入公示" results={results} />
      <p>
        公示 <Link to={`/notices/${id}`}>{number}</Link> 已发布。
      </p>
    </>
  );
}

function chosenInWords(chosen: ReadonlyMap<string, Waiting>, calls: number) {
  if (calls > 1) return '一份公示只能列入同一申报通知的申报,请先按申报通知筛选。';
  if (chosen.size > MOST) return `一份公示最多 ${MOST} 件。`;
  if (chosen.size === 0) return null;
  const total = [...chosen.values()].reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0);
  return (
    <>
      已选合计 <Amount fen={total} />
    </>
  );
}

const columnsOf = (calls: readonly { value: string; label: string }[]): readonly Column<Waiting>[] => [
  {
    key: 'caseNumber',
    title: '业务编号',
    heading: true,
    render: ({ id, caseNumber }) => <Link to={`/cases/${id}`}>{caseNumber}</Link>,
  },
  ...APPLICANT,
  {
    key: 'call',
    title: '申报通知',
    render: ({ callId }) => calls.find(({ value }) => value === callId)?.label ?? '—',
  },
  AMOUNT,
  SUBMITTED,
];

/** Calls whose notices somebody builds. */
function useBuiltCalls(): { value: string; label: string }[] {
  const { data } = useQuery({
    queryKey: ['calls'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/calls', { signal })),
  });
  return (data?.items ?? [])
    .filter(({ noticePublication }) => noticePublication === 'built')
    .map(({ id, title }) => ({ value: id, label: title }));
}

/** Everything that passes the filter, up to one more than a notice takes. */
async function everyOne(values: FilterValues): Promise<Waiting[]> {
  const rows: Waiting[] = [];
  for (let cursor: string | null | undefined; rows.length <= MOST && cursor !== null;) {
    const query = { ...values, limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) };
    const page: { items: Waiting[]; nextCursor: string | null } = await valueOf(
      api.GET('/api/v1/notices/waiting', { params: { query } }),
    );
    rows.push(...page.items);
    cursor = page.nextCursor;
  }
  return rows;
}
