import {
  findBudgetLine,
  pageBudgetChanges,
  pageBudgetMovements,
  readBudgetBalances,
  runQuery,
  type BudgetBalance,
  type BudgetChangeEntity,
  type Database,
  type Page,
  type PageRequest,
  type Tx,
} from '@duixian/persistence';
import { permit, type Actor, type PersonActor } from '@duixian/workflow';
import { reachFor, refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { type BudgetChangeAction } from './decide-budget-change';

type Answer<T> = { ok: true; value: T } | Refused;

/** One side of a change; the line is null until a confirmation makes it. */
export interface BudgetChangeSide {
  lineId: string | null;
  year: number;
  subject: string;
  documentNumber: string;
  /** Free now, in fen. */
  availableFen: number;
}

export interface BudgetChangeView {
  id: string;
  kind: string;
  regionCode: string;
  from: BudgetChangeSide | null;
  to: BudgetChangeSide | null;
  amountFen: number;
  documentNumber: string;
  note: string;
  state: string;
  version: number;
  proposedAt: string;
  proposedByYou: boolean;
  decidedAt: string | null;
  decisionNote: string | null;
  allowedActions: BudgetChangeAction[];
}

/** Changes of budget lines in reach, newest first, each with what is free on its lines now. */
export async function listBudgetChanges(
  db: Database,
  actor: PersonActor,
  filter: { open?: boolean; regionCode?: string },
  page: PageRequest,
): Promise<Answer<Page<BudgetChangeView>>> {
  const forbidden = refuseUnlessPermitted(actor, 'budget.changes');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { items, nextCursor } = await pageBudgetChanges(tx, reachFor(tx, 'budget.changes'), filter, page);
    const lines = new Map((await readBudgetBalances(tx)).map((line) => [line.id, line]));
    const value = { items: items.map((change) => changeView(tx, actor, change, lines)), nextCursor };
    return { ok: true as const, value };
  });
}

function changeView(
  tx: Tx,
  actor: PersonActor,
  change: BudgetChangeEntity,
  lines: ReadonlyMap<string, BudgetBalance>,
): BudgetChangeView {
  const { id, kind, regionCode, fromLineId, toLineId, amountFen, documentNumber, note, version } = change;
  const from = lines.get(fromLineId ?? '');
  const to = lines.get(toLineId ?? '');
  const { year, subject, lineDocument } = change;
  const made = { lineId: null, year, subject, documentNumber: lineDocument, availableFen: 0 };
  return {
    ...{ id, kind, regionCode, amountFen, documentNumber, note, version },
    from: from ? sideOf(from) : null,
    to: to ? sideOf(to) : kind === 'decrease' ? null : made,
    state: change.decision ?? 'pending',
    proposedAt: change.proposedAt.toISOString(),
    proposedByYou: change.proposedBy === actor.userId,
    decidedAt: change.decidedAt?.toISOString() ?? null,
    decisionNote: change.decisionNote,
    allowedActions: actionsOn(tx, actor, change),
  };
}

const sideOf = ({ id, year, subject, documentNumber, availableFen }: BudgetBalance): BudgetChangeSide => ({
  lineId: id,
  year,
  subject,
  documentNumber,
  availableFen,
});

function actionsOn(tx: Tx, actor: PersonActor, change: BudgetChangeEntity): BudgetChangeAction[] {
  if (change.decision !== null) return [];
  const resource = regionResource(tx, change.regionCode);
  const may = (operation: 'budget.decide' | 'budget.withdraw'): boolean =>
    permit(actor, operation, resource).allowed;
  if (change.proposedBy === actor.userId) return may('budget.withdraw') ? ['withdraw'] : [];
  return may('budget.decide') ? ['confirm', 'refuse'] : [];
}

export interface BudgetMovementView {
  id: string;
  kind: string;
  postedAt: string;
  amountFen: number;
  availableAfterFen: number;
  totalAfterFen: number;
  documentNumber: string | null;
  note: string | null;
}

/** Every journal of a budget line, newest first, with what was free after it. */
export async function readBudgetHistory(
  db: Database,
  actor: Actor,
  lineId: string,
  page: PageRequest,
): Promise<Answer<Page<BudgetMovementView>>> {
  return runQuery(db, actor, async (tx) => {
    const line = await findBudgetLine(tx, lineId);
    if (!line || refuseUnlessPermitted(actor, 'budget.history', regionResource(tx, line.regionCode)))
      return refuseAsUnknown();
    const { items, nextCursor } = await pageBudgetMovements(tx, lineId, page);
    const views = items.map(({ postedAt, postedBy: _by, ...rest }) => ({
      ...rest,
      postedAt: postedAt.toISOString(),
    }));
    return { ok: true as const, value: { items: views, nextCursor } };
  });
}
