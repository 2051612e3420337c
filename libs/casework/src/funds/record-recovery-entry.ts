import { fen, formatYuan, subtractFen, sumFen, type Fen } from '@duixian/money';
import {
  findExceptionTask,
  findPayments,
  findSameRepayment,
  insertRecoveryEntry,
  isContested,
  isOnStatement,
  lockFinanceTask,
  readCaseActors,
  readIncomingLines,
  readRecoveryEntries,
  runCommand,
  type CommandOutcome,
  type Database,
  type IncomingMoney,
  type RecoveryEntity,
  type RecoveryEntryEntity,
  type Tx,
} from '@duixian/persistence';
import {
  mayWriteOff,
  RECOVERY_ENTRY_CREATED_EVENT,
  type RecoveryEntryKind,
  type RecoveryEntryState,
} from '@duixian/workflow';
import { refuseStale } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { openRecovery, recordOnRecovery, type RecoveryCommand } from './open-recovery';

export interface RecoveryEntryAnswer {
  id: string;
  state: RecoveryEntryState;
  version: number;
}

export interface RecoveryEntryProposal {
  kind: RecoveryEntryKind;
  /** Absent for a line of a statement: then it is what the line says, at most what is still open. */
  amountFen?: number;
  note: string;
  /** Of a repayment: an incoming line of the treasury's statement that nobody has explained … */
  line?: { statementId: string; position: number };
  /** … or, where there is no such line, the bank's number and the day of the money. */
  bankReference?: string;
  paidOn?: string;
  /** Of an offset: a payment of the same treasury to the same enterprise that waits to be batched. */
  offsetPaymentId?: string;
}

type Particulars = Pick<
  RecoveryEntryEntity,
  'amountFen' | 'bankReference' | 'paidOn' | 'statementId' | 'statementPosition' | 'offsetPaymentId'
>;
type Found = { ok: true; entry: Particulars } | Refused;
const NONE = {
  bankReference: null,
  paidOn: null,
  statementId: null,
  statementPosition: null,
  offsetPaymentId: null,
} as const;

const USED: Refusal = {
  code: 'recovery-invalid',
  message: '这笔来款已经用于退缴,同一笔来款只能登记一次。请核对银行流水号。',
};

/**
 * The maker proposes what became of a part of a demand: repaid, to be set off, or given up. Together with what else is proposed or
 * booked it stays within the demand. A checker books it; an offset asks the enterprise first.
 */
export async function recordRecoveryEntry(
  db: Database,
  command: RecoveryCommand & RecoveryEntryProposal,
): Promise<CommandOutcome<RecoveryEntryAnswer, Refusal>> {
  const { actor, idempotencyKey, ...input } = command;
  const conflicts = { recovery_entry_reference_once: USED };
  const request = { name: 'recordRecoveryEntry', actor, idempotencyKey, input, conflicts };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<RecoveryEntryAnswer>> => {
    const opened = await openRecovery(tx, command, 'recovery.record');
    if (!opened.ok) return opened;
    const { recovery } = opened;
    if (recovery.version !== input.version) return refuseStale(input.version, recovery.version);
    if (recovery.state !== 'demanded')
      return refuse('action-not-allowed', '只有追缴中的追回可以登记退缴、抵扣或核销。', {
        state: recovery.state,
      });
    const openFen = await openOf(tx, recovery);
    const found = await PARTICULARS[input.kind](tx, recovery, input, openFen);
    if (!found.ok) return found;
    if (found.entry.amountFen > openFen)
      return refuse(
        'recovery-invalid',
        `尚未了结的金额为 ${formatYuan(openFen)} 元(已扣除待办理的登记),不能超过。`,
        { openFen },
      );
    const entry: RecoveryEntryEntity = {
      ...{ id: tx.newId(), recoveryId: recovery.id, regionCode: recovery.regionCode },
      ...{ kind: input.kind, note: input.note, ...found.entry },
      ...{ state: 'proposed', version: 1, proposedBy: actor.userId, proposedAt: tx.now },
      ...{
        consentedBy: null,
        consentedAt: null,
        decidedBy: null,
        decidedAt: null,
        decisionNote: null,
      },
    };
    await insertRecoveryEntry(tx, entry);
    await recordOnEntry(tx, recovery, entry, RECOVERY_ENTRY_CREATED_EVENT);
    return done({ id: entry.id, state: entry.state, version: entry.version });
  });
}

/** What is neither met nor proposed to be met, in fen. */
export async function openOf(tx: Tx, recovery: RecoveryEntity): Promise<Fen> {
  const entries = await readRecoveryEntries(tx, [recovery.id]);
  const taken = entries.filter(({ state }) => !['refused', 'withdrawn', 'reversed'].includes(state));
  return subtractFen(recovery.amountFen, sumFen(taken.map(({ amountFen }) => amountFen)));
}

export const recordOnEntry = (
  tx: Tx,
  recovery: RecoveryEntity,
  entry: RecoveryEntryEntity,
  type: string,
): Promise<void> => {
  const { id: entryId, kind, note, bankReference, paidOn, offsetPaymentId, decisionNote } = entry;
  return recordOnRecovery(tx, recovery, type, {
    ...{ entryId, kind, amountFen: entry.amountFen, note, bankReference, paidOn, offsetPaymentId },
    decisionNote,
  });
};

