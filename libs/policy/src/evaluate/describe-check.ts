import { formatYuanGrouped, parseYuan } from '@duixian/money';
import type { FactValue } from '../facts/fact-definition';
import { TITLE_CODES } from '../facts/title-code.table';
import { factMeaning, findFact } from '../facts/vocabulary';
import type { Check, TestCheck } from './check';
import { negate } from './truth';

const UNITS: Readonly<Record<string, string>> = {
  '%': '%',
  person: '人',
  'person-year': '人年',
  month: '个月',
  year: '岁',
};
/** What a comparison asks, of numbers and of days; and what its negation asks. */
const ORDER: Readonly<Record<string, { number: string; day: string; negation: string }>> = {
  atLeast: { number: '不低于', day: '不早于', negation: 'lessThan' },
  moreThan: { number: '超过', day: '晚于', negation: 'atMost' },
  atMost: { number: '不超过', day: '不晚于', negation: 'moreThan' },
  lessThan: { number: '低于', day: '早于', negation: 'atLeast' },
};
/** Facts whose own name says less than what they are here. */
const CALLED: Readonly<Record<string, string>> = {
  titles: '所获称号',
  'titles[].code': '所获称号',
  'standards[].kind': '标准类别',
};

/** A value of a fact in Chinese: 是, 工业, 50,000,000.00元. */
export function say(fact: string, value: FactValue | readonly string[]): string {
  const definition = findFact(fact);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) {
    const words = (value as readonly unknown[]).map(
      (item) => definition?.values?.[String(item)] ?? String(item),
    );
    return words.length === 0 ? '无' : words.join('、');
  }
  const text = String(value);
  if (definition?.unit === 'yuan' || definition?.unit === 'yuan/month') {
    const amount = parseYuan(text);
    return amount === null ? text : `${formatYuanGrouped(amount)}元`;
  }
  const word = definition?.values?.[text];
  return word ?? `${text}${UNITS[definition?.unit ?? ''] ?? ''}`;
}

/** The name of a fact or of a list of records, in Chinese. */
export const factName = (fact: string): string => CALLED[fact] ?? factMeaning(fact);

function orderOf({ test, fact }: TestCheck, negated: boolean): string {
  const order = ORDER[negated ? (ORDER[test]?.negation ?? '') : test];
  return (findFact(fact)?.type === 'date' ? order?.day : order?.number) ?? '';
}

const titlesOf = (codes: unknown): string =>
  (codes as readonly string[]).map((code) => TITLE_CODES[code] ?? code).join('或');

/** The other fact of a comparison, with its value where it is known. */
function otherOf({ otherFact, otherActual }: TestCheck): string {
  const name = factName(String(otherFact));
  return otherActual === null ? name : `${name}(${say(String(otherFact), otherActual)})`;
}

/** What the clause asks of the fact; of a test inside a negation, the contrary. `must` is left out where it is met. */
function requirement(found: TestCheck, negated: boolean, must: '应' | '' = '应'): string {
  const { test, fact, otherFact, expected } = found;
  const no = negated ? '不' : '';
  switch (test) {
    case 'equals':
      if (typeof expected === 'boolean') return `应为${say(fact, expected !== negated)}`;
      return negated ? `不应为${say(fact, expected)}` : `应为${say(fact, expected)}`;
    case 'one-of':
      return `${no}应属于${say(fact, expected)}`;
    case 'includes':
      return `${no}应包括${say(fact, [String(expected)])}`;
    case 'later-year':
      return `年度${no}应晚于${otherOf(found)}`;
    case 'within-months':
      return negated
        ? `距核定基准日${must}超过${String(expected)}个月`
        : `距核定基准日${must}不超过${String(expected)}个月`;
    case 'known':
      return (expected === true) !== negated ? '应已登记' : '应未登记';
    case 'whole':
      return (expected === true) !== negated ? '应为整数' : '应带小数';
    case 'none-paid':
      return `应${negated ? '已' : '未'}兑付过${(expected as readonly string[]).join('、')}`;
    case 'holds-title':
      return `${no}应有${titlesOf(expected)}称号`;
    default:
      return `${must}${orderOf(found, negated)}${otherFact === null ? say(fact, expected) : otherOf(found)}`;
  }
}

/** What a clause asks of a fact, whatever is known: 年主营业务收入应不低于50,000,000.00元. */
export function describeRequirement(found: TestCheck, negated = false): string {
  const { test, fact, expected } = found;
  switch (test) {
    case 'none-paid':
    case 'holds-title':
      return requirement(found, negated);
    case 'paid-earlier-year':
      return `${String(expected)}${negated ? '不应' : '应'}在以前年度已兑付`;
    case 'decision-on':
      return `${negated ? '不应有' : '应有'}对${String(expected)}的人工决定`;
    case 'reading':
      return `${negated ? '口径不应为' : '口径应为'}${String(expected)}`;
    default:
      return `${factName(fact)}${requirement(found, negated)}`;
  }
}

/** Whether a test is one of order, whose requirement an applicant wants to see even where it is met. */
const isComparison = ({ test }: TestCheck): boolean => ORDER[test] !== undefined || test === 'within-months';

/** One test in Chinese: what is known, and what the clause asks. `negated`: it stands inside a negation. */
export function describeTest(found: TestCheck, negated = false): string {
  const { test, fact, actual, expected, outcome } = found;
  const isMet = (negated ? negate(outcome) : outcome) === 'true';
  const asks = requirement(found, negated);
  if (test === 'none-paid') {
    if (isMet) return negated ? '已有既往兑付' : '未曾兑付过同一奖励';
    return `${negated ? '没有' : '已有'}既往兑付,${asks}`;
  }
  if (test === 'reading') {
    return `${outcome === 'true' ? '按口径' : '口径不是'}${String(expected)}`;
  }
  if (test === 'paid-earlier-year') {
    return `${String(expected)}${outcome === 'true' ? '在以前年度已兑付' : '以前年度未兑付'}`;
  }
  if (test === 'decision-on') {
    return outcome === 'true' ? '已有人工决定' : `尚无对${String(expected)}的人工决定`;
  }
  const name = factName(fact);
  if (test === 'known' && isMet)
    return `${name}${actual === null ? '未登记' : `已登记为${say(fact, actual)}`}`;
  if (actual === null) return `${name}不详,${asks}`;
  const known = `${name}为${say(fact, actual)}`;
  if (!isMet) return `${known},${asks}`;
  if (typeof actual === 'boolean') return `${name}:${say(fact, actual)}`;
  return isComparison(found) ? `${known},${requirement(found, negated, '')}` : known;
}

/**
 * A condition in Chinese. Where one of several parts is enough, those that hold are named; where none does, all are.
 * A negation is said as its contrary.
 */
export function describeCheck(found: Check, negated = false): string {
  if (found.kind === 'test') return describeTest(found, negated);
  if (found.kind === 'not') return found.of.map((part) => describeCheck(part, !negated)).join('');
  const isEnough = (found.kind === 'any') !== negated;
  const wanted = negated ? 'false' : 'true';
  const outcome = negated ? negate(found.outcome) : found.outcome;
  const shown =
    isEnough && outcome === 'true'
      ? found.of.filter((part) => part.outcome === wanted).slice(0, 1)
      : found.of;
  const parts = shown.map((part) => describeCheck(part, negated)).filter((part) => part !== '');
  if (!isEnough || parts.length < 2) return parts.join(';');
  return `须满足其一${outcome === 'false' ? ',均不满足' : ''}:${parts.join(';或者')}`;
}
