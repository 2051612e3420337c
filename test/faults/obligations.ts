import { allot, reserve } from '@duixian/ledger';
import { fen, type Fen } from '@duixian/money';
import {
  findApplication,
  findPayeeAccount,
  findTreasury,
  insertApplication,
  insertAward,
  insertBudgetLine,
  insertParty,
  insertPayeeAccount,
  insertPayments,
  lockEntitlement,
  postJournal,
  readAwardLines,
  readAwardSources,
  findAwardOfApplication,
  runCommand,
  type NewPayment,
  type Tx,
} from '@duixian/persistence';
import { CITY, type Office } from '@duixian/testing';

const MAKER_OF_OBLIGATIONS = { kind: 'system', name: 'test-obligations' } as const;

export interface Obligation {
  paymentId: string;
  applicationId: string;
  /** Whose it is. */
  treasury: 'yexian' | 'city';
  /** With the amount nobody else's: what the bank paid of it there, it paid for this obligation. */
  payeeAccount: string;
  amountFen: number;
  /** For which it is awarded. */
  clauseId: string;
  subject: string;
}

/** A further awarded case with one planned payment, after the model of a real one, for an enterprise of its own. */
export async function insertObligation(office: Office, modelId: string, index: number): Promise<Obligation> {
  return (await insertObligations(office, modelId, index, false)).paying;
}

/** As `insertObligation`, paid by the county for the city as well, which owes it the part that it bears. */
export async function insertAdvance(
  office: Office,
  modelId: string,
  index: number,
): Promise<{ paying: Obligation; refund: Obligation }> {
  const { paying, refund } = await insertObligations(office, modelId, index, true);
  if (!refund) throw new Error('nobody owes a refund');
  return { paying, refund };
}

async function insertObligations(
  office: Office,
  modelId: string,
  index: number,
  advanced: boolean,
): Promise<{ paying: Obligation; refund: Obligation | null }> {
  const amountFen = fen(10_000 + 2 * index);
  // More than half stays the county's own: half is demanded back of it later.
  const borneFen = advanced ? fen(3_000 + index) : fen(0);
  const payeeAccount = `62${String(index).padStart(14, '0')}`;
  const outcome = await runCommand(
    office.db,
    {
      name: 'insertObligation',
      actor: MAKER_OF_OBLIGATIONS,
      idempotencyKey: `obligation:${index}`,
      input: { index, advanced },
    },
    async (tx) => {
      const model = await findApplication(tx, modelId);
      const account = model?.payeeAccountId ? await findPayeeAccount(tx, model.payeeAccountId) : null;
      const award = await findAwardOfApplication(tx, modelId);
      const [source] = award ? await readAwardSources(tx, [award.id]) : [];
      const [line] = award ? await readAwardLines(tx, [award.id]) : [];
      if (!model || !account || !award || !source || !line) throw new Error('there is no model');
      const [partyId, accountId, applicationId, awardId, sourceId, paymentId] = Array.from(
        { length: 6 },
        () => tx.newId(),
      ) as [string, string, string, string, string, string];
      const registeredName = `故障演练企业${index}号有限公司`;
      await insertParty(tx, {
        id: partyId,
        kind: 'enterprise',
        creditCode: null,
        registeredName,
        countyCode: model.countyCode,
        registeredOn: null,
        createdAt: tx.now,
      });
      const payee = { ...account, id: accountId, partyId, accountName: registeredName };
      await insertPayeeAccount(tx, { ...payee, accountNumber: payeeAccount });
      const caseNumber = `F${model.caseNumber}-${index}`;
      await insertApplication(tx, {
        ...model,
        id: applicationId,
        partyId,
        caseNumber,
        payeeAccountId: accountId,
      });
      const subject = `故障演练${index}`;
      const borne = advanced ? await borneByCity(tx, awardId, borneFen, source.regionCode) : null;
      const entitlementId = await lockEntitlement(tx, partyId, line.clauseId, subject);
      await insertAward(
        tx,
        { ...award, id: awardId, applicationId, partyId, amountFen },
        [{ ...line, id: tx.newId(), awardId, partyId, entitlementId, subject, amountFen }],
        [
          {
            ...{ ...source, id: sourceId, awardId, advancedFen: borneFen },
            amountFen: fen(amountFen - borneFen),
          },
          ...(borne ? [borne.source] : []),
        ],
      );
      await postJournal(tx, reserve(source.budgetLineId, amountFen), `award-source:${sourceId}/reserve`);
      if (borne)
        await postJournal(
          tx,
          reserve(borne.source.budgetLineId, borneFen),
          `award-source:${borne.source.id}/reserve`,
        );
      const paying: NewPayment = {
        id: paymentId,
        awardSourceId: sourceId,
        instalment: 1,
        applicationId,
        partyId,
        regionCode: source.regionCode,
        budgetLineId: source.budgetLineId,
        amountFen,
        payee: {
          accountId,
          accountVersion: account.version,
          accountName: registeredName,
          accountNumber: payeeAccount,
          bankName: account.bankName,
          bankCode: account.bankCode,
        },
        state: 'planned',
        version: 1,
        batchId: null,
        createdAt: tx.now,
        settledOn: null,
      };
      await insertPayments(tx, [paying, ...(borne ? [refundOf(paying, borne)] : [])]);
      const regionCode = model.countyCode;
      await tx.record({
        caseId: applicationId,
        regionCode,
        partyId,
        type: 'test.obligation',
        data: { index },
      });
      const about = { applicationId, clauseId: line.clauseId, subject };
      return {
        ok: true as const,
        value: { about, paymentId, refundId: borne?.paymentId ?? null, refundTo: borne?.account ?? '' },
      };
    },
  );
  if (!outcome.ok) throw new Error('the obligation was not made');
  const { about, paymentId, refundId, refundTo } = outcome.value;
  return {
    paying: { ...about, paymentId, treasury: 'yexian', payeeAccount, amountFen },
    refund:
      refundId === null
        ? null
        : { ...about, paymentId: refundId, treasury: 'city', payeeAccount: refundTo, amountFen: borneFen },
  };
}

