import { localDateInShanghai, type LocalDate } from '@duixian/calendar';
import type { Actor } from '@duixian/workflow';
import type { EntityManager, QueryRunner } from 'typeorm';
import { canonicalJson } from './canonical-json';
import { newId, sha256 } from './ids';
import type { RegionTree } from './region-tree';
import type { Topic, TopicPayloads } from './topics';

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
  ) {}

  readonly newId = newId;

  get now(): Date {
    return new Date(this.nowText);
  }

  get today(): LocalDate {
    return localDateInShanghai(this.now.getTime());
  }

  get eventCount(): number {
    return this.recorded;
  }

  /**
   * Appends one event to the case's trail: canonical bytes, their hash, the next sequence number of the case. The whole
   * trail of a case lies in the region of its first event.
   */
  async record(event: CaseEvent): Promise<void> {
    const id = newId();
    const actor = actorId(this.actor);
    const [row] = await this.manager.query<{ last: number; regionCode: string }[]>(
      `INSERT INTO audit_sequence (case_id, region_code, last) VALUES ($1, $2, 1)
       ON CONFLICT (case_id) DO UPDATE SET last = audit_sequence.last + 1
       RETURNING last, region_code AS "regionCode"`,
      [event.caseId, event.regionCode],
    );
    if (!row) throw new Error(`no event number for case ${event.caseId}`);
    const sequence = row.last;
    const bytes = canonicalJson({
      id,
      caseId: event.caseId,
      sequence,
      type: event.type,
      actor,
      at: this.nowText,
      recordedAt: this.wallText,
      command: this.command,
      data: event.data,
    });
    await this.manager.query(
      `INSERT INTO audit_event (id, case_id, sequence, region_code, party_id, type, actor, at, bytes, hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        event.caseId,
        sequence,
        row.regionCode,
        event.partyId ?? null,
        event.type,
        actor,
        this.nowText,
        bytes,
        sha256(bytes),
      ],
    );
    this.recorded += 1;
  }

  /** Leaves a message that is handed on after commit, `delaySeconds` of database time later at the earliest. */
  async enqueue<T extends Topic>(topic: T, payload: TopicPayloads[T], delaySeconds = 0): Promise<void> {
    await this.manager.query(
      `INSERT INTO outbox (id, topic, payload, available_at)
       VALUES ($1, $2, $3, clock_timestamp() + make_interval(secs => $4))`,
      [newId(), topic, JSON.stringify(payload), delaySeconds],
    );
  }
}

/** @internal The manager of a transaction, for store functions. */
export function managerOf(tx: Tx): EntityManager {
  return (tx as unknown as { manager: EntityManager }).manager;
}

/** `user:<id>`, `system:<name>` or `anonymous`: how trail and keys name who acted. */
export function actorId(actor: Actor): string {
  if (actor.kind === 'person') return `user:${actor.userId}`;
  return actor.kind === 'system' ? `system:${actor.name}` : 'anonymous';
}

/** Regions whose rows a person may reach at all. Administrators see people and places, not cases. */
function reachableRegions(actor: Actor, regions: RegionTree): string[] {
  if (actor.kind !== 'person') return [];
  const codes = actor.grants
    .filter((grant) => grant.role !== 'administrator' && regions.find(grant.regionCode))
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
            to_char(business_now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS now,
            to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS wall`,
    [
      scopeOf(actor),
      actorId(actor),
      `{${reachableRegions(actor, regions).join(',')}}`,
      `{${parties.join(',')}}`,
    ],
  )) as { now: string; wall: string }[];
  if (!clock) throw new Error('the database gave no time');
  return new Tx(runner.manager, actor, regions, clock.now, clock.wall, command);
}
