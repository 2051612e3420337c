import type { Tx } from '@duixian/persistence';
import { ledgerClausesOfCity } from '../policies/policies-of-city';
import type { ImportAbout } from './import-about';
import type { ColumnMap } from './match-columns';
import type { ImportReader } from './parsed-row';
import { creditReader } from './read-credit-records';
import { factReader } from './read-facts';
import { paymentReader } from './read-payments';
import { registrationReader } from './read-registration';
import { standardReader } from './read-standards';
import { titleReader } from './read-titles';

/** How each kind of import reads its rows. */
export async function readerFor(tx: Tx, about: ImportAbout, columns: ColumnMap): Promise<ImportReader> {
  switch (about.kind) {
    case 'title_list':
      return titleReader(tx, about.documentDate);
    case 'earlier_payments':
      return paymentReader(tx, await clausesWithin(tx, about.regionCode));
    case 'registration':
      return registrationReader(tx, about.regionCode, about.documentDate);
    case 'facts':
      return factReader(tx, columns, about.documentDate);
    case 'credit_records':
      return creditReader(tx, about.documentDate);
    case 'standards':
      return standardReader(tx, about.documentDate);
  }
}

/** The clauses that may have been paid within a region. */
async function clausesWithin(tx: Tx, regionCode: string): Promise<Set<string>> {
  const clauses = new Set<string>();
  for (const code of tx.regions.covered(regionCode)) {
    if (tx.regions.get(code).level !== 'city') continue;
    for (const clause of await ledgerClausesOfCity(tx, code)) clauses.add(clause);
  }
  return clauses;
}