/** Who had a hand in the case gives up nothing of it; null when this person had none. */
export async function refuseOwnWriteOff(
  tx: Tx,
  recovery: RecoveryEntity,
  userId: string,
): Promise<Refused | null> {
  if (mayWriteOff(await readCaseActors(tx, recovery.applicationId), userId)) return null;
  return refuse(
    'separation-of-duties',
    '您办理过该笔奖补的审核、编批或放款,核销须由没有办理过此件的人员提出和复核。',
  );
}

const PARTICULARS: Readonly<
  Record<
    RecoveryEntryKind,
    (tx: Tx, recovery: RecoveryEntity, input: RecoveryEntryProposal, openFen: Fen) => Promise<Found>
  >
> = {
  repayment: (tx, recovery, input, openFen) =>
    input.line
      ? repaidByLine(tx, recovery, input, input.line, openFen)
      : repaidByReference(tx, recovery, input),
  offset: (tx, recovery, input) => offsetAgainst(tx, recovery, input),
  write_off: async (tx, recovery, { amountFen }) => {
    const own = tx.actor.kind === 'person' ? await refuseOwnWriteOff(tx, recovery, tx.actor.userId) : null;
    if (own) return own;
    if (amountFen === undefined) return refuse('recovery-invalid', '请填写核销金额。');
    return { ok: true, entry: { amountFen: fen(amountFen), ...NONE } };
  },
};

/**
 * Money that came in at once pays back as much of this demand as is open; the rest of it waits for another demand of the treasury, or
 * for people to send it back.
 */
async function repaidByLine(
  tx: Tx,
  recovery: RecoveryEntity,
  { amountFen }: RecoveryEntryProposal,
  wanted: { statementId: string; position: number },
  openFen: Fen,
): Promise<Found> {
  const known = await findExceptionTask(tx, wanted.statementId, wanted.position);
  if (known) await lockFinanceTask(tx, known.id);
  const [line] = await readIncomingLines(tx, recovery.regionCode, wanted);
  if (!line) return refuse('recovery-invalid', '没有这笔待认领的来款,或已登记为退缴。请刷新后从列表中选择。');
  if (amountFen !== undefined && amountFen !== line.amountFen)
    return refuse('recovery-invalid', '按对账单来款登记时,金额以来款为准,不另填写。');
  if (openFen === 0)
    return refuse('recovery-invalid', '本项追回已全部登记,没有尚未了结的金额。', { openFen });
  const paidFen = line.amountFen > openFen ? openFen : line.amountFen;
  const again = await refuseAgain(tx, recovery, {
    ...{ bankReference: line.bankSerial, paidOn: line.bookedOn, amountFen: paidFen },
  });
  if (again) return again;
  return {
    ok: true,
    entry: {
      ...NONE,
      amountFen: paidFen,
      bankReference: line.bankSerial,
      paidOn: line.bookedOn,
      statementId: line.statementId,
      statementPosition: line.position,
    },
  };
}

async function repaidByReference(
  tx: Tx,
  recovery: RecoveryEntity,
  { amountFen, bankReference, paidOn }: RecoveryEntryProposal,
): Promise<Found> {
  if (amountFen === undefined || bankReference === undefined || paidOn === undefined)
    return refuse('recovery-invalid', '请选择对账单来款,或填写金额、银行流水号和到账日期。');
  if (paidOn > tx.today) return refuse('recovery-invalid', '到账日期不能晚于今天。');
  const money = { bankReference, paidOn, amountFen: fen(amountFen) };
  if (await isOnStatement(tx, recovery.regionCode, money))
    return refuse('recovery-invalid', '对账单中有这个流水号的来款,请直接选择该笔来款登记。');
  return (await refuseAgain(tx, recovery, money)) ?? { ok: true, entry: { ...NONE, ...money } };
}

/** A day that was mistyped makes no other money of it. */
async function refuseAgain(
  tx: Tx,
  { regionCode }: RecoveryEntity,
  money: IncomingMoney,
): Promise<Refused | null> {
  const paidOn = await findSameRepayment(tx, regionCode, money);
  return paidOn === null
    ? null
    : refuse(
        'recovery-invalid',
        `流水号 ${money.bankReference}、同一金额的退缴已登记,到账日期为 ${paidOn}。日期填错的,请先撤回或不同意那一项;确为另一笔来款的,请先导入 ${paidOn} 的对账单。`,
        { paidOn },
      );
}

/** Money that the bank may have paid already cannot be set off as well. */
export const CONTESTED =
  '对账单上有一笔疑似要抵扣的付款的扣款尚未处理,不能抵扣。请先与银行核实,并在“资金待办”中处理。';

async function offsetAgainst(
  tx: Tx,
  recovery: RecoveryEntity,
  { amountFen, offsetPaymentId }: RecoveryEntryProposal,
): Promise<Found> {
  const [payment] = await findPayments(tx, offsetPaymentId === undefined ? [] : [offsetPaymentId]);
  const fits =
    payment?.partyId === recovery.partyId &&
    payment.regionCode === recovery.regionCode &&
    payment.refundTo === null &&
    payment.state === 'planned';
  if (!fits)
    return refuse('recovery-invalid', '只能抵扣本财政应付给同一企业、尚未编批的付款。已编批的请先取消批次。');
  if (await isContested(tx, payment.id)) return refuse('payment-contested', CONTESTED);
  if (amountFen === undefined || amountFen > payment.amountFen)
    return refuse(
      'recovery-invalid',
      `请填写抵扣金额,不超过该笔付款的 ${formatYuan(payment.amountFen)} 元。`,
    );
  return { ok: true, entry: { ...NONE, amountFen: fen(amountFen), offsetPaymentId: payment.id } };
}
