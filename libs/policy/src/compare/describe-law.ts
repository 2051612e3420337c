import { formatRatio, formatYuanGrouped, type Fen, type Ratio } from '@duixian/money';
import type { Amount, Award, Cap, Condition, FundingRule, StackingGroup, SubjectRule, Under } from '../ast';
import { check } from '../evaluate/check';
import { describeRequirement, factName } from '../evaluate/describe-check';
import { LEVEL_NAMES } from '../evaluate/describe-trace';
import { TITLE_CODES } from '../facts/title-code.table';
import { deductionOf } from '../weighed-with';

const yuan = (amount: Fen): string => `${formatYuanGrouped(amount)}元`;
const titles = (codes: readonly string[]): string =>
  codes.map((code) => TITLE_CODES[code] ?? code).join('或');

/** What a condition asks, in Chinese, whoever the applicant is. A negation is said as its contrary. */
export function describeCondition(condition: Condition, negated = false): string {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = condition.of.map((part) => describeCondition(part, negated));
      if (parts.length < 2) return parts.join('');
      return (condition.kind === 'all') !== negated ? parts.join(',且') : `须满足其一:${parts.join(';或者')}`;
    }
    case 'not':
      return describeCondition(condition.of, !negated);
    case 'some-title':
      return `${negated ? '不应有' : '应有'}${titles(condition.codes)}称号,且${describeCondition(condition.where)}`;
    default: {
      const found = check(condition, {});
      return found.kind === 'test' ? describeRequirement(found, negated) : '';
    }
  }
}

/** The conditions that all must hold, one by one. */
export function partsOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'all' ? condition.of.flatMap(partsOf) : [condition];
}

/** How an amount comes about, in Chinese. */
export function describeAmount(amount: Amount): string {
  switch (amount.kind) {
    case 'yuan':
      return yuan(amount.amountFen);
    case 'fact':
      return factName(amount.fact);
    case 'times': {
      const count = typeof amount.count === 'number' ? String(amount.count) : factName(amount.count.fact);
      return `${count}×${describeAmount(amount.of)}`;
    }
    case 'share':
      return `${describeAmount(amount.of)}×${amount.text}`;
    case 'increase':
      return `${factName(amount.to)}较${factName(amount.from)}的增量`;
    case 'sum':
      return amount.of.map(describeAmount).join('+');
    case 'least':
      return `${amount.of.map(describeAmount).join('与')}中较低者`;
    case 'tiers':
      return amount.tiers
        .map(({ when, amount: inner }) => `${describeCondition(when)}的,${describeAmount(inner)}`)
        .join(';');
  }
}

/** What a clause gives, in Chinese. */
export function describeAward(award: Award): string {
  switch (award.kind) {
    case 'fixed':
      return yuan(award.amountFen);
    case 'computed':
      return describeAmount(award.amount);
    case 'decided-amount': {
      const bounds = [
        ...(award.floorFen === null ? [] : [`不低于${yuan(award.floorFen)}`]),
        ...(award.ceilingFen === null ? [] : [`不高于${yuan(award.ceilingFen)}`]),
      ];
      return `由人工决定${bounds.length === 0 ? '' : `,${bounds.join('、')}`}`;
    }
    case 'decided-ratio': {
      const most = award.ceiling === null ? '' : `,不高于${award.text}`;
      return `${describeAmount(award.of)}的一定比例,由人工决定${most}`;
    }
  }
}

const CAPS: Readonly<Record<Cap['per'], string>> = {
  award: '每笔',
  year: '每年',
  life: '累计',
  subject: '每一事项',
};

export function describeCaps(caps: readonly Cap[]): string | null {
  if (caps.length === 0) return null;
  return caps
    .map(({ per, amountFen, under }) => `${CAPS[per]}最高${yuan(amountFen)}${describeUnder(under)}`)
    .join(';');
}

const describeUnder = (under: Under | null): string =>
  under === null ? '' : `(口径${under.reading}取${under.option})`;

/** How the awards of a group are weighed, in Chinese. */
export function describeGroup(group: StackingGroup): string {
  const { rule, per, reading } = group;
  const deducts = deductionOf(group);
  return [
    rule === 'highest' ? '从高不重复' : '是否累计未写明',
    `按${per === 'applicant' ? '主体' : '事项'}`,
    ...(reading === null ? [] : [`口径${reading}`]),
    ...(deducts === null ? [] : [`抵扣条款${deducts.clauses.join('、')}${describeUnder(deducts.under)}`]),
  ].join(',');
}

/** The name of a fact without what its vocabulary remarks on it. */
const shortName = (fact: string): string => factName(fact).split(';')[0] ?? '';

/** What a clause is paid for once, in Chinese. */
export function describeSubject(subject: SubjectRule | null): string {
  switch (subject?.kind) {
    case undefined:
      return '每个主体一次';
    case 'title':
      return `每项${titles(subject.codes)}称号一次`;
    case 'any-title':
      return `凭${titles(subject.codes)}称号,每个主体一次`;
    case 'standard':
      return '每项标准一次';
    case 'facts':
      return `按${subject.facts.map(shortName).join('、')}各一次`;
    case 'period':
      return `${subject.name}一次`;
    case 'calendar':
      return `按${factName(subject.fact)}所在的${{ year: '年', quarter: '季度', month: '月' }[subject.unit]}各一次`;
  }
}

const shareInWords = (ratio: Ratio): string => (formatRatio(ratio) === '1' ? '全部' : formatRatio(ratio));

/** Who bears an award, in Chinese. */
export function describeFundingRule(rule: FundingRule | null): string {
  if (rule === null) return '文件未规定由哪一级承担';
  return rule.branches
    .map(({ list, shares, under }) => {
      const where = list === '' ? '' : `${list}:`;
      return `${where}${shares.map(({ key, ratio }) => `${LEVEL_NAMES[key]}${shareInWords(ratio)}`).join('、')}${describeUnder(under)}`;
    })
    .join(';');
}
