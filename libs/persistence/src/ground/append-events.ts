import type { EntityManager } from 'typeorm';
import { canonicalJson } from './canonical-json';
import { newId } from './ids';

/** What happened, for the trail. No personal data: ids, codes, amounts, reasons. */
export interface CaseEvent {
  caseId: string;
  regionCode: string;
  partyId?: string | null;
  type: string;
  data: Record<string, unknown>;
}

/** What all events of one command have in common. */
export interface EventStamp {
  /** `user:<id>` or `system:<name>`. */
  actor: string;
  /** In whose name, where it was in somebody's. */
  onBehalfOf: string | undefined;
  /** Business time to the microsecond. */
  at: string;
  /** The server's own time. */
  recordedAt: string;
  command: string;
}

/**
 * Appends events to the trails of their cases, in one statement: each trail gives as many numbers as it gets events, in the order
 * of the cases, and names the region that all of its events lie in. The server puts the canonical bytes of an event together
 * (members in the order of their names, as `canonicalJson` has them), because the number stands in them, and hashes what it stores.
 *
 * @returns the ids, in the order of the events
 */
export async function appendEvents(
  manager: EntityManager,
  stamp: EventStamp,
  events: readonly CaseEvent[],
): Promise<string[]> {
  const ids = events.map(newId);
  const inBehalf = stamp.onBehalfOf === undefined ? '' : `"onBehalfOf":${JSON.stringify(stamp.onBehalfOf)},`;
  await manager.query(APPEND, [
    linesOf(ids),
    linesOf(events.map(({ caseId }) => caseId)),
    linesOf(events.map(({ regionCode }) => regionCode)),
    linesOf(events.map(({ partyId }) => partyId ?? '')),
    linesOf(events.map(({ type }) => type)),
    linesOf(events.map(({ data }) => canonicalJson(data))),
    stamp.actor,
    stamp.at,
    `{"actor":${JSON.stringify(stamp.actor)},"at":${JSON.stringify(stamp.at)},"caseId":"`,
    `","command":${JSON.stringify(stamp.command)},"data":`,
    `",${inBehalf}"recordedAt":${JSON.stringify(stamp.recordedAt)},"sequence":`,
  ]);
  return ids;
}

/**
 * A column as one text, a line for each row: nothing has to be escaped on the way or parsed on the other side.
 * @throws when a value has lines itself, which no id, code, type or canonical JSON has
 */
function linesOf(values: readonly string[]): string {
  const text = values.join('\n');
  let breaks = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks += 1;
  if (breaks !== values.length - 1) throw new Error('a value of an event has more than one line');
  return text;
}

const column = (parameter: string, type: string): string =>
  `string_to_array(${parameter}, E'\\n', '')::${type}[]`;

const APPEND = `
  WITH event AS MATERIALIZED (
    SELECT * FROM unnest(${column('$1', 'uuid')}, ${column('$2', 'uuid')}, ${column('$3', 'text')}, ${column('$4', 'uuid')},
      ${column('$5', 'text')}, ${column('$6', 'text')}) WITH ORDINALITY AS e(id, case_id, region_code, party_id, type, data, n)
  ), trail AS (
    INSERT INTO audit_sequence (case_id, region_code, last)
    SELECT case_id, (array_agg(region_code ORDER BY n))[1], count(*) FROM event GROUP BY case_id ORDER BY case_id
    ON CONFLICT (case_id) DO UPDATE SET last = audit_sequence.last + EXCLUDED.last
    RETURNING case_id, region_code, last
  ), numbered AS (
    SELECT e.*, trail.region_code AS trail_region,
      trail.last - count(*) OVER (PARTITION BY e.case_id) + row_number() OVER (PARTITION BY e.case_id ORDER BY e.n) AS sequence
    FROM event e JOIN trail ON trail.case_id = e.case_id
  ), written AS (
    SELECT *, $9::text || case_id || $10::text || data || ',"id":"' || id || $11::text || sequence || ',"type":' || to_json(type) || '}' AS bytes
    FROM numbered
  )
  INSERT INTO audit_event (id, case_id, sequence, region_code, party_id, type, actor, at, bytes, hash)
  SELECT id, case_id, sequence, trail_region, party_id, type, $7, $8, bytes, encode(sha256(convert_to(bytes, 'UTF8')), 'hex')
  FROM written ORDER BY n`;
