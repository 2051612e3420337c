import {
  countPayments,
  readCasesInBrief,
  runCommand,
  runQuery,
  stepKey,
  type CommandOutcome,
  type Database,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import type { CreditRules } from '../credit/credit-rules';
import { done, type Refusal } from '../ground/refusal';
import { goThroughPayments } from '../funds/go-through-payments';
import { raiseHolds } from './raise-holds';

const SYSTEM = { kind: 'system', name: 'hold-payments' } as const;

/** Which payments are about to go on. */
export type Due = { regionCode: string; paymentIds?: readonly string[] | undefined } | { batchId: string };

/**
 * Looks at payments right before they go into a batch or are released, as the system (an applicant that moved away is out
 * of sight of the treasury that owes it), and holds those that must wait. A transaction of its own: the holds stay even
 * where what follows is refused for them; one request is looked at once a minute, however often it comes. Where no payment is due, or one that is named is not, nothing is looked at: what
 * follows says so.
 */
export async function holdPayments(
  db: Database,
  request: { actor: PersonActor; idempotencyKey: string; due: Due; rules: CreditRules },
): Promise<CommandOutcome<{ looked: number; held: number }, Refusal>> {
  const { actor, idempotencyKey, due, rules } = request;
  const { found, minute } = await runQuery(db, SYSTEM, async (tx) => ({
    found: await countDue(tx, due),
    minute: Math.floor(tx.now.getTime() / 60_000),
  }));
  const named = 'batchId' in due ? undefined : due.paymentIds?.length;
  if (found === 0 || found !== (named ?? found))
    return { ok: true, value: { looked: 0, held: 0 }, replayed: false };
  return runCommand(
    db,
    {
      name: 'holdPayments',
      actor: SYSTEM,
      // A refusal leaves the person's key free, and what they then try with it again is looked at again.
      idempotencyKey: stepKey(idempotencyKey, 'holds', actor.userId, String(minute)),
      input: { due },
    },
    async (tx) => {
      let [looked, held, treasury] = [0, 0, ''];
      for await (const payments of paymentsDue(tx, due)) {
        // What a treasury refunds to another one was paid to the applicant already.
        const toApplicants = payments.filter(({ refundTo }) => refundTo === null);
        const ids = [...new Set(toApplicants.map(({ applicationId }) => applicationId))];
        const cases = await readCasesInBrief(tx, ids);
        const gated = toApplicants.map((payment) => {
          const application = cases.get(payment.applicationId);
          if (!application) throw new Error(`payment ${payment.id} has no case`);
          return { application, payment };
        });
        held += (await raiseHolds(tx, 'payment', gated, rules)).filter(({ length }) => length > 0).length;
        looked += payments.length;
        treasury = payments[0]?.regionCode ?? treasury;
      }
      const data = { ...due, looked, held, forPerson: actor.userId };
      const regionCode = treasury || ('regionCode' in due ? due.regionCode : '');
      const root = tx.regions.regions[0]?.code ?? '';
      await tx.record({
        ...{ caseId: tx.newId(), regionCode: regionCode || root },
        ...{ type: 'hold.payments_checked', data },
      });
      return done({ looked, held });
    },
  );
}

async function* paymentsDue(tx: Tx, due: Due): AsyncGenerator<PaymentEntity[]> {
  if ('batchId' in due) {
    yield* goThroughPayments(tx, due);
    return;
  }
  const { regionCode, paymentIds } = due;
  const chosen = paymentIds ? { ids: paymentIds } : { regionCode, state: 'planned' as const };
  for await (const some of goThroughPayments(tx, chosen))
    yield some.filter((each) => each.regionCode === regionCode && each.state === 'planned');
}

function countDue(tx: Tx, due: Due): Promise<number> {
  if ('batchId' in due) return countPayments(tx, due);
  const { regionCode, paymentIds } = due;
  const planned = { regionCode, state: 'planned' as const };
  return paymentIds ? countPayments(tx, { ids: paymentIds }, planned) : countPayments(tx, planned);
}
