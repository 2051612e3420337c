import {
  findAwardOfApplication,
  readAwardSources,
  readContested,
  readEndingCases,
  readInstalmentDecisions,
  readPaymentsOfApplication,
  seeingEverything,
  type ApplicationEntity,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import { PAYMENT_STATE_LABELS, type PaymentState } from '@duixian/workflow';
import { refuse, type Refused } from '../ground/refusal';

/** Nothing of it is with a batch, the bank or the payee. */
const HERE: readonly PaymentState[] = ['planned', 'waiting'];
/** The treasury's people can bring it back: out of its batch, or queued again after it failed. */
const RETRIEVABLE: readonly PaymentState[] = ['batched', 'rejected', 'returned', 'not_sent'];

/**
 * Null when a case has no award, or every payment of it waits whole and no statement shows it as paid: only then may its award be
 * terminated. All treasuries are looked at, also those out of the person's reach.
 */
export async function refuseUnlessAllIsHere(tx: Tx, application: ApplicationEntity): Promise<Refused | null> {
  if (application.state !== 'awarded' && application.state !== 'terminating') return null;
  return seeingEverything(tx, async () => {
    const payments = await readPaymentsOfApplication(tx, application.id);
    const carriedOut = await refuseWhileCarriedOut(tx, application.id, payments);
    if (carriedOut) return carriedOut;
    const away = payments.filter(({ state }) => state !== 'cancelled' && !HERE.includes(state));
    const told = away.map(({ id, regionCode, state }) => ({ id, regionCode, state }));
    const words = [...new Set(away.map(({ state }) => PAYMENT_STATE_LABELS[state]))].join('、');
    const later = payments.some(({ state, refundTo }) => state === 'waiting' && refundTo === null)
      ? ',尚未到期的分期可以提出不予拨付'
      : '';
    if (away.some(({ state }) => !RETRIEVABLE.includes(state)))
      return refuse(
        'action-not-allowed',
        `有付款${words},资金已经放行或付出,不能终止。已付的资金请由财政按追回办理${later}。`,
        { payments: told },
      );
    if (away.length > 0)
      return refuse(
        'action-not-allowed',
        `有付款${words}。请先由财政取消所在批次,或把失败的付款重新列入待付,再终止。`,
        { payments: told },
      );
    const [contested] = await readContested(
      tx,
      payments.map(({ id }) => id),
    );
    if (contested !== undefined)
      return refuse(
        'payment-contested',
        '对账单上有一笔疑似该奖补付款的扣款尚未处理,不能终止。请由财政先在“资金待办”中处理。',
        { paymentId: contested },
      );
    return (await isSetOff(tx, application.id, payments))
      ? refuse('action-not-allowed', '奖补中有一部分已抵扣企业应退的款项,不能终止,请由财政按追回办理。')
      : null;
  });
}

/** Two people decided about an instalment, and the system has not done it yet. */
async function refuseWhileCarriedOut(
  tx: Tx,
  applicationId: string,
  payments: readonly PaymentEntity[],
): Promise<Refused | null> {
  const award = await findAwardOfApplication(tx, applicationId);
  const decided = award ? await readInstalmentDecisions(tx, [award.id]) : [];
  const underWay = decided.find(
    ({ number, decision }) =>
      decision === 'confirmed' &&
      payments.some(
        ({ instalment, state, refundTo }) =>
          instalment === number && state === 'waiting' && refundTo === null,
      ),
  );
  return underWay
    ? refuse('action-not-allowed', `第 ${underWay.number} 期刚刚复核,系统正在办理,请稍后再试。`)
    : null;
}

/** Something of the award was set off against what its applicant owed: its payments come to less than its sources bear. */
async function isSetOff(tx: Tx, applicationId: string, payments: readonly PaymentEntity[]): Promise<boolean> {
  const award = await findAwardOfApplication(tx, applicationId);
  if (!award) throw new Error(`case ${applicationId} has no award`);
  const sources = await readAwardSources(tx, [award.id]);
  const owed = sources.reduce((sum, { amountFen, advancedFen }) => sum + amountFen + advancedFen, 0);
  return payments.reduce((sum, { amountFen }) => sum + amountFen, 0) !== owed;
}

/** Null when none of these cases is being terminated or was: nothing else happens to their payments meanwhile. */
export async function refuseWhileEnding(tx: Tx, applicationIds: readonly string[]): Promise<Refused | null> {
  const ending = await readEndingCases(tx, applicationIds);
  return ending.length === 0 ? null : refuseEnding(ending);
}

export const refuseEnding = (applicationIds: readonly string[]): Refused =>
  refuse('action-not-allowed', '该奖补已终止或终止待复核,其付款暂不办理。', { applicationIds });
