import { localDateInShanghai } from '@duixian/calendar';
import { fen, formatYuanGrouped, toChineseUppercase } from '@duixian/money';
import { LEVELS, type Level } from '../ast';
import { findFact } from '../facts/vocabulary';
import { decisiveTests, type Check } from './check';
import { describeCheck, describeTest, factName } from './describe-check';
import type { DeductionTrace, ResultOption, ResultStatus, Split, Trace, TraceStep } from './result';

/** Levels of government in Chinese. */
export const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  province: '省级',
  city: '市级',
  county: '县(市、区)级',
};
const PROBLEMS: Readonly<Record<string, string>> = {
  'decision-out-of-range': '超出规定范围',
  'decision-form': '应写明金额或者比例',
  'decisions-conflict': '有两个互相矛盾的决定',
  'decision-option-unknown': '不是可选的处理方式',
  'reading-option-unknown': '所选口径不是可选的处理方式',
  'amount-too-large': '金额过大',
};

/** Where a fact came from, where that is known: register, document, when it was learned (ISO 8601). */
export interface FactOrigin {
  readonly source: string;
  readonly documentNumber?: string | null;
  readonly learnedAt?: string;
}
export type FactOrigins = Readonly<Record<string, FactOrigin>>;

function amount(amountFen: number): string {
  return `${formatYuanGrouped(fen(amountFen))}元`;
}

function describeSplit(split: Split): string {
  return LEVELS.flatMap((level) => {
    const share = split[level];
    return share === undefined ? [] : [`${LEVEL_NAMES[level]}承担${amount(share)}`];
  }).join('、');
}

const describeOptions = (options: readonly ResultOption[]): string =>
  options.map(({ meaning, amountFen }) => `“${meaning}”为${amount(amountFen)}`).join(',');

function describeQuestion(step: Extract<TraceStep, { step: 'question' }>): string {
  if (step.met !== 'true') return '';
  const asked = `“${step.question}”`;
  if (step.answeredBy === null) {
    const options = step.options.length === 0 ? '' : `,可选${describeOptions(step.options)}`;
    return `${asked}文件未写明(口径${step.reading})${options}`;
  }
  const by = step.answeredBy === 'decision' ? '经人工决定' : '按政策口径';
  return `${asked}${by}:${step.meaning ?? step.option ?? ''}(口径${step.reading})`;
}

function describeDecision(step: Extract<TraceStep, { step: 'decision' }>): string {
  const bounds = [
    ...(step.floorFen === null ? [] : [`不低于${amount(step.floorFen)}`]),
    ...(step.ceilingFen === null ? [] : [`不高于${amount(step.ceilingFen)}`]),
  ].join('、');
  const of = step.base === null ? '' : `以${step.base}为基数,`;
  const range = bounds === '' ? `${of}“${step.article}”没有写明数额` : `${of}依“${step.article}”应${bounds}`;
  if (step.decided === null) return `${range},尚无人工决定`;
  if (step.refused) return `${range},所附决定不予采用:${PROBLEMS[step.decided] ?? step.decided}`;
  return `${range},${step.decided}`;
}

function describeAmount(step: Extract<TraceStep, { step: 'amount' }>, isDecided: boolean): string {
  const added = step.addsTo === null ? '' : `(在条款${step.addsTo}之外另给)`;
  const tiers = step.tried.map((tier) => describeCheck(tier)).slice(-1);
  const tier = tiers.length === 0 ? '' : `第${step.tried.length}档(${tiers.join('')}),`;
  const equals = step.formula === null ? '为' : `${step.formula}=`;
  const rounded = step.exactFen === null ? '' : `(不足一分的部分舍去)`;
  const basis = isDecided ? '按决定为' : `按“${step.article}”的标准,${tier}${equals}`;
  const computed = `${basis}${amount(step.computedFen)}${rounded}${added}`;
  return step.computedFen === step.amountFen
    ? computed
    : `${computed},超出限额所余,按所余${amount(step.amountFen)}计`;
}

type StackingStep = Extract<TraceStep, { step: 'stacking' }>;

