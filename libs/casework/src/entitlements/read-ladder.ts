import { nextOnLadder, TITLE_CODES, TITLE_LADDER, type Ladder } from '@duixian/policy';
import {
  findParty,
  readTitles,
  runQuery,
  seeingEverything,
  type Database,
  type PartyEntity,
  type TitleRecordEntity,
  type Tx,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { assembleFacts } from '../facts/assemble-facts';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { policiesOfCity } from '../policies/policies-of-city';
import { documentOf } from '../policies/policy-in-force';
import { readingsInForce } from '../policies/readings-in-force';

export interface HeldTitle {
  code: string;
  /** In Chinese. */
  title: string;
  grantedOn: string;
  validTo: string | null;
  documentNumber: string;
  /** It counts today. */
  held: boolean;
}

export interface LadderView {
  asOf: string;
  registeredName: string;
  /** Titles of the ladder on record, the latest first. */
  titles: HeldTitle[];
  ladder: Ladder;
}

const ON_LADDER: ReadonlySet<string> = new Set(TITLE_LADDER.flat());

/**
 * Where an enterprise stands on 创新型 → 专精特新 → 小巨人 → 单项冠军: what it holds, what the next title asks and whether
 * what registers say meets it, and what its city and province would pay for it today, what was paid before included.
 */
export async function readLadder(
  db: Database,
  actor: PersonActor,
  partyId: string,
): Promise<{ ok: true; value: LadderView } | Refused> {
  return runQuery(db, actor, async (tx) => {
    const party = await findParty(tx, partyId);
    const resource = { partyId, ...(party && { regionPath: tx.regions.path(party.countyCode) }) };
    const refused = refuseUnlessPermitted(actor, 'party.readLadder', resource);
    if (refused) return refused;
    if (!party) return refuseAsUnknown();
    const value = await seeingEverything(tx, async (): Promise<LadderView> => {
      const titles = (await readTitles(tx, [partyId])).filter(({ code }) => ON_LADDER.has(code));
      return {
        asOf: tx.today,
        registeredName: party.registeredName,
        titles: titles.reverse().map((title) => viewOf(title, tx.today)),
        ladder: await ladderOf(tx, party),
      };
    });
    return { ok: true as const, value };
  });
}

const viewOf = (
  { code, grantedOn, validTo, documentNumber }: TitleRecordEntity,
  today: string,
): HeldTitle => ({
  ...{ code, title: TITLE_CODES[code] ?? code, grantedOn, validTo, documentNumber },
  held: grantedOn <= today && (validTo === null || validTo >= today),
});

/** The ladder of an enterprise by the law of its city and province today. To be called as the system. */
export async function ladderOf(tx: Tx, party: PartyEntity): Promise<Ladder> {
  const { facts } = await assembleFacts(tx, party, tx.today, null);
  const law = [];
  const city = tx.regions.ancestorAt(party.countyCode, 'city').code;
  for (const document of (await policiesOfCity(tx, city)).map(documentOf))
    law.push({ document, readings: await readingsInForce(tx, document, city, tx.today) });
  return nextOnLadder(law, facts);
}
