import {
  findFinanceTask,
  lockFinanceTask,
  lockPayment,
  type FinanceProposalEntity,
  type FinanceTaskEntity,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import type { CaseStage, Operation, PersonActor } from '@duixian/workflow';
import { refuseUnfit } from '../applications/open-case';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { refuse, type Refused } from '../ground/refusal';
import { recordOnPayment } from './record-payment';

export interface TaskCommand {
  actor: PersonActor;
  idempotencyKey: string;
  taskId: string;
  version: number;
}

export interface FinanceTaskAnswer {
  id: string;
  version: number;
  /** Null while it is open. */
  outcome: string | null;
}

/** In which stage of the case of its payment a verb counts, so that nobody has a hand in two. */
const STAGE = {
  'financeTask.propose': 'batch_preparation',
  'financeTask.decide': 'batch_release',
} as const satisfies Partial<Record<Operation, CaseStage>>;

/** Payment first, then its task: as everybody else who holds both. */
export async function openFinanceTask(
  tx: Tx,
  { actor, taskId, version }: TaskCommand,
  operation: keyof typeof STAGE,
): Promise<{ ok: true; task: FinanceTaskEntity; payment: PaymentEntity | null } | Refused> {
  const found = await findFinanceTask(tx, taskId);
  if (!found) return refuseAsUnknown();
  const resource = regionResource(tx, found.regionCode);
  if (refuseUnlessPermitted(actor, 'financeTask.list', resource)) return refuseAsUnknown();
  const payment = found.paymentId === null ? null : await lockPayment(tx, found.paymentId);
  const task = await lockFinanceTask(tx, taskId);
  if (!task) return refuseAsUnknown();
  if (task.version !== version) return refuseStale(version, task.version);
  const forbidden = refuseUnlessPermitted(actor, operation, resource);
  if (forbidden) return forbidden;
  if (task.doneAt !== null)
    return refuse('action-not-allowed', '该事项已经办结,请刷新查看。', { outcome: task.outcome });
  const unfit = payment && (await refuseUnfit(tx, payment.applicationId, STAGE[operation]));
  if (unfit) return unfit;
  return { ok: true, task, payment };
}

/** On the trail of the payment's case; for a line without one, on the statement's. */
export async function recordOnTask(
  tx: Tx,
  { task, payment }: { task: FinanceTaskEntity; payment: PaymentEntity | null },
  type: string,
  proposal: Pick<FinanceProposalEntity, 'id' | 'resolution' | 'note' | 'statementId'>,
): Promise<void> {
  const { id, resolution, note, statementId } = proposal;
  const data = { taskId: task.id, kind: task.kind, proposalId: id, resolution, note, statementId };
  if (payment) return recordOnPayment(tx, payment, type, data);
  return tx.record({ caseId: task.statementId ?? task.id, regionCode: task.regionCode, type, data });
}
