import {
  findNotice,
  findObjection,
  findObjectionByReceipt,
  pageObjections,
  runQuery,
  sha256,
  type Database,
  type ObjectionEntity,
  type Page,
  type PageRequest,
} from '@duixian/persistence';
import {
  allowedObjectionActions,
  type Actor,
  type ObjectionState,
  type PersonActor,
} from '@duixian/workflow';
import { refuseRecused, refuseUnfit } from '../applications/open-case';
import { reachFor, refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

/** An objection in a list: who objects is read one at a time. */
export interface ObjectionSummary {
  id: string;
  noticeId: string;
  position: number;
  applicationId: string;
  cityCode: string;
  state: ObjectionState;
  version: number;
  filedAt: string;
  resolvedAt: string | null;
  outcome: string | null;
}

export interface ObjectionView extends ObjectionSummary {
  objectorKind: string;
  objectorName: string;
  /** All but the first six and the last two characters hidden. */
  identityNumber: string;
  phone: string;
  reason: string;
  evidence: string;
  reply: string | null;
  allowedActions: string[];
}

/** What the objector reads with the receipt. */
export interface ObjectionStatus {
  state: ObjectionState;
  outcome: string | null;
  reply: string | null;
  filedAt: string;
  resolvedAt: string | null;
}

const READER = { kind: 'system', name: 'read-objection-status' } as const;

/** Objections to the notices of the cities in reach, newest first. */
export async function listObjections(
  db: Database,
  actor: PersonActor,
  filter: { state?: ObjectionState; noticeId?: string },
  page: PageRequest,
): Promise<{ ok: true; value: Page<ObjectionSummary> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'objection.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { regionCodes } = reachFor(tx, 'objection.list');
    const { items, nextCursor } = await pageObjections(tx, { cityCodes: regionCodes, ...filter }, page);
    return { ok: true as const, value: { items: items.map(summaryOf), nextCursor } };
  });
}

/** One objection with who filed it; not for whoever acts for the applicant or keeps off the case otherwise. */
export async function readObjection(
  db: Database,
  actor: PersonActor,
  id: string,
): Promise<{ ok: true; value: ObjectionView } | Refused> {
  return runQuery(db, actor, async (tx) => {
    const found = await findObjection(tx, id);
    if (!found) return refuseAsUnknown();
    const place = regionResource(tx, found.cityCode);
    const forbidden = refuseUnlessPermitted(actor, 'objection.read', place);
    if (forbidden) return forbidden;
    const recused = await refuseRecused(tx, found.applicationId);
    if (recused) return recused;
    const { objectorKind, objectorName, identityNumber, phone, reason, evidence, reply } = found;
    const refused =
      refuseUnlessPermitted(actor, 'objection.resolve', place) ??
      (await refuseUnfit(tx, found.applicationId, 'objection_handling'));
    return {
      ok: true as const,
      value: {
        ...summaryOf(found),
        objectorKind,
        objectorName,
        identityNumber: `${identityNumber.slice(0, 6)}**********${identityNumber.slice(-2)}`,
        phone,
        reason,
        evidence,
        reply,
        allowedActions: refused === null ? allowedObjectionActions(found.state) : [],
      },
    };
  });
}

/** For whoever holds the receipt; a wrong one is the same as none. */
export async function readObjectionStatus(
  db: Database,
  actor: Actor,
  noticeId: string,
  receipt: string,
): Promise<{ ok: true; value: ObjectionStatus } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'objection.status');
  if (forbidden) return forbidden;
  return runQuery(db, READER, async (tx) => {
    const notice = await findNotice(tx, noticeId);
    const found = notice && (await findObjectionByReceipt(tx, noticeId, sha256(receipt)));
    if (!found) return refuseAsUnknown();
    const { state, outcome, reply, filedAt, resolvedAt } = found;
    return {
      ok: true as const,
      value: {
        state,
        outcome,
        reply,
        filedAt: filedAt.toISOString(),
        resolvedAt: resolvedAt?.toISOString() ?? null,
      },
    };
  });
}

const summaryOf = (objection: ObjectionEntity): ObjectionSummary => ({
  id: objection.id,
  noticeId: objection.noticeId,
  position: objection.position,
  applicationId: objection.applicationId,
  cityCode: objection.cityCode,
  state: objection.state,
  version: objection.version,
  filedAt: objection.filedAt.toISOString(),
  resolvedAt: objection.resolvedAt?.toISOString() ?? null,
  outcome: objection.outcome,
});
