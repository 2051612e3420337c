import { addDays, daysBetween, type LocalDate } from '@duixian/calendar';
import {
  findApplicationsOfOffers,
  findCall,
  findCurrentPayeeAccount,
  findOffer,
  findParty,
  findPolicyVersion,
  pageOffers,
  readCaseEvents,
  readOfferLines,
  runQuery,
  type ApplicationEntity,
  type Database,
  type OfferEntity,
  type OfferFilter,
  type OfferLineEntity,
  type PageRequest,
  type PageWithTotals,
  type StateReason,
  type Tx,
} from '@duixian/persistence';
import {
  allowedOfferActions,
  OFFER_STATE_LABELS,
  permit,
  type Actor,
  type OfferPersonAction,
  type OfferState,
  type PersonActor,
  type Resource,
} from '@duixian/workflow';
import { reachFor, refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { maskAccountNumber } from '../ground/mask';
import type { Refused } from '../ground/refusal';
import { documentOf } from '../policies/policy-in-force';
import { questionsOf, type OfferQuestionView } from './read-offer-questions';

type Answer<T> = { ok: true; value: T } | Refused;

export type { OfferQuestionView };

export interface OfferSummary {
  id: string;
  version: number;
  state: OfferState;
  /** The state in Chinese. */
  stateZh: string;
  applicant: { id: string; registeredName: string; creditCode: string | null };
  countyCode: string;
  call: { id: string; number: string; title: string };
  amountFen: number;
  lines: { clause: string; subject: string | null; amountFen: number }[];
  madeAt: string;
  expiresOn: string;
  /** Since when its clock stands, because a question of the enterprise waits; then `expiresOn` moves with the answer. */
  pausedOn: string | null;
  /** Calendar days from today to the last day; negative: it is over, unless the clock stands. */
  daysLeft: number;
  /** Why it was declined, expired or withdrawn. */
  stateReason: StateReason | null;
  /** The case that came of it; null while it is not confirmed. */
  applicationId: string | null;
  /** Why that case gets no award as offered: found changed at its award, or ended without one; null otherwise. */
  caseReason: StateReason | null;
}

export interface OfferView extends OfferSummary {
  /** The same lines with what the law says of them, in plain Chinese. */
  reasons: { clause: string; article: string; title: string; amountFen: number; explanation: string }[];
  evaluationDate: string;
  sweepId: string;
  /** Where it would be paid to; null while no account is recorded. */
  payeeAccount: {
    id: string;
    accountName: string;
    maskedNumber: string;
    bankName: string;
    verified: boolean;
  } | null;
  decidedAt: string | null;
  /** What happened to it, oldest first. */
  history: { type: string; at: string; by: 'system' | 'person' }[];
  /** What was asked about it, oldest first. */
  questions: OfferQuestionView[];
  allowedActions: OfferPersonAction[];
}

/** What a list of offers is narrowed by; `dueWithin`: open ones with at most so many days left, negative: over. */
export type OffersAsked = Omit<OfferFilter, 'dueBy'> & { dueWithin?: number };

/** Offers in reach, newest first, with count and sum over the filter: one's own, or those of one's region. */
export async function listOffers(
  db: Database,
  actor: PersonActor,
  filter: OffersAsked,
  page: PageRequest,
): Promise<Answer<PageWithTotals<OfferSummary>>> {
  const forbidden = refuseUnlessPermitted(actor, 'offer.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { dueWithin, ...asked } = filter;
    const due = dueWithin === undefined ? {} : { dueBy: addDays(tx.today, dueWithin) };
    const found = await pageOffers(tx, reachFor(tx, 'offer.list'), { ...asked, ...due }, page);
    const { items } = found;
    const lines = await readOfferLines(
      tx,
      items.map((offer) => offer.id),
    );
    const cases = await findApplicationsOfOffers(
      tx,
      items.map((offer) => offer.id),
    );
    const summaries: OfferSummary[] = [];
    for (const offer of items) {
      const application = cases.find((each) => each.offerId === offer.id);
      const own = lines.filter((line) => line.offerId === offer.id);
      summaries.push(await summaryOf(tx, offer, own, application));
    }
    return { ok: true as const, value: { ...found, items: summaries } };
  });
}

