import {
  readWaiting,
  readWaitingOpinions,
  runQuery,
  type Database,
  type DeskSource,
  type Reach,
  type Tx,
  type Waiting,
} from '@duixian/persistence';
import { permit, permitSomewhere, scopeOf, type Operation, type PersonActor } from '@duixian/workflow';
import { departmentsOf } from '../applications/read-consultations';
import { readDatedTasks, totalsOfDatedTasks } from '../applications/task-days';
import { reachFor, regionResource } from '../ground/authorise';

/** What somebody may find on their desk: where it is counted, and the operation without which it is not theirs. */
interface DeskRow {
  readonly operation: Operation;
  readonly source: DeskSource;
  /** For whoever may do this, not for whoever may only read the list. */
  readonly acting?: Operation;
  /** Only for people who act for an enterprise, of their own. */
  readonly own?: true;
}

// prettier-ignore
const ROWS = {
  openOffers:        { operation: 'offer.list', source: 'openOffers', own: true },
  corrections:       { operation: 'application.list', source: 'corrections', own: true },
  drafts:            { operation: 'application.list', source: 'drafts', own: true },
  casesUnderWay:     { operation: 'application.list', source: 'casesUnderWay', own: true },
  settledPayments:   { operation: 'payment.list', source: 'settledPayments', own: true },
  recoveriesDue:     { operation: 'recovery.list', source: 'recoveriesDue', own: true },
  ownAccounts:       { operation: 'payeeAccount.read', source: 'accountsToConfirm', own: true },
  offerQuestions:    { operation: 'offer.list', source: 'offerQuestions', acting: 'offer.answer' },
  objections:        { operation: 'objection.list', source: 'objections' },
  waitingForNotice:  { operation: 'notice.waiting', source: 'waitingForNotice' },
  heldCases:         { operation: 'hold.list', source: 'heldCases', acting: 'hold.lift' },
  heldPayments:      { operation: 'hold.list', source: 'heldPayments', acting: 'hold.propose' },
  liftsToConfirm:    { operation: 'hold.list', source: 'liftsToConfirm', acting: 'hold.confirm' },
  accountsToConfirm: { operation: 'payeeAccount.list', source: 'accountsToConfirm', acting: 'payeeAccount.confirm' },
  plannedPayments:   { operation: 'payment.list', source: 'plannedPayments', acting: 'batch.prepare' },
  batchesToRelease:  { operation: 'batch.list', source: 'batchesToRelease', acting: 'batch.release' },
  unknownPayments:   { operation: 'batch.list', source: 'unknownPayments' },
  returnedPayments:  { operation: 'batch.list', source: 'returnedPayments' },
  unmatchedLines:    { operation: 'financeTask.list', source: 'unmatchedLines' },
  financeTasks:      { operation: 'financeTask.list', source: 'financeTasks' },
  overdueRecoveries: { operation: 'financeTask.list', source: 'overdueRecoveries' },
  recoveriesToConfirm: { operation: 'recovery.list', source: 'recoveriesToConfirm', acting: 'recovery.confirm' },
  recoveryEntriesToBook: { operation: 'recovery.list', source: 'recoveryEntriesToBook', acting: 'recovery.book' },
  reversalsToConfirm: { operation: 'recovery.list', source: 'reversalsToConfirm', acting: 'recovery.confirmReversal' },
  versionsToApprove: { operation: 'policy.readDraft', source: 'versionsToApprove', acting: 'policy.approve' },
  versionsToPublish: { operation: 'policy.readDraft', source: 'versionsToPublish', acting: 'policy.publish' },
  callsToApprove:    { operation: 'call.readDraft', source: 'callsToApprove', acting: 'call.approve' },
  sweepsToApprove:   { operation: 'sweep.list', source: 'sweepsToApprove', acting: 'sweep.approve' },
  readingsToConfirm: { operation: 'reading.readProposed', source: 'readingsToConfirm', acting: 'reading.confirm' },
  previewedImports:  { operation: 'import.list', source: 'previewedImports', acting: 'import.registers' },
  accessToConfirm:   { operation: 'accessProposal.list', source: 'accessToConfirm', acting: 'accessProposal.decide' },
  channelsToConfirm: { operation: 'channelProposal.list', source: 'channelsToConfirm', acting: 'channelProposal.decide' },
  newAccounts:       { operation: 'person.list', source: 'newAccounts', acting: 'person.create' },
  suspendedAccounts: { operation: 'person.list', source: 'suspendedAccounts', acting: 'person.resume' },
  parkedCases:       { operation: 'audit.list', source: 'parkedCases' },
} as const satisfies Record<string, DeskRow>;

