import { type Shape } from '@duixian/api-client';
import { CASE_STAGE_LABELS, REVIEW_STAGES } from '@duixian/workflow';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { BatchResults, type RowResult } from '../pieces/batch-results';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionNames, useRegionPaths } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';

type Overdue = Shape<'OverdueCaseShape'>;

/** What is overdue longest; a reviewer above reminds whoever holds several of them at once. */
export function OverduePanel({ overdue }: { overdue: readonly Overdue[] }) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Overdue>>(new Map());
  const [told, setTold] = useState<readonly RowResult[] | null>(null);
  const mayRemind = useMayRemind();
  const nameOf = useRegionNames();
  const { run, busy, error, again } = useCommand(remind, (results: readonly RowResult[]) => {
    setTold(results);
    setChosen(new Map());
  });
  const some = overdue.some(mayRemind);
  return (
    <Panel
      title="超期最久的事项"
      extra={
        some && (
          <Button
            size="small"
            disabled={chosen.size === 0}
            loading={busy}
            onClick={() => run([...chosen.values()])}
          >
            批量催办{chosen.size > 0 ? `(${chosen.size})` : ''}
          </Button>
        )
      }
    >
      {told && <BatchResults done="已催办" results={told} />}
      {error !== null && <ProblemNote error={error} retry={again} />}
      <DataTable<Overdue>
        caption="超期最久的事项"
        rows={overdue}
        keyOf={({ taskId }) => taskId}
        columns={columnsOf(nameOf)}
        empty="没有超期的事项。"
        selection={
          some
            ? { chosen, choose: setChosen, mayChoose: mayRemind, nameOf: ({ caseNumber }) => caseNumber }
            : undefined
        }
      />
    </Panel>
  );
}

/** Whether the signed-in person reviews above the place whose turn it is. */
function useMayRemind(): (one: Overdue) => boolean {
  const { grants } = useSignedIn();
  const pathOf = useRegionPaths();
  return ({ countyCode, stage }) => {
    const level = REVIEW_STAGES.find(({ key }) => key === stage)?.level;
    const above = pathOf(countyCode).slice(level === 'county' ? 1 : 2);
    return grants.some(({ role, regionCode }) => role === 'reviewer' && above.includes(regionCode));
  };
}

async function remind(key: string, cases: readonly Overdue[]): Promise<readonly RowResult[]> {
  const { results } = await valueOf(
    api.POST('/api/v1/tasks/reminders', {
      params: { header: { 'Idempotency-Key': key } },
      body: { applicationIds: cases.map(({ applicationId }) => applicationId) },
    }),
  );
  return results.map(({ applicationId, problem }) => ({
    key: applicationId,
    name: cases.find((one) => one.applicationId === applicationId)?.caseNumber ?? applicationId,
    problem,
  }));
}

const columnsOf = (regionName: (code: string) => string): readonly Column<Overdue>[] => [
  {
    key: 'case',
    title: '申报',
    heading: true,
    render: ({ applicationId, caseNumber, applicantName }) => (
      <>
        <Link to={`/cases/${applicationId}`}>{applicantName}</Link>
        <div className="muted small">{caseNumber}</div>
      </>
    ),
  },
  { key: 'county', title: '县区', render: ({ countyCode }) => regionName(countyCode) },
  { key: 'stage', title: '环节', render: ({ stage }) => CASE_STAGE_LABELS[stage] },
  {
    key: 'days',
    title: '超期',
    align: 'right',
    render: ({ overdueDays }) => <strong className="overdue">{overdueDays} 天</strong>,
  },
  { key: 'reminders', title: '催办', align: 'right', render: ({ reminders }) => `${reminders} 次` },
];
