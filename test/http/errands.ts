import { PLACES, type Place } from '@duixian/testing';
import { type Town } from './town';
import { until } from './until';

/** What the tests read of a case. */
export interface Case {
  id: string;
  caseNumber: string;
  state: string;
  stage: string | null;
  version: number;
  allowedActions: string[];
  factsToAttest: string[];
  determinations: { clause: string; status: string; amountFen?: number; explanation: string }[];
  stateReason: { code: string; text: string } | null;
  notice: { id: string; endsOn: string } | null;
  award: { amountFen: number } | null;
  payments: { id: string; regionCode: string; amountFen: number; state: string }[];
  timeline: { type: string; by: string }[];
}

export interface Batch {
  id: string;
  version: number;
  state: string;
  paymentCount: number;
  totalFen: number;
}

/** A draft for the enterprise of a place, by its clerk. */
export async function draft(town: Town, place: Place, claims?: Record<string, unknown>): Promise<Case> {
  const clerk = await town.as(PLACES[place].clerk);
  const [party] = await clerk.list<{ id: string }>('parties');
  const [call] = await clerk.list<{ id: string }>('calls');
  return clerk.make('applications', { callId: call?.id, partyId: party?.id, ...(claims ? { claims } : {}) });
}

/** The case as the auditor of the city sees it. */
export async function look(town: Town, id: string): Promise<Case> {
  return (await town.as('auditor')).read(`applications/${id}`);
}

/** One verb by one person, with the version as it stands. */
export async function act(
  town: Town,
  username: string,
  id: string,
  action: string,
  more: object = {},
): Promise<Case> {
  const caller = await town.as(username);
  const { version } = await caller.read<Case>(`applications/${id}`);
  return caller.make(`applications/${id}/actions`, { action, version, ...more });
}

/** Waits until the case stands there: `in_review/county_review`, `paid`. */
export async function reaches(town: Town, id: string, where: string): Promise<Case> {
  let last = '';
  const found = until(`case at ${where}`, async () => {
    const seen = await look(town, id);
    last = seen.stage === null ? seen.state : `${seen.state}/${seen.stage}`;
    return last === where ? seen : null;
  });
  return found.catch((error: unknown) => {
    throw new Error(`${(error as Error).message}; it stands at ${last}`);
  });
}

/** The administrator of the demo sets the business clock to nine in the morning of a day. */
export async function setDay(town: Town, day: string): Promise<void> {
  await (await town.as('admin')).put('demo/clock', { now: `${day}T09:00:00+08:00` });
}

/** The maker of a treasury batches what waits, its checker releases it. `prefix`: city, xinhua, yexian, zhanhe. */
export async function disburse(town: Town, prefix: string, regionCode: string): Promise<Batch> {
  const batch = await (await town.as(`${prefix}-maker`)).make<Batch>('batches', { regionCode });
  const { id, version } = batch;
  return (await town.as(`${prefix}-checker`)).make(`batches/${id}/release`, { version });
}

/** The bank's statement of a treasury, word for word, handed in by its maker. */
export async function handInStatement(
  town: Town,
  prefix: string,
  account: string,
): Promise<{ classified: Record<string, number>; exceptions: unknown[] }> {
  return (await town.as(`${prefix}-maker`)).make('statements', await town.bank.statement(account));
}

/** Waits until all payments of a case have a state. */
export async function paymentsAre(town: Town, id: string, state: string): Promise<Case['payments']> {
  return until(`all payments ${state}`, async () => {
    const { payments } = await look(town, id);
    return payments.length > 0 && payments.every((payment) => payment.state === state) ? payments : null;
  });
}
