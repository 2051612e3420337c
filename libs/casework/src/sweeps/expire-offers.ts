import { lockOffer, readExpiredOffers, runCommand, runQuery, type Database } from '@duixian/persistence';
import { done, type Refusal } from '../ground/refusal';
import { settleOffer } from './decide-offer';

const CLOSER = { kind: 'system', name: 'expire-offers' } as const;
const AT_ONCE = 200;

/**
 * Ends the offers whose last day is over and about which no question waits, each in its own command. Safe to run as often as one likes.
 * @throws the first error at the end: an offer that cannot be ended does not hold up the others
 */
export async function expireOffers(db: Database): Promise<{ expired: number }> {
  const due = await runQuery(db, CLOSER, (tx) => readExpiredOffers(tx, tx.today, AT_ONCE));
  const errors: unknown[] = [];
  let expired = 0;
  for (const { id } of due) {
    try {
      if (await expireOffer(db, id)) expired += 1;
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return { expired };
}

async function expireOffer(db: Database, offerId: string): Promise<boolean> {
  const idempotencyKey = `offer:${offerId}/expire`;
  const request = { name: 'expireOffer', actor: CLOSER, idempotencyKey, input: { offerId } };
  const outcome = await runCommand<{ expired: boolean }, Refusal>(db, request, async (tx) => {
    const offer = await lockOffer(tx, offerId);
    if (!offer) throw new Error(`offer ${offerId} is gone`);
    // Looked at again under its lock: a question may have stopped its clock, and an answer may have moved its last day.
    if (offer.state === 'open' && offer.pausedOn === null && offer.expiresOn < tx.today) {
      const text = `企业在 ${offer.expiresOn} 前没有确认。`;
      await settleOffer(tx, offer, 'expire', { reason: { code: 'expired', text } });
      return done({ expired: true });
    }
    const { id: caseId, countyCode: regionCode, partyId } = offer;
    await tx.record({
      caseId,
      regionCode,
      partyId,
      type: 'offer.expiry_skipped',
      data: { state: offer.state },
    });
    return done({ expired: false });
  });
  return outcome.ok && outcome.value.expired;
}
