import {
  answeredQuestion,
  endOfferQuestion,
  findOpenOfferQuestion,
  lockOffer,
  saveOffer,
  type OfferEntity,
  type StateReason,
  type Tx,
} from '@duixian/persistence';
import {
  allowedOfferActions,
  describeRefusal,
  handsOf,
  moveOffer,
  permit,
  type OfferEnding,
  type OfferState,
  type PersonActor,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted } from '../ground/authorise';
import { refuse, type Refused } from '../ground/refusal';
import { offerResource } from './read-offers';

/** What both clicks on an offer take. */
export interface OfferCommand {
  actor: PersonActor;
  idempotencyKey: string;
  offerId: string;
  version: number;
}

/** What they answer: enough to go on without reading again. */
export interface OfferAnswer {
  id: string;
  state: OfferState;
  version: number;
  /** The case that came of a confirmed offer. */
  applicationId: string | null;
  /** Why it was withdrawn instead. */
  reason: StateReason | null;
}

/** Locked, seen, current, permitted, open, not over unless its clock stands, and in hands that had nothing to do with it before. */
export async function openOffer(
  tx: Tx,
  command: OfferCommand,
  action: 'confirm' | 'decline' | 'ask',
): Promise<{ ok: true; offer: OfferEntity } | Refused> {
  const { actor, offerId, version } = command;
  const offer = await lockOffer(tx, offerId);
  if (!offer || !permit(actor, 'offer.read', offerResource(tx, offer)).allowed) return refuseAsUnknown();
  if (offer.version !== version) return refuseStale(version, offer.version);
  const forbidden = refuseUnlessPermitted(actor, `offer.${action}`, offerResource(tx, offer));
  if (forbidden) return forbidden;
  const move = moveOffer(offer.state, action);
  if (!move.ok) {
    const allowed = allowedOfferActions(offer.state, offer.pausedOn !== null);
    const details = { state: offer.state, allowedActions: allowed };
    return refuse('action-not-allowed', describeRefusal({ ...move.refusal, allowed }), details);
  }
  if (offer.pausedOn === null && offer.expiresOn < tx.today) {
    const text = `推送的确认期限为 ${offer.expiresOn},今天是 ${tx.today}。仍应兑付的,下次比对时会重新推送,也可以自行申报。`;
    return refuse('offer-expired', text, { expiresOn: offer.expiresOn });
  }
  if ([offer.preparedBy, offer.approvedBy].includes(actor.userId)) {
    const rule = '您曾以工作人员身份发起或审定这笔推送,须由企业的其他人员办理。';
    return refuse('separation-of-duties', rule);
  }
  if (await answeredQuestion(tx, offer.id, handsOf(actor))) {
    const rule = '您曾以工作人员身份答复过关于这笔推送的询问,须由企业的其他人员办理。';
    return refuse('separation-of-duties', rule);
  }
  return { ok: true, offer };
}

/** The decision on a locked offer, with its event. A question that waits is closed with it. */
export async function settleOffer(
  tx: Tx,
  offer: OfferEntity,
  action: OfferEnding,
  more: { reason: StateReason | null; data?: Record<string, unknown> },
): Promise<void> {
  const move = moveOffer(offer.state, action);
  if (!move.ok) throw new Error(`offer ${offer.id}: ${action} from ${offer.state}`);
  offer.state = move.to;
  offer.decidedAt = tx.now;
  offer.decidedBy = move.by === 'applicant' && tx.actor.kind === 'person' ? tx.actor.userId : null;
  offer.stateReason = more.reason;
  offer.pausedOn = null;
  const open = await findOpenOfferQuestion(tx, offer.id);
  if (open) await endOfferQuestion(tx, open.id, 'closed');
  await saveOffer(tx, offer);
  await tx.record({
    caseId: offer.id,
    regionCode: offer.countyCode,
    partyId: offer.partyId,
    type: move.event,
    data: {
      to: { state: offer.state },
      version: offer.version,
      reason: more.reason?.code ?? null,
      ...(open ? { closedQuestionId: open.id } : {}),
      ...more.data,
    },
  });
}
