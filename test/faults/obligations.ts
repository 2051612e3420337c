import { reserve } from '@duixian/ledger';
import { fen } from '@duixian/money';
import {
  findApplication,
  findPayeeAccount,
  insertApplication,
  insertAward,
  insertParty,
  insertPayeeAccount,
  insertPayments,
  lockEntitlement,
  postJournal,
  readAwardLines,
  readAwardSources,
  findAwardOfApplication,
  runCommand,
} from '@duixian/persistence';
import { type Office } from '@duixian/testing';

const MAKER_OF_OBLIGATIONS = { kind: 'system', name: 'test-obligations' } as const;

export interface Obligation {
  paymentId: string;
  applicationId: string;
  /** Nobody else's: what the bank paid there, it paid for this obligation. */
  payeeAccount: string;
  amountFen: number;
  /** For which it is awarded. */
  clauseId: string;
  subject: string;
}

/** A further awarded case with one planned payment, after the model of a real one, for an enterprise of its own. */
export async function insertObligation(office: Office, modelId: string, index: number): Promise<Obligation> {
  const amountFen = fen(10_000 + index);
  const payeeAccount = `62${String(index).padStart(14, '0')}`;
  const outcome = await runCommand(
    office.db,
    {
      name: 'insertObligation',
      actor: MAKER_OF_OBLIGATIONS,
      idempotencyKey: `obligation:${index}`,
      input: { index },
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
      const entitlementId = await lockEntitlement(tx, partyId, line.clauseId, subject);
      await insertAward(
        tx,
        { ...award, id: awardId, applicationId, partyId, amountFen },
        [{ ...line, id: tx.newId(), awardId, partyId, entitlementId, subject, amountFen }],
        [{ ...source, id: sourceId, awardId, amountFen }],
      );
      await postJournal(tx, reserve(source.budgetLineId, amountFen), `award-source:${sourceId}/reserve`);
      await insertPayments(tx, [
        {
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
        },
      ]);
      const regionCode = model.countyCode;
      await tx.record({
        caseId: applicationId,
        regionCode,
        partyId,
        type: 'test.obligation',
        data: { index },
      });
      return { ok: true as const, value: { paymentId, applicationId, clauseId: line.clauseId, subject } };
    },
  );
  if (!outcome.ok) throw new Error('the obligation was not made');
  return { ...outcome.value, payeeAccount, amountFen };
}
