import { In } from 'typeorm';
import { managerOf, type Tx } from '../ground/transaction';
import { CaseDecisionEntity } from './decision-entity';
import { DecisionPaperEntity } from './decision-paper-entity';

export async function insertCaseDecision(tx: Tx, decision: CaseDecisionEntity): Promise<void> {
  await managerOf(tx).insert(CaseDecisionEntity, decision);
}

/** Every decision of a case, oldest first, those that no longer count included. */
export async function readCaseDecisions(tx: Tx, applicationId: string): Promise<CaseDecisionEntity[]> {
  return managerOf(tx).find(CaseDecisionEntity, { where: { applicationId }, order: { id: 'ASC' } });
}

/**
 * The decisions that count in a case, oldest first (`standingDecisions`), of those recorded since the case was last submitted.
 * What was decided before rested on facts that may have changed.
 */
export async function readDecisionsInForce(tx: Tx, applicationId: string): Promise<CaseDecisionEntity[]> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `SELECT id FROM case_decision
     WHERE application_id = $1 AND assessment >= (
       SELECT max(assessment) FROM determination WHERE application_id = $1 AND purpose = 'assessment')`,
    [applicationId],
  );
  const recorded = new Set(rows.map(({ id }) => id));
  return standingDecisions((await readCaseDecisions(tx, applicationId)).filter(({ id }) => recorded.has(id)));
}

/**
 * Of decisions, oldest first, those that count: of each clause and subject the last amount or ratio, and of each reading the last
 * option. One that was answered anew for some of its readings goes on to answer the others.
 */
export function standingDecisions(decisions: readonly CaseDecisionEntity[]): CaseDecisionEntity[] {
  const answered = new Set<string>();
  const standing: CaseDecisionEntity[] = [];
  for (const decision of [...decisions].reverse()) {
    const { clauseId, subject, optionKey, readingIds } = decision;
    const line = [clauseId, subject, optionKey === null];
    const keyOf = (reading: string | null): string => JSON.stringify([...line, reading]);
    const left = readingIds?.filter((reading) => !answered.has(keyOf(reading))) ?? null;
    // One that names no reading answered all, and gives way to any later one.
    const stands = left ? left.length > 0 && !answered.has(keyOf(null)) : !answered.has(JSON.stringify(line));
    answered.add(JSON.stringify(line));
    for (const reading of readingIds ?? [null]) answered.add(keyOf(reading));
    if (stands) standing.push({ ...decision, readingIds: left });
  }
  return standing.reverse();
}

/** Keeps the paper; it counts once a decision names it. */
export async function insertDecisionPaper(tx: Tx, paper: DecisionPaperEntity): Promise<void> {
  await managerOf(tx).insert(DecisionPaperEntity, paper);
}

export async function findDecisionPaper(tx: Tx, id: string): Promise<DecisionPaperEntity | null> {
  return managerOf(tx).findOneBy(DecisionPaperEntity, { id });
}

export async function readDecisionPapers(tx: Tx, ids: readonly string[]): Promise<DecisionPaperEntity[]> {
  return ids.length === 0 ? [] : managerOf(tx).findBy(DecisionPaperEntity, { id: In([...ids]) });
}

/** Whether a recorded decision names this paper, in force or not. */
export async function isDecidedBy(tx: Tx, paperId: string): Promise<boolean> {
  return managerOf(tx).existsBy(CaseDecisionEntity, { paperId });
}
