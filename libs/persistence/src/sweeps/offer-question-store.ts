import type { OfferQuestionEnd } from '@duixian/workflow';
import { IsNull } from 'typeorm';
import { managerOf, type Tx } from '../ground/transaction';
import { OfferQuestionEntity } from './offer-question-entity';

/** Asks; one question of an offer waits at a time (`offer_question_one_open`). */
export async function insertOfferQuestion(
  tx: Tx,
  asked: Pick<OfferQuestionEntity, 'id' | 'offerId' | 'question' | 'askedBy'>,
): Promise<void> {
  await managerOf(tx).insert(OfferQuestionEntity, { ...asked, askedAt: tx.now });
}

/** The question of an offer that waits for its answer; null where none does. */
export async function findOpenOfferQuestion(tx: Tx, offerId: string): Promise<OfferQuestionEntity | null> {
  return managerOf(tx).findOneBy(OfferQuestionEntity, { offerId, endedAt: IsNull() });
}

export async function findOfferQuestion(tx: Tx, id: string): Promise<OfferQuestionEntity | null> {
  return managerOf(tx).findOneBy(OfferQuestionEntity, { id });
}

/** Everything that was asked about an offer, oldest first. */
export async function readOfferQuestions(tx: Tx, offerId: string): Promise<OfferQuestionEntity[]> {
  return managerOf(tx).find(OfferQuestionEntity, { where: { offerId }, order: { id: 'ASC' } });
}

/** Keeps the paper of a question that waits and has none. */
export async function saveQuestionFile(
  tx: Tx,
  id: string,
  file: Pick<OfferQuestionEntity, 'fileName' | 'mediaType' | 'sizeBytes' | 'contentHash'>,
): Promise<void> {
  await managerOf(tx).update(OfferQuestionEntity, { id }, file);
}

/** Ends a question that waits: with its answer and whose it is, or closed without one. */
export async function endOfferQuestion(
  tx: Tx,
  id: string,
  how: OfferQuestionEnd,
  answer: Pick<OfferQuestionEntity, 'answer' | 'answeredBy'> = { answer: null, answeredBy: null },
): Promise<void> {
  await managerOf(tx).update(OfferQuestionEntity, { id }, { ...answer, endedAt: tx.now, endedHow: how });
}

/** A question that nobody has answered yet, with what it is about. */
export interface WaitingQuestion {
  id: string;
  offerId: string;
  partyId: string;
  applicantName: string;
  countyCode: string;
  callTitle: string;
  /** The day in China on which it was asked. */
  askedOn: string;
}

/** Questions that wait in some counties, the oldest first, at most `most`; `untold`: those of which superiors were not told yet. */
export async function readWaitingQuestions(
  tx: Tx,
  countyCodes: readonly string[],
  most: number,
  only: { untold: boolean } = { untold: false },
): Promise<WaitingQuestion[]> {
  return managerOf(tx).query<WaitingQuestion[]>(
    `SELECT q.id, q.offer_id AS "offerId", o.party_id AS "partyId", party.registered_name AS "applicantName",
       o.county_code AS "countyCode", call.title AS "callTitle", o.paused_on::text AS "askedOn"
     FROM offer_question q JOIN offer o ON o.id = q.offer_id JOIN party ON party.id = o.party_id JOIN call ON call.id = o.call_id
     WHERE q.ended_at IS NULL AND o.county_code = ANY ($1)
       AND (NOT $3 OR q.overdue_told_at IS NULL) ORDER BY q.asked_at, q.id LIMIT $2`,
    [countyCodes, most, only.untold],
  );
}

/** Notes that superiors were told of questions that nobody answered; answers those of which they were told now. */
export async function noteOverdueQuestions(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const [noted] = await managerOf(tx).query<[{ id: string }[], number]>(
    `UPDATE offer_question SET overdue_told_at = $2
     WHERE id = ANY ($1::uuid[]) AND ended_at IS NULL AND overdue_told_at IS NULL RETURNING id`,
    [ids, tx.nowText],
  );
  return noted.map(({ id }) => id);
}

/** Whether one of these people answered a question about an offer. */
export async function answeredQuestion(
  tx: Tx,
  offerId: string,
  userIds: readonly string[],
): Promise<boolean> {
  const rows = await managerOf(tx).query<unknown[]>(
    'SELECT 1 FROM offer_question WHERE offer_id = $1 AND answered_by = ANY ($2::uuid[]) LIMIT 1',
    [offerId, userIds],
  );
  return rows.length > 0;
}
