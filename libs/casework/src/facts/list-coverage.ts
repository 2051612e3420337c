import {
  actorId,
  pageEarlierPaymentCoverage,
  runQuery,
  type Database,
  type EarlierPaymentCoverageEntity,
  type Page,
  type PageRequest,
  type Tx,
} from '@duixian/persistence';
import { allowedCoverageActions, permit, type Actor, type CoverageAction } from '@duixian/workflow';
import { reachFor, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

/** A mark as it is shown: without the officers, whom the trail names. */
export type CoverageView = Omit<
  EarlierPaymentCoverageEntity,
  'recordedAt' | 'recordedBy' | 'confirmedAt' | 'confirmedBy' | 'withdrawnAt' | 'withdrawnBy'
> & {
  recordedAt: string;
  confirmedAt: string | null;
  withdrawnAt: string | null;
  allowedActions: CoverageAction[];
};

/** The marks of completeness of earlier payments in reach, newest first. */
export async function listEarlierPaymentCoverage(
  db: Database,
  actor: Actor,
  page: PageRequest,
): Promise<{ ok: true; value: Page<CoverageView> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'coverage.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { items, nextCursor } = await pageEarlierPaymentCoverage(tx, reachFor(tx, 'coverage.list'), page);
    const views = items.map((mark) => viewOf(tx, mark));
    return { ok: true as const, value: { items: views, nextCursor } };
  });
}

function viewOf(tx: Tx, mark: EarlierPaymentCoverageEntity): CoverageView {
  const { id, version, state, cityCode, clauseIds, completeTo, paidHereFrom, documentNumber } = mark;
  const resource = regionResource(tx, cityCode);
  const own = mark.recordedBy === actorId(tx.actor);
  return {
    ...{ id, version, state, cityCode, clauseIds, completeTo, paidHereFrom, documentNumber },
    recordedAt: mark.recordedAt.toISOString(),
    confirmedAt: mark.confirmedAt?.toISOString() ?? null,
    withdrawnAt: mark.withdrawnAt?.toISOString() ?? null,
    withdrawalReason: mark.withdrawalReason,
    allowedActions: allowedCoverageActions(state).filter(
      (action) => permit(tx.actor, `coverage.${action}`, resource).allowed && (action !== 'confirm' || !own),
    ),
  };
}
