import * as casework from '@duixian/casework';
import type { Obligation } from './obligations';

/** What a use case answers. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: { code: string; message: string } };

/** One act of a person, repeated under one key until it is answered. */
type By = <T>(
  username: string,
  act: (actor: casework.PersonActor, key: string, db: casework.Database) => Promise<Outcome<T>>,
) => Promise<T>;

/** Half of what was paid is demanded back, and a quarter of it comes in: once, however often it is said. */
export async function recoverSome(
  { paymentId, clauseId, subject, amountFen }: Obligation,
  by: By,
): Promise<void> {
  const demand = {
    ...{ paymentId, clauseId, subject, amountFen: Math.floor(amountFen / 2), workingDays: 10 },
    ...{ reason: '申报数据不实', documentNumber: '演练追〔2026〕1号' },
  };
  const { id: recoveryId, version } = await by('yexian-maker', (actor, idempotencyKey, db) =>
    casework.proposeRecovery(db, { actor, idempotencyKey, ...demand }),
  );
  const confirm = { recoveryId, version, action: 'confirm' as const };
  const demanded = await by('yexian-checker', (actor, idempotencyKey, db) =>
    casework.decideRecovery(db, { actor, idempotencyKey, ...confirm }),
  );
  const repayment = {
    ...{ recoveryId, version: demanded.version, kind: 'repayment' as const, note: '银行回单' },
    ...{ amountFen: Math.floor(amountFen / 4), bankReference: `IN${paymentId}`, paidOn: '2026-03-01' },
  };
  const entry = await by('yexian-maker', (actor, idempotencyKey, db) =>
    casework.recordRecoveryEntry(db, { actor, idempotencyKey, ...repayment }),
  );
  const book = { recoveryId, entryId: entry.id, version: entry.version, action: 'book' as const };
  await by('yexian-checker', (actor, idempotencyKey, db) =>
    casework.decideRecoveryEntry(db, { actor, idempotencyKey, ...book }),
  );
}