interface Borne {
  paymentId: string;
  account: string;
  payee: Pick<NewPayment['payee'], 'accountId' | 'accountName' | 'accountNumber' | 'bankName' | 'bankCode'>;
  source: Parameters<typeof insertAward>[3][number];
}

/** What the city bears of an award that a county advances, out of a line of its own. */
async function borneByCity(tx: Tx, awardId: string, amountFen: Fen, advancer: string): Promise<Borne> {
  const treasury = await findTreasury(tx, advancer);
  if (!treasury?.bankCode || !treasury.bankName) throw new Error(`nobody can refund ${advancer}`);
  const { accountName, accountNumber, bankName, bankCode } = treasury;
  const [id, budgetLineId, paymentId] = [tx.newId(), tx.newId(), tx.newId()];
  const { regionCode } = CITY;
  await insertBudgetLine(tx, {
    ...{ id: budgetLineId, regionCode, level: 'city', year: Number(tx.today.slice(0, 4)) },
    ...{ subject: '故障演练', documentNumber: budgetLineId, createdAt: tx.now },
  });
  await postJournal(tx, allot(budgetLineId, amountFen), `budget-line:${budgetLineId}/allot`);
  return {
    ...{ paymentId, account: accountNumber },
    payee: { accountId: advancer, accountName, accountNumber, bankName, bankCode },
    source: { id, awardId, level: 'city', regionCode, budgetLineId, amountFen },
  };
}

const refundOf = (paying: NewPayment, { paymentId, payee, source }: Borne): NewPayment => ({
  ...paying,
  ...{ id: paymentId, awardSourceId: source.id, regionCode: source.regionCode },
  ...{ budgetLineId: source.budgetLineId, amountFen: source.amountFen, state: 'waiting' },
  payee: { ...payee, accountVersion: 1 },
  ...{ refundsPaymentId: paying.id, refundTo: paying.regionCode },
});
