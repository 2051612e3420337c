import { sumFen, ZERO_FEN, type Fen } from '@duixian/money';
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
import { splitByParts, type PlannedPart } from './instalment-plan';
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
    text: `${name}先行拨付,但它的财政账户没有登记开户银行和行号,其他级次无法归还。账户登记并复核后,系统自动继续核定。`,
    details: { regionCode: advancer.regionCode },
  };
}

/** Where a source pays: one part of the award, to the applicant. */
interface PayingPart {
  source: AwardSourceEntity;
  part: PlannedPart;
  amountFen: Fen;
}

/**
 * One obligation per source and part of the plan: to the applicant, on the account that it is paid on today; a later part waits. Where one level
 * advances, it pays the applicant for all, part by part, and every other source owes that level a refund of its share in the part, which
 * waits until the advanced payment arrived.
 */
export async function planPayments(
  tx: Tx,
  application: ApplicationEntity,
  sources: readonly AwardSourceEntity[],
  parts: readonly PlannedPart[],
): Promise<void> {
  const account = await findCurrentPayeeAccount(tx, application.partyId);
  if (!account) throw new Error(`application ${application.id} has no account that counts today`);
  const payee = payeeSnapshotOf(account);
  const borne = sources.flatMap((source) => bornePartsOf(source, parts));
  const advancer = sources.find(({ advancedFen }) => advancedFen > ZERO_FEN);
  const paying = (advancer ? advancedParts(advancer, borne, parts) : borne).filter(isSomething).map((one) =>
    obligation(tx, application, one, {
      ...{ payee, state: one.part.number === 1 ? 'planned' : 'waiting' },
      ...{ refundsPaymentId: null, refundTo: null },
    }),
  );
  const payments = [...paying, ...(advancer ? await refundsTo(tx, application, borne, paying) : [])];
  await insertPayments(tx, payments);
  await recordOnPayments(
    tx,
    payments.map((payment) => ({
      payment,
      type: PAYMENT_CREATED_EVENT,
      data: parts.length > 1 ? { instalment: payment.instalment } : {},
    })),
  );
}

const isSomething = ({ amountFen }: PayingPart): boolean => amountFen > ZERO_FEN;

/** What a source bears of each part. */
function bornePartsOf(source: AwardSourceEntity, parts: readonly PlannedPart[]): PayingPart[] {
  const split = splitByParts(source.amountFen, parts);
  return parts.map((part) => ({ source, part, amountFen: split.get(part.number) ?? ZERO_FEN }));
}

/** What the level that advances pays of each part: what all bear of it. */
const advancedParts = (
  advancer: AwardSourceEntity,
  borne: readonly PayingPart[],
  parts: readonly PlannedPart[],
): PayingPart[] =>
  parts.map((part) => ({
    ...{ source: advancer, part },
    amountFen: sumFen(borne.filter((one) => one.part === part).map(({ amountFen }) => amountFen)),
  }));

async function refundsTo(
  tx: Tx,
  application: ApplicationEntity,
  borne: readonly PayingPart[],
  advanced: readonly PlannedPayment[],
): Promise<PlannedPayment[]> {
  const [{ regionCode, awardSourceId } = { regionCode: '', awardSourceId: '' }] = advanced;
  const treasury = await findTreasury(tx, regionCode);
  if (!treasury) throw new Error(`treasury ${regionCode} has no account`);
  return borne
    .filter(isSomething)
    .filter(({ source }) => source.id !== awardSourceId)
    .map((one) => {
      const paid = advanced.find(({ instalment }) => instalment === one.part.number);
      if (!paid) throw new Error(`nobody advances part ${one.part.number} of ${application.id}`);
      return obligation(tx, application, one, {
        ...{ payee: treasurySnapshotOf(treasury), state: 'waiting' },
        ...{ refundsPaymentId: paid.id, refundTo: regionCode },
      });
    });
}

type PlannedPayment = NewPayment & { refundTo: string | null };

const obligation = (
  tx: Tx,
  application: ApplicationEntity,
  { source, part, amountFen }: PayingPart,
  given: Pick<PlannedPayment, 'payee' | 'state'> & {
    refundsPaymentId: string | null;
    refundTo: string | null;
  },
): PlannedPayment => ({
  id: tx.newId(),
  awardSourceId: source.id,
  instalment: part.number,
  applicationId: application.id,
  partyId: application.partyId,
  regionCode: source.regionCode,
  budgetLineId: source.budgetLineId,
  amountFen,
  ...given,
  ...{ version: 1, batchId: null, createdAt: tx.now, settledOn: null, refundedOn: null },
});
