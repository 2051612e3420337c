import {
  actorId,
  pageEarlierPaymentCoverage,
  readStandingMarks,
  runQuery,
  type CoverageFilter,
  type Database,
  type EarlierPaymentCoverageEntity,
  type PageRequest,
  type PageWithTotals,
  type Tx,
} from '@duixian/persistence';
import { restsOnEarlierPayments } from '@duixian/policy';
import {
  allowedCoverageActions,
  permit,
  type Actor,
  type CoverageAction,
  type PersonActor,
} from '@duixian/workflow';
import { reachFor, refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { ledgerClausesOfCity, policiesOfCity } from '../policies/policies-of-city';
import { documentOf } from '../policies/policy-in-force';

/** A mark as it is shown: without the officers, whom the trail names. */
export type CoverageView = Omit<
  EarlierPaymentCoverageEntity,
  'recordedAt' | 'recordedBy' | 'confirmedAt' | 'confirmedBy' | 'withdrawnAt' | 'withdrawnBy'
> & {
  recordedAt: string;
  confirmedAt: string | null;
  withdrawnAt: string | null;
  /** A mark is confirmed by somebody else than who recorded it. */
  recordedByYou: boolean;
  allowedActions: CoverageAction[];
};

/** The marks of completeness of earlier payments in reach, newest first, with their number. */
export async function listEarlierPaymentCoverage(
  db: Database,
  actor: Actor,
  filter: CoverageFilter,
  page: PageRequest,
): Promise<{ ok: true; value: PageWithTotals<CoverageView> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'coverage.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const found = await pageEarlierPaymentCoverage(tx, reachFor(tx, 'coverage.list'), filter, page);
    const items = found.items.map((mark) => viewOf(tx, mark));
    return { ok: true as const, value: { ...found, items } };
  });
}

/** A clause of a city and whether its ledger of earlier years is known to be complete. */
export interface ClauseCoverageView {
  cityCode: string;
  clauseId: string;
  article: string;
  title: string;
  documentNumber: string;
  /** `recorded`: a mark waits for its second officer; `missing`: nobody has stated anything. */
  standing: 'confirmed' | 'recorded' | 'missing';
  /** Of the mark that counts, or of the one that waits. */
  completeTo: string | null;
  paidHereFrom: string | null;
  /** The text itself rests on earlier payments (a first time, a stacking group, a cap that runs on). */
  textAsks: boolean;
}

/**
 * The clauses that may have been paid in a city before, each with its mark or that it waits for one: without a confirmed
 * mark no sweep offers it, and where its text asks for earlier payments no award is made.
 */
export async function listClauseCoverage(
  db: Database,
  actor: PersonActor,
  { cityCode }: { cityCode: string },
): Promise<{ ok: true; value: { items: ClauseCoverageView[] } } | Refused> {
  return runQuery(db, actor, async (tx) => {
    if (tx.regions.find(cityCode)?.level !== 'city') return refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'coverage.clauses', regionResource(tx, cityCode));
    if (forbidden) return forbidden;
    const marks = await readStandingMarks(tx, cityCode);
    const versions = await policiesOfCity(tx, cityCode);
    const clauses = versions.flatMap((version) => {
      const document = documentOf(version);
      return document.clauses.map((clause) => ({ document, clause }));
    });
    const items = (await ledgerClausesOfCity(tx, cityCode)).map((clauseId): ClauseCoverageView => {
      // A clause that repeats another one may stand in a document of another place or time.
      const found = clauses.find(({ clause }) => clause.id === clauseId);
      const own = marks.filter(({ clauseIds }) => clauseIds.includes(clauseId));
      const mark = own.find(({ state }) => state === 'confirmed') ?? own[0];
      return {
        ...{ cityCode, clauseId },
        article: found?.clause.article ?? '',
        title: found?.clause.title ?? clauseId,
        documentNumber: found?.document.number ?? '',
        standing: standingOf(mark),
        completeTo: mark?.completeTo ?? null,
        paidHereFrom: mark?.paidHereFrom ?? null,
        textAsks: found ? restsOnEarlierPayments(found.document, found.clause).reasons.length > 0 : false,
      };
    });
    return { ok: true as const, value: { items } };
  });
}

const standingOf = (mark: EarlierPaymentCoverageEntity | undefined): ClauseCoverageView['standing'] =>
  mark === undefined ? 'missing' : mark.state === 'confirmed' ? 'confirmed' : 'recorded';

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
    recordedByYou: own,
    allowedActions: allowedCoverageActions(state).filter(
      (action) => permit(tx.actor, `coverage.${action}`, resource).allowed && (action !== 'confirm' || !own),
    ),
  };
}
