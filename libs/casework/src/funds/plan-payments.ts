import { addFen, ZERO_FEN } from '@duixian/money';
import {
  findCurrentPayeeAccount,
  findTreasury,
  insertPayments,
  type ApplicationEntity,
  type AwardSourceEntity,
  type NewPayment,
  type StateReason,
  type Tx,
} from '@duixian/persistence';
import { PAYMENT_CREATED_EVENT } from '@duixian/workflow';
import { payeeSnapshotOf, treasurySnapshotOf } from './payee-snapshot';
import type { FundingSource } from './plan-funding';
import { recordOnPayments } from './record-payment';

/** Why nobody could pay the level that advances back; null where its account is complete, or nobody advances. */
export async function refuseUnpayableAdvancer(
  tx: Tx,
  sources: readonly FundingSource[],
): Promise<StateReason | null> {
  const advancer = sources.find(({ advancedFen }) => advancedFen > 0);
  if (!advancer) return null;
  const treasury = await findTreasury(tx, advancer.regionCode);
  if (treasury?.bankCode) return null;
  const { name } = tx.regions.get(advancer.regionCode);
  return {
    code: 'treasury-account-incomplete',
    text: `${name}先行拨付,但它的财政账户没有登记开户银行和行号,其他级次无法归还。请补充登记后重新核定。`,
    details: { regionCode: advancer.regionCode },
  };
}

/**
 * One obligation per source: to the applicant, on the account that it is paid on today. Where one level advances, it pays
 * the applicant for all, and every other source owes that level a refund, which waits until the advanced payment arrived.
 */
export async function planPayments(
  tx: Tx,
  application: ApplicationEntity,
  sources: readonly AwardSourceEntity[],
): Promise<void> {
  const account = await findCurrentPayeeAccount(tx, application.partyId);
  if (!account) throw new Error(`application ${application.id} has no account that counts today`);
  const payee = payeeSnapshotOf(account);
  const advancer = sources.find(({ advancedFen }) => advancedFen > ZERO_FEN);
  const paying = (advancer ? [advancer] : sources).map((source) =>
    obligation(tx, application, source, {
      amountFen: addFen(source.amountFen, source.advancedFen),
      ...{ payee, state: 'planned' },
      ...{ refundsPaymentId: null, refundTo: null },
    }),
  );
  const [advanced] = paying;
  const payments = [
    ...paying,
    ...(advancer && advanced ? await refundsTo(tx, application, sources, advanced) : []),
  ];
  await insertPayments(tx, payments);
  await recordOnPayments(
    tx,
    payments.map((payment) => ({ payment, type: PAYMENT_CREATED_EVENT, data: {} })),
  );
}

async function refundsTo(
  tx: Tx,
  application: ApplicationEntity,
  sources: readonly AwardSourceEntity[],
  advanced: PlannedPayment,
): Promise<PlannedPayment[]> {
  const treasury = await findTreasury(tx, advanced.regionCode);
  if (!treasury) throw new Error(`treasury ${advanced.regionCode} has no account`);
  return sources
    .filter((source) => source.id !== advanced.awardSourceId)
    .map((source) =>
      obligation(tx, application, source, {
        amountFen: source.amountFen,
        ...{ payee: treasurySnapshotOf(treasury), state: 'waiting' },
        ...{ refundsPaymentId: advanced.id, refundTo: advanced.regionCode },
      }),
    );
}

type PlannedPayment = NewPayment & { refundTo: string | null };

const obligation = (
  tx: Tx,
  application: ApplicationEntity,
  source: AwardSourceEntity,
  given: Pick<PlannedPayment, 'amountFen' | 'payee' | 'state'> & {
    refundsPaymentId: string | null;
    refundTo: string | null;
  },
): PlannedPayment => ({
  id: tx.newId(),
  awardSourceId: source.id,
  instalment: 1,
  applicationId: application.id,
  partyId: application.partyId,
  regionCode: source.regionCode,
  budgetLineId: source.budgetLineId,
  ...given,
  ...{ version: 1, batchId: null, createdAt: tx.now, settledOn: null, refundedOn: null },
});
