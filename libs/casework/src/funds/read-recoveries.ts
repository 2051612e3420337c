import { subtractFen, sumFen } from '@duixian/money';
import {
  findApplications,
  findAwardLine,
  findParties,
  findRecovery,
  pageRecoveries,
  readCaseActors,
  readIncomingLines,
  readOffsettablePayments,
  readOutgoingLines,
  readRecoveryEntries,
  readReversals,
  runQuery,
  type Database,
  type IncomingLine,
  type OutgoingLine,
  type PageRequest,
  type PageWithTotals,
  type RecoveryEntity,
  type RecoveryEntryEntity,
  type RecoveryFilter,
  type Tx,
} from '@duixian/persistence';
import {
  allowedRecoveryEntryActions,
  mayWriteOff,
  permit,
  type PersonActor,
  type RecoveryEntryKind,
  type RecoveryEntryState,
  type RecoveryState,
} from '@duixian/workflow';
import { reachFor, refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { RECOVERY_ENTRY_OPERATIONS, type RecoveryEntryVerb } from './decide-recovery-entry';
import type { RecoveryVerb } from './decide-recovery';
import { clauseTitleIn } from '../policies/document-of-version';
import { recoveryResource } from './open-recovery';
import { reversalOf, type ReversalView } from './reversal-view';

type Answer<T> = { ok: true; value: T } | Refused;

/** A demand with what became of it; amounts in fen. */
export interface RecoveryView {
  id: string;
  number: string;
  version: number;
  state: RecoveryState;
  regionCode: string;
  paymentId: string;
  applicationId: string;
  caseNumber: string;
  applicantName: string;
  clause: string;
  /** What the clause is about, in the law the case was determined by. */
  clauseTitle: string;
  amountFen: number;
  /** Booked so far, by kind. */
  repaidFen: number;
  offsetFen: number;
  writtenOffFen: number;
  /** Demanded and not met. */
  openFen: number;
  reason: string;
  documentNumber: string;
  workingDays: number;
  dueOn: string | null;
  /** Demanded, not met, and the last day is over. */
  overdue: boolean;
  proposedAt: string;
  proposedByYou: boolean;
  decidedAt: string | null;
  decisionNote: string | null;
  allowedActions: RecoveryVerb[];
}

export interface RecoveryEntryView {
  id: string;
  version: number;
  kind: RecoveryEntryKind;
  amountFen: number;
  note: string;
  bankReference: string | null;
  paidOn: string | null;
  offsetPaymentId: string | null;
  state: RecoveryEntryState;
  proposedAt: string;
  proposedByYou: boolean;
  consentedAt: string | null;
  decidedAt: string | null;
  decisionNote: string | null;
  allowedActions: RecoveryEntryVerb[];
  /** The reader may propose that it is undone. */
  mayReverse: boolean;
  /** The last proposal that it is undone. */
  reversal: ReversalView | null;
}

export interface RecoveryDetail extends RecoveryView {
  entries: RecoveryEntryView[];
  /** What the reader may propose now; empty for whoever may not. */
  mayRecord: RecoveryEntryKind[];
  /** Incoming money that nobody has explained, and payments that wait, for whoever may record. */
  incoming: Omit<IncomingLine, 'taskId'>[];
  /** Money that left for no payment and that nobody has explained, for whoever may say that it undid a repayment. */
  outgoing: OutgoingLine[];
  offsettable: { paymentId: string; caseNumber: string; amountFen: number }[];
}

/** Demands in reach, newest first, with what became of each; the enterprise's own once they are demanded. */
export async function listRecoveries(
  db: Database,
  actor: PersonActor,
  filter: Omit<RecoveryFilter, 'overdueOn'> & { overdue?: boolean },
  page: PageRequest,
): Promise<Answer<PageWithTotals<RecoveryView>>> {
  const forbidden = refuseUnlessPermitted(actor, 'recovery.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { overdue, ...rest } = filter;
    const wanted = { ...rest, ...(overdue ? { overdueOn: tx.today } : {}) };
    const { items, nextCursor, totals } = await pageRecoveries(
      tx,
      reachFor(tx, 'recovery.list'),
      wanted,
      page,
    );
    const entries = await readRecoveryEntries(
      tx,
      items.map(({ id }) => id),
    );
    return {
      ok: true as const,
      value: { items: await viewsOf(tx, actor, items, entries), nextCursor, totals },
    };
  });
}

/** One demand with its parts, and what may be recorded about it. */
export async function readRecovery(
  db: Database,
  actor: PersonActor,
  id: string,
): Promise<Answer<RecoveryDetail>> {
  return runQuery(db, actor, async (tx) => {
    const recovery = await findRecovery(tx, id);
    if (!recovery || refuseUnlessPermitted(actor, 'recovery.read', recoveryResource(tx, recovery)))
      return refuseAsUnknown();
    const entries = await readRecoveryEntries(tx, [id]);
    const [view] = await viewsOf(tx, actor, [recovery], entries);
    if (!view) throw new Error(`recovery ${id} has no view`);
    const innocent = mayWriteOff(await readCaseActors(tx, recovery.applicationId), actor.userId);
    const mayRecord = kindsToRecord(tx, actor, recovery, innocent);
    const records = mayRecord.length > 0;
    const reversals = await readReversals(tx, [id]);
    const views = entries.map((entry) => ({
      ...entryView(tx, actor, recovery, entry, innocent),
      ...reversalOf(tx, actor, recovery, entry, reversals),
    }));
    const reverses = views.some(({ mayReverse }) => mayReverse);
    const value: RecoveryDetail = {
      ...view,
      entries: views,
      mayRecord,
      incoming: records
        ? (await readIncomingLines(tx, recovery.regionCode)).map(({ taskId: _task, ...line }) => line)
        : [],
      outgoing: reverses ? await readOutgoingLines(tx, recovery.regionCode) : [],
      offsettable: records ? await readOffsettablePayments(tx, recovery.regionCode, recovery.partyId) : [],
    };
    return { ok: true as const, value };
  });
}

