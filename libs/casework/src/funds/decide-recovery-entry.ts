import { yearOf } from '@duixian/calendar';
import { recover, setOff, surrender, writeOff, type Journal } from '@duixian/ledger';
import { subtractFen, sumFen } from '@duixian/money';
import {
  findPayments,
  findRecoveryEntry,
  isContested,
  lockBudgetSubjects,
  lockPayment,
  markDirty,
  postJournals,
  readBookedOfLine,
  readRecoveryEntries,
  runCommand,
  savePayment,
  saveRecovery,
  saveRecoveryEntry,
  type CommandOutcome,
  type Database,
  type RecoveryEntity,
  type RecoveryEntryEntity,
  type Tx,
} from '@duixian/persistence';
import {
  allowedRecoveryEntryActions,
  describeRefusal,
  moveRecovery,
  movePayment,
  moveRecoveryEntry,
  type Operation,
  type PersonActor,
  type RecoveryEntryAction,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseStale } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { explainLine } from './explain-line';
import { lineOfRecovery, openRecovery, recordOnRecovery } from './open-recovery';
import {
  CONTESTED,
  recordOnEntry,
  refuseOwnWriteOff,
  type RecoveryEntryAnswer,
} from './record-recovery-entry';
import { recordOnPayment } from './record-payment';
import { refuseWhileEnding } from './ending-award';

/** A repayment is undone by a proposal of its own (`proposeReversal`). */
export type RecoveryEntryVerb = Exclude<RecoveryEntryAction, 'reverse'>;

export interface RecoveryEntryCommand {
  actor: PersonActor;
  idempotencyKey: string;
  recoveryId: string;
  entryId: string;
  /** Of the entry. */
  version: number;
  action: RecoveryEntryVerb;
  note?: string;
}

export const RECOVERY_ENTRY_OPERATIONS = {
  consent: 'recovery.consent',
  decline: 'recovery.decline',
  book: 'recovery.book',
  refuse: 'recovery.refuseEntry',
  withdraw: 'recovery.withdrawEntry',
} as const satisfies Record<RecoveryEntryVerb, Operation>;

/**
 * The enterprise consents to an offset or not; a checker, never the one who proposed, books a part of a demand or refuses it; the
 * proposer may withdraw it. Booking moves the money at once, and closes the demand once all of it is met.
 */
export async function decideRecoveryEntry(
  db: Database,
  command: RecoveryEntryCommand,
): Promise<CommandOutcome<RecoveryEntryAnswer, Refusal>> {
  const { actor, idempotencyKey, recoveryId, entryId, version, action, note = null } = command;
  const input = { recoveryId, entryId, version, action, note };
  const request = { name: 'decideRecoveryEntry', actor, idempotencyKey, input };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<RecoveryEntryAnswer>> => {
    const found = await findRecoveryEntry(tx, entryId);
    if (found?.recoveryId !== recoveryId) return refuseAsUnknown();
    const booking = action === 'book';
    const opened = await openRecovery(tx, command, RECOVERY_ENTRY_OPERATIONS[action], (recovery) =>
      booking ? lockMoney(tx, recovery, found) : Promise.resolve(),
    );
    if (!opened.ok) return opened;
    const { recovery } = opened;
    const entry = await findRecoveryEntry(tx, entryId);
    if (!entry) return refuseAsUnknown();
    if (entry.version !== version) return refuseStale(version, entry.version);
    const move = moveRecoveryEntry(entry, action);
    if (!move.ok)
      return refuse('action-not-allowed', whyNot(entry, action) ?? describeRefusal(move.refusal), {
        state: entry.state,
        allowedActions: allowedRecoveryEntryActions(entry),
      });
    const unfit = await refuseUnfitHand(tx, recovery, entry, command);
    if (unfit) return unfit;
    if (action === 'consent') Object.assign(entry, { consentedBy: actor.userId, consentedAt: tx.now });
    else Object.assign(entry, { decidedBy: actor.userId, decidedAt: tx.now, decisionNote: note });
    entry.state = move.to;
    await saveRecoveryEntry(tx, entry);
    await recordOnEntry(tx, recovery, entry, move.event);
    if (booking) {
      const refused = await book(tx, recovery, entry);
      if (refused) return refused;
    }
    return done({ id: entry.id, state: entry.state, version: entry.version });
  });
}

const whyNot = ({ kind, state }: RecoveryEntryEntity, action: RecoveryEntryVerb): string | null =>
  kind === 'offset' && state === 'proposed' && action === 'book' ? '抵扣须先经企业同意,再复核入账。' : null;

async function refuseUnfitHand(
  tx: Tx,
  recovery: RecoveryEntity,
  entry: RecoveryEntryEntity,
  { actor, action }: RecoveryEntryCommand,
): Promise<Refused | null> {
  if (action === 'consent' || action === 'decline') return null;
  const own = entry.proposedBy === actor.userId;
  if (own !== (action === 'withdraw'))
    return refuse(
      'separation-of-duties',
      own ? '这项登记由您提出,须由另一名复核人员办理。' : '只有提出人可以撤回;复核人员请用“不同意”。',
    );
  return action === 'book' && entry.kind === 'write_off'
    ? refuseOwnWriteOff(tx, recovery, actor.userId)
    : null;
}

