import { localDateInShanghai } from '@duixian/calendar';
import { FACT_VOCABULARY, parseFacts, type FactProblem, type Facts } from '@duixian/policy';
import { readFactsOfDay, readFactsOn, type Tx } from '@duixian/persistence';
import { byParty, collectLists, readLists } from './assemble-facts';
import type { StatedOn } from './totals-to-date';

/** The same facts as `assembleFacts` has, without claims, decisions and provenance, as a sweep keeps them. */
export interface KeptFacts {
  facts: Facts;
  /** Of the totals that were asked for. */
  statedOn: StatedOn;
}

export interface ApplicantFacts extends KeptFacts {
  partyId: string;
  countyCode: string;
  /** JSON of the kept facts. */
  text: string;
}

export interface Misfit {
  partyId: string;
  /** Why this applicant cannot be looked at, in Chinese, for the officers who read the list of exceptions. */
  problem: string;
}

/**
 * The facts of many applicants on a day with a handful of statements. What one applicant's facts have that does not fit is its
 * own problem and nobody else's.
 * @param totals names of the stated totals whose day matters
 */
export async function factsOfMany(
  tx: Tx,
  partyIds: readonly string[],
  day: string,
  totals: ReadonlySet<string>,
): Promise<{ found: ApplicantFacts[]; misfits: Misfit[] }> {
  const listsOf = await readLists(tx, partyIds);
  const stated = await readFactsOfDay(tx, partyIds, day);
  const withTotals = stated.filter(({ facts }) => [...totals].some((name) => facts[name] !== undefined));
  const daysOf = await readDays(
    tx,
    withTotals.map(({ partyId }) => partyId),
    day,
    totals,
  );
  const found: ApplicantFacts[] = [];
  const misfits: Misfit[] = [];
  for (const { partyId, countyCode, facts } of stated) {
    const collected: Record<string, unknown> = { ...facts, evaluation_date: day };
    collectLists(listsOf(partyId), collected);
    const parsed = parseFacts(collected);
    if (parsed.ok) {
      const kept: KeptFacts = { facts: parsed.facts, statedOn: daysOf(partyId) };
      found.push({ partyId, countyCode, ...kept, text: JSON.stringify(kept) });
    } else misfits.push({ partyId, problem: problemOf(parsed.problems) });
  }
  return { found, misfits };
}

/** The day that each total of a party speaks from: that of its document, else the day it was learned. */
async function readDays(
  tx: Tx,
  partyIds: readonly string[],
  day: string,
  totals: ReadonlySet<string>,
): Promise<(partyId: string) => StatedOn> {
  const records = partyIds.length === 0 ? [] : await readFactsOn(tx, partyIds, day, null);
  const byApplicant = byParty(records.filter(({ name }) => totals.has(name)));
  return (partyId) => {
    const days: Record<string, string> = {};
    for (const { name, documentDate, learnedAt } of byApplicant.get(partyId) ?? [])
      days[name] ??= documentDate ?? localDateInShanghai(learnedAt.getTime());
    return days;
  };
}

function problemOf(problems: readonly FactProblem[]): string {
  const meant = problems.map(
    ({ fact }) =>
      FACT_VOCABULARY.find(({ name }) => name === fact.replace(/\[\d+\]/g, '[]'))?.meaning ?? fact,
  );
  return `登记的数据与数据目录不符:${[...new Set(meant)].join('、')}。更正数据后重新比对。`;
}
