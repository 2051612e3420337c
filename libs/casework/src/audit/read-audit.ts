import {
  findSubjectId,
  pageEvents,
  proveLedger,
  runQuery,
  verifySeals,
  verifyTrail,
  type Database,
  type LedgerProof,
  type Page,
  type PageRequest,
  type SealProof,
  type TrailProof,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { reachFor, refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

export interface EventView {
  id: string;
  caseId: string;
  sequence: number;
  regionCode: string;
  type: string;
  actor: string;
  /** In whose name, as `actor` says it; null where in their own. */
  onBehalfOf: string | null;
  at: string;
  /** The canonical bytes whose SHA-256 is `hash`: anyone can check it. */
  bytes: string;
  hash: string;
}

export interface EventListFilter {
  caseId?: string;
  /** Number of a case, a batch, a notice or a call, instead of its id. */
  subject?: string;
  type?: string;
  /** `user:<id>` or `system:<name>`. */
  actor?: string;
}

/** The trail in reach, newest first. */
export async function listEvents(
  db: Database,
  actor: PersonActor,
  { subject, ...filter }: EventListFilter,
  page: PageRequest,
): Promise<{ ok: true; value: Page<EventView> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'audit.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const caseId = subject === undefined ? filter.caseId : await findSubjectId(tx, subject);
    if (caseId === null) return { ok: true as const, value: { items: [], nextCursor: null } };
    const asked = caseId === undefined ? filter : { ...filter, caseId };
    const { items, nextCursor } = await pageEvents(tx, reachFor(tx, 'audit.list'), asked, page);
    const views = items.map(({ partyId: _partyId, at, ...event }) => ({
      ...event,
      at: at.toISOString(),
      onBehalfOf: (JSON.parse(event.bytes) as { onBehalfOf?: string }).onBehalfOf ?? null,
    }));
    return { ok: true as const, value: { items: views, nextCursor } };
  });
}

/**
 * Hashes every event in reach again, looks for missing numbers and holds every seal to what it was put on; and proves the books of the treasuries in reach: balances,
 * journals, budget lines, awards with their sources and payments, live attempts.
 */
export async function verifyAudit(
  db: Database,
  actor: PersonActor,
): Promise<
  { ok: true; value: TrailProof & { intact: boolean; seals: SealProof; ledger: LedgerProof } } | Refused
> {
  const forbidden = refuseUnlessPermitted(actor, 'audit.verify');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const reach = reachFor(tx, 'audit.verify');
    const proof = await verifyTrail(tx, reach);
    const seals = await verifySeals(tx, reach);
    const ledger = await proveLedger(tx);
    const wrong = [
      proof.alteredEvents,
      proof.casesWithGaps,
      seals.brokenLinks,
      seals.altered,
      ledger.problems,
    ];
    const intact = wrong.every((each) => each.length === 0);
    return { ok: true as const, value: { intact, ...proof, seals, ledger } };
  });
}
