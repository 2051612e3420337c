import {
  findParty,
  findSaidStatus,
  pageParties,
  readStandards,
  readTitles,
  runQuery,
  seeingEverything,
  type Database,
  type PageRequest,
  type PageWithTotals,
  type PartyEntity,
  type PartyFilter,
  type SaidStatus,
  type StandardRecordEntity,
  type TitleRecordEntity,
  type Tx,
} from '@duixian/persistence';
import { CULTIVATION_RULES, findFact, TITLE_CODES } from '@duixian/policy';
import { permit, type Operation, type PersonActor, type Resource } from '@duixian/workflow';
import { reachFor, refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

export { REGISTRATION_STATUSES } from '@duixian/workflow';

/** Part of the file of a party → the operation that its reader needs there. */
export const PARTY_PARTS = {
  facts: 'party.readFacts',
  ladder: 'party.readLadder',
  statement: 'yearlyStatement.read',
  cases: 'application.read',
  offers: 'offer.list',
  awards: 'award.list',
  payments: 'payment.list',
  recoveries: 'recovery.list',
  holds: 'hold.list',
  missed: 'missed.list',
  warnings: 'scaleWarning.list',
  pool: 'pool.list',
  whiteLists: 'whiteList.listed',
} as const satisfies Record<string, Operation>;
export type PartyPart = keyof typeof PARTY_PARTS;
export const PARTY_PART_NAMES = Object.keys(PARTY_PARTS) as PartyPart[];

/** A party as it is listed. */
export interface ListedPartyView {
  partyId: string;
  kind: PartyEntity['kind'];
  registeredName: string;
  creditCode: string | null;
  countyCode: string;
  registeredOn: string | null;
}

/** A title on record, with the list that says so. */
export interface PartyTitleView {
  code: string;
  /** In Chinese. */
  title: string;
  level: TitleRecordEntity['level'];
  grantedOn: string;
  validTo: string | null;
  /** It counts today. */
  held: boolean;
  source: string | null;
  documentNumber: string;
  documentDate: string | null;
}

/** A published standard that a party had a part in, as the lists say. */
export interface PartyStandardView {
  number: string;
  /** Kind and role in Chinese. */
  kind: string;
  role: string;
  publishedOn: string | null;
  source: string | null;
  documentNumber: string;
  documentDate: string | null;
}

/** 一企一档: the head of the file of a party, and which of its parts the reader may open. */
export interface PartyFileView extends ListedPartyView {
  /** Since when it is known here. */
  knownSince: string;
  /** What the register of enterprises said last; null where it said nothing. */
  registration: SaidStatus | null;
  /** The latest first. */
  titles: PartyTitleView[];
  /** By number. */
  standards: PartyStandardView[];
  parts: PartyPart[];
}

/** Parties registered in reach, found by a part of their name or credit code; the newest first. */
export async function listParties(
  db: Database,
  actor: PersonActor,
  filter: PartyFilter,
  page: PageRequest,
): Promise<{ ok: true; value: PageWithTotals<ListedPartyView> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'party.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const found = await pageParties(tx, reachFor(tx, 'party.list'), filter, page);
    return { ok: true as const, value: { ...found, items: found.items.map(listed) } };
  });
}

/** The file of one party: its registration and titles, each with source and day, and what else the reader may open. */
export async function readPartyFile(
  db: Database,
  actor: PersonActor,
  partyId: string,
): Promise<{ ok: true; value: PartyFileView } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'party.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const party = await findParty(tx, partyId);
    if (!party) return refuseAsUnknown();
    const resource: Resource = { partyId, regionPath: tx.regions.path(party.countyCode) };
    const refused = refuseUnlessPermitted(actor, 'party.read', resource);
    if (refused) return refused;
    const titles = (await readTitles(tx, [partyId])).reverse().map((title) => titleView(title, tx.today));
    return {
      ok: true as const,
      value: {
        ...listed(party),
        knownSince: party.createdAt.toISOString(),
        // Where an import was made is no secret of its place.
        registration: await seeingEverything(tx, () => findSaidStatus(tx, partyId)),
        titles,
        standards: (await readStandards(tx, [partyId])).map(standardView),
        parts: partsFor(tx, actor, party, resource),
      },
    };
  });
}

const listed = (party: PartyEntity): ListedPartyView => {
  const { id: partyId, kind, registeredName, creditCode, countyCode, registeredOn } = party;
  return { partyId, kind, registeredName, creditCode, countyCode, registeredOn };
};

const wordOf = (fact: string, value: string): string => findFact(fact)?.values?.[value] ?? value;

function standardView(record: StandardRecordEntity): PartyStandardView {
  const { standardNumber, kind, role, publishedOn, documentNumber, documentDate, source } = record;
  return {
    number: standardNumber,
    kind: wordOf('standards[].kind', kind),
    role: wordOf('standards[].role', role),
    ...{ publishedOn, source: source ?? null, documentNumber, documentDate: documentDate ?? null },
  };
}

function titleView(record: TitleRecordEntity, today: string): PartyTitleView {
  const { code, level, grantedOn, validFrom, validTo, documentNumber, documentDate, source } = record;
  return {
    ...{ code, title: TITLE_CODES[code] ?? code, level, grantedOn, validTo, documentNumber },
    held: (validFrom ?? grantedOn) <= today && (validTo === null || validTo >= today),
    source: source ?? null,
    documentDate: documentDate ?? null,
  };
}

/** The pool of 小升规 exists where the city's documents ask for one. */
function partsFor(tx: Tx, actor: PersonActor, party: PartyEntity, resource: Resource): PartyPart[] {
  const { factName } = tx.regions.ancestorAt(party.countyCode, 'city');
  const pooled = CULTIVATION_RULES.some(({ city }) => city === factName);
  return PARTY_PART_NAMES.filter(
    (part) => permit(actor, PARTY_PARTS[part], resource).allowed && (part !== 'pool' || pooled),
  );
}
