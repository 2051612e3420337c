import { yearOf } from '@duixian/calendar';
import { insertEarlierPaymentCoverage, readCoveredClauses, type Tx } from '@duixian/persistence';
import { ledgerClausesOfCity } from '../policies/policies-of-city';

/**
 * A city has stated that its ledgers of earlier years are complete to the end of last year, for every clause in force
 * there, and that this system pays from the first of January on. One that said so before keeps what it said.
 * @returns false where no clause is in force yet
 */
export async function seedLedgerMark(tx: Tx, cityCode: string): Promise<boolean> {
  const year = yearOf(tx.today);
  if ((await readCoveredClauses(tx, cityCode)).size > 0) return true;
  const clauseIds = await ledgerClausesOfCity(tx, cityCode);
  if (clauseIds.length === 0) return false;
  await insertEarlierPaymentCoverage(tx, [
    {
      id: tx.newId(),
      ...{ cityCode, clauseIds, completeTo: `${year - 1}-12-31`, paidHereFrom: `${year}-01-01` },
      documentNumber: `演示结清〔${year}〕1号`,
      ...{ state: 'confirmed', version: 1 },
      ...{ recordedAt: tx.now, recordedBy: 'system:seed-demo' },
      ...{ confirmedAt: tx.now, confirmedBy: 'system:seed-demo-second' },
      ...{ withdrawnAt: null, withdrawnBy: null, withdrawalReason: null },
    },
  ]);
  return true;
}
