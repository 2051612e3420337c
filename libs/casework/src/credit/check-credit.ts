import {
  actorId,
  findParties,
  insertCreditChecks,
  readCreditCoverage,
  readCreditRecords,
  type CreditCheckEntity,
  type CreditFinding,
  type PartyEntity,
  type Tx,
} from '@duixian/persistence';
import type { CreditPurpose } from '@duixian/workflow';
import { DEFAULT_CREDIT_RULES, outcomeWithoutFindings, type CreditRules } from './credit-rules';

/** What a register says about one party on a day. */
export interface CreditAnswer {
  findings: CreditFinding[];
  /** Up to which day it is known completely; null where nobody ever said. */
  coveredTo: string | null;
}

/** A source of credit and penalty records. A deployment with a live register writes another one. */
export interface CreditRegister {
  /** Stored with every answer. */
  readonly name: string;
  /** Answers by party id; every party has its answer. Must not write. */
  ask(tx: Tx, parties: readonly PartyEntity[]): Promise<Map<string, CreditAnswer>>;
}

/** The records that were imported (kind `credit_records`), as far as they count today. */
export const importedCreditRegister: CreditRegister = {
  name: 'imported',
  ask: async (tx, parties) => {
    const records = await readCreditRecords(
      tx,
      parties.map(({ id }) => id),
    );
    const coverage = new Map<string, string | null>();
    for (const { countyCode } of parties)
      if (!coverage.has(countyCode))
        coverage.set(countyCode, await readCreditCoverage(tx, tx.regions.path(countyCode)));
    return new Map(
      parties.map(({ id, countyCode }) => {
        const counting = records.filter(
          ({ partyId, decidedOn, validTo }) =>
            partyId === id && decidedOn <= tx.today && (validTo === null || validTo >= tx.today),
        );
        const findings = counting.map(
          ({ kind, decisionNumber, authority, reason, decidedOn, validTo, source }) => {
            return { kind, decisionNumber, authority, reason, decidedOn, validTo, source };
          },
        );
        return [id, { findings, coveredTo: coverage.get(countyCode) ?? null }];
      }),
    );
  },
};

export type CreditQuestion = { partyId: string } & (
  | { purpose: Exclude<CreditPurpose, 'payment'>; applicationId: string }
  | { purpose: 'payment'; applicationId: string; paymentId: string }
);

/**
 * Asks the register about parties and stores each answer as it was acted on, inside the command that acts on it. What to do
 * about `listed` is the caller's: refuse, park or hold with the findings.
 * @returns the stored answers, in the order of the questions
 */
export async function checkCredits(
  tx: Tx,
  questions: readonly CreditQuestion[],
  rules: CreditRules = DEFAULT_CREDIT_RULES,
  register: CreditRegister = importedCreditRegister,
): Promise<CreditCheckEntity[]> {
  const parties = await findParties(tx, [...new Set(questions.map(({ partyId }) => partyId))]);
  const answers = await register.ask(tx, parties);
  const checks = questions.map((question): CreditCheckEntity => {
    const answer = answers.get(question.partyId);
    if (!answer) throw new Error(`the register ${register.name} did not answer for ${question.partyId}`);
    const { findings, coveredTo } = answer;
    return {
      id: tx.newId(),
      partyId: question.partyId,
      purpose: question.purpose,
      applicationId: question.applicationId,
      paymentId: question.purpose === 'payment' ? question.paymentId : null,
      register: register.name,
      outcome: findings.length > 0 ? 'listed' : outcomeWithoutFindings(coveredTo, tx.today, rules),
      coveredTo,
      findings,
      checkedOn: tx.today,
      checkedAt: tx.now,
      checkedBy: actorId(tx.actor),
    };
  });
  await insertCreditChecks(tx, checks);
  return checks;
}

/** As `checkCredits`, for one party. */
export async function checkCredit(
  tx: Tx,
  question: CreditQuestion,
  rules: CreditRules = DEFAULT_CREDIT_RULES,
  register: CreditRegister = importedCreditRegister,
): Promise<CreditCheckEntity> {
  const [check] = await checkCredits(tx, [question], rules, register);
  if (!check) throw new Error('one question, no answer');
  return check;
}
