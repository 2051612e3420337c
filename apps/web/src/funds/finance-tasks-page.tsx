import { Button } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame } from '../pieces/page-frame';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { type Session, useSignedIn } from '../shell/session';
import { classificationInWords } from './classification-words';
import {
  FINANCE_TASK_LABELS,
  type FinanceTask,
  type FinanceTaskKind,
  outcomeInWords,
  RESOLUTION_LABELS,
  type FinanceResolution,
} from './finance-task-labels';
import { ResolutionDialog } from './resolution-dialog';

/** What a treasury's people must look at: failed, returned and open payments, lines that nobody can explain. */
export default function FinanceTasksPage() {
  const regionName = useRegionNames();
  const regions = useRegionChoices('province', 'city', 'county');
  const session = useSignedIn();
  const [params] = useSearchParams();
  const [open, setOpen] = useState<FinanceTask | null>(null);
  const done = params.get('done') === 'true';
  return (
    <PageFrame
      title={done ? '资金已办' : '资金待办'}
      actions={
        done ? (
          <Link to="/finance-tasks">查看待办</Link>
        ) : (
          <Link to="/finance-tasks?done=true">查看已办结</Link>
        )
      }
    >
      <ListPage<FinanceTask>
        caption={done ? '资金已办' : '资金待办'}
        queryKey={['finance-tasks']}
        fixed={{ done: String(done) }}
        read={(page, { kind, regionCode }, signal) => {
          const query = {
            ...page,
            done,
            ...(kind ? { kind: kind as FinanceTaskKind } : {}),
            ...(regionCode ? { regionCode } : {}),
          };
          return valueOf(api.GET('/api/v1/finance-tasks', { params: { query }, signal }));
        }}
        exportPath="/api/v1/exports/financeTasks"
        filters={[
          { kind: 'choice', name: 'kind', label: '事项', options: choicesOf(FINANCE_TASK_LABELS) },
          { kind: 'choice', name: 'regionCode', label: '付款财政', options: regions },
        ]}
        columns={[
          ...columnsOf(regionName),
          done
            ? {
                key: 'outcome',
                title: '办理结果',
                render: ({ outcome, doneAt }: FinanceTask) =>
                  outcome === null
                    ? '—'
                    : `${outcomeInWords(outcome)}${doneAt === null ? '' : ` · ${momentInWords(doneAt)}`}`,
              }
            : {
                key: 'act',
                title: '办理',
                render: (task: FinanceTask) => <Act task={task} session={session} open={setOpen} />,
              },
        ]}
        keyOf={({ id }) => id}
        empty={
          done
            ? '还没有办结的资金事项。'
            : '没有需要处理的资金事项。付款失败、退票、结果不明和对账差异会出现在这里。'
        }
      />
      {open !== null && <ResolutionDialog key={open.id} task={open} close={() => setOpen(null)} />}
    </PageFrame>
  );
}

const columnsOf = (regionName: (code: string) => string): readonly Column<FinanceTask>[] => [
  {
    key: 'kind',
    title: '事项',
    heading: true,
    render: ({ kind, payment, line }) => (
      <>
        {FINANCE_TASK_LABELS[kind as FinanceTaskKind] ?? kind}
        {line && (
          <div className="small">
            {classificationInWords(line.classification)} ·{' '}
            <Link to={`/statements/${line.statementId}?classification=${line.classification}`}>
              对账单第 {line.position} 行
            </Link>
          </div>
        )}
        {payment?.failure && (
          <div className="small">
            {kind === 'payment_unknown' ? '不明原因' : '银行原因'}:{payment.failure}
          </div>
        )}
      </>
    ),
  },
  {
    key: 'payee',
    title: '收款人',
    render: ({ payment, line }) =>
      payment ? (
        <Link to={`/cases/${payment.applicationId}`}>{payment.payeeName}</Link>
      ) : (
        (line?.counterpartyName ?? '—')
      ),
  },
  {
    key: 'amount',
    title: '金额',
    align: 'right',
    render: ({ payment, line }) => {
      const amountFen = payment?.amountFen ?? line?.amountFen;
      return amountFen === undefined ? '—' : <Amount fen={amountFen} />;
    },
  },
  {
    key: 'reference',
    title: '银行参考号',
    render: ({ payment, line }) => payment?.bankReference ?? line?.reference ?? '—',
  },
  { key: 'region', title: '付款财政', render: ({ regionCode }) => regionName(regionCode) },
  { key: 'openedAt', title: '发现时间', render: ({ openedAt }) => momentInWords(openedAt) },
];

/** Who may do what: the maker proposes, a checker who did not propose decides. The API holds both to it. */
function Act({
  task,
  session: { user, grants },
  open,
}: {
  task: FinanceTask;
  session: Session;
  open: (task: FinanceTask) => void;
}) {
  const here = grants.filter(({ regionCode }) => regionCode === task.regionCode).map(({ role }) => role);
  const pending = task.proposals.find(({ decision }) => decision === null);
  if (pending !== undefined) {
    const mayDecide = here.includes('finance_checker') && pending.proposedBy !== user.id;
    if (!mayDecide) {
      const mine = pending.proposedBy === user.id ? '(您提出的,须由另一人复核)' : '';
      return `待复核:${RESOLUTION_LABELS[pending.resolution as FinanceResolution] ?? pending.resolution}${mine}`;
    }
    return (
      <Button size="small" type="primary" onClick={() => open(task)}>
        复核
      </Button>
    );
  }
  if (task.resolutions.length === 0) return <Link to="/payments">在“付款”中重新列入</Link>;
  if (!here.includes('finance_maker')) return '待经办提出';
  return (
    <Button size="small" onClick={() => open(task)}>
      提出处理
    </Button>
  );
}