function kindsToRecord(
  tx: Tx,
  actor: PersonActor,
  recovery: RecoveryEntity,
  innocent: boolean,
): RecoveryEntryKind[] {
  if (recovery.state !== 'demanded') return [];
  if (!permit(actor, 'recovery.record', recoveryResource(tx, recovery)).allowed) return [];
  return innocent ? ['repayment', 'offset', 'write_off'] : ['repayment', 'offset'];
}

async function viewsOf(
  tx: Tx,
  actor: PersonActor,
  recoveries: readonly RecoveryEntity[],
  entries: readonly RecoveryEntryEntity[],
): Promise<RecoveryView[]> {
  const ids = <K extends 'applicationId' | 'partyId'>(key: K) => [
    ...new Set(recoveries.map((one) => one[key])),
  ];
  const cases = new Map((await findApplications(tx, ids('applicationId'))).map((each) => [each.id, each]));
  const names = new Map(
    (await findParties(tx, ids('partyId'))).map(({ id, registeredName }) => [id, registeredName]),
  );
  const views: RecoveryView[] = [];
  for (const recovery of recoveries) {
    const line = await findAwardLine(tx, recovery.awardLineId);
    const clause = line?.clauseId ?? '';
    const law = cases.get(recovery.applicationId)?.policyVersionId ?? null;
    const booked = entries.filter(
      ({ recoveryId, state }) => recoveryId === recovery.id && state === 'booked',
    );
    const met = (kind: RecoveryEntryKind) =>
      sumFen(booked.filter((entry) => entry.kind === kind).map(({ amountFen }) => amountFen));
    const { id, number, version, state, regionCode, paymentId, applicationId, amountFen } = recovery;
    const { reason, documentNumber, workingDays, dueOn, decisionNote } = recovery;
    views.push({
      ...{ id, number, version, state, regionCode, paymentId, applicationId, amountFen },
      ...{ reason, documentNumber, workingDays, dueOn, decisionNote },
      caseNumber: cases.get(applicationId)?.caseNumber ?? '',
      applicantName: names.get(recovery.partyId) ?? '',
      ...{ clause, clauseTitle: (await clauseTitleIn(tx, law, clause)) ?? '' },
      repaidFen: met('repayment'),
      offsetFen: met('offset'),
      writtenOffFen: met('write_off'),
      openFen:
        state === 'demanded' ? subtractFen(amountFen, sumFen(booked.map((entry) => entry.amountFen))) : 0,
      overdue: state === 'demanded' && dueOn !== null && dueOn < tx.today,
      proposedAt: recovery.proposedAt.toISOString(),
      proposedByYou: recovery.proposedBy === actor.userId,
      decidedAt: recovery.decidedAt?.toISOString() ?? null,
      allowedActions: actionsOn(tx, actor, recovery),
    });
  }
  return views;
}

function actionsOn(tx: Tx, actor: PersonActor, recovery: RecoveryEntity): RecoveryVerb[] {
  if (recovery.state !== 'proposed') return [];
  const resource = recoveryResource(tx, recovery);
  const verbs: RecoveryVerb[] = recovery.proposedBy === actor.userId ? ['withdraw'] : ['confirm', 'refuse'];
  return verbs.filter((verb) => permit(actor, `recovery.${verb}`, resource).allowed);
}

function entryView(
  tx: Tx,
  actor: PersonActor,
  recovery: RecoveryEntity,
  entry: RecoveryEntryEntity,
  innocent: boolean,
): Omit<RecoveryEntryView, 'mayReverse' | 'reversal'> {
  const { id, version, kind, amountFen, note, bankReference, paidOn, offsetPaymentId, state, decisionNote } =
    entry;
  const own = entry.proposedBy === actor.userId;
  const resource = recoveryResource(tx, recovery);
  const may = (action: RecoveryEntryVerb): boolean => {
    if (!permit(actor, RECOVERY_ENTRY_OPERATIONS[action], resource).allowed) return false;
    if (action === 'book' && kind === 'write_off' && !innocent) return false;
    return action === 'consent' || action === 'decline' || own === (action === 'withdraw');
  };
  return {
    ...{ id, version, kind, amountFen, note, bankReference, paidOn, offsetPaymentId, state, decisionNote },
    proposedAt: entry.proposedAt.toISOString(),
    proposedByYou: own,
    consentedAt: entry.consentedAt?.toISOString() ?? null,
    decidedAt: entry.decidedAt?.toISOString() ?? null,
    allowedActions: allowedRecoveryEntryActions(entry)
      .filter((action) => action !== 'reverse')
      .filter(may),
  };
}