/** What the other awards of the group are taken to mean; empty where that was not asked. */
function describeMeaning({ reading, answeredBy, meaning, options }: StackingStep): string {
  if (reading === null) return '';
  if (options.length > 0) return `,如何计算文件未写明(口径${reading}),可选${describeOptions(options)}`;
  return `,${answeredBy === 'decision' ? '经人工决定' : '按政策口径'}${meaning ?? ''}(口径${reading})`;
}

function describeDeduction({ clauses, paidFen, borneFen, leftFen, ...rest }: DeductionTrace): string {
  const given = `条款${clauses.join('、')}已给予${paidFen === null ? '的金额不详' : amount(paidFen)}`;
  const how = rest.meaning === null ? '应予抵扣' : `按政策口径${rest.meaning}(口径${rest.reading ?? ''})`;
  if (borneFen + leftFen === 0) return `${given},${how}`;
  const before = borneFen === 0 ? '' : `,此前的奖励已抵扣${amount(borneFen)}`;
  return `${given},${how}${before},尚余${amount(leftFen)}未抵扣`;
}

function describeStacking(step: StackingStep): string {
  const { article, by, paidFen, together, deduction } = step;
  if (by !== null) return `依“${article}”不重复给予,同组已有条款${by}`;
  const others =
    paidFen === 0
      ? '同组奖励此前未兑付'
      : together.length === 0
        ? `同组奖励此前已兑付${amount(paidFen)}`
        : `同组的条款${together.join('、')}同时核定(连同此前兑付共${amount(paidFen)})`;
  return `${others}${describeMeaning(step)}${deduction ? `;${describeDeduction(deduction)}` : ''}`;
}

function describeFunding(step: Extract<TraceStep, { step: 'funding' }>): string {
  if (step.splitFen && step.fact === null)
    return `依“${step.article ?? ''}”由${describeSplit(step.splitFen)}`;
  const name = factName(step.fact ?? '');
  if (step.splitFen) {
    return `${name}为${step.value ?? ''},属${step.list ?? ''},依“${step.article ?? ''}”由${describeSplit(step.splitFen)}`;
  }
  if (step.rule === null) return '文件未规定由哪一级承担';
  return step.value === null ? `${name}不详,承担方待定` : `${step.value}不在承担规则之内,承担方待定`;
}

/** One step of a trace in Chinese; empty where there is nothing to say. */
export function describeStep(step: TraceStep, trace: Trace): string {
  switch (step.step) {
    case 'jurisdiction':
    case 'trigger':
    case 'conditions':
      return describeCheck(step.check);
    case 'earlier-payment':
      return step.paid ? '本条此前已兑付' : '本条此前未兑付过';
    case 'amount':
      return describeAmount(
        step,
        trace.steps.some((each) => each.step === 'decision'),
      );
    case 'decision':
      return describeDecision(step);
    case 'cap':
      return `依“${step.article}”最高${amount(step.capFen)}${step.reading ? `(口径${step.reading}:${step.meaning ?? ''})` : ''},此前已兑付${amount(step.paidFen)},尚余${amount(step.leftFen)}`;
    case 'stacking':
      return describeStacking(step);
    case 'question':
      return describeQuestion(step);
    case 'funding':
      return describeFunding(step);
  }
}

const CONCLUSIONS: Readonly<Record<ResultStatus, string>> = {
  determined: '符合条件',
  'needs-evidence': '尚缺资料,暂不能核定,需补充',
  'needs-decision': '须由人工决定后方可核定',
  superseded: '已按从高不重复原则由更高的奖励取代',
  'already-paid': '已兑付,不再重复兑付',
  refused: '所附决定不符合规定,不予采用',
  'not-triggered': '现有数据未显示与该条款有关',
  'not-eligible': '不符合条件',
};

/** All reasons why a clause does not apply, in the order in which they were found. */
function whyNot({ steps }: Trace): string {
  const last = steps.at(-1);
  if (last?.step === 'question') return describeQuestion(last);
  const failed = steps.flatMap((step) =>
    'check' in step && step.check.outcome !== 'true' ? decisiveTests(step.check) : [],
  );
  if (failed.length === 0) return '按标准计算的金额为零';
  return [...new Set(failed.map(({ test, negated }) => describeTest(test, negated)))].join(';');
}

/** Which earlier payment leaves nothing. */
function whyNothingLeft({ steps }: Trace): string {
  switch (steps.at(-1)?.step) {
    case 'cap':
      return '限额已用完,不再兑付';
    case 'stacking':
      return '同组奖励已给予,本条没有余额,不再兑付';
    default:
      return CONCLUSIONS['already-paid'];
  }
}

