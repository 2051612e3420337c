import {
  actorId,
  canonicalJson,
  findParties,
  insertHolds,
  readApprovedApplicants,
  readHoldsOfCases,
  readRegistrationStatuses,
  sha256,
  type ApplicationEntity,
  type CaseHoldEntity,
  type CreditCheckEntity,
  type PartyEntity,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import {
  HOLD_CREATED_EVENT,
  UNCHECKED_OUTCOMES,
  type CreditPurpose,
  type HoldKind,
  type SameClaim,
} from '@duixian/workflow';
import { checkCredits, type CreditQuestion } from '../credit/check-credit';
import { type CreditRules } from '../credit/credit-rules';
import { isRegisteredName } from '../parties/account-rules';

type HeldCase = Pick<ApplicationEntity, 'id' | 'partyId' | 'countyCode' | 'cityCode'>;

/** What is looked at before it goes on: a case, or one of its payments. */
export interface Gated {
  application: HeldCase;
  payment: Pick<PaymentEntity, 'id' | 'regionCode' | 'payee'> | null;
  /** What of the case another one claims. */
  claimedTwice?: readonly SameClaim[];
}

interface Obstacle {
  kind: HoldKind;
  details: Record<string, unknown>;
  creditCheckId: string | null;
}

/**
 * Asks the register of credit about each applicant, stores the answers, compares the applicant with what was approved, and
 * raises a hold for whatever was not lifted before for the same reason.
 * @returns everything that each of them waits for now, in the order of `gated`
 */
export async function raiseHolds(
  tx: Tx,
  purpose: CreditPurpose,
  gated: readonly Gated[],
  rules: CreditRules,
): Promise<CaseHoldEntity[][]> {
  if (gated.length === 0) return [];
  const checks = await checkCredits(
    tx,
    gated.map((each) => questionOf(purpose, each)),
    rules,
  );
  const applicantOf = await readApplicants(tx, gated);
  const caseIds = [...new Set(gated.map(({ application }) => application.id))];
  const known = await readHoldsOfCases(tx, caseIds);
  const raised: CaseHoldEntity[] = [];
  const held = gated.map((each, index) => {
    const check = checks[index];
    if (!check) throw new Error('a question without an answer');
    const twice = each.claimedTwice ?? [];
    const obstacles = [
      ...creditObstacles(check, rules),
      ...applicantOf(each.application, each.payment?.payee.accountName ?? null),
      ...(twice.length > 0 ? [obstacle('claimed-twice', { claims: twice })] : []),
    ];
    const fresh = obstacles
      .map((obstacle) => holdOf(tx, purpose, each, obstacle))
      .filter((hold) => !known.some((before) => isSame(before, hold)));
    raised.push(...fresh);
    const standing = known.filter(
      ({ applicationId, paymentId, state }) =>
        applicationId === each.application.id &&
        paymentId === (each.payment?.id ?? null) &&
        state !== 'lifted',
    );
    return [...standing, ...fresh];
  });
  await insertHolds(tx, raised);
  await recordRaised(tx, gated, raised);
  return held;
}

const questionOf = (purpose: CreditPurpose, { application, payment }: Gated): CreditQuestion => {
  const { id: applicationId, partyId } = application;
  if (payment === null) return { purpose: purpose === 'payment' ? 'award' : purpose, applicationId, partyId };
  return { purpose: 'payment', applicationId, partyId, paymentId: payment.id };
};

function creditObstacles(check: CreditCheckEntity, rules: CreditRules): Obstacle[] {
  const { id: creditCheckId, outcome, findings, coveredTo } = check;
  if (outcome === 'listed') return [{ kind: 'credit-listed', details: { findings }, creditCheckId }];
  if (rules.unknown === 'warn' || !UNCHECKED_OUTCOMES.includes(outcome)) return [];
  return [{ kind: 'credit-unknown', details: { coveredTo }, creditCheckId }];
}

/** In what an applicant differs today from what was approved; before an approval only whether there still is one. */
async function readApplicants(
  tx: Tx,
  gated: readonly Gated[],
): Promise<(application: HeldCase, accountName: string | null) => Obstacle[]> {
  const partyIds = [...new Set(gated.map(({ application }) => application.partyId))];
  const parties = new Map((await findParties(tx, partyIds)).map((party) => [party.id, party]));
  const statuses = await readRegistrationStatuses(tx, partyIds);
  const approved = await readApprovedApplicants(
    tx,
    gated.map(({ application }) => application.id),
  );
  return (application, accountName) => {
    const party = parties.get(application.partyId);
    const was = approved.get(application.id);
    const said = statuses.get(application.partyId);
    const changes = party && was ? changesOf(tx, party, was) : [];
    return [
      ...changes,
      ...(party && !changes.some(({ kind }) => kind === 'applicant-renamed')
        ? accountOf(party, accountName)
        : []),
      ...(said && said.status !== 'registered' ? [obstacle('applicant-ended', { ...said })] : []),
    ];
  };
}

/** Approved under its present name, and still paid on an account in an earlier one. */
const accountOf = ({ registeredName }: PartyEntity, accountName: string | null): Obstacle[] =>
  accountName === null || isRegisteredName(accountName, registeredName)
    ? []
    : [obstacle('applicant-renamed', { account: accountName, now: registeredName })];

const obstacle = (kind: HoldKind, details: Record<string, unknown>): Obstacle => {
  return { kind, details, creditCheckId: null };
};

function changesOf(
  tx: Tx,
  now: PartyEntity,
  was: { registeredName: string; countyCode: string },
): Obstacle[] {
  const placeOf = (code: string): string =>
    tx.regions
      .path(code)
      .slice(0, 2)
      .reverse()
      .map((each) => tx.regions.get(each).name)
      .join('');
  return [
    ...(isRegisteredName(now.registeredName, was.registeredName)
      ? []
      : [obstacle('applicant-renamed', { was: was.registeredName, now: now.registeredName })]),
    ...(now.countyCode === was.countyCode
      ? []
      : [obstacle('applicant-moved', { was: placeOf(was.countyCode), now: placeOf(now.countyCode) })]),
  ];
}

function holdOf(
  tx: Tx,
  purpose: CreditPurpose,
  { application, payment }: Gated,
  { kind, details, creditCheckId }: Obstacle,
): CaseHoldEntity {
  return {
    ...{ id: tx.newId(), applicationId: application.id, partyId: application.partyId },
    ...{ paymentId: payment?.id ?? null, regionCode: payment?.regionCode ?? application.cityCode },
    ...{ kind, purpose, details, fingerprint: sha256(canonicalJson({ kind, details })), creditCheckId },
    ...{ state: 'open', version: 1, raisedAt: tx.now, raisedBy: actorId(tx.actor) },
    ...{ proposedAt: null, proposedBy: null, proposalReason: null },
    ...{ liftedAt: null, liftedBy: null, liftReason: null },
  };
}

/** Held or lifted before for exactly this reason. */
const isSame = (before: CaseHoldEntity, hold: CaseHoldEntity): boolean =>
  before.applicationId === hold.applicationId &&
  before.paymentId === hold.paymentId &&
  before.fingerprint === hold.fingerprint;

async function recordRaised(
  tx: Tx,
  gated: readonly Gated[],
  raised: readonly CaseHoldEntity[],
): Promise<void> {
  const counties = new Map(gated.map(({ application }) => [application.id, application.countyCode]));
  await tx.recordAll(
    raised.map((hold) => ({
      caseId: hold.applicationId,
      regionCode: counties.get(hold.applicationId) ?? hold.regionCode,
      partyId: hold.partyId,
      type: HOLD_CREATED_EVENT,
      data: {
        ...{ holdId: hold.id, paymentId: hold.paymentId, kind: hold.kind, purpose: hold.purpose },
        ...{ details: hold.details, creditCheckId: hold.creditCheckId },
      },
    })),
  );
}
