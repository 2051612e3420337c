import { addWorkingDays, yearOf } from '@duixian/calendar';
import {
  canonicalJson,
  findCall,
  findParty,
  insertNotice,
  lockApplication,
  lockApplicationsInState,
  nextNumber,
  readLatestDeterminations,
  runCommand,
  saveApplication,
  sha256,
  findPolicyVersion,
  type ApplicationEntity,
  type CallEntity,
  type CommandOutcome,
  type Database,
  type NoticeEntity,
  type NoticeSnapshotLine,
  type Tx,
} from '@duixian/persistence';
import { moveApplication, NOTICE_CREATED_EVENT } from '@duixian/workflow';
import { positionOf } from '../applications/open-case';
import { readHolidays } from '../calendar/read-holidays';
import { done, type Refusal } from '../ground/refusal';
import { payableLines } from '../policies/determine-case';
import { documentOf } from '../policies/policy-in-force';

const PUBLISHER = { kind: 'system', name: 'publish-notice' } as const;

/**
 * After the last approval: one public notice for everything that waits under the same call, with a frozen snapshot,
 * for the working days the call asks. The first full working day counts as day one; the day of publication does not.
 */
export async function publishNotice(
  db: Database,
  job: { outboxId: string; applicationId: string },
): Promise<CommandOutcome<{ noticeId: string | null }, Refusal>> {
  const idempotencyKey = `outbox:${job.outboxId}/publish-notice`;
  const input = { applicationId: job.applicationId };
  return runCommand<{ noticeId: string | null }, Refusal>(
    db,
    { name: 'publishNotice', actor: PUBLISHER, idempotencyKey, input },
    async (tx) => {
      const asked = await lockApplication(tx, job.applicationId);
      if (!asked) throw new Error(`application ${job.applicationId} is gone`);
      const waiting =
        asked.state === 'approved' ? await lockApplicationsInState(tx, asked.callId, 'approved') : [];
      const call = await findCall(tx, asked.callId);
      if (!call) throw new Error(`application ${asked.id} has no call`);
      const alike = waiting.filter((each) => each.noticeWorkingDays === asked.noticeWorkingDays);
      if (alike.length === 0) {
        await tx.record({
          caseId: asked.id,
          regionCode: asked.countyCode,
          partyId: asked.partyId,
          type: 'application.notice_skipped',
          data: { state: asked.state },
        });
        return done({ noticeId: null });
      }
      const notice = await noticeOf(tx, call, alike, asked.noticeWorkingDays);
      await insertNotice(
        tx,
        notice,
        alike.map((each) => each.id),
      );
      for (const application of alike) await putOnNotice(tx, application, notice);
      await tx.record({
        caseId: notice.id,
        regionCode: notice.cityCode,
        type: NOTICE_CREATED_EVENT,
        data: {
          number: notice.number,
          lines: alike.length,
          endsOn: notice.endsOn,
          snapshotHash: notice.snapshotHash,
        },
      });
      return done({ noticeId: notice.id });
    },
  );
}

async function noticeOf(
  tx: Tx,
  call: CallEntity,
  applications: readonly ApplicationEntity[],
  workingDays: number,
): Promise<NoticeEntity> {
  const end = addWorkingDays(tx.today, workingDays, await readHolidays(tx));
  const snapshot: NoticeSnapshotLine[] = [];
  for (const [index, application] of applications.entries())
    snapshot.push(await lineOf(tx, application, index + 1));
  return {
    id: tx.newId(),
    number: await nextNumber(tx, 'notice', call.cityCode, yearOf(tx.today)),
    callId: call.id,
    cityCode: call.cityCode,
    title: `${call.title}拟兑付名单公示`,
    state: 'published',
    publishedAt: tx.now,
    startsOn: tx.today,
    workingDays,
    endsOn: end.date,
    endEstimated: end.estimated,
    snapshot,
    snapshotHash: sha256(canonicalJson(snapshot)),
    closedAt: null,
  };
}

async function lineOf(tx: Tx, application: ApplicationEntity, position: number): Promise<NoticeSnapshotLine> {
  const party = await findParty(tx, application.partyId);
  const version = await findPolicyVersion(tx, application.policyVersionId ?? '');
  if (!party || !version) throw new Error(`application ${application.id} is incomplete`);
  const titles = new Map(documentOf(version).clauses.map((clause) => [clause.id, clause.title]));
  const clauses = payableLines(await readLatestDeterminations(tx, application.id)).map((line) => ({
    id: line.clauseId,
    title: titles.get(line.clauseId) ?? line.clauseId,
    amountFen: line.amountFen ?? 0,
  }));
  return {
    position,
    caseNumber: application.caseNumber,
    applicantName: party.kind === 'person' ? `${party.registeredName.slice(0, 1)}**` : party.registeredName,
    creditCode: party.kind === 'person' ? null : party.creditCode,
    county: tx.regions.get(application.countyCode).name,
    clauses,
    amountFen: clauses.reduce((total, clause) => total + clause.amountFen, 0),
  };
}

async function putOnNotice(tx: Tx, application: ApplicationEntity, notice: NoticeEntity): Promise<void> {
  const move = moveApplication(positionOf(application), 'publish_notice');
  if (!move.ok)
    throw new Error(`application ${application.id} cannot go on notice from ${application.state}`);
  application.state = move.to;
  await saveApplication(tx, application);
  await tx.record({
    caseId: application.id,
    regionCode: application.countyCode,
    partyId: application.partyId,
    type: move.event,
    data: {
      to: { state: application.state, stageIndex: null },
      version: application.version,
      noticeId: notice.id,
      endsOn: notice.endsOn,
    },
  });
}