/** What an award takes as well, in the order in which it takes it: the subject of the budget, then the payment. */
async function lockMoney(tx: Tx, recovery: RecoveryEntity, entry: RecoveryEntryEntity): Promise<void> {
  const line = await lineOfRecovery(tx, recovery);
  await lockBudgetSubjects(tx, line.regionCode, [line.subject]);
  if (entry.offsetPaymentId !== null) await lockPayment(tx, entry.offsetPaymentId);
}

/**
 * Money that comes back is free again on the line it came from while its year runs. After it the books of that line give out nothing
 * more: it leaves the line for the treasury (收回存量资金), and whoever may spends it through a line of the new year.
 */
async function book(tx: Tx, recovery: RecoveryEntity, entry: RecoveryEntryEntity): Promise<Refused | null> {
  const line = await lineOfRecovery(tx, recovery);
  const journals: Journal[] = [];
  if (entry.kind === 'write_off') journals.push(writeOff(line.id, entry.amountFen));
  else {
    const ended = yearOf(tx.today) > line.year;
    journals.push((ended ? surrender : recover)(line.id, entry.amountFen));
    if (!ended) await tx.enqueue('budget.freed', { budgetLineId: line.id });
    // What it kept of this award is less now: what other clauses leave it has to be looked at again.
    await markDirty(tx, [recovery.partyId], 'recovery');
  }
  if (entry.offsetPaymentId !== null) {
    const reduced = await reducePayment(tx, recovery, entry, entry.offsetPaymentId);
    if (!reduced.ok) return reduced;
    journals.push(setOff(reduced.budgetLineId, entry.amountFen));
  }
  await postJournals(
    tx,
    journals.map((journal) => ({ journal, cause: `recovery-entry:${entry.id}/${journal.kind}` })),
  );
  const explained = await endTaskOfLine(tx, entry);
  if (explained) return explained;
  await closeWhenMet(tx, recovery);
  return null;
}

/** The later award's payment is smaller by what is set off; nothing is sent where nothing is left of it. */
async function reducePayment(
  tx: Tx,
  recovery: RecoveryEntity,
  entry: RecoveryEntryEntity,
  paymentId: string,
): Promise<{ ok: true; budgetLineId: string } | Refused> {
  const [payment] = await findPayments(tx, [paymentId]);
  if (payment?.state !== 'planned' || payment.amountFen < entry.amountFen)
    return refuse(
      'recovery-invalid',
      '要抵扣的付款已编批或金额已变化。请取消批次后再入账,或不同意本次抵扣。',
    );
  if (await isContested(tx, payment.id)) return refuse('payment-contested', CONTESTED);
  const ending = await refuseWhileEnding(tx, [payment.applicationId]);
  if (ending) return ending;
  const data = { recoveryId: recovery.id, number: recovery.number, setOffFen: entry.amountFen };
  if (payment.amountFen > entry.amountFen) {
    payment.amountFen = subtractFen(payment.amountFen, entry.amountFen);
    await savePayment(tx, payment);
    await recordOnPayment(tx, payment, 'payment.reduced', data);
  } else {
    const move = movePayment(payment.state, 'set_off');
    if (!move.ok) throw new Error(`payment ${payment.id}: set off from ${payment.state}`);
    payment.state = move.to;
    await savePayment(tx, payment);
    await recordOnPayment(tx, payment, move.event, data);
    await tx.enqueue('payment.settled', { paymentId: payment.id });
  }
  return { ok: true, budgetLineId: payment.budgetLineId };
}

async function endTaskOfLine(tx: Tx, entry: RecoveryEntryEntity): Promise<Refused | null> {
  const { statementId, statementPosition: position, decidedBy: doneBy } = entry;
  if (statementId === null || position === null) return null;
  const bookedFen = () => readBookedOfLine(tx, statementId, position);
  return explainLine(tx, { statementId, position }, bookedFen, {
    ...{ doneBy, outcome: 'repayment' },
    otherwise: '这笔来款已在“资金待办”中作其他说明,不能再作退缴。请不同意本次登记。',
  });
}

async function closeWhenMet(tx: Tx, recovery: RecoveryEntity): Promise<void> {
  const booked = (await readRecoveryEntries(tx, [recovery.id])).filter(({ state }) => state === 'booked');
  if (sumFen(booked.map(({ amountFen }) => amountFen)) !== recovery.amountFen) return;
  const move = moveRecovery(recovery.state, 'close');
  if (!move.ok) throw new Error(`recovery ${recovery.id} is ${recovery.state} and met`);
  recovery.state = move.to;
  await saveRecovery(tx, recovery);
  await recordOnRecovery(tx, recovery, move.event, {});
}
