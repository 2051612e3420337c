import { evaluate, runningTotals } from '@duixian/policy';
import {
  readRegistrationStatuses,
  type SweepEntity,
  type SweepLineEntity,
  type Tx,
} from '@duixian/persistence';
import { readCoveredLedgers, refuseUncovered } from '../facts/earlier-ledgers';
import { factsOfMany, type ApplicantFacts } from '../facts/facts-of-many';
import { factsFor, partsOf, type SweepPart } from './sweep-parts';

/**
 * Lines of an approved list that are not owed any more as they were approved, by what is known now: data were corrected or taken
 * back since the sweep looked, something was awarded, the enterprise ended, or a mark of its ledgers was withdrawn.
 */
export async function findOvertaken(
  tx: Tx,
  sweep: SweepEntity,
  lines: readonly SweepLineEntity[],
): Promise<SweepLineEntity[]> {
  if (lines.length === 0) return [];
  const parts = await partsOf(tx, sweep);
  const partyIds = [...new Set(lines.map(({ partyId }) => partyId))];
  const totals = new Set(parts.flatMap(({ document }) => runningTotals(document).map(({ fact }) => fact)));
  const { found } = await factsOfMany(tx, partyIds, sweep.asOf, totals);
  const applicants = new Map(found.map((applicant) => [applicant.partyId, applicant]));
  const statuses = await readRegistrationStatuses(tx, partyIds);
  const isCovered = await coverage(tx, sweep);
  return lines.filter((line) => {
    const applicant = applicants.get(line.partyId);
    const part = parts.find(
      ({ policyVersionId, call, clauseIds }) =>
        policyVersionId === line.policyVersionId &&
        (call?.id ?? null) === line.callId &&
        clauseIds.includes(line.clauseId),
    );
    if (!applicant || !part || !isCovered(part, line.clauseId)) return true;
    if ((statuses.get(line.partyId)?.status ?? 'registered') !== 'registered') return true;
    return !isOwed(part, applicant, line);
  });
}

function isOwed(part: SweepPart, applicant: ApplicantFacts, line: SweepLineEntity): boolean {
  const { document, clauseIds, readings } = part;
  const results = evaluate([document], factsFor(part, applicant), {
    clauses: clauseIds,
    readings,
    verdicts: true,
  });
  return results.some(
    ({ clause, subject, status, payable, amountFen }) =>
      clause === line.clauseId &&
      (subject ?? '') === line.subject &&
      status === 'determined' &&
      payable === true &&
      amountFen === line.amountFen,
  );
}

/** Asked once per clause, however many lines it has. */
async function coverage(tx: Tx, sweep: SweepEntity): Promise<(part: SweepPart, clauseId: string) => boolean> {
  const ledgers = await readCoveredLedgers(tx, sweep.regionCodes[0] ?? sweep.cityCode);
  const known = new Map<string, boolean>();
  return ({ document }, clauseId) => {
    const covered = known.get(clauseId) ?? refuseUncovered(ledgers, document, [clauseId], 'always') === null;
    known.set(clauseId, covered);
    return covered;
  };
}
