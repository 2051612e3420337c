import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { momentInWords } from '../pieces/moments';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { BeforeAfter } from './adjust-budget';
import { BUDGET_CHANGE_LABELS, type BudgetChange, lineInWords } from './budget-labels';

type Action = BudgetChange['allowedActions'][number];

const ACTION_WORDS: Readonly<Record<Action, { label: string; done: string }>> = {
  confirm: { label: '同意', done: '已生效。' },
  refuse: { label: '不同意', done: '已退回,指标没有变动。' },
  withdraw: { label: '撤回', done: '已撤回。' },
};

/** Changes that wait for a second person, with what would be free before and after. */
export function PendingBudgetChanges() {
  const regionName = useRegionNames();
  const query = useQuery({
    queryKey: ['budget-changes', 'open'],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/budgets/changes', { params: { query: { open: true, limit: 200 } }, signal })),
  });
  return (
    <Panel title="待复核的指标变动">
      <Read query={query} rows={8}>
        {({ items }) => (
          <DataTable
            caption="待复核的指标变动"
            rows={items}
            keyOf={({ id }) => id}
            columns={columnsOf(regionName)}
            empty="没有待复核的指标变动。"
          />
        )}
      </Read>
    </Panel>
  );
}

const columnsOf = (regionName: (code: string) => string): readonly Column<BudgetChange>[] => [
  {
    key: 'what',
    title: '变动',
    heading: true,
    render: ({ kind, regionCode }) => `${regionName(regionCode)} ${BUDGET_CHANGE_LABELS[kind]}`,
  },
  {
    key: 'amount',
    title: '金额',
    align: 'right',
    render: ({ amountFen }) => <Amount fen={amountFen} strong />,
  },
  {
    key: 'lines',
    title: '可用前后',
    width: 260,
    render: ({ from, to, amountFen }) => (
      <>
        {from && (
          <div>
            {lineInWords(from)}:<BeforeAfter before={from.availableFen} change={-amountFen} />
          </div>
        )}
        {to && (
          <div>
            {lineInWords(to)}
            {to.lineId === null && '(新指标)'}:<BeforeAfter before={to.availableFen} change={amountFen} />
          </div>
        )}
      </>
    ),
  },
  {
    key: 'why',
    title: '文号与理由',
    width: 150,
    render: ({ documentNumber, note }) => (
      <>
        {documentNumber}
        <div className="muted small">{note}</div>
      </>
    ),
  },
  { key: 'when', title: '提出时间', width: 110, render: ({ proposedAt }) => momentInWords(proposedAt) },
  { key: 'act', title: '办理', width: 130, render: (change) => <ChangeActions change={change} /> },
];

function ChangeActions({ change: { id, version, allowedActions, proposedByYou } }: { change: BudgetChange }) {
  const { message } = App.useApp();
  const { run, busy, error, again } = useCommand(
    (key: string, action: Action) =>
      valueOf(
        api.POST('/api/v1/budgets/changes/{id}/actions', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { action, version },
        }),
      ),
    (_answer, action) => void message.success(ACTION_WORDS[action].done),
  );
  return (
    <>
      {proposedByYou && <div className="muted small">由您提出,须由另一人复核</div>}
      <div className="page-actions">
        {allowedActions.map((action) => (
          <Button
            key={action}
            size="small"
            type={action === 'confirm' ? 'primary' : 'default'}
            disabled={busy}
            onClick={() => run(action)}
          >
            {ACTION_WORDS[action].label}
          </Button>
        ))}
        {allowedActions.length === 0 && !proposedByYou && <span className="muted">待复核</span>}
      </div>
      {error !== null && <ProblemNote error={error} retry={again} />}
    </>
  );
}
