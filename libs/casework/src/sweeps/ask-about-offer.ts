import type { Readable } from 'node:stream';
import { addWorkingDays } from '@duixian/calendar';
import {
  findOffer,
  findOfferQuestion,
  insertOfferQuestion,
  lockOffer,
  runCommand,
  runQuery,
  saveOffer,
  saveQuestionFile,
  type CommandOutcome,
  type Database,
  type FileStore,
  type OfferEntity,
  type OfferQuestionEntity,
  type Tx,
} from '@duixian/persistence';
import { OFFER_ANSWER_WORKING_DAYS, permit, type Actor, type PersonActor } from '@duixian/workflow';
import type { OpenedMaterial } from '../applications/read-materials';
import { readHolidays } from '../calendar/read-holidays';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { MATERIAL_TYPES } from '../ground/media-type';
import { receiveFile } from '../ground/receive-file';
import { done, refuse, type Refusal, type Refused } from '../ground/refusal';
import { openOffer, type OfferCommand } from './decide-offer';
import { offerResource } from './read-offers';

const WAITS: Refusal = {
  code: 'question-open',
  message: '贵企业对这笔推送的询问还在等待答复。答复后可以继续询问;等待期间确认期限暂停计时。',
};

/**
 * 询问: the enterprise asks before it decides. The clock of the offer stands from the day of the question until its answer;
 * it may still be confirmed or declined. One question waits at a time.
 */
export async function askAboutOffer(
  db: Database,
  command: OfferCommand & { question: string },
): Promise<CommandOutcome<{ id: string; version: number }, Refusal>> {
  const { actor, idempotencyKey, offerId, version, question } = command;
  const input = { offerId, version, question };
  const conflicts = { offer_question_one_open: WAITS };
  const request = { name: 'askAboutOffer', actor, idempotencyKey, input, conflicts };
  return runCommand<{ id: string; version: number }, Refusal>(db, request, async (tx) => {
    const opened = await openOffer(tx, command, 'ask');
    if (!opened.ok) return opened;
    const { offer } = opened;
    if (offer.pausedOn !== null) return { ok: false, refusal: WAITS };
    const id = tx.newId();
    await insertOfferQuestion(tx, { id, offerId, question, askedBy: actor.userId });
    offer.pausedOn = tx.today;
    await saveOffer(tx, offer);
    const dueOn = addWorkingDays(tx.today, OFFER_ANSWER_WORKING_DAYS, await readHolidays(tx)).date;
    await tx.record({
      ...{ caseId: offer.id, regionCode: offer.countyCode, partyId: offer.partyId, type: 'offer.asked' },
      data: { questionId: id, pausedOn: offer.pausedOn, dueOn, version: offer.version },
    });
    return done({ id, version: offer.version });
  });
}

interface QuestionRequest {
  offerId: string;
  questionId: string;
}

/** Keeps the paper of a question that waits: whoever asked it adds one, once. */
export async function attachToQuestion(
  db: Database,
  files: FileStore,
  command: QuestionRequest & {
    actor: PersonActor;
    idempotencyKey: string;
    fileName: string;
    content: Readable;
  },
): Promise<CommandOutcome<{ id: string; fileName: string; contentHash: string }, Refusal>> {
  const { actor, idempotencyKey, offerId, questionId, fileName, content } = command;
  const unwelcome = await runQuery(db, actor, async (tx) =>
    refuseAttaching(tx, await findOffer(tx, offerId), await findOfferQuestion(tx, questionId)),
  );
  if (unwelcome) {
    content.resume();
    return unwelcome;
  }
  const received = await receiveFile(files, content);
  if ('refusal' in received) return received;
  const { file, type } = received;
  const input = { offerId, questionId, fileName, contentHash: file.contentHash };
  const request = { name: 'attachToQuestion', actor, idempotencyKey, input };
  return runCommand<{ id: string; fileName: string; contentHash: string }, Refusal>(
    ...([db, request] as const),
    async (tx) => {
      const offer = await lockOffer(tx, offerId);
      const refused = refuseAttaching(tx, offer, await findOfferQuestion(tx, questionId));
      if (refused || !offer) return refused ?? refuseAsUnknown();
      await saveQuestionFile(tx, questionId, { fileName, mediaType: MATERIAL_TYPES[type], ...file });
      await tx.record({
        ...{ caseId: offer.id, regionCode: offer.countyCode, partyId: offer.partyId },
        type: 'offer.question_attached',
        data: { questionId, contentHash: file.contentHash },
      });
      return done({ id: questionId, fileName, contentHash: file.contentHash });
    },
  );
}

function refuseAttaching(
  tx: Tx,
  offer: OfferEntity | null,
  asked: OfferQuestionEntity | null,
): Refused | null {
  const { actor } = tx;
  if (!offer || actor.kind !== 'person' || !permit(actor, 'offer.read', offerResource(tx, offer)).allowed)
    return refuseAsUnknown();
  const forbidden = refuseUnlessPermitted(actor, 'offer.attach', offerResource(tx, offer));
  if (forbidden) return forbidden;
  if (asked?.offerId !== offer.id) return refuseAsUnknown();
  if (asked.endedAt !== null) return refuse('question-over', '这次询问已经结束,不能再上传附件。');
  if (asked.askedBy !== actor.userId) return refuse('forbidden', '附件由提出询问的人上传。');
  if (asked.contentHash !== null)
    return refuse('question-over', '这次询问已有附件。如需补充,请在答复后再次询问。');
  return null;
}

/** The paper of a question, for whoever may read the offer. */
export async function openQuestionFile(
  db: Database,
  files: FileStore,
  actor: Actor,
  { offerId, questionId }: QuestionRequest,
): Promise<{ ok: true; value: OpenedMaterial } | Refused> {
  const found = await runQuery(db, actor, async (tx) => {
    const offer = await findOffer(tx, offerId);
    const asked = offer && (await findOfferQuestion(tx, questionId));
    if (!offer || asked?.offerId !== offer.id) return null;
    return permit(actor, 'offer.readFile', offerResource(tx, offer)).allowed ? asked : null;
  });
  const { fileName, mediaType, sizeBytes, contentHash } = found ?? {};
  if (!fileName || !mediaType || !sizeBytes || !contentHash) return refuseAsUnknown();
  return { ok: true, value: { fileName, mediaType, sizeBytes, content: await files.read(contentHash) } };
}
