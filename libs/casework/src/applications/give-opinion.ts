import type { Readable } from 'node:stream';
import {
  countUnanswered,
  endConsultation,
  findApplication,
  findOpenConsultation,
  findOpinion,
  lockApplication,
  noteCaseActor,
  runCommand,
  runQuery,
  saveOpinion,
  type ApplicationEntity,
  type CommandOutcome,
  type ConsultationOpinionEntity,
  type Database,
  type FileStore,
  type Tx,
} from '@duixian/persistence';
import { speaksFor, type Actor, type Operation, type PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { MATERIAL_TYPES } from '../ground/media-type';
import { receiveFile } from '../ground/receive-file';
import { done, refuse, type Refusal, type Refused } from '../ground/refusal';
import { keepStageClock } from './open-consultation';
import { caseResource, openStageOf, refuseUnfit } from './open-case';
import { CONFLICTS } from './take-action';
import type { OpenedMaterial } from './read-materials';

interface OpinionCommand {
  actor: PersonActor;
  idempotencyKey: string;
  applicationId: string;
  opinionId: string;
}

/**
 * A department answers what it was asked: agrees or not, with its opinion; for good. Whoever answers has acted in the case.
 * The last answer lets the clock of the stage go on. It moves nothing, so it touches neither state nor version.
 */
export async function giveOpinion(
  db: Database,
  command: OpinionCommand & { agrees: boolean; opinion: string },
): Promise<CommandOutcome<{ id: string }, Refusal>> {
  const { actor, idempotencyKey, applicationId, opinionId, agrees, opinion } = command;
  const input = { applicationId, opinionId, agrees, opinion };
  const request = { name: 'giveOpinion', actor, idempotencyKey, input, conflicts: CONFLICTS };
  return runCommand<{ id: string }, Refusal>(db, request, async (tx) => {
    const application = await lockApplication(tx, applicationId);
    const asked = await findOpinion(tx, opinionId);
    const refused = await refuseAnswering(tx, application, asked, 'consultation.answer');
    if (refused || !application || !asked) return refused ?? refuseAsUnknown();
    await saveOpinion(tx, opinionId, { agrees, opinion, answeredAt: tx.now, answeredBy: actor.userId });
    await noteCaseActor(tx, applicationId, actor.userId, 'consultation');
    const { consultationId, regionCode, role, contentHash } = asked;
    const stage = openStageOf(application);
    if ((await countUnanswered(tx, consultationId)) === 0) {
      await endConsultation(tx, applicationId, 'answered');
      if (stage) await keepStageClock(tx, application, stage);
    }
    await tx.record({
      caseId: applicationId,
      regionCode: application.countyCode,
      partyId: application.partyId,
      type: 'application.opinion_given',
      data: { consultationId, opinionId, department: { regionCode, role }, agrees, opinion, contentHash },
    });
    return done({ id: opinionId });
  });
}

/** Keeps the paper of a department's opinion before it answers; another one takes its place. */
export async function attachOpinion(
  db: Database,
  files: FileStore,
  command: OpinionCommand & { fileName: string; content: Readable },
): Promise<CommandOutcome<{ id: string; fileName: string; contentHash: string }, Refusal>> {
  const { actor, idempotencyKey, applicationId, opinionId, fileName, content } = command;
  const unwelcome = await runQuery(db, actor, async (tx) =>
    refuseAnswering(
      tx,
      await findApplication(tx, applicationId),
      await findOpinion(tx, opinionId),
      'consultation.attach',
    ),
  );
  if (unwelcome) {
    content.resume();
    return unwelcome;
  }
  const received = await receiveFile(files, content);
  if ('refusal' in received) return received;
  const { file, type } = received;
  const input = { applicationId, opinionId, fileName, contentHash: file.contentHash };
  const request = { name: 'attachOpinion', actor, idempotencyKey, input };
  return runCommand<{ id: string; fileName: string; contentHash: string }, Refusal>(
    db,
    request,
    async (tx) => {
      const application = await lockApplication(tx, applicationId);
      const asked = await findOpinion(tx, opinionId);
      const refused = await refuseAnswering(tx, application, asked, 'consultation.attach');
      if (refused || !application) return refused ?? refuseAsUnknown();
      await saveOpinion(tx, opinionId, { fileName, mediaType: MATERIAL_TYPES[type], ...file });
      await tx.record({
        caseId: applicationId,
        regionCode: application.countyCode,
        partyId: application.partyId,
        type: 'application.opinion_attached',
        data: { opinionId, contentHash: file.contentHash },
      });
      return done({ id: opinionId, fileName, contentHash: file.contentHash });
    },
  );
}

async function refuseAnswering(
  tx: Tx,
  application: ApplicationEntity | null,
  asked: ConsultationOpinionEntity | null,
  operation: Operation & `consultation.${string}`,
): Promise<Refused | null> {
  if (!application || tx.actor.kind !== 'person') return refuseAsUnknown();
  const resource = caseResource(tx, application);
  const unseen = refuseUnlessPermitted(tx.actor, 'application.read', resource);
  if (unseen) return unseen.refusal.code === 'unauthenticated' ? unseen : refuseAsUnknown();
  if (asked?.applicationId !== application.id) return refuseAsUnknown();
  const forbidden = refuseUnlessPermitted(tx.actor, operation, {
    ...resource,
    stageRegionCode: asked.regionCode,
  });
  if (forbidden) return forbidden;
  if (!speaksFor(tx.actor, asked)) return refuse('forbidden', '只有被征求意见的部门可以答复。');
  const open = await findOpenConsultation(tx, application.id);
  if (open?.id !== asked.consultationId || asked.answeredAt !== null)
    return refuse('consultation-over', '这次征求意见已经结束,或贵部门已经答复。请刷新查看。');
  return refuseUnfit(tx, application.id, 'consultation');
}

/** The paper of an opinion, for the officials of its case. */
export async function openOpinionFile(
  db: Database,
  files: FileStore,
  actor: Actor,
  request: { applicationId: string; opinionId: string },
): Promise<{ ok: true; value: OpenedMaterial } | Refused> {
  const found = await runQuery(db, actor, async (tx) => {
    const application = await findApplication(tx, request.applicationId);
    const asked = application && (await findOpinion(tx, request.opinionId));
    if (asked?.applicationId !== application?.id || !application) return null;
    const unread = refuseUnlessPermitted(actor, 'consultation.readFile', caseResource(tx, application));
    return unread ? null : asked;
  });
  const { fileName, mediaType, sizeBytes, contentHash } = found ?? {};
  if (!fileName || !mediaType || !sizeBytes || !contentHash) return refuseAsUnknown();
  return { ok: true, value: { fileName, mediaType, sizeBytes, content: await files.read(contentHash) } };
}
