import { localDateInShanghai, type LocalDate } from '@duixian/calendar';
import { isNotified, type Actor } from '@duixian/workflow';
import type { EntityManager, QueryRunner } from 'typeorm';
import { appendEvents, type CaseEvent } from './append-events';
import { newId } from './ids';
import type { RegionTree } from './region-tree';
import type { Topic, TopicPayloads } from './topics';

/** Events of one message: together below what a transaction should take. */
const TOLD_AT_ONCE = 50;

/**
 * One open transaction with its context. Use cases pass it to store functions; only persistence sees the manager.
 * `now` is business time (in demo mode it may be moved), `today` its date in Asia/Shanghai.
 */
export class Tx {
  private recorded = 0;
  private readonly day: LocalDate;

  /** @internal */
  constructor(
    private readonly manager: EntityManager,
    readonly actor: Actor,
    readonly regions: RegionTree,
    /** Business time to the microsecond, ISO 8601 in UTC. */
    readonly nowText: string,
    /** The server's own time, for the trail. */
    private readonly wallText: string,
    private readonly command: string,
  ) {
    this.day = localDateInShanghai(this.now.getTime());
  }

  readonly newId = newId;

  get now(): Date {
    return new Date(this.nowText);
  }

  get today(): LocalDate {
    return this.day;
  }

  get eventCount(): number {
    return this.recorded;
  }

  /**
   * Appends one event to the case's trail: canonical bytes, their hash, the next sequence number of the case. The whole
   * trail of a case lies in the region of its first event.
   */
  async record(event: CaseEvent): Promise<void> {
    await this.recordAll([event]);
  }

  /** As `record`, for any number of events of any cases at once: one statement. */
  async recordAll(events: readonly CaseEvent[]): Promise<void> {
    if (events.length === 0) return;
    const stamp = {
      actor: actorId(this.actor),
      onBehalfOf: inWhoseName(this.actor),
      at: this.nowText,
      recordedAt: this.wallText,
      command: this.command,
    };
    const ids = await appendEvents(this.manager, stamp, events);
    this.recorded += events.length;
    await this.tellOf(ids.filter((_, index) => isNotified(events[index]?.type ?? '')));
  }

  /** Whom an event concerns is told of it by a later transaction: no command waits for it, and none can forget it. */
  private async tellOf(told: readonly string[]): Promise<void> {
    const payloads = [];
    for (let from = 0; from < told.length; from += TOLD_AT_ONCE)
      payloads.push({ eventIds: told.slice(from, from + TOLD_AT_ONCE).join(',') });
    await this.enqueueAll('notification.due', payloads);
  }

  /** Leaves a message that is handed on after commit, `delaySeconds` of database time later at the earliest. */
  async enqueue<T extends Topic>(topic: T, payload: TopicPayloads[T], delaySeconds = 0): Promise<void> {
    await this.enqueueAll(topic, [payload], delaySeconds);
  }

  /** As `enqueue`, one message per payload. */
  async enqueueAll<T extends Topic>(
    topic: T,
    payloads: readonly TopicPayloads[T][],
    delaySeconds = 0,
  ): Promise<void> {
    if (payloads.length === 0) return;
    await this.manager.query(
      `INSERT INTO outbox (id, topic, payload, available_at)
       SELECT r.id, $2, r.payload, clock_timestamp() + make_interval(secs => $3)
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, payload jsonb)`,
      [JSON.stringify(payloads.map((payload) => ({ id: newId(), payload }))), topic, delaySeconds],
    );
  }
}

/** @internal The manager of a transaction, for store functions. */
export function managerOf(tx: Tx): EntityManager {
  return (tx as unknown as { manager: EntityManager }).manager;
}

/**
 * Runs a reading of a person's command with the system's sight: to determine what is owed, "absent" has to mean none, not
 * "out of your reach". What it finds may decide and be stored; it is never shown as it is. Writing inside it is a bug.
 */
export async function seeingEverything<T>(tx: Tx, read: () => Promise<T>): Promise<T> {
  const scope = (as: string): Promise<unknown> =>
    managerOf(tx).query("SELECT set_config('duixian.scope', $1, true)", [as]);
  await scope('system');
  const found = await read();
  await scope(scopeOf(tx.actor));
  return found;
}

/** `user:<id>`, `system:<name>` or `anonymous`: how trail and keys name who acted. */
export function actorId(actor: Actor): string {
  if (actor.kind === 'person') return `user:${actor.userId}`;
  return actor.kind === 'system' ? `system:${actor.name}` : 'anonymous';
}

/** Only of an act in somebody's name: whose. */
const inWhoseName = (actor: Actor): string | undefined =>
  actor.kind === 'person' && actor.onBehalfOf ? `user:${actor.onBehalfOf.userId}` : undefined;

/** Regions whose rows a person may reach at all. Administrators see people and places, not cases. */
function reachableRegions(actor: Actor, regions: RegionTree): string[] {
  if (actor.kind !== 'person') return [];
  const codes = actor.grants
    .filter((grant) => grant.role !== 'administrator' && regions.find(grant.regionCode))
    .flatMap((grant) => regions.covered(grant.regionCode));
  return [...new Set(codes)];
}

/** Regions whose accounts and places a person keeps as an administrator. */
function administeredRegions(actor: Actor, regions: RegionTree): string[] {
  if (actor.kind !== 'person') return [];
  const codes = actor.grants
    .filter((grant) => grant.role === 'administrator' && regions.find(grant.regionCode))
    .flatMap((grant) => regions.covered(grant.regionCode));
  return [...new Set(codes)];
}

const scopeOf = (actor: Actor): string => (actor.kind === 'anonymous' ? 'public' : actor.kind);

/**
 * Sets the context of row-level security for this transaction only and reads both clocks, in one round trip.
 * The regions come in: reading them takes a connection, and who holds one already must never wait for another.
 * @internal
 */
export async function openTx(
  regions: RegionTree,
  runner: QueryRunner,
  actor: Actor,
  command: string,
): Promise<Tx> {
  const parties = actor.kind === 'person' ? actor.partyIds : [];
  const [clock] = (await runner.query(
    `SELECT set_config('duixian.scope', $1, true), set_config('duixian.actor', $2, true),
            set_config('duixian.regions', $3, true), set_config('duixian.parties', $4, true),
            set_config('duixian.administers', $5, true),
            to_char(business_now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS now,
            to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS wall`,
    [
      scopeOf(actor),
      actorId(actor),
      `{${reachableRegions(actor, regions).join(',')}}`,
      `{${parties.join(',')}}`,
      `{${administeredRegions(actor, regions).join(',')}}`,
    ],
  )) as { now: string; wall: string }[];
  if (!clock) throw new Error('the database gave no time');
  return new Tx(runner.manager, actor, regions, clock.now, clock.wall, command);
}
