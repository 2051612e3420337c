import {
  canonicalJson,
  findParty,
  readFactsOn,
  runQuery,
  type Database,
  type FactRecordEntity,
  type FactStatus,
} from '@duixian/persistence';
import type { FactValue } from '@duixian/policy';
import type { PersonActor } from '@duixian/workflow';
import { localDateInShanghai } from '@duixian/calendar';
import { assembleFacts } from '../facts/assemble-facts';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

/** A fact that is known without the applicant saying it, with where it came from. */
export interface KnownFact {
  name: string;
  value: FactValue;
  status: string;
  source: string;
  documentNumber: string | null;
  learnedAt: string;
  /** What other sources say otherwise about the same day; by precedence it does not count. */
  others: OtherStatement[];
}

/** A statement that another one takes precedence over. */
export interface OtherStatement {
  value: FactValue;
  status: FactStatus;
  source: string;
  documentNumber: string | null;
  /** Day of its document, else the day it was learned. */
  statedOn: string;
}

/**
 * What registers and reviewers say today about a party, with what contradicts it: for whoever acts for it (an application
 * starts from it), and for officers and auditors of its place.
 */
export async function readPartyFacts(
  db: Database,
  actor: PersonActor,
  partyId: string,
): Promise<{ ok: true; value: { items: KnownFact[] } } | Refused> {
  return runQuery(db, actor, async (tx) => {
    const party = await findParty(tx, partyId);
    const resource = { partyId, ...(party && { regionPath: tx.regions.path(party.countyCode) }) };
    const refused = refuseUnlessPermitted(actor, 'party.readFacts', resource);
    if (refused) return refused;
    if (!party) return refuseAsUnknown();
    const { facts, provenance } = await assembleFacts(tx, party, tx.today, null);
    const records = await readFactsOn(tx, [partyId], tx.today, null);
    const items = Object.entries(facts).flatMap(([name, value]) => {
      const { status, source, documentNumber, learnedAt } = provenance[name] ?? {};
      if (!status || !learnedAt) return [];
      return {
        name,
        value,
        status,
        source: source ?? '',
        documentNumber: documentNumber ?? null,
        learnedAt,
        others: othersOf(name, records),
      };
    });
    return { ok: true as const, value: { items } };
  });
}

/** Of the statements about one fact, the best first: what each other source says last, where that is something else. */
function othersOf(name: string, records: readonly FactRecordEntity[]): OtherStatement[] {
  const [first, ...rest] = records.filter((record) => record.name === name);
  if (!first) return [];
  const heard = new Set([first.source]);
  return rest.flatMap(({ value, status, source, documentNumber, documentDate, learnedAt }) => {
    if (heard.has(source)) return [];
    heard.add(source);
    if (canonicalJson(value) === canonicalJson(first.value)) return [];
    const statedOn = documentDate ?? localDateInShanghai(learnedAt.getTime());
    return [{ value, status, source, documentNumber, statedOn }];
  });
}
