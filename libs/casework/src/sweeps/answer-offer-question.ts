import { localDate } from '@duixian/calendar';
import {
  endOfferQuestion,
  findOfferQuestion,
  lockOffer,
  runCommand,
  saveOffer,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import { lastDayAfterAnswer, moveOffer, permit, type PersonActor } from '@duixian/workflow';
import { refuseRecusedOf } from '../applications/open-case';
import { readHolidays } from '../calendar/read-holidays';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type Refusal } from '../ground/refusal';
import { offerResource } from './read-offers';

/**
 * The reviewer in charge answers what the enterprise asked, for good. The clock of the offer goes on: its last day moves by
 * the working days for which it stood.
 */
export async function answerOfferQuestion(
  db: Database,
  command: {
    actor: PersonActor;
    idempotencyKey: string;
    offerId: string;
    questionId: string;
    answer: string;
  },
): Promise<CommandOutcome<{ id: string; expiresOn: string }, Refusal>> {
  const { actor, idempotencyKey, offerId, questionId, answer } = command;
  const input = { offerId, questionId, answer };
  const request = { name: 'answerOfferQuestion', actor, idempotencyKey, input };
  return runCommand<{ id: string; expiresOn: string }, Refusal>(db, request, async (tx) => {
    const offer = await lockOffer(tx, offerId);
    if (!offer || !permit(actor, 'offer.read', offerResource(tx, offer)).allowed) return refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'offer.answer', offerResource(tx, offer));
    if (forbidden) return forbidden;
    const asked = await findOfferQuestion(tx, questionId);
    if (asked?.offerId !== offer.id) return refuseAsUnknown();
    const move = moveOffer(offer.state, 'answer');
    if (!move.ok || asked.endedAt !== null || offer.pausedOn === null)
      return refuse('question-over', '这次询问已经答复,或推送已经办结,不必再答复。请刷新查看。');
    const unfit = await refuseRecusedOf(tx, offer.partyId);
    if (unfit) return unfit;
    if (asked.askedBy === actor.userId)
      return refuse('separation-of-duties', '您提出了这次询问,须由其他同事答复。');
    await endOfferQuestion(tx, questionId, 'answered', { answer, answeredBy: actor.userId });
    const days = { askedOn: localDate(offer.pausedOn), answeredOn: tx.today };
    offer.expiresOn = lastDayAfterAnswer(localDate(offer.expiresOn), days, await readHolidays(tx));
    offer.pausedOn = null;
    await saveOffer(tx, offer);
    await tx.record({
      ...{ caseId: offer.id, regionCode: offer.countyCode, partyId: offer.partyId, type: move.event },
      data: { questionId, expiresOn: offer.expiresOn, version: offer.version },
    });
    return done({ id: questionId, expiresOn: offer.expiresOn });
  });
}
