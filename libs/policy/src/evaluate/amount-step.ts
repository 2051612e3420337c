import {
  compareRatios,
  fen,
  formatRatio,
  formatYuanGrouped,
  parseRatio,
  parseYuan,
  ratio,
  type Fen,
  type Ratio,
} from '@duixian/money';
import type { Award } from '../ast';
import type { Check } from './check';
import { computeAmount, floorFen, times, type Computed } from './amount';
import { asksForDay, capOf, roomUnder } from './cap';
import { decisionsOn } from './earlier-records';
import { meaningOf } from './follow';
import type { FactRecord } from './records';
import type { Case } from './case';
import { use, type Findings, type Outcome, type Step } from './step';

type Decided = Extract<Award, { kind: 'decided-amount' | 'decided-ratio' }>;

/** Facts that the amount still needs. */
export const missingForAmount: Step = (given, findings) => {
  const { award } = given.clause;
  const cap = capOf(given);
  const base = award.kind === 'computed' ? award.amount : award.kind === 'decided-ratio' ? award.of : null;
  if (base) findings.computed = computeAmount(base, given.facts);
  if (cap) findings.room = roomUnder(cap, given);
  const { missing, computed, room } = findings;
  const whole =
    award.kind === 'fixed'
      ? award.amountFen
      : award.kind === 'computed' && computed?.value
        ? floorFen(computed.value)
        : null;
  const day = room && asksForDay(room, whole) ? ['awards_paid[].paid_on'] : [];
  const wanted = [...missing, ...(computed?.missing ?? []), ...(room?.missing ?? []), ...day];
  findings.missing = wanted.length === 0 ? wanted : [...new Set(wanted)];
  return null;
};

const WHOLE = ratio(1);

const refused = (problem: string): Outcome => ({ status: 'refused', problem });

/** 30% or 2‰ where it is so many whole percent or thousandths, else the fraction. */
function sayRatio(value: Ratio): string {
  const thousandths = times(value, ratio(1000));
  if (thousandths.denominator !== 1n) return formatRatio(value);
  const { numerator } = thousandths;
  return numerator % 10n === 0n ? `${numerator / 10n}%` : `${numerator}‰`;
}

function yuan(amount: number): string {
  return `${formatYuanGrouped(fen(amount))}元`;
}

/** What a recorded decision says: null when none does; a text when it is not allowed. */
function readDecision(
  award: Decided,
  decisions: readonly FactRecord[],
  base: Computed | null,
  ceiling: Fen | null,
): { readonly amount: Fen; readonly text: string } | string | null {
  const values = decisions.filter(
    ({ approved_amount_yuan, approved_ratio }) =>
      approved_amount_yuan !== undefined || approved_ratio !== undefined,
  );
  const [decision] = values;
  if (!decision) return null;
  const alike = new Set(
    values.map((v) => `${String(v['approved_amount_yuan'])}|${String(v['approved_ratio'])}`),
  );
  if (alike.size > 1) return 'decisions-conflict';
  const { approved_amount_yuan: stated, approved_ratio: share } = decision;
  if (award.kind === 'decided-ratio' && share !== undefined && stated === undefined) {
    const decided = parseRatio(String(share));
    // A share of a base is never more than the base, whether the text says so or not.
    const isOut = !decided || decided.numerator === 0n || compareRatios(decided, award.ceiling ?? WHOLE) > 0;
    const amount = decided && base?.value ? floorFen(times(base.value, decided)) : null;
    if (isOut) return 'decision-out-of-range';
    return amount === null ? 'amount-too-large' : { amount, text: `决定比例${sayRatio(decided)}` };
  }
  if (share !== undefined || stated === undefined) return 'decision-form';
  const amount = parseYuan(String(stated));
  const floor = award.kind === 'decided-amount' ? (award.floorFen ?? 0) : 0;
  if (amount === null || amount === 0 || amount < floor) return 'decision-out-of-range';
  if (ceiling !== null && amount > ceiling) return 'decision-out-of-range';
  return { amount, text: `决定金额${yuan(amount)}` };
}

