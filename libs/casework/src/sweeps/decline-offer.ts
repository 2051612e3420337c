import { runCommand, type CommandOutcome, type Database } from '@duixian/persistence';
import { done, type CaseOutcome, type Refusal } from '../ground/refusal';
import { openOffer, settleOffer, type OfferAnswer, type OfferCommand } from './decide-offer';

/** The applicant does not want it. It is not offered again; they may still apply. */
export async function declineOffer(
  db: Database,
  command: OfferCommand & { reason: string },
): Promise<CommandOutcome<OfferAnswer, Refusal>> {
  const { actor, idempotencyKey, offerId, version, reason } = command;
  const request = { name: 'declineOffer', actor, idempotencyKey, input: { offerId, version, reason } };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<OfferAnswer>> => {
    const opened = await openOffer(tx, command, 'decline');
    if (!opened.ok) return opened;
    const { offer } = opened;
    await settleOffer(tx, offer, 'decline', { reason: { code: 'declined', text: reason } });
    return done({
      ...{ id: offer.id, state: offer.state, version: offer.version },
      ...{ applicationId: null, reason: null },
    });
  });
}
