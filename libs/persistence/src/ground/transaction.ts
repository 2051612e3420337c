import { localDateInShanghai, type LocalDate } from '@duixian/calendar';
import { isNotified, type Actor } from '@duixian/workflow';
import type { EntityManager, QueryRunner } from 'typeorm';
import { canonicalJson } from './canonical-json';
import { newId, sha256 } from './ids';
import type { RegionTree } from './region-tree';
import type { Topic, TopicPayloads } from './topics';

/** Events of one message: together below what a transaction should take. */
const TOLD_AT_ONCE = 50;

/** What happened, for the trail. No personal data: ids, codes, amounts, reasons. */
export interface CaseEvent {
  caseId: string;
  regionCode: string;
  partyId?: string | null;
  type: string;
  data: Record<string, unknown>;
}

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

  /** As `record`, for any number of events of any cases at once: two statements. */
  async recordAll(events: readonly CaseEvent[]): Promise<void> {
    if (events.length === 0) return;
    const trails = await this.continueTrails(events);
    const actor = actorId(this.actor);
    const rows = events.map((event) => {
      const id = newId();
      const trail = trails.get(event.caseId);
      if (!trail) throw new Error(`no event number for case ${event.caseId}`);
      trail.last += 1;
      const bytes = canonicalJson({
        id,
        caseId: event.caseId,
        sequence: trail.last,
        type: event.type,
        actor,
        ...inWhoseName(this.actor),
        at: this.nowText,
        recordedAt: this.wallText,
        command: this.command,
        data: event.data,
      });
      return {
        id,
        case_id: event.caseId,
        sequence: trail.last,
        region_code: trail.regionCode,
        party_id: event.partyId ?? null,
        type: event.type,
        bytes,
        hash: sha256(bytes),
      };
    });
    await this.manager.query(
      `INSERT INTO audit_event (id, case_id, sequence, region_code, party_id, type, actor, at, bytes, hash)
       SELECT r.id, r.case_id, r.sequence, r.region_code, r.party_id, r.type, $2, $3, r.bytes, r.hash
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, case_id uuid, sequence integer, region_code text, party_id uuid,
         type text, bytes text, hash text)`,
      [JSON.stringify(rows), actor, this.nowText],
    );
    this.recorded += events.length;
    await this.tellOf(rows);
  }

  /** Whom an event concerns is told of it by a later transaction: no command waits for it, and none can forget it. */
  private async tellOf(events: readonly { id: string; type: string }[]): Promise<void> {
    const told = events.filter(({ type }) => isNotified(type)).map(({ id }) => id);
    const payloads = [];
    for (let from = 0; from < told.length; from += TOLD_AT_ONCE)
      payloads.push({ eventIds: told.slice(from, from + TOLD_AT_ONCE).join(',') });
    await this.enqueueAll('notification.due', payloads);
  }

  /** Takes as many numbers per case as it has events here, in one fixed order; answers where each trail stood before. */
  private async continueTrails(
    events: readonly CaseEvent[],
  ): Promise<Map<string, { last: number; regionCode: string }>> {
    const taken = new Map<string, { case_id: string; region_code: string; count: number }>();
    for (const { caseId, regionCode } of events) {
      const trail = taken.get(caseId) ?? { case_id: caseId, region_code: regionCode, count: 0 };
      trail.count += 1;
      taken.set(caseId, trail);
    }
    const inOrder = [...taken.values()].sort((a, b) => (a.case_id < b.case_id ? -1 : 1));
    const rows = await this.manager.query<{ caseId: string; last: number; regionCode: string }[]>(
      `INSERT INTO audit_sequence (case_id, region_code, last)
       SELECT r.case_id, r.region_code, r.count
       FROM jsonb_to_recordset($1::jsonb) AS r(case_id uuid, region_code text, count integer)
       ON CONFLICT (case_id) DO UPDATE SET last = audit_sequence.last + EXCLUDED.last
       RETURNING case_id AS "caseId", last, region_code AS "regionCode"`,
      [JSON.stringify(inOrder)],
    );
    return new Map(
      rows.map(({ caseId, last, regionCode }) => [
        caseId,
        { last: last - (taken.get(caseId)?.count ?? 0), regionCode },
      ]),
    );
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
const inWhoseName = (actor: Actor): { onBehalfOf?: string } =>
  actor.kind === 'person' && actor.onBehalfOf ? { onBehalfOf: `user:${actor.onBehalfOf.userId}` } : {};

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
