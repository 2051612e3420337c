import { fen } from '@duixian/money';
import {
  findBudgetLine,
  findBudgetLineOf,
  hasOpenChange,
  insertBudgetChange,
  readAvailable,
  runCommand,
  type BudgetChangeEntity,
  type BudgetChangeKind,
  type BudgetLineEntity,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { recordBudgetChange, refuseShort, refuseTaken } from './budget-change-moves';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';

export interface BudgetChangeAnswer {
  id: string;
  version: number;
  /** `pending` until somebody else decided. */
  state: 'pending' | 'confirmed' | 'refused' | 'withdrawn';
}

/** A new line and its money; amounts in fen. */
export interface BudgetAllotment {
  regionCode: string;
  year: number;
  subject: string;
  documentNumber: string;
  amountFen: number;
  note: string;
}

/** A change of lines that exist: `lineId` gives (transfer, decrease, carry_over) or gets (increase). */
export interface BudgetAdjustment {
  kind: Exclude<BudgetChangeKind, 'allot'>;
  lineId: string;
  /** Where a transfer goes. */
  toLineId?: string;
  /** In fen; absent only for a carry over: everything that is free. */
  amountFen?: number;
  documentNumber: string;
  note: string;
}

interface By {
  actor: PersonActor;
  idempotencyKey: string;
}

type Wanted = Omit<
  BudgetChangeEntity,
  'id' | 'version' | 'proposedBy' | 'proposedAt' | 'decision' | 'decidedBy' | 'decidedAt' | 'decisionNote'
>;

/**
 * The maker of a treasury proposes a new budget line (指标下达). The line is made, and its money booked, once a checker
 * confirms.
 */
export async function proposeAllotment(
  db: Database,
  command: By & BudgetAllotment,
): Promise<CommandOutcome<BudgetChangeAnswer, Refusal>> {
  const { actor, idempotencyKey, ...allotment } = command;
  const request = { name: 'proposeAllotment', actor, idempotencyKey, input: allotment };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<BudgetChangeAnswer>> => {
    const { regionCode, year, subject, documentNumber, note } = allotment;
    const region = tx.regions.find(regionCode);
    if (!region) return refuse('not-found', `没有区划 ${regionCode}。`);
    const forbidden = refuseUnlessPermitted(actor, 'budget.allot', regionResource(tx, regionCode));
    if (forbidden) return forbidden;
    const line = { regionCode, year, subject, documentNumber };
    if (await findBudgetLineOf(tx, line)) return refuseTaken(line);
    return propose(tx, actor, {
      kind: 'allot',
      regionCode,
      fromLineId: null,
      toLineId: null,
      year,
      subject,
      lineDocument: documentNumber,
      amountFen: fen(allotment.amountFen),
      documentNumber,
      note,
    });
  });
}

/**
 * The maker of a treasury proposes to give a line more (追加), to take free money off it (调减), to move free money to
 * another line of the same treasury and year (调剂), or to carry what is free over to the next year (结转).
 */
export async function proposeAdjustment(
  db: Database,
  command: By & BudgetAdjustment,
): Promise<CommandOutcome<BudgetChangeAnswer, Refusal>> {
  const { actor, idempotencyKey, ...adjustment } = command;
  const request = { name: 'proposeAdjustment', actor, idempotencyKey, input: adjustment };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<BudgetChangeAnswer>> => {
    const line = await findBudgetLine(tx, adjustment.lineId);
    if (!line) return refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'budget.adjust', regionResource(tx, line.regionCode));
    if (forbidden) return forbidden;
    const target = await targetOf(tx, line, adjustment);
    if (!target.ok) return target;
    const free = (await readAvailable(tx, [line.id])).get(line.id) ?? fen(0);
    const amountFen = fen(adjustment.amountFen ?? free);
    if (adjustment.kind !== 'increase' && amountFen > free) return refuseShort(line, amountFen, free);
    if (amountFen === 0) return refuse('budget-insufficient', '该指标没有可用资金。', { freeFen: 0 });
    return propose(tx, actor, {
      kind: adjustment.kind,
      regionCode: line.regionCode,
      amountFen,
      documentNumber: adjustment.documentNumber,
      note: adjustment.note,
      ...target.lines,
    });
  });
}

type Target = Pick<Wanted, 'fromLineId' | 'toLineId' | 'year' | 'subject' | 'lineDocument'>;

async function targetOf(
  tx: Tx,
  line: BudgetLineEntity,
  { kind, toLineId, amountFen, documentNumber }: BudgetAdjustment,
): Promise<{ ok: true; lines: Target } | Refused> {
  const at = (one: BudgetLineEntity) => ({
    year: one.year,
    subject: one.subject,
    lineDocument: one.documentNumber,
  });
  if ((kind === 'transfer') !== (toLineId !== undefined))
    return refuse('budget-invalid', '调剂须写明转入指标,其他方式不填转入指标。');
  if (kind !== 'carry_over' && amountFen === undefined)
    return refuse('budget-invalid', '请填写金额;只有结转可以不填,表示结转全部可用资金。');
  if (kind === 'increase') return { ok: true, lines: { fromLineId: null, toLineId: line.id, ...at(line) } };
  if (kind === 'decrease') return { ok: true, lines: { fromLineId: line.id, toLineId: null, ...at(line) } };
  if (kind === 'transfer') {
    const to = await findBudgetLine(tx, toLineId ?? '');
    if (to?.regionCode !== line.regionCode || to.year !== line.year || to.id === line.id)
      return refuse(
        'budget-invalid',
        '调剂只在同一财政、同一年度的两个不同指标之间进行;转到下一年度请用结转。',
      );
    return { ok: true, lines: { fromLineId: line.id, toLineId: to.id, ...at(to) } };
  }
  if (await hasOpenChange(tx, line.id, 'carry_over'))
    return refuse('action-not-allowed', '该指标已有一笔结转待复核,请先复核。');
  const year = line.year + 1;
  if (year > 2099) return refuse('budget-invalid', '没有可以结转到的年度。');
  const there = await findBudgetLineOf(tx, {
    regionCode: line.regionCode,
    year,
    subject: line.subject,
    documentNumber,
  });
  if (there) return refuseTaken(there);
  const lines = {
    fromLineId: line.id,
    toLineId: null,
    year,
    subject: line.subject,
    lineDocument: documentNumber,
  };
  return { ok: true, lines };
}

async function propose(tx: Tx, actor: PersonActor, wanted: Wanted): Promise<CaseOutcome<BudgetChangeAnswer>> {
  const change: BudgetChangeEntity = {
    id: tx.newId(),
    ...wanted,
    version: 1,
    proposedBy: actor.userId,
    proposedAt: tx.now,
    decision: null,
    decidedBy: null,
    decidedAt: null,
    decisionNote: null,
  };
  await insertBudgetChange(tx, change);
  await recordBudgetChange(tx, change, 'budget.proposed');
  return done({ id: change.id, version: change.version, state: 'pending' });
}
