import {
  findApplication,
  insertCaseNote,
  runCommand,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, type Refusal } from '../ground/refusal';
import { caseResource, openStageOf, refuseRecused } from './open-case';

/** A remark among officials on a submitted case. It decides nothing, so it touches neither state nor version. */
export async function writeNote(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; applicationId: string; body: string },
): Promise<CommandOutcome<{ id: string }, Refusal>> {
  const { actor, idempotencyKey, applicationId, body } = command;
  const request = { name: 'writeNote', actor, idempotencyKey, input: { applicationId, body } };
  return runCommand<{ id: string }, Refusal>(db, request, async (tx) => {
    const application = await findApplication(tx, applicationId);
    if (!application) return refuseAsUnknown();
    const resource = caseResource(tx, application);
    const unseen = refuseUnlessPermitted(actor, 'application.read', resource);
    if (unseen) return unseen.refusal.code === 'unauthenticated' ? unseen : refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'application.note', resource);
    if (forbidden) return forbidden;
    const recused = await refuseRecused(tx, applicationId);
    if (recused) return recused;
    const id = tx.newId();
    await insertCaseNote(tx, {
      id,
      applicationId,
      stage: openStageOf(application)?.key ?? null,
      body,
      writtenAt: tx.now,
      writtenBy: actor.userId,
      writtenByName: actor.displayName,
    });
    await tx.record({
      caseId: applicationId,
      regionCode: application.countyCode,
      partyId: application.partyId,
      type: 'application.note_written',
      data: { noteId: id },
    });
    return done({ id });
  });
}
