import { restsOnEarlierPayments, type PolicyDocument } from '@duixian/policy';
import { readCoveredClauses, type PartyEntity, type StateReason, type Tx } from '@duixian/persistence';

/** A city's ledgers of earlier payments: which clauses a confirmed mark covers today. */
export interface CoveredLedgers {
  cityCode: string;
  cityName: string;
  clauses: ReadonlySet<string>;
}

export async function readCoveredLedgers(tx: Tx, countyCode: string): Promise<CoveredLedgers> {
  const city = tx.regions.ancestorAt(countyCode, 'city');
  return { cityCode: city.code, cityName: city.name, clauses: await readCoveredClauses(tx, city.code) };
}

/**
 * Why a clause cannot be paid by itself yet: the ledgers of earlier payments that decide about it are not marked
 * complete in the applicant's city. A mark has no gap between its ledger and the day from which this system alone pays
 * (the database refuses one), so a confirmed mark whose day has come covers a clause for good.
 * @param strictness `text`: only where the text itself rests on earlier payments, for a case that people reviewed;
 * `always`: every clause, since each is paid once, for what nobody but the machine has looked at
 * @returns null where every ledger is marked
 */
export function refuseUncovered(
  ledgers: CoveredLedgers,
  document: PolicyDocument,
  asked: readonly string[],
  strictness: 'text' | 'always',
): StateReason | null {
  const needed = document.clauses
    .filter((clause) => asked.includes(clause.id))
    .map((clause) => restsOnEarlierPayments(document, clause))
    .filter(({ reasons }) => strictness === 'always' || reasons.length > 0)
    .flatMap(({ clauses }) => clauses);
  const missing = [...new Set(needed)].filter((clause) => !ledgers.clauses.has(clause)).sort();
  if (missing.length === 0) return null;
  const { cityCode, cityName } = ledgers;
  return {
    code: 'earlier-payments-incomplete',
    text: `${cityName}的既往兑付台账尚未标记完整(${missing.join('、')}):请先导入台账,登记并确认完整性标记,然后再办理。`,
    details: { cityCode, clauses: missing },
  };
}

/** The same for a case before its award. */
export async function refuseIncompleteLedgers(
  tx: Tx,
  party: Pick<PartyEntity, 'countyCode'>,
  document: PolicyDocument,
  asked: readonly string[],
): Promise<StateReason | null> {
  return refuseUncovered(await readCoveredLedgers(tx, party.countyCode), document, asked, 'text');
}
