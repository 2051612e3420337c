import { restsOnEarlierPayments, type PolicyDocument } from '@duixian/policy';
import { readCoveredClauses, type PartyEntity, type StateReason, type Tx } from '@duixian/persistence';

/**
 * Why clauses cannot be paid by themselves yet: the ledgers of earlier payments that decide about them are not marked
 * complete in the applicant's city. A mark has no gap between its ledger and the day from which this system alone pays
 * (the database refuses one), so a confirmed mark whose day has come covers a clause for good.
 * @param asked the clauses that would pay; those whose text rests on no earlier payment are not held up
 * @returns null where every ledger is marked
 */
export async function refuseIncompleteLedgers(
  tx: Tx,
  party: Pick<PartyEntity, 'countyCode'>,
  document: PolicyDocument,
  asked: readonly string[],
): Promise<StateReason | null> {
  const needed = document.clauses
    .filter((clause) => asked.includes(clause.id))
    .map((clause) => restsOnEarlierPayments(document, clause))
    .filter((ledgers) => ledgers.reasons.length > 0)
    .flatMap((ledgers) => ledgers.clauses);
  if (needed.length === 0) return null;
  const city = tx.regions.ancestorAt(party.countyCode, 'city');
  const covered = await readCoveredClauses(tx, city.code);
  const missing = [...new Set(needed)].filter((clause) => !covered.has(clause)).sort();
  if (missing.length === 0) return null;
  return {
    code: 'earlier-payments-incomplete',
    text: `The ledger of earlier payments of ${city.name} is not marked complete for ${missing.join(', ')}: import it, have the mark recorded and confirmed, then reconsider.`,
    details: { cityCode: city.code, clauses: missing },
  };
}
