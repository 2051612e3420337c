import {
  findApplications,
  findPayments,
  readPaymentsInState,
  readPaymentsOfBatch,
  runCommand,
  runQuery,
  type CommandOutcome,
  type Database,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import type { CreditRules } from '../credit/credit-rules';
import { done, type Refusal } from '../ground/refusal';
import { raiseHolds } from './raise-holds';

const SYSTEM = { kind: 'system', name: 'hold-payments' } as const;

/** Which payments are about to go on. */
export type Due = { regionCode: string; paymentIds?: readonly string[] | undefined } | { batchId: string };

/**
 * Looks at payments right before they go into a batch or are released, as the system (an applicant that moved away is out
 * of sight of the treasury that owes it), and holds those that must wait. A transaction of its own: the holds stay even
 * where what follows is refused for them. Where no payment is due, or one that is named is not, nothing is looked at: what
 * follows says so.
 */
export async function holdPayments(
  db: Database,
  request: { actor: PersonActor; idempotencyKey: string; due: Due; rules: CreditRules },
): Promise<CommandOutcome<{ looked: number; held: number }, Refusal>> {
  const { actor, idempotencyKey, due, rules } = request;
  const found = await runQuery(db, SYSTEM, (tx) => paymentsDue(tx, due));
  const named = 'batchId' in due ? undefined : due.paymentIds?.length;
  if (found.length === 0 || found.length !== (named ?? found.length))
    return { ok: true, value: { looked: 0, held: 0 }, replayed: false };
  return runCommand(
    db,
    {
      name: 'holdPayments',
      actor: SYSTEM,
      idempotencyKey: `holds:${actor.userId}/${idempotencyKey}`,
      input: { due },
    },
    async (tx) => {
      const payments = await paymentsDue(tx, due);
      const ids = [...new Set(payments.map(({ applicationId }) => applicationId))];
      const cases = new Map((await findApplications(tx, ids)).map((each) => [each.id, each]));
      const gated = payments.map((payment) => {
        const application = cases.get(payment.applicationId);
        if (!application) throw new Error(`payment ${payment.id} has no case`);
        return { application, payment };
      });
      const held = (await raiseHolds(tx, 'payment', gated, rules)).filter(({ length }) => length > 0).length;
      const data = { ...due, looked: payments.length, held, forPerson: actor.userId };
      const regionCode = payments[0]?.regionCode ?? ('regionCode' in due ? due.regionCode : '');
      const root = tx.regions.regions[0]?.code ?? '';
      await tx.record({
        ...{ caseId: tx.newId(), regionCode: regionCode || root },
        ...{ type: 'hold.payments_checked', data },
      });
      return done({ looked: payments.length, held });
    },
  );
}

async function paymentsDue(tx: Tx, due: Due): Promise<PaymentEntity[]> {
  if ('batchId' in due) return readPaymentsOfBatch(tx, due.batchId);
  const named = due.paymentIds
    ? await findPayments(tx, due.paymentIds)
    : await readPaymentsInState(tx, due.regionCode, 'planned');
  return named.filter(({ regionCode, state }) => regionCode === due.regionCode && state === 'planned');
}
