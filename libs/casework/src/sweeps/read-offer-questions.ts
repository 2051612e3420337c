import { addWorkingDays, localDate, localDateInShanghai, workingDaysBetween } from '@duixian/calendar';
import { readOfferQuestions, type OfferEntity, type Tx } from '@duixian/persistence';
import { OFFER_ANSWER_WORKING_DAYS, type OfferQuestionEnd } from '@duixian/workflow';
import { readHolidays } from '../calendar/read-holidays';

export interface OfferQuestionView {
  id: string;
  question: string;
  askedAt: string;
  file: { fileName: string; sizeBytes: number } | null;
  /** Last day on which it is to be answered. */
  answerBy: string;
  /** Working days until then; negative: overdue; null once it has ended. */
  remaining: number | null;
  answer: string | null;
  endedAt: string | null;
  /** Answered, or closed because the offer ended first. */
  endedHow: OfferQuestionEnd | null;
  /** Whether this person asked it, it waits, and has no paper yet. */
  mayAttach: boolean;
}

/** What was asked about an offer and answered, oldest first. */
export async function questionsOf(tx: Tx, offer: OfferEntity): Promise<OfferQuestionView[]> {
  const questions = await readOfferQuestions(tx, offer.id);
  if (questions.length === 0) return [];
  const holidays = await readHolidays(tx);
  const { actor } = tx;
  return questions.map((asked) => {
    const { id, question, fileName, sizeBytes, contentHash, answer, endedHow } = asked;
    const answerBy = addWorkingDays(
      localDateInShanghai(asked.askedAt.getTime()),
      OFFER_ANSWER_WORKING_DAYS,
      holidays,
    ).date;
    const waits = asked.endedAt === null;
    const own = actor.kind === 'person' && actor.userId === asked.askedBy;
    return {
      ...{ id, question, answer, endedHow, answerBy },
      askedAt: asked.askedAt.toISOString(),
      endedAt: asked.endedAt?.toISOString() ?? null,
      file: fileName === null || sizeBytes === null ? null : { fileName, sizeBytes },
      remaining: waits ? workingDaysBetween(tx.today, localDate(answerBy), holidays).days : null,
      mayAttach: waits && own && contentHash === null,
    };
  });
}