/** One offer: how much, why, by when, and where it would be paid to. */
export async function readOffer(db: Database, actor: Actor, id: string): Promise<Answer<OfferView>> {
  return runQuery(db, actor, async (tx) => {
    const offer = await findOffer(tx, id);
    if (!offer || !permit(actor, 'offer.read', offerResource(tx, offer)).allowed) return refuseAsUnknown();
    const lines = await readOfferLines(tx, [offer.id]);
    const [application] = await findApplicationsOfOffers(tx, [offer.id]);
    const account = await findCurrentPayeeAccount(tx, offer.partyId);
    const value: OfferView = {
      ...(await summaryOf(tx, offer, lines, application)),
      reasons: await reasonsOf(tx, offer, lines),
      evaluationDate: offer.evaluationDate,
      sweepId: offer.sweepId,
      payeeAccount: account && {
        id: account.id,
        accountName: account.accountName,
        maskedNumber: maskAccountNumber(account.accountNumber),
        bankName: account.bankName,
        verified: account.verifiedAt !== null,
      },
      decidedAt: offer.decidedAt?.toISOString() ?? null,
      history: (await readCaseEvents(tx, offer.id)).map((event) => ({
        type: event.type,
        at: event.at.toISOString(),
        by: event.actor.startsWith('system:') ? ('system' as const) : ('person' as const),
      })),
      questions: await questionsOf(tx, offer),
      allowedActions:
        offer.pausedOn === null && offer.expiresOn < tx.today
          ? []
          : allowedOfferActions(offer.state, offer.pausedOn !== null).filter(
              (action) => permit(actor, `offer.${action}`, offerResource(tx, offer)).allowed,
            ),
    };
    return { ok: true as const, value };
  });
}

/** An offer as the permission function sees it: its place and its addressee. */
export const offerResource = (tx: Tx, offer: OfferEntity): Resource => ({
  regionPath: tx.regions.path(offer.countyCode),
  partyId: offer.partyId,
});

async function summaryOf(
  tx: Tx,
  offer: OfferEntity,
  lines: readonly OfferLineEntity[],
  application: ApplicationEntity | undefined,
): Promise<OfferSummary> {
  const [call, party] = [await findCall(tx, offer.callId), await findParty(tx, offer.partyId)];
  return {
    ...{ id: offer.id, version: offer.version, state: offer.state },
    stateZh: OFFER_STATE_LABELS[offer.state],
    applicant: {
      id: offer.partyId,
      registeredName: party?.registeredName ?? '',
      creditCode: party?.creditCode ?? null,
    },
    countyCode: offer.countyCode,
    call: { id: offer.callId, number: call?.number ?? '', title: call?.title ?? '' },
    amountFen: offer.amountFen,
    lines: lines.map(({ clauseId, subject, amountFen }) => ({
      clause: clauseId,
      subject: subject || null,
      amountFen,
    })),
    madeAt: offer.madeAt.toISOString(),
    expiresOn: offer.expiresOn,
    pausedOn: offer.pausedOn,
    daysLeft: daysBetween(tx.today, offer.expiresOn as LocalDate),
    stateReason: offer.stateReason,
    applicationId: application?.id ?? null,
    caseReason: application ? withoutAward(application) : null,
  };
}

const ENDED = ['rejected', 'withdrawn', 'terminated'];

/** What waits for money or a hold may still be paid as it was offered; what was determined anew to be something else is not. */
function withoutAward({ state, stateReason }: ApplicationEntity): StateReason | null {
  const changed = state === 'parked' && stateReason?.code === 'determination-changed';
  return changed || ENDED.includes(state) ? stateReason : null;
}

async function reasonsOf(
  tx: Tx,
  offer: OfferEntity,
  lines: readonly OfferLineEntity[],
): Promise<OfferView['reasons']> {
  const version = await findPolicyVersion(tx, offer.policyVersionId);
  const clauses = version ? documentOf(version).clauses : [];
  return lines.map((line) => {
    const clause = clauses.find((each) => each.id === line.clauseId);
    return {
      clause: line.clauseId,
      article: clause?.article ?? '',
      title: clause?.title ?? line.clauseId,
      amountFen: line.amountFen,
      explanation: line.explanation,
    };
  });
}
