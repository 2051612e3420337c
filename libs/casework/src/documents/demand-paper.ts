import { addFen, formatYuan, toChineseUppercase, ZERO_FEN } from '@duixian/money';
import {
  findApplication,
  findAwardLine,
  findParty,
  findPayments,
  findTreasury,
  readSetOff,
  seeingEverything,
  type RecoveryEntity,
  type Tx,
} from '@duixian/persistence';
import { localDateInShanghai } from '@duixian/calendar';
import { RECOVERY_STATE_LABELS } from '@duixian/workflow';
import { clauseTitleIn } from '../policies/document-of-version';
import { PAPER_TITLES, payer, type Paper } from './paper';

/**
 * A demand to pay back as it is served on whom it is about. The account to pay to stands there in full: the paper is for the
 * one who has to pay there. What was repaid since is not on it; it holds until the demand is met.
 */
export async function demandPaper(tx: Tx, recovery: RecoveryEntity): Promise<Paper> {
  const { regionCode, amountFen, number, reason, documentNumber, dueOn, decidedAt } = recovery;
  const application = await findApplication(tx, recovery.applicationId);
  const party = await findParty(tx, recovery.partyId);
  const line = await findAwardLine(tx, recovery.awardLineId);
  if (!application || !party) throw new Error(`demand ${recovery.id} is about nothing`);
  const account = await findTreasury(tx, regionCode);
  const title = line && (await clauseTitleIn(tx, application.policyVersionId, line.clauseId));
  return {
    kind: 'demand',
    title: PAPER_TITLES.demand,
    fields: [
      ['通知书编号', number],
      ['被追缴单位', party.registeredName],
      ['追缴单位', payer(tx, regionCode)],
      ['原拨付事项', `${title ?? '奖补资金'}(条款 ${line?.clauseId ?? '—'},申报 ${application.caseNumber})`],
      ['原拨付金额', await seeingEverything(tx, () => paidInWords(tx, recovery))],
      ['追缴金额(小写)', `¥${formatYuan(amountFen)}`],
      ['追缴金额(大写)', toChineseUppercase(amountFen)],
      ['追缴原因', reason],
      ['依据文号', documentNumber],
      ['通知日期', decidedAt ? localDateInShanghai(decidedAt.getTime()) : '—'],
      ['退缴期限', dueOn ?? '—'],
      ['退缴账户', account ? `${account.accountName} ${account.accountNumber}` : '—'],
      ['开户行', account?.bankName ? `${account.bankName}(${account.bankCode ?? '—'})` : '—'],
      ['退缴附言', number],
      ['状态', RECOVERY_STATE_LABELS[recovery.state]],
    ],
    table: null,
    amountFen,
    holder: party.registeredName,
    signatures: ['经办', '复核', '负责人'],
  };
}

/**
 * What arrived, and what was set off instead of being sent: both are paid, and both may be demanded back. Who refunded another level is
 * answered by the payment that this one made. Read as the system: an enterprise does not see refunds between treasuries.
 */
async function paidInWords(tx: Tx, { id: recoveryId, paymentId }: RecoveryEntity): Promise<string> {
  const [payment] = await findPayments(tx, [paymentId]);
  const [advanced] = payment?.refundsPaymentId ? await findPayments(tx, [payment.refundsPaymentId]) : [];
  if (!payment) throw new Error(`demand ${recoveryId} is about nothing`);
  const by = advanced ? `由${payer(tx, advanced.regionCode)}先行拨付,` : '';
  const arrived = `${by}${(advanced ?? payment).settledOn ?? '—'} 到账`;
  const setOffFen = (await readSetOff(tx, [payment.id])).get(payment.id) ?? ZERO_FEN;
  const arrivedFen = payment.state === 'offset' ? ZERO_FEN : payment.amountFen;
  const parts =
    setOffFen === ZERO_FEN
      ? [arrived]
      : [
          ...(arrivedFen > ZERO_FEN ? [`${arrived} ¥${formatYuan(arrivedFen)}`] : []),
          `抵扣应退款 ¥${formatYuan(setOffFen)}`,
        ];
  return `¥${formatYuan(addFen(arrivedFen, setOffFen))}(${parts.join(',')})`;
}