const missingOf = (name: string): string => {
  const source = findFact(name)?.source;
  return source ? `${factName(name)}(${source})` : factName(name);
};

/** What was determined in the end: where an earlier payment of the group is offset, what is left. */
function conclude(trace: Trace): string {
  const { status, steps, missing, amountFen } = trace;
  const computed = steps.find((step) => step.step === 'amount');
  if (status === 'determined' && computed) {
    const final = amountFen ?? computed.amountFen;
    return `${CONCLUSIONS[status]},核定${amount(final)}(${toChineseUppercase(fen(final))})`;
  }
  if (status === 'needs-evidence') return `${CONCLUSIONS[status]}:${missing.map(missingOf).join('、')}`;
  if (status === 'already-paid') return whyNothingLeft(trace);
  const isRuledOut = status === 'not-eligible' || status === 'not-triggered';
  return isRuledOut ? `${CONCLUSIONS[status]}:${whyNot(trace)}` : CONCLUSIONS[status];
}

function namesIn(check: Check): readonly string[] {
  if (check.kind !== 'test') return check.of.flatMap(namesIn);
  return check.actual === null ? [] : [check.fact.split('[]')[0] ?? check.fact];
}

/** The facts that conditions were tested on, each with where it came from. */
function describeOrigins(trace: Trace, origins: FactOrigins): string {
  const names = trace.steps.flatMap((step) => ('check' in step ? namesIn(step.check) : []));
  const said = [...new Set(names)].flatMap((name) => {
    const origin = origins[name];
    if (!origin) return [];
    const day = origin.learnedAt ? localDateInShanghai(Date.parse(origin.learnedAt)) : null;
    const rest = [origin.documentNumber, day].filter((part) => part);
    return [`${factName(name)}—${origin.source}${rest.length === 0 ? '' : `(${rest.join(',')})`}`];
  });
  return said.length === 0 ? '' : `数据来源:${said.join(';')}。`;
}

/**
 * One plain Chinese paragraph that says why a clause came out as it did, with its articles; with `origins` also where the
 * facts came from.
 */
export function describeTrace(trace: Trace, origins: FactOrigins = {}): string {
  const steps = trace.steps.map((step) => describeStep(step, trace)).filter((text) => text !== '');
  const said = `依据${trace.number}${trace.article}“${trace.title}”:${steps.join(';')}。`;
  return `${said}结论:${conclude(trace)}。${describeOrigins(trace, origins)}`;
}

/** One step as rows for a screen: its sentence, and each test with fact, value, source and date. */
export interface ExplainedStep {
  readonly step: TraceStep['step'];
  readonly text: string;
  readonly tests: readonly {
    readonly fact: string;
    readonly name: string;
    readonly text: string;
    readonly article: string;
    readonly outcome: string;
    /** Register or document the fact comes from; for an unknown one, where it should come from. */
    readonly source: string | null;
    readonly documentNumber: string | null;
    readonly learnedAt: string | null;
  }[];
}

function testsOf(check: Check, origins: FactOrigins, negated = false): ExplainedStep['tests'] {
  if (check.kind !== 'test') {
    const inside = negated !== (check.kind === 'not');
    return check.of.flatMap((part) => testsOf(part, origins, inside));
  }
  const { fact, article, outcome } = check;
  const origin = origins[fact] ?? origins[fact.split('[]')[0] ?? fact];
  return [
    {
      fact,
      name: factName(fact),
      text: describeCheck(check, negated),
      article,
      outcome: negated && outcome !== 'unknown' ? String(outcome !== 'true') : outcome,
      source: origin?.source ?? findFact(fact)?.source ?? null,
      documentNumber: origin?.documentNumber ?? null,
      learnedAt: origin?.learnedAt ?? null,
    },
  ];
}

/** The trace as data for people: every step with its sentence, every test with its fact's source and date. */
export function explainTrace(trace: Trace, origins: FactOrigins = {}): ExplainedStep[] {
  return trace.steps.map((step) => ({
    step: step.step,
    text: describeStep(step, trace),
    tests: 'check' in step ? testsOf(step.check, origins) : [],
  }));
}