/** The most that a decision may set: what the text says, and what a cap leaves. */
function ceilingOf(award: Decided, base: Computed | null, left: Fen | null): Fen | null {
  const stated =
    award.kind === 'decided-amount'
      ? award.ceilingFen
      : award.ceiling && base?.value
        ? floorFen(times(base.value, award.ceiling))
        : null;
  if (stated === null || left === null) return stated ?? left;
  return stated < left ? stated : left;
}

/** The amount that a decision sets within its bounds, with how it came about; else the outcome is written. */
function decide(award: Decided, given: Case, findings: Findings): Fen | Outcome {
  const { clause, facts, subject } = given;
  const { computed: base, room } = findings;
  const ceilingFen = ceilingOf(award, base, room?.left ?? null);
  const floorFen = award.kind === 'decided-amount' ? award.floorFen : null;
  const found = readDecision(award, decisionsOn(facts, clause.id, subject), base, ceilingFen);
  if (base) use(findings, base.factsUsed);
  if (found !== null) use(findings, DECISIONS);
  const isRefused = typeof found === 'string';
  const decided = found === null ? null : isRefused ? found : found.text;
  const { article } = award;
  const limits = { floorFen, ceilingFen, base: base?.text ?? null };
  findings.trace.push({ step: 'decision', article, ...limits, decided, refused: isRefused });
  if (typeof found === 'string') return refused(found);
  if (found) return found.amount;
  const bounds =
    floorFen !== null && ceilingFen !== null
      ? { range: { fromFen: floorFen, toFen: ceilingFen } }
      : ceilingFen !== null && { ceilingFen };
  return { status: 'needs-decision', ...bounds };
}

const DECISIONS = ['decisions'];
const NONE_TRIED: readonly Check[] = [];

/**
 * The amount: fixed, computed, or as a decision sets it within its bounds (refused beyond them, never adjusted); a
 * result above a cap is cut to what is left of it, and where nothing is left everything was paid.
 */
export const computeAward: Step = (given, findings) => {
  const { award, addsTo } = given.clause;
  const cap = capOf(given);
  const { room, computed, trace } = findings;
  if (cap && room) {
    const { paid: paidFen, left: leftFen } = room;
    const { article, amountFen: capFen, under } = cap;
    const followed = under && {
      reading: under.reading,
      meaning: meaningOf(given, under.reading, under.option),
    };
    trace.push({ step: 'cap', article, capFen, paidFen, leftFen, ...followed });
    if (under) findings.readings = { ...findings.readings, [under.reading]: under.option };
  }
  if (room?.left === 0) {
    use(findings, room.factsUsed);
    return { status: 'already-paid' };
  }
  const made =
    award.kind === 'fixed'
      ? award.amountFen
      : award.kind === 'computed'
        ? computed?.value && floorFen(computed.value)
        : decide(award, given, findings);
  const source = award.kind === 'computed' ? computed : null;
  if (source) use(findings, source.factsUsed);
  if (room) use(findings, room.factsUsed);
  if (typeof made === 'object' && made !== null) return made;
  if (made === null || made === undefined) return refused('amount-too-large');
  const { article } = award;
  if (made === 0) {
    const decided = award.kind === 'decided-ratio' ? DECISIONS : [];
    const facts = [...(computed?.factsUsed ?? []), ...decided, ...(room?.factsUsed ?? [])];
    return {
      status: 'not-eligible',
      reasons: [{ step: 'amount', article, facts, text: '按标准计算的金额为零' }],
    };
  }
  const amountFen = room && made > room.left ? room.left : made;
  const value = source?.value;
  const exactFen = value && value.denominator !== 1n ? formatRatio(value) : null;
  const formula = source?.text ?? null;
  const tried = source?.tried ?? NONE_TRIED;
  trace.push({ step: 'amount', amountFen, article, addsTo, formula, tried, exactFen, computedFen: made });
  findings.amountFen = amountFen;
  return null;
};
