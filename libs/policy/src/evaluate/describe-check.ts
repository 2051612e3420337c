import { formatYuanGrouped, parseYuan } from '@duixian/money';
import type { FactValue } from '../facts/fact-definition';
import { TITLE_CODES } from '../facts/title-code.table';
import { factMeaning, findFact } from '../facts/vocabulary';
import type { Check, TestCheck } from './check';

const UNITS: Readonly<Record<string, string>> = {
  '%': '%',
  person: '人',
  'person-year': '人年',
  month: '个月',
  year: '岁',
};
const ORDER: Readonly<Record<string, string>> = {
  atLeast: '不低于',
  moreThan: '超过',
  atMost: '不超过',
  lessThan: '低于',
};

/** A value of a fact in Chinese: 是, 工业, 50,000,000.00元. */
function say(fact: string, value: FactValue | readonly string[]): string {
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

function requirement({ test, fact, otherFact, expected }: TestCheck): string {
  switch (test) {
    case 'equals':
      return `应为${say(fact, expected)}`;
    case 'one-of':
      return `应属于${say(fact, expected)}`;
    case 'includes':
      return `应包括${say(fact, [String(expected)])}`;
    case 'later-year':
      return `年度应晚于${factMeaning(String(otherFact))}`;
    case 'within-months':
      return `距核定基准日应不超过${String(expected)}个月`;
    case 'known':
      return expected === true ? '应已登记' : '应未登记';
    case 'whole':
      return expected === true ? '应为整数' : '应带小数';
    case 'none-paid':
      return `应未兑付过${(expected as readonly string[]).join('、')}`;
    case 'holds-title':
      return `应有${(expected as readonly string[]).map((code) => TITLE_CODES[code] ?? code).join('或')}称号`;
    default:
      return `应${ORDER[test] ?? ''}${otherFact === null ? say(fact, expected) : factMeaning(otherFact)}`;
  }
}

/** One test in Chinese: what is known, and what the clause asks where that is not met. */
export function describeTest(found: TestCheck): string {
  const name =
    found.test === 'none-paid' ? '既往兑付' : found.fact === 'titles' ? '所获称号' : factMeaning(found.fact);
  if (found.test === 'none-paid') {
    return found.outcome === 'true' ? '未曾兑付过同一奖励' : `已有既往兑付,${requirement(found)}`;
  }
  if (found.test === 'reading') {
    return `${found.outcome === 'true' ? '按口径' : '口径不是'}${String(found.expected)}`;
  }
  if (found.test === 'paid-earlier-year') {
    return `${String(found.expected)}${found.outcome === 'true' ? '在以前年度已兑付' : '以前年度未兑付'}`;
  }
  if (found.test === 'decision-on') {
    return found.outcome === 'true' ? '已有人工决定' : `尚无对${String(found.expected)}的人工决定`;
  }
  if (found.actual === null) return `${name}不详,${requirement(found)}`;
  const known = `${name}为${say(found.fact, found.actual)}`;
  return found.outcome === 'true' ? known : `${known},${requirement(found)}`;
}

/** A condition in Chinese, its tests joined by what binds them. */
export function describeCheck(found: Check): string {
  if (found.kind === 'test') return describeTest(found);
  const parts = found.of.map(describeCheck).filter((part) => part !== '');
  if (found.kind === 'not') return parts.length === 0 ? '' : `并非“${parts.join('')}”`;
  return parts.join(found.kind === 'all' ? ';' : ',或者');
}
