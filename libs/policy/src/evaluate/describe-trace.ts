import { fen, formatYuanGrouped, toChineseUppercase } from '@duixian/money';
import { LEVELS, type Level } from '../ast';
import { factMeaning } from '../facts/vocabulary';
import { describeCheck } from './describe-check';
import type { ResultStatus, Split, Trace, TraceStep } from './result';

const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  province: '省级',
  city: '市级',
  county: '县(市、区)级',
};

function amount(amountFen: number): string {
  return `${formatYuanGrouped(fen(amountFen))}元`;
}

function describeSplit(split: Split): string {
  return LEVELS.flatMap((level) => {
    const share = split[level];
    return share === undefined ? [] : [`${LEVEL_NAMES[level]}承担${amount(share)}`];
  }).join('、');
}

function describeQuestion(step: Extract<TraceStep, { step: 'question' }>): string {
  if (step.met !== 'true') return '';
  if (step.answeredBy === null) return `“${step.question}”文件未写明(口径${step.reading})`;
  const by = step.answeredBy === 'decision' ? '经人工决定' : '按政策口径';
  return `“${step.question}”${by}:${step.meaning ?? step.option ?? ''}(口径${step.reading})`;
}

function describeDecision(step: Extract<TraceStep, { step: 'decision' }>): string {
  const bounds = [
    ...(step.floorFen === null ? [] : [`不低于${amount(step.floorFen)}`]),
    ...(step.ceilingFen === null ? [] : [`不高于${amount(step.ceilingFen)}`]),
  ].join('、');
  const range = bounds === '' ? `${step.article}未定金额` : `依${step.article}应${bounds}`;
  if (step.decided === null) return `${range},尚无决定`;
  return step.refused ? `${range},所附决定不符合` : `${range},${step.decided}`;
}

function describeStacking(step: Extract<TraceStep, { step: 'stacking' }>): string {
  const { article, by, paidFen, together, reading, answeredBy, meaning } = step;
  if (by !== null) return `依${article}不重复给予,同组已有${by}`;
  if (paidFen === 0) return '同组奖励此前未兑付';
  const others =
    together.length === 0
      ? `同组奖励此前已兑付${amount(paidFen)}`
      : `同组的${together.join('、')}同时核定(连同此前兑付共${amount(paidFen)})`;
  if (reading === null || meaning === null) return others;
  return `${others},${answeredBy === 'decision' ? '经人工决定' : '按政策口径'}${meaning}(口径${reading})`;
}

function describeFunding(step: Extract<TraceStep, { step: 'funding' }>): string {
  if (step.splitFen && step.fact === null) return `依${step.article ?? ''}由${describeSplit(step.splitFen)}`;
  if (step.splitFen) {
    return `${factMeaning(step.fact ?? '')}为${step.value ?? ''},属${step.list ?? ''},依${step.article ?? ''}由${describeSplit(step.splitFen)}`;
  }
  if (step.rule === null) return '文件未规定由哪一级承担';
  return step.value === null
    ? `${factMeaning(step.fact ?? '')}不详,承担方待定`
    : `${step.value}不在承担规则之内,承担方待定`;
}

function describeStep(step: TraceStep): string {
  switch (step.step) {
    case 'jurisdiction':
    case 'trigger':
    case 'conditions':
      return describeCheck(step.check);
    case 'earlier-payment':
      return step.paid ? '该条款此前已兑付' : '此前未兑付过该条款';
    case 'amount': {
      const added = step.addsTo === null ? '' : `(在${step.addsTo}之外另给)`;
      const formula = step.formula === null ? '' : `(${step.formula})`;
      return `按${step.article}的标准${formula}为${amount(step.amountFen)}${added}`;
    }
    case 'decision':
      return describeDecision(step);
    case 'cap':
      return `依${step.article}最高${amount(step.capFen)},已兑付${amount(step.paidFen)},余${amount(step.leftFen)}`;
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
  'needs-evidence': '尚缺资料,暂不能核定',
  'needs-decision': '须由人工决定后方可核定',
  superseded: '已按从高不重复原则由更高的奖励取代',
  'already-paid': '已兑付,不再重复兑付',
  refused: '所附决定不符合规定,不予采用',
  'not-triggered': '与该条款无关',
  'not-eligible': '不符合条件',
};

function conclude({ status, steps, missing }: Trace): string {
  const computed = steps.find((step) => step.step === 'amount');
  if (status === 'determined' && computed) {
    return `${CONCLUSIONS[status]},核定${amount(computed.amountFen)}(${toChineseUppercase(fen(computed.amountFen))})`;
  }
  if (status === 'needs-evidence') return `${CONCLUSIONS[status]}:${missing.map(factMeaning).join('、')}`;
  return CONCLUSIONS[status];
}

/** One plain Chinese paragraph that says why a clause came out as it did, with its articles. */
export function describeTrace(trace: Trace): string {
  const steps = trace.steps.map(describeStep).filter((text) => text !== '');
  return `依据${trace.number}${trace.article}“${trace.title}”:${steps.join(';')}。结论:${conclude(trace)}。`;
}
