import type { Facts, FactValue } from '../facts/fact-definition';

type FactRecord = Readonly<Record<string, FactValue>>;

/** The records of a list fact; none when it is absent: absent awards_paid and decisions mean none. */
function records(facts: Facts, list: 'awards_paid' | 'decisions'): readonly FactRecord[] {
  const value = facts[list];
  return Array.isArray(value) ? (value as readonly FactRecord[]) : [];
}

/** Whether the applicant was paid under the clause before, whenever and for whatever subject. */
export function wasPaid(facts: Facts, clause: string): boolean {
  return records(facts, 'awards_paid').some((award) => award['clause'] === clause);
}

/** The recorded human decisions about a clause. */
export function decisionsOn(facts: Facts, clause: string): readonly FactRecord[] {
  return records(facts, 'decisions').filter((decision) => decision['clause'] === clause);
}
