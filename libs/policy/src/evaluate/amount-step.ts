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
import { roomUnder } from './cap';
import { decisionsOn } from './earlier-records';
import type { FactRecord } from './records';
import type { Outcome, Step, StepResult } from './step';

type Decided = Extract<Award, { kind: 'decided-amount' | 'decided-ratio' }>;

/** Facts that the amount still needs. */
export const missingForAmount: Step = (given, { missing }) => {
  const { award, cap } = given.clause;
  const base = award.kind === 'computed' ? award.amount : award.kind === 'decided-ratio' ? award.of : null;
  const wanted = [
    ...missing,
    ...(base ? computeAmount(base, given.facts).missing : []),
    ...(cap ? roomUnder(cap, given).missing : []),
  ];
  return { trace: [], factsUsed: [], findings: { missing: [...new Set(wanted)] } };
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

function decide(award: Decided, given: Parameters<Step>[0], left: Fen | null): StepResult & { amount?: Fen } {
  const { clause, facts, subject } = given;
  const base = award.kind === 'decided-ratio' ? computeAmount(award.of, facts) : null;
  const ceilingFen = ceilingOf(award, base, left);
  const floorFen = award.kind === 'decided-amount' ? award.floorFen : null;
  const found = readDecision(award, decisionsOn(facts, clause.id, subject), base, ceilingFen);
  const factsUsed = [...(base?.factsUsed ?? []), ...(found === null ? [] : ['decisions'])];
  const isRefused = typeof found === 'string';
  const decided = found === null ? null : isRefused ? found : found.text;
  const { article } = award;
  const limits = { floorFen, ceilingFen, base: base?.text ?? null };
  const trace = [{ step: 'decision' as const, article, ...limits, decided, refused: isRefused }];
  if (typeof found === 'string') return { trace, factsUsed, outcome: refused(found) };
  if (found) return { trace, factsUsed, amount: found.amount };
  const bounds =
    floorFen !== null && ceilingFen !== null
      ? { range: { fromFen: floorFen, toFen: ceilingFen } }
      : ceilingFen !== null && { ceilingFen };
  return { trace, factsUsed, outcome: { status: 'needs-decision', ...bounds } };
}

/** An amount before the cap, with how it came about. */
type Made = StepResult & {
  amount?: Fen | null;
  formula?: string;
  tried?: readonly Check[];
  exact?: string;
};

/**
 * The amount: fixed, computed, or as a decision sets it within its bounds (refused beyond them, never adjusted); a
 * result above a cap is cut to what is left of it, and where nothing is left everything was paid.
 */
export const computeAward: Step = (given) => {
  const { award, cap, addsTo } = given.clause;
  const room = cap && roomUnder(cap, given);
  const capUsed = room?.factsUsed ?? [];
  const capTrace =
    cap && room
      ? [
          {
            step: 'cap' as const,
            article: cap.article,
            capFen: cap.amountFen,
            paidFen: room.paid,
            leftFen: room.left,
          },
        ]
      : [];
  if (room?.left === 0) return { trace: capTrace, factsUsed: capUsed, outcome: { status: 'already-paid' } };
  let made: Made;
  if (award.kind === 'fixed') made = { trace: [], factsUsed: [], amount: award.amountFen };
  else if (award.kind === 'computed') {
    const found = computeAmount(award.amount, given.facts);
    const amount = found.value && floorFen(found.value);
    const exact = found.value && found.value.denominator !== 1n ? { exact: formatRatio(found.value) } : {};
    const tried = found.tried ?? [];
    made = { trace: [], factsUsed: found.factsUsed, amount, formula: found.text, tried, ...exact };
  } else made = decide(award, given, room?.left ?? null);
  const { amount, formula = null, tried = [], exact: exactFen = null, ...result } = made;
  const factsUsed = [...result.factsUsed, ...capUsed];
  const trace = [...capTrace, ...result.trace];
  if (result.outcome) return { ...result, trace, factsUsed };
  if (amount === null || amount === undefined) {
    return { trace, factsUsed, outcome: refused('amount-too-large') };
  }
  const { article } = award;
  if (amount === 0) {
    const reasons = [{ step: 'amount' as const, article, facts: factsUsed, text: '按标准计算的金额为零' }];
    return { trace, factsUsed, outcome: { status: 'not-eligible', reasons } };
  }
  const amountFen = room && amount > room.left ? room.left : amount;
  return {
    trace: [
      ...trace,
      { step: 'amount', amountFen, article, addsTo, formula, tried, exactFen, computedFen: amount },
    ],
    factsUsed,
    findings: { amountFen },
  };
};
