import { fen, formatYuan, parseYuan } from '@duixian/money';
import { paidSinceFen, runningTotals, type PolicyDocument } from '@duixian/policy';
import { canonicalJson, sha256 } from '@duixian/persistence';
import type { AssembledFacts } from './assemble-facts';

/**
 * The facts with every stated total of what was paid under a cap brought up to date. Under a cap the stated total governs
 * over the list of payments; it cannot know of what was awarded after it was stated, so that is added here, and its
 * source says so. Unchanged where nothing was paid since.
 */
export function totalsToDate(assembled: AssembledFacts, document: PolicyDocument): AssembledFacts {
  const facts = { ...assembled.facts };
  const provenance = { ...assembled.provenance };
  for (const total of runningTotals(document)) {
    const stated = facts[total.fact];
    const known = typeof stated === 'string' ? parseYuan(stated) : null;
    const statedOn = assembled.statedOn[total.fact];
    const origin = provenance[total.fact];
    if (known === null || statedOn === undefined || !origin) continue;
    const since = paidSinceFen(total, assembled.facts, statedOn);
    if (since === 0) continue;
    facts[total.fact] = formatYuan(fen(known + since));
    provenance[total.fact] = {
      ...origin,
      source: `${origin.source},另计${statedOn}起本平台已知的${formatYuan(fen(since))}元`,
    };
  }
  return { ...assembled, facts, provenance, contentHash: sha256(canonicalJson({ facts, provenance })) };
}
