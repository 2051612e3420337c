import { In, IsNull, Not } from 'typeorm';
import { pageAfter, type Page, type PageRequest } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { managerOf, type Tx } from '../ground/transaction';
import { FinanceProposalEntity, FinanceTaskEntity, type FinanceTaskKind } from './finance-task-entities';

/** Opens a task for a payment unless one of that kind is open already; answers whether it did. */
export async function openPaymentTask(
  tx: Tx,
  payment: { id: string; regionCode: string },
  kind: Exclude<FinanceTaskKind, 'statement_exception'>,
): Promise<boolean> {
  const opened = await managerOf(tx).query<unknown[]>(
    `INSERT INTO finance_task (id, kind, region_code, payment_id, version, opened_at) VALUES ($1, $2, $3, $4, 1, $5)
     ON CONFLICT (payment_id, kind) WHERE done_at IS NULL AND kind <> 'statement_exception' DO NOTHING RETURNING id`,
    [tx.newId(), kind, payment.regionCode, payment.id, tx.nowText],
  );
  return opened.length > 0;
}

/** Opens a task per line of a statement that nobody can explain. */
export async function openExceptionTasks(
  tx: Tx,
  regionCode: string,
  exceptions: readonly { statementId: string; position: number; paymentId: string | null }[],
): Promise<void> {
  const tasks = exceptions.map(({ statementId, position, paymentId }) => ({
    id: tx.newId(),
    kind: 'statement_exception' as const,
    regionCode,
    paymentId,
    statementId,
    statementPosition: position,
    version: 1,
    openedAt: tx.now,
  }));
  if (tasks.length > 0) await managerOf(tx).insert(FinanceTaskEntity, tasks);
}

/** Ends the open task of a kind of a payment, if there is one. `by` null: the bank or the system ended it. */
export async function endPaymentTask(
  tx: Tx,
  paymentIds: readonly string[],
  kind: Exclude<FinanceTaskKind, 'statement_exception'>,
  end: { by: string | null; outcome: string },
): Promise<void> {
  if (paymentIds.length === 0) return;
  await managerOf(tx).query(
    `UPDATE finance_task SET done_at = $3, done_by = $4, outcome = $5, version = version + 1
     WHERE payment_id = ANY ($1) AND kind = $2 AND done_at IS NULL`,
    [paymentIds, kind, tx.nowText, end.by, end.outcome],
  );
}

export async function lockFinanceTask(tx: Tx, id: string): Promise<FinanceTaskEntity | null> {
  return managerOf(tx).findOne(FinanceTaskEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

export async function findFinanceTask(tx: Tx, id: string): Promise<FinanceTaskEntity | null> {
  return managerOf(tx).findOneBy(FinanceTaskEntity, { id });
}

/** The task of a line of a statement; null when the line needed none. */
export async function findExceptionTask(
  tx: Tx,
  statementId: string,
  statementPosition: number,
): Promise<FinanceTaskEntity | null> {
  return managerOf(tx).findOneBy(FinanceTaskEntity, { statementId, statementPosition });
}

/** Writes a locked task back and raises its version. @throws when it changed under its lock, which is a bug */
export async function saveFinanceTask(tx: Tx, task: FinanceTaskEntity): Promise<void> {
  const { id, version, doneAt, doneBy, outcome } = task;
  const done = await managerOf(tx).update(
    FinanceTaskEntity,
    { id, version },
    { doneAt, doneBy, outcome, version: version + 1 },
  );
  if (done.affected !== 1) throw new Error(`finance task ${id} changed under its lock`);
  task.version = version + 1;
}

export async function pageFinanceTasks(
  tx: Tx,
  reach: Reach,
  filter: { done: boolean; regionCode?: string; kind?: FinanceTaskKind },
  page: PageRequest,
): Promise<Page<FinanceTaskEntity>> {
  const { done, ...rest } = filter;
  const wanted = { ...rest, doneAt: done ? Not(IsNull()) : IsNull() };
  const where = whereWithin<FinanceTaskEntity>(reach, wanted, { region: 'regionCode' });
  return pageAfter(managerOf(tx), FinanceTaskEntity, where, page);
}

export async function insertProposal(tx: Tx, proposal: FinanceProposalEntity): Promise<void> {
  await managerOf(tx).insert(FinanceProposalEntity, proposal);
}

/** Proposals of tasks, oldest first. */
export async function readProposals(tx: Tx, taskIds: readonly string[]): Promise<FinanceProposalEntity[]> {
  return managerOf(tx).find(FinanceProposalEntity, {
    where: { taskId: In([...taskIds]) },
    order: { id: 'ASC' },
  });
}

/** Writes the decision of a proposal; the database refuses a second one and one by its proposer. */
export async function decideProposal(
  tx: Tx,
  id: string,
  decision: { decision: 'confirmed' | 'refused'; by: string; note: string | null },
): Promise<void> {
  await managerOf(tx).update(
    FinanceProposalEntity,
    { id },
    {
      decision: decision.decision,
      decidedBy: decision.by,
      decidedAt: tx.now,
      decisionNote: decision.note,
    },
  );
}
