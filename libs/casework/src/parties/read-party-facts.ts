import { findParty, runQuery, type Database } from '@duixian/persistence';
import type { FactValue } from '@duixian/policy';
import type { PersonActor } from '@duixian/workflow';
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
}

/** What registers and reviewers say today about a party that the actor acts for; an application starts from it. */
export async function readPartyFacts(
  db: Database,
  actor: PersonActor,
  partyId: string,
): Promise<{ ok: true; value: { items: KnownFact[] } } | Refused> {
  const refused = refuseUnlessPermitted(actor, 'party.readFacts', { partyId });
  if (refused) return refused;
  return runQuery(db, actor, async (tx) => {
    const party = await findParty(tx, partyId);
    if (!party) return refuseAsUnknown();
    const { facts, provenance } = await assembleFacts(tx, party, tx.today, null);
    const items = Object.entries(facts).flatMap(([name, value]) => {
      const { status, source, documentNumber, learnedAt } = provenance[name] ?? {};
      if (!status || !learnedAt) return [];
      return { name, value, status, source: source ?? '', documentNumber: documentNumber ?? null, learnedAt };
    });
    return { ok: true as const, value: { items } };
  });
}
