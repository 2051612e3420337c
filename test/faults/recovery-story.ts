import * as casework from '@duixian/casework';
import type { Obligation } from './obligations';

/** What a use case answers. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: { code: string; message: string } };

/** One act of a person, repeated under one key until it is answered. */
type By = <T>(
  username: string,
  act: (actor: casework.PersonActor, key: string, db: casework.Database) => Promise<Outcome<T>>,
) => Promise<T>;

/** Half of what was paid is demanded back, and a quarter of it comes in: once, however often it is said, though the bank takes it back once. */
export async function recoverSome(
  obligation: Obligation,
  by: By,
  treasury: { account: string },
): Promise<void> {
  const { paymentId, clauseId, subject, amountFen } = obligation;
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
  const about = { recoveryId, version: demanded.version, amountFen: Math.floor(amountFen / 4) };
  const first = await repay({ ...about, bankReference: `IN${paymentId}` }, by);
  await takeBack({ ...about, entryId: first.id, version: first.version, paymentId }, by, treasury);
  await repay({ ...about, bankReference: `AGAIN${paymentId}` }, by);
}

async function repay(
  about: { recoveryId: string; version: number; amountFen: number; bankReference: string },
  by: By,
): Promise<casework.RecoveryEntryAnswer> {
  const repayment = { ...about, kind: 'repayment' as const, note: '银行回单', paidOn: '2026-03-01' };
  const entry = await by('yexian-maker', (actor, idempotencyKey, db) =>
    casework.recordRecoveryEntry(db, { actor, idempotencyKey, ...repayment }),
  );
  const { recoveryId } = about;
  const book = { recoveryId, entryId: entry.id, version: entry.version, action: 'book' as const };
  return by('yexian-checker', (actor, idempotencyKey, db) =>
    casework.decideRecoveryEntry(db, { actor, idempotencyKey, ...book }),
  );
}

/** A day that no story pays on or closes. */
const BOOKED_ON = '2025-12-31';

async function takeBack(
  {
    paymentId,
    amountFen,
    ...about
  }: { recoveryId: string; entryId: string; version: number; paymentId: string; amountFen: number },
  by: By,
  { account }: { account: string },
): Promise<void> {
  const line = {
    ...{ bankSerial: `TB${paymentId}`, reference: '', direction: 'debit', amountFen, bookedOn: BOOKED_ON },
    ...{ counterpartyName: '来款退回', counterpartyAccount: '6222' },
  };
  const totals = { count: 1, debitFen: amountFen, creditFen: 0 };
  const statementId = `TB${paymentId}`;
  const content = JSON.stringify({ statementId, account, date: BOOKED_ON, lines: [line], totals });
  const statement = await by('yexian-maker', (actor, idempotencyKey, db) =>
    casework.importStatement(db, { actor, idempotencyKey, content }),
  );
  const proposal = { ...about, line: { statementId: statement.id, position: 1 }, note: '银行退回' };
  const { id: reversalId, version } = await by('yexian-maker', (actor, idempotencyKey, db) =>
    casework.proposeReversal(db, { actor, idempotencyKey, ...proposal }),
  );
  const confirm = { recoveryId: about.recoveryId, reversalId, version, action: 'confirm' as const };
  await by('yexian-checker', (actor, idempotencyKey, db) =>
    casework.decideReversal(db, { actor, idempotencyKey, ...confirm }),
  );
}
