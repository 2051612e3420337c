import type { FactDefinition } from './fact-definition';
import { FACT_VOCABULARY } from './fact-vocabulary.table';

const BY_NAME: ReadonlyMap<string, FactDefinition> = new Map(
  FACT_VOCABULARY.map((fact) => [fact.name, fact]),
);

/** Names of the facts that are lists of records: titles, standards, decisions, awards_paid. */
export const LIST_NAMES: ReadonlySet<string> = new Set(
  FACT_VOCABULARY.flatMap(({ name }) => (name.includes('[].') ? [name.slice(0, name.indexOf('[].'))] : [])),
);

/** The definition of a fact, or of a list's field (`titles[].code`); null for a name that does not exist. */
export function findFact(name: string): FactDefinition | null {
  return BY_NAME.get(name) ?? null;
}

/** The Chinese name of a fact, or the name itself. */
export function factMeaning(name: string): string {
  return BY_NAME.get(name)?.meaning ?? name;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The allowed word most like the one that was written, for "did you mean"; null where none is near. */
export function nearestWord(written: string, allowed: Iterable<string>): string | null {
  if (written.length > 80) return null;
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(written.length / 4)) + 1;
  for (const word of allowed) {
    const distance =
      Math.abs(word.length - written.length) < bestDistance ? editDistance(written, word) : Infinity;
    if (distance < bestDistance) [best, bestDistance] = [word, distance];
  }
  return best;
}

/** The fact whose name is most like the one that was written; null where none is near. */
export function nearestFact(written: string): string | null {
  return nearestWord(written, [...BY_NAME.keys(), ...LIST_NAMES]);
}
