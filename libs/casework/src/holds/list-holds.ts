import {
  findApplications,
  findParties,
  findPayments,
  pageHolds,
  readApprovedApplicants,
  runQuery,
  type ApplicationEntity,
  type CaseHoldEntity,
  type Database,
  type PageRequest,
  type PageWithTotals,
  type Tx,
} from '@duixian/persistence';
import {
  holdActionsOf,
  holdInWords,
  permit,
  type CreditPurpose,
  type HoldAction,
  type HoldKind,
  type HoldState,
  type PersonActor,
} from '@duixian/workflow';
import { reachFor, refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { holdResource } from './resolve-hold';

/** A hold as it is shown: without the people, whom the trail names. */
export interface HoldView {
  id: string;
  version: number;
  state: HoldState;
  kind: HoldKind;
  purpose: CreditPurpose;
  /** What is the matter, in Chinese. */
  words: string;
  paymentId: string | null;
  /** Whose people resolve it. */
  regionCode: string;
  raisedAt: string;
  proposalReason: string | null;
  proposedByYou: boolean;
  liftedAt: string | null;
  liftReason: string | null;
  allowedActions: HoldAction[];
}

/** A hold in a list: also whose it is. */
export interface ListedHoldView extends HoldView {
  applicationId: string;
  partyId: string;
  caseNumber: string;
  applicantName: string;
  /** Of the payment that waits; null where the case itself does. */
  amountFen: number | null;
}

export function holdView(
  tx: Tx,
  hold: CaseHoldEntity,
  application: Pick<ApplicationEntity, 'countyCode'>,
): HoldView {
  const { id, version, state, kind, purpose, paymentId, regionCode, proposalReason, liftReason } = hold;
  const resource = holdResource(tx, hold, application);
  const own = tx.actor.kind === 'person' && hold.proposedBy === tx.actor.userId;
  return {
    ...{ id, version, state, kind, purpose, words: holdInWords(hold), paymentId, regionCode },
    ...{ proposalReason, proposedByYou: own, liftReason },
    raisedAt: hold.raisedAt.toISOString(),
    liftedAt: hold.liftedAt?.toISOString() ?? null,
    allowedActions: holdActionsOf(hold).filter(
      (action) => permit(tx.actor, `hold.${action}`, resource).allowed && (action !== 'confirm' || !own),
    ),
  };
}

/** What waits in the reach of a city or a treasury, newest first. */
export async function listHolds(
  db: Database,
  actor: PersonActor,
  filter: { state?: HoldState; partyId?: string },
  page: PageRequest,
): Promise<{ ok: true; value: PageWithTotals<ListedHoldView> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'hold.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const found = await pageHolds(tx, reachFor(tx, 'hold.list'), filter, page);
    const ids = [...new Set(found.items.map(({ applicationId }) => applicationId))];
    const cases = new Map((await findApplications(tx, ids)).map((each) => [each.id, each]));
    // The party itself is out of sight where it moved away; who was approved is not.
    const approved = await readApprovedApplicants(tx, ids);
    const parties = await findParties(tx, [...new Set(found.items.map(({ partyId }) => partyId))]);
    const names = new Map(parties.map(({ id, registeredName }) => [id, registeredName]));
    const paymentIds = found.items.flatMap(({ paymentId }) => paymentId ?? []);
    const amounts = new Map((await findPayments(tx, paymentIds)).map(({ id, amountFen }) => [id, amountFen]));
    const items = found.items.flatMap((hold): ListedHoldView[] => {
      const application = cases.get(hold.applicationId);
      if (!application) return [];
      return [
        {
          ...holdView(tx, hold, application),
          ...{ applicationId: application.id, partyId: hold.partyId, caseNumber: application.caseNumber },
          applicantName: approved.get(application.id)?.registeredName ?? names.get(hold.partyId) ?? '',
          amountFen: hold.paymentId === null ? null : (amounts.get(hold.paymentId) ?? null),
        },
      ];
    });
    return { ok: true as const, value: { ...found, items } };
  });
}
