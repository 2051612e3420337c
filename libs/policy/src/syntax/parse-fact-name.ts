import type { Node } from 'yaml';
import type { FactDefinition } from '../facts/fact-definition';
import { findFact, nearestFact } from '../facts/vocabulary';
import { readText } from './fields';
import { report, type Sheet } from './sheet';

/** The name of a fact that exists and is no field of a list, unless `list` is bound to one of its records. */
export function readFact(
  sheet: Sheet,
  node: Node,
  what: string,
  list: string | null = null,
): FactDefinition | null {
  const name = readText(sheet, node, what);
  if (name === null) return null;
  const isBound = list !== null && name.startsWith(`${list}[].`);
  const fact = name.includes('[]') && !isBound ? null : findFact(name);
  if (fact) return fact;
  if (findFact(name)) {
    const fix = 'use it under holdsTitle, or in a clause whose subject is a title or a standard';
    report(sheet, node, 'no-record', `${name} is a field of a record, and none is at hand`, fix);
    return null;
  }
  const near = nearestFact(name);
  report(
    sheet,
    node,
    'unknown-fact',
    `there is no fact "${name.slice(0, 80)}"`,
    near ? `did you mean ${near}?` : 'see facts/fact-vocabulary.table.ts',
  );
  return null;
}
