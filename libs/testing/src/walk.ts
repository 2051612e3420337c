import * as casework from '@duixian/casework';
import { valueOf, type Office } from './office';

/** The demo's enterprises, by the clerk who acts for them and the officials of their county. */
export const PLACES = {
  xinhua: {
    clerk: 'xinhua-clerk',
    reviewer: 'xinhua-reviewer',
    regionCode: '410402',
    account: '4100000000410402',
  },
  yexian: {
    clerk: 'yexian-clerk',
    reviewer: 'yexian-reviewer',
    regionCode: '410422',
    account: '4100000000410422',
  },
  zhanhe: {
    clerk: 'zhanhe-clerk',
    reviewer: 'zhanhe-reviewer',
    regionCode: '410411',
    account: '4100000000410411',
  },
} as const;
export type Place = keyof typeof PLACES;

export const CITY = { regionCode: '410400', account: '4100000000410400' } as const;

const DAY_MS = 86_400_000;

/** Starts a draft for the enterprise of a place. */
export async function draft(
  office: Office,
  place: Place,
  claims: Record<string, unknown> = {},
): Promise<casework.CaseAnswer> {
  const actor = await office.as(PLACES[place].clerk);
  const [party] = await casework.listMyParties(office.db, actor);
  const [call] = await casework.listCalls(office.db, actor);
  if (!party || !call) throw new Error('the demo seed is not there');
  const command = { actor, idempotencyKey: office.key(), callId: call.id, partyId: party.id, claims };
  return valueOf(await casework.createApplication(office.db, command));
}

/** The case as it stands now, whoever may see it: the system reads everything. */
export async function look(office: Office, id: string): Promise<casework.ApplicationView> {
  return valueOf(await casework.readApplication(office.db, { kind: 'system', name: 'test' }, id));
}

type Verb = (
  db: casework.Database,
  command: casework.CaseCommand,
) => Promise<{ ok: true; value: casework.CaseAnswer } | { ok: false; refusal: casework.Refusal }>;

/** One verb by one person, with the version as it stands. */
export async function act(
  office: Office,
  username: string,
  id: string,
  verb: Verb,
): Promise<casework.CaseAnswer> {
  const { version } = await look(office, id);
  return valueOf(
    await verb(office.db, {
      actor: await office.as(username),
      idempotencyKey: office.key(),
      applicationId: id,
      version,
    }),
  );
}

/** A submitted and assessed case. */
export async function walkToReview(
  office: Office,
  place: Place,
  claims: Record<string, unknown> = {},
): Promise<string> {
  const { id, version } = await draft(office, place, claims);
  const actor = await office.as(PLACES[place].clerk);
  valueOf(
    await casework.submitApplication(office.db, {
      actor,
      idempotencyKey: office.key(),
      applicationId: id,
      version,
    }),
  );
  await office.drain();
  return id;
}

/** Approved by county and city; its notice is published. */
export async function walkToNotice(office: Office, place: Place): Promise<string> {
  const id = await walkToReview(office, place);
  await act(office, PLACES[place].reviewer, id, casework.approveApplication);
  await act(office, 'city-reviewer', id, casework.approveApplication);
  await office.drain();
  return id;
}

/** The notice is over, budget is reserved, payments are planned. The business clock moves 20 days on. */
export async function walkToAward(office: Office, place: Place): Promise<string> {
  const id = await walkToNotice(office, place);
  await passDays(office, 20);
  await casework.closeEndedNotices(office.db);
  await office.drain();
  return id;
}

/** Moves the business clock on by days, as the administrator of the demo. */
export async function passDays(office: Office, days: number): Promise<void> {
  const admin = await office.as('admin');
  valueOf(await casework.moveClock(office.db, admin, new Date(Date.now() + office.passed(days) * DAY_MS)));
}

/** Prepares a treasury's batch by its maker. `prefix` is the demo accounts' (city, xinhua, yexian, zhanhe). */
export async function prepare(
  office: Office,
  prefix: string,
  regionCode: string,
): Promise<casework.BatchAnswer> {
  const actor = await office.as(`${prefix}-maker`);
  return valueOf(await casework.prepareBatch(office.db, { actor, idempotencyKey: office.key(), regionCode }));
}

/** Releases it by its checker; nothing is sent before the office drains. */
export async function release(
  office: Office,
  prefix: string,
  batch: casework.BatchAnswer,
): Promise<casework.BatchAnswer> {
  const actor = await office.as(`${prefix}-checker`);
  return valueOf(
    await casework.releaseBatch(office.db, {
      actor,
      idempotencyKey: office.key(),
      batchId: batch.id,
      version: batch.version,
    }),
  );
}
