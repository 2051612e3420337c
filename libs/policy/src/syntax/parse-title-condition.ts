import type { Node } from 'yaml';
import type { Comparison, Condition } from '../ast';
import { TITLE_CODES } from '../facts/title-code.table';
import { all, readItems, readWord } from './fields';
import { readFact } from './parse-fact-name';
import { report, type Sheet } from './sheet';

/** Compares a date of the bound title record with another fact. */
function dated(field: string, comparison: Comparison, fact: string, article: string): Condition {
  const operand = { kind: 'fact' as const, fact, text: fact };
  return { kind: 'compare', fact: `titles[].${field}`, type: 'date', comparison, operand, article };
}

/** Recognised on the evaluation date at the latest. */
const granted = (article: string): Condition => dated('granted_on', 'atMost', 'evaluation_date', article);

/** Granted and not past its last day; without a last day it is open-ended. */
function held(article: string): Condition {
  const openEnded: Condition = { kind: 'known', fact: 'titles[].valid_to', expected: false, article };
  const running = dated('valid_to', 'atLeast', 'evaluation_date', article);
  return { kind: 'all', of: [granted(article), { kind: 'any', of: [openEnded, running] }] };
}

/** Codes of titles: one, or a list. */
export function readCodes(sheet: Sheet, node: Node, what: string): readonly string[] | null {
  const readCode = readWord(Object.keys(TITLE_CODES));
  const codes = readItems(sheet, node, what)?.map((item) => readCode(sheet, item, 'a title'));
  return all(codes);
}

/** `title: granted | held` and `titleValidOn: <date fact>` test the bound record. */
export function parseTitleCondition(
  sheet: Sheet,
  shape: string,
  node: Node,
  { article, bound }: { readonly article: string; readonly bound: 'titles' | 'standards' | null },
): Condition | null {
  if (bound !== 'titles') {
    const fix = 'use it under holdsTitle, or in a clause whose subject is a title';
    report(sheet, node, 'no-title', `"${shape}" needs a title record`, fix);
    return null;
  }
  if (shape === 'title') {
    const word = readWord(['granted', 'held'] as const)(sheet, node, '"title"');
    if (word === null) return null;
    return word === 'granted' ? granted(article) : held(article);
  }
  const on = readFact(sheet, node, '"titleValidOn"');
  if (!on) return null;
  if (on.type === 'date') {
    const of = [
      dated('valid_from', 'atMost', on.name, article),
      dated('valid_to', 'atLeast', on.name, article),
    ];
    return { kind: 'all', of };
  }
  report(sheet, node, 'type-mismatch', `${on.name} is not a date`, 'name a fact that is a date');
  return null;
}
