import { fen, formatYuan, parseYuan } from '@duixian/money';
import { paidSinceFen, runningTotals, speaksOf, type Facts, type PolicyDocument } from '@duixian/policy';
import { canonicalJson, sha256 } from '@duixian/persistence';
import type { AssembledFacts } from './assemble-facts';

/** Day that a recorded fact speaks from, by its name. */
export type StatedOn = Readonly<Record<string, string>>;

/**
 * The facts with every stated total of what was paid under a cap brought up to date. Under a cap the stated total governs
 * over the list of payments; it cannot know of what was awarded after it was stated, so that is added here. What was stated of an
 * earlier year says nothing of this one and is left out: the list of payments decides then. `added` says how much to which;
 * the facts themselves where nothing was paid since.
 */
export function addPaidSince(
  facts: Facts,
  statedOn: StatedOn,
  document: PolicyDocument,
): { facts: Facts; added: ReadonlyMap<string, number> } {
  const added = new Map<string, number>();
  const outdated = new Set<string>();
  if (Object.keys(statedOn).length === 0) return { facts, added };
  const upToDate: Record<string, Facts[string]> = { ...facts };
  for (const total of runningTotals(document)) {
    const stated = facts[total.fact];
    const known = typeof stated === 'string' ? parseYuan(stated) : null;
    const day = statedOn[total.fact];
    if (known === null || day === undefined) continue;
    if (!speaksOf(total, facts, day)) {
      outdated.add(total.fact);
      delete upToDate[total.fact];
      continue;
    }
    const since = paidSinceFen(total, facts, day);
    if (since === 0) continue;
    upToDate[total.fact] = formatYuan(fen(known + since));
    added.set(total.fact, since);
  }
  return added.size + outdated.size === 0 ? { facts, added } : { facts: upToDate, added };
}

/** The same for facts with their provenance, whose source then says what was added. */
export function totalsToDate(assembled: AssembledFacts, document: PolicyDocument): AssembledFacts {
  const { facts, added } = addPaidSince(assembled.facts, assembled.statedOn, document);
  const provenance = { ...assembled.provenance };
  for (const [fact, since] of added) {
    const origin = provenance[fact];
    if (!origin) throw new Error(`fact ${fact} has no provenance`);
    const source = `${origin.source},另计${assembled.statedOn[fact] ?? ''}起本平台已知的${formatYuan(fen(since))}元`;
    provenance[fact] = { ...origin, source };
  }
  for (const name of Object.keys(provenance))
    if (facts[name] === undefined && assembled.facts[name] !== undefined) delete provenance[name];
  return { ...assembled, facts, provenance, contentHash: sha256(canonicalJson({ facts, provenance })) };
}
