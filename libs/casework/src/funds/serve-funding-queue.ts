import {
  closeTask,
  findBudgetLine,
  findLineOfQueue,
  lockApplication,
  readFreeOfQueue,
  readFundingWaits,
  rewriteFundingWaits,
  runCommand,
  saveApplication,
  type ApplicationEntity,
  type BudgetLineEntity,
  type CommandOutcome,
  type Database,
  type FundingQueue,
  type FundingWait,
  type Tx,
} from '@duixian/persistence';
import { moveApplication } from '@duixian/workflow';
import { positionOf } from '../applications/open-case';
import { done, type Refusal } from '../ground/refusal';
import { putAside } from './put-aside';

const TREASURER = { kind: 'system', name: 'serve-funding-queue' } as const;

/**
 * Money became free on a budget line: whoever waits longest for it goes on to be awarded, if the line holds what they
 * need. Nobody is overtaken: while the first one waits for more, everybody behind waits. What somebody needs who waits for
 * another treasury as well is put aside, and the next one served out of the rest. The award itself looks again behind its locks and
 * wakes the next.
 */
export async function serveFundingQueue(
  db: Database,
  job: { outboxId: string; budgetLineId: string },
): Promise<CommandOutcome<{ served: string[] }, Refusal>> {
  const idempotencyKey = `outbox:${job.outboxId}/serve-funding-queue`;
  const input = { budgetLineId: job.budgetLineId };
  const request = { name: 'serveFundingQueue', actor: TREASURER, idempotencyKey, input };
  return runCommand<{ served: string[] }, Refusal>(db, request, async (tx) => {
    const line = await findBudgetLine(tx, job.budgetLineId);
    if (!line) throw new Error(`budget line ${job.budgetLineId} is gone`);
    const served: string[] = [];
    for (const queue of queuesOf(line)) {
      const applicationId = await serveFirst(tx, queue);
      if (applicationId !== null) served.push(applicationId);
    }
    const { id: caseId, regionCode } = line;
    await tx.record({ caseId, regionCode, type: 'budget.queue_served', data: { served } });
    return done({ served });
  });
}

/** A case that was rejected while it waited leaves its queues; the next one there is served. */
export async function leaveFundingQueues(
  db: Database,
  job: { outboxId: string; applicationId: string },
): Promise<CommandOutcome<null, Refusal>> {
  const idempotencyKey = `outbox:${job.outboxId}/leave-funding-queues`;
  const input = { applicationId: job.applicationId };
  const request = { name: 'leaveFundingQueues', actor: TREASURER, idempotencyKey, input };
  return runCommand<null, Refusal>(db, request, async (tx) => {
    const application = await lockApplication(tx, job.applicationId);
    if (!application) throw new Error(`application ${job.applicationId} is gone`);
    await wakeFundingQueues(tx, await rewriteFundingWaits(tx, application, [], 'left'));
    const { countyCode: regionCode, partyId } = application;
    await tx.record({
      caseId: application.id,
      regionCode,
      partyId,
      type: 'budget.queue_left',
      data: {},
    });
    return done(null);
  });
}

/** Asks for the next one of each queue to be served. A queue without a line has nothing to give. */
export async function wakeFundingQueues(tx: Tx, queues: readonly FundingQueue[]): Promise<void> {
  for (const queue of queues) {
    const budgetLineId = await findLineOfQueue(tx, queue);
    if (budgetLineId !== null) await tx.enqueue('budget.freed', { budgetLineId });
  }
}

/** A carried line pays its own year and the year it comes from; that one first. */
const queuesOf = ({ regionCode, subject, year, originYear }: BudgetLineEntity): FundingQueue[] =>
  [...(originYear === null ? [] : [originYear]), year].map((each) => ({ regionCode, subject, year: each }));

async function serveFirst(tx: Tx, queue: FundingQueue): Promise<string | null> {
  const waits = await readFundingWaits(tx);
  const covered = new Map<string, ReadonlySet<string>>();
  const isCovered = async (wait: FundingWait): Promise<boolean> => {
    const found = covered.get(keyOf(wait)) ?? (await readCovered(tx, wait, waits));
    covered.set(keyOf(wait), found);
    return found.has(wait.applicationId);
  };
  for (const wait of waits.filter((each) => keyOf(each) === keyOf(queue))) {
    if (!(await isCovered(wait))) return null;
    const { applicationId } = wait;
    const everywhere = waits.filter((each) => each.applicationId === applicationId);
    if (!(await everyOf(everywhere, isCovered))) continue;
    const application = await lockApplication(tx, applicationId);
    // Under way already: its award wakes the next one.
    if (application?.state !== 'parked' || application.stateReason?.code !== 'insufficient-budget')
      return null;
    await goOnFrom(tx, application);
    return application.id;
  }
  return null;
}

const keyOf = ({ regionCode, subject, year }: FundingQueue): string =>
  JSON.stringify([regionCode, subject, year]);

async function everyOf<T>(items: readonly T[], holds: (item: T) => Promise<boolean>): Promise<boolean> {
  for (const item of items) if (!(await holds(item))) return false;
  return true;
}

/** Who in a queue finds what they need once everybody before them has it. */
async function readCovered(
  tx: Tx,
  queue: FundingQueue,
  waits: readonly FundingWait[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let left = await readFreeOfQueue(tx, queue);
  for (const { applicationId, neededFen } of waits.filter((each) => keyOf(each) === keyOf(queue))) {
    const rest = putAside(left, [neededFen]);
    if (!rest) break;
    left = rest;
    found.add(applicationId);
  }
  return found;
}

/** A parked case goes on by itself: what it waited for is there. */
export async function goOnFrom(tx: Tx, application: ApplicationEntity): Promise<void> {
  const move = moveApplication(positionOf(application), 'fund');
  if (!move.ok) throw new Error(`application ${application.id}: fund from ${application.state}`);
  application.state = move.to;
  application.stateReason = null;
  await saveApplication(tx, application);
  await closeTask(tx, application.id, 'parked', { by: null, outcome: move.event, note: null });
  await tx.record({
    caseId: application.id,
    regionCode: application.countyCode,
    partyId: application.partyId,
    type: move.event,
    data: { to: { state: application.state, stageIndex: null }, version: application.version },
  });
  await tx.enqueue('application.noticed', { applicationId: application.id });
}