export const DESK_KEYS = [
  'opinions',
  'tasks',
  'redTasks',
  'yellowTasks',
  ...(Object.keys(ROWS) as (keyof typeof ROWS)[]),
] as const;
export type DeskKey = (typeof DESK_KEYS)[number];

export interface DeskItem extends Waiting {
  key: DeskKey;
}

/** What waits for a person now, of everything that is theirs to do or to watch: one picture of one moment. */
export async function readDesk(
  db: Database,
  actor: PersonActor,
): Promise<{ ok: true; value: { items: DeskItem[] } }> {
  return runQuery(db, actor, async (tx) => {
    const items: DeskItem[] = [...(await queueItems(tx, actor)), ...(await opinionItems(tx, actor))];
    for (const [key, row] of Object.entries(ROWS) as [keyof typeof ROWS, DeskRow][]) {
      if (!isTheirs(actor, row)) continue;
      items.push({ key, ...(await readWaiting(tx, row.source, reachOfRow(tx, actor, row), actor.userId)) });
    }
    return { ok: true as const, value: { items } };
  });
}

const isTheirs = (actor: PersonActor, { operation, acting, own }: DeskRow): boolean =>
  own ? actor.partyIds.length > 0 : permitSomewhere(actor, acting ?? operation) && actor.grants.length > 0;

/** What is theirs to do is counted where they may do it; what they watch, where they may read it; their own by party. */
function reachOfRow(tx: Tx, actor: PersonActor, { operation, acting, own }: DeskRow): Reach {
  const { everything, regionCodes, partyIds } = reachFor(tx, operation);
  if (own) return { everything: false, regionCodes: [], partyIds };
  if (!acting) return { everything, regionCodes, partyIds: [] };
  const theirs = tx.regions.regions
    .map(({ code }) => code)
    .filter((code) => permit(actor, acting, regionResource(tx, code)).allowed);
  return { everything: false, regionCodes: theirs, partyIds: [] };
}

/** What colleagues asked the departments of this person. */
async function opinionItems(tx: Tx, actor: PersonActor): Promise<DeskItem[]> {
  const departments = departmentsOf(actor);
  if (departments.length === 0) return [];
  return [{ key: 'opinions', amountFen: null, ...(await readWaitingOpinions(tx, departments)) }];
}

/** The queue of a reviewer, and how much of it is urgent. */
async function queueItems(tx: Tx, actor: PersonActor): Promise<DeskItem[]> {
  if (!permitSomewhere(actor, 'task.batch')) return [];
  const days = await readDatedTasks(tx, { regionCodes: scopeOf(actor, 'task.list').exactRegionCodes });
  const item = (key: DeskKey, of: typeof days): DeskItem => ({
    key,
    ...totalsOfDatedTasks(of),
    since: of.length === 0 ? null : (of.map(({ openedOn }) => openedOn).sort()[0] ?? null),
  });
  return [
    item('tasks', days),
    item(
      'redTasks',
      days.filter(({ light }) => light === 'red'),
    ),
    item(
      'yellowTasks',
      days.filter(({ light }) => light === 'yellow'),
    ),
  ];
}
