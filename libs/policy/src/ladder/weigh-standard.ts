import { parseYuan } from '@duixian/money';
import { factName, say } from '../evaluate/describe-check';
import { recordsOf, type FactRecord } from '../evaluate/records';
import type { Facts, FactValue } from '../facts/fact-definition';
import { TITLE_STANDARDS, type StandardCondition } from './title-standard.table';

export type ConditionState = 'met' | 'unmet' | 'unknown';

/** One condition, and whether what is known meets it. */
export interface WeighedCondition {
  readonly text: string;
  readonly state: ConditionState;
  /** What is known of it, in Chinese; null where nothing is. */
  readonly known: string | null;
}

export interface WeighedStandard {
  readonly number: string;
  readonly document: string;
  readonly article: string;
  readonly recogniser: string;
  readonly validYears: number;
  readonly conditions: readonly WeighedCondition[];
}

/** Whether a title counts on a day: granted by then, and not run out; without a day every record counts. */
export function isHeld({ granted_on, valid_to }: FactRecord, on: unknown): boolean {
  if (typeof on !== 'string') return true;
  return (
    !(typeof granted_on === 'string' && granted_on > on) && !(typeof valid_to === 'string' && valid_to < on)
  );
}

/** What the recognition of a title asks, held against what is known; null for a title whose standard is not recorded. */
export function weighStandard(code: string, facts: Facts): WeighedStandard | null {
  const standard = TITLE_STANDARDS.find((each) => each.code === code);
  if (!standard) return null;
  const { conditions, code: _, ...about } = standard;
  return { ...about, conditions: conditions.map((condition) => weigh(condition, facts)) };
}

function weigh({ text, test }: StandardCondition, facts: Facts): WeighedCondition {
  if (!test) return { text, state: 'unknown', known: null };
  if ('holdsTitle' in test) return { text, ...heldState(test.holdsTitle, facts) };
  const value = facts[test.fact];
  if (value === undefined) return { text, state: 'unknown', known: null };
  const met = 'oneOf' in test ? test.oneOf.includes(value) : reaches(value, test.atLeastYuan);
  const missed = 'oneOf' in test ? 'unmet' : 'unknown';
  return { text, state: met ? 'met' : missed, known: `${factName(test.fact)}:${say(test.fact, value)}` };
}

function heldState(code: string, facts: Facts): Pick<WeighedCondition, 'state' | 'known'> {
  const titles = recordsOf(facts, 'titles');
  if (titles === null) return { state: 'unknown', known: null };
  const held = titles.find((each) => each['code'] === code && isHeld(each, facts['evaluation_date']));
  if (!held) return { state: 'unmet', known: '认定名单中没有有效记录' };
  const { granted_on: from, valid_to: to } = held;
  const until = typeof to === 'string' ? `,有效期至 ${to}` : '';
  return { state: 'met', known: `${typeof from === 'string' ? `${from} 认定` : '已认定'}${until}` };
}

function reaches(value: FactValue, leastYuan: string): boolean {
  const [known, least] = [parseYuan(String(value)), parseYuan(leastYuan)];
  return known !== null && least !== null && known >= least;
}
