import { parseYuan } from '@duixian/money';
import type { Facts } from '../facts/fact-definition';
import type { FactRecord } from './records';

const NONE: readonly FactRecord[] = [];

/** The records of a list fact; none when it is absent: absent awards_paid and decisions mean none. */
function records(facts: Facts, list: 'awards_paid' | 'decisions'): readonly FactRecord[] {
  const value = facts[list];
  return Array.isArray(value) ? (value as readonly FactRecord[]) : NONE;
}

/** What was paid under a clause or one that repeats it, whenever and for whatever subject. */
export function paymentsUnder(
  facts: Facts,
  id: string,
  repeatedBy: readonly string[] = [],
): readonly FactRecord[] {
  const all = records(facts, 'awards_paid');
  if (all.length === 0) return NONE;
  return all.filter(({ clause }) => clause === id || repeatedBy.includes(String(clause)));
}

/** Whether the applicant was paid under the clause before, whenever and for whatever subject. */
export function wasPaid(facts: Facts, clause: string): boolean {
  return records(facts, 'awards_paid').some((award) => award['clause'] === clause);
}

/** Whether a record is about a subject: one without a subject may be about any. */
export function isAbout(record: FactRecord, subject: string | null): boolean {
  return subject === null || record['subject'] === undefined || record['subject'] === subject;
}

/** The day in whose year a payment counts under a yearly cap: the one that it was determined for, else the one it was paid on. */
export function countedOn({ tested_on, paid_on }: FactRecord): string | null {
  const day = tested_on ?? paid_on;
  return typeof day === 'string' ? day : null;
}

/** What the records add up to in fen; null when an amount is not known. */
export function paidFen(payments: readonly FactRecord[]): number | null {
  let sum = 0;
  for (const { amount_yuan } of payments) {
    const amount = typeof amount_yuan === 'string' ? parseYuan(amount_yuan) : null;
    if (amount === null) return null;
    sum += amount;
  }
  return sum;
}

/** The recorded human decisions about a clause and subject. */
export function decisionsOn(facts: Facts, clause: string, subject: string | null): readonly FactRecord[] {
  const all = records(facts, 'decisions');
  if (all.length === 0) return NONE;
  return all.filter((decision) => decision['clause'] === clause && isAbout(decision, subject));
}
