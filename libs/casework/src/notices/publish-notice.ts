import {
  findCall,
  lockApplication,
  lockApplicationsInState,
  runCommand,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import { NOTICE_AWAITED_EVENT } from '@duixian/workflow';
import { done, type Refusal } from '../ground/refusal';
import { putUpNotice, titleOfNotice } from './notice-snapshot';

const PUBLISHER = { kind: 'system', name: 'publish-notice' } as const;

/**
 * After the last approval: one public notice for everything that waits under the same call, for the working days the call
 * asks. Where an officer of the city builds the notices of the call (`buildNotice`), the case waits, and its trail says so.
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
      if (call.noticePublication === 'built' || alike.length === 0) {
        await tx.record({
          caseId: asked.id,
          regionCode: asked.countyCode,
          partyId: asked.partyId,
          type: alike.length === 0 ? 'application.notice_skipped' : NOTICE_AWAITED_EVENT,
          data: { state: asked.state },
        });
        return done({ noticeId: null });
      }
      const notice = await putUpNotice(tx, {
        call,
        applications: alike,
        workingDays: asked.noticeWorkingDays,
        title: titleOfNotice(call),
        publishedBy: null,
      });
      return done({ noticeId: notice.id });
    },
  );
}
