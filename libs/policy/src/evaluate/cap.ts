import { fen, parseYuan, type Fen } from '@duixian/money';
import type { Cap } from '../ast';
import type { Facts } from '../facts/fact-definition';
import { isFollowed } from './follow';
import { countedOn, isAbout, paidFen, paymentsUnder } from './earlier-records';
import type { FactRecord } from './records';
import type { Case } from './case';

/** What a cap leaves; `missing` names what has to be known first. */
export interface Room {
  readonly paid: number;
  readonly left: Fen;
  /** What it leaves where no payment without a day was of this year; the same as `left` where there is none. */
  readonly atMost: Fen;
  readonly missing: readonly string[];
  readonly factsUsed: readonly string[];
}

/** A payment without a day or subject counts: a cap is never exceeded for want of a record. */
function counts(cap: Cap, payment: FactRecord, { facts, subject }: Case): boolean {
  switch (cap.per) {
    case 'award':
      return false;
    case 'life':
      return true;
    case 'subject':
      return isAbout(payment, subject);
    case 'year': {
      const [day, now] = [countedOn(payment), facts['evaluation_date']];
      return day === null || typeof now !== 'string' || day.slice(0, 4) === now.slice(0, 4);
    }
  }
}

/** The cap that a clause is under: its only one, or the one of the option that is followed. */
export function capOf(given: Case): Cap | null {
  const { caps } = given.clause;
  return caps.find(({ under }) => under === null || isFollowed(under, given)) ?? null;
}

function givenFact(name: string | null, facts: Facts): number | null {
  const given = name === null ? undefined : facts[name];
  return typeof given === 'string' ? parseYuan(given) : null;
}

/** What is left of a cap after what was paid: the fact that says so governs, else the earlier payments. */
export function roomUnder(cap: Cap, given: Case): Room {
  const { clause, facts } = given;
  const stated = givenFact(cap.paidFact, facts);
  const payments = paymentsUnder(facts, clause.id, clause.repeatedBy);
  const counted = payments.filter((payment) => counts(cap, payment, given));
  const paid = stated ?? paidFen(counted);
  const yearUnknown = cap.per === 'year' && stated === null && facts['evaluation_date'] === undefined;
  const missing = [
    ...(yearUnknown && payments.length > 0 ? ['evaluation_date'] : []),
    ...(paid === null ? ['awards_paid[].amount_yuan'] : []),
  ];
  const listed = cap.per === 'year' ? ['awards_paid', 'evaluation_date'] : ['awards_paid'];
  const sources = stated !== null && cap.paidFact !== null ? [cap.paidFact] : listed;
  const leftAfter = (sum: number): Fen => fen(Math.max(0, cap.amountFen - sum));
  const isDated = cap.per === 'year' && stated === null && facts['evaluation_date'] !== undefined;
  const dated = isDated ? paidFen(counted.filter((payment) => countedOn(payment) !== null)) : paid;
  const [left, atMost] = [leftAfter(paid ?? 0), leftAfter(dated ?? 0)];
  return {
    paid: paid ?? 0,
    left,
    atMost,
    missing,
    factsUsed: sources.filter((name) => facts[name] !== undefined),
  };
}

/**
 * Whether it has to be known when a payment was made before an award of `wanted` is determined: it would be cut, or ended, by one
 * that may have been of another year. Null: a person decides how much.
 */
export const asksForDay = ({ left, atMost }: Room, wanted: Fen | null): boolean =>
  atMost > left && (wanted === null ? left === 0 : wanted > left);
