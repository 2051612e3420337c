import { yearOf } from '@duixian/calendar';
import { evaluate } from '@duixian/policy';
import {
  findCall,
  findCurrentPayeeAccount,
  findCaseUnderWay,
  findParty,
  findPolicyVersion,
  insertApplication,
  lockClaims,
  nextNumber,
  noteApprovedApplicant,
  noteCaseActor,
  readOfferLines,
  readOtherClaims,
  runCommand,
  seeingEverything,
  type ApplicationEntity,
  type CallEntity,
  type CommandOutcome,
  type Database,
  type OfferEntity,
  type OfferLineEntity,
  type PartyEntity,
  type PayeeAccountEntity,
  type PolicyVersionEntity,
  type StateReason,
  type Tx,
} from '@duixian/persistence';
import { APPLICATION_CREATED_EVENT, moveApplication } from '@duixian/workflow';
import { assembleFacts } from '../facts/assemble-facts';
import { totalsToDate } from '../facts/totals-to-date';
import { withParameters, type FactsUnderCall } from '../facts/call-parameters';
import { readCoveredLedgers, refuseUncovered } from '../facts/earlier-ledgers';
import { lockEntitlements } from '../funds/lock-entitlements';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { lineKey, storeRound } from '../policies/determine-case';
import { documentOf } from '../policies/policy-in-force';
import { readingsInForce } from '../policies/readings-in-force';
import { openOffer, settleOffer, type OfferAnswer, type OfferCommand } from './decide-offer';

const SEPARATE: Refusal = {
  code: 'separation-of-duties',
  message: '您曾以工作人员身份办理过这笔推送,须由企业的其他人员确认。',
};
const UNDER_WAY: Refusal = {
  code: 'duplicate-application',
  message: '本企业在同一申报通知下已有在办申报。请先撤回该申报,或待其办结后再确认。',
};

interface OfferInHand {
  offer: OfferEntity;
  lines: readonly OfferLineEntity[];
  call: CallEntity;
  party: PartyEntity;
  version: PolicyVersionEntity;
}

/**
 * One click of somebody who acts for the applicant. What was offered is determined again inside this transaction, after
 * its entitlements are locked; what is no longer owed withdraws the offer, with the reason, and that is an answer too.
 * What still stands becomes a case that needs no review: it goes on to its notice, or to its award.
 */
export async function confirmOffer(
  db: Database,
  command: OfferCommand & { accountId?: string },
): Promise<CommandOutcome<OfferAnswer, Refusal>> {
  const { actor, idempotencyKey, offerId, version, accountId } = command;
  const input = { offerId, version, ...(accountId ? { accountId } : {}) };
  const conflicts = { case_actor_pkey: SEPARATE, application_one_under_way: UNDER_WAY };
  const request = { name: 'confirmOffer', actor, idempotencyKey, input, conflicts };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<OfferAnswer>> => {
    const opened = await openOffer(tx, command, 'confirm');
    if (!opened.ok) return opened;
    const account = await payeeOf(tx, opened.offer, accountId);
    if (!account.ok) return account;
    const live = await findCaseUnderWay(tx, opened.offer.callId, opened.offer.partyId);
    if (live)
      return refuse(UNDER_WAY.code, UNDER_WAY.message, {
        applicationId: live.id,
        caseNumber: live.caseNumber,
      });
    const inHand = await loadOffer(tx, opened.offer);
    const claimed = await refuseClaimed(tx, inHand);
    if (claimed) return claimed;
    await lockEntitlements(tx, inHand.party.id, documentOf(inHand.version), inHand.lines);
    const again = await determineAgain(tx, inHand);
    if (again.reason) return done(await withdraw(tx, inHand.offer, again.reason));
    const application = await openCaseOf(tx, inHand, account.account);
    await storeRound(
      tx,
      {
        applicationId: application.id,
        partyId: inHand.party.id,
        purpose: 'assessment',
        call: inHand.call,
        version: inHand.version,
        evaluationDate: inHand.offer.evaluationDate,
        only: new Set(inHand.lines.map((line) => lineKey(line.clauseId, line.subject))),
      },
      again.facts,
      again.readings,
    );
    const data = { applicationId: application.id };
    await settleOffer(tx, inHand.offer, 'confirm', { reason: null, data });
    return done(answerOf(inHand.offer, application.id));
  });
}

/** A case of another call claims the same: it is decided first. What was paid withdraws the offer below. */
async function refuseClaimed(tx: Tx, { lines, party }: OfferInHand): Promise<Refused | null> {
  await lockClaims(tx, party.id);
  const own = { partyId: party.id, applicationId: null, before: null };
  const others = await seeingEverything(tx, () => readOtherClaims(tx, own, lines));
  const other = others.find(({ awarded }) => !awarded);
  if (!other) return null;
  const { applicationId, caseNumber } = other;
  return refuse(
    UNDER_WAY.code,
    `本企业的申报 ${caseNumber} 已申报同一事项。请先撤回该申报,或待其办结后再确认。`,
    { applicationId, caseNumber },
  );
}

const answerOf = (offer: OfferEntity, applicationId: string | null): OfferAnswer => ({
  ...{ id: offer.id, state: offer.state, version: offer.version, applicationId },
  reason: offer.stateReason,
});

async function withdraw(tx: Tx, offer: OfferEntity, reason: StateReason): Promise<OfferAnswer> {
  await settleOffer(tx, offer, 'withdraw', { reason });
  return answerOf(offer, null);
}

/** The account that is the applicant's now, and verified. Naming one says which the person saw. */
async function payeeOf(
  tx: Tx,
  offer: OfferEntity,
  accountId: string | undefined,
): Promise<{ ok: true; account: PayeeAccountEntity } | Refused> {
  const account = await findCurrentPayeeAccount(tx, offer.partyId);
  const problem = !account
    ? '企业还没有登记收款账户。请先登记并由第二人确认,再确认领取。'
    : !account.verifiedAt
      ? '收款账户尚未经第二人确认。请先确认账户,再确认领取。'
      : accountId !== undefined && account.id !== accountId
        ? '页面显示的收款账户已不是企业现在的账户。请刷新页面,核对账户后再确认。'
        : null;
  if (!account || problem !== null) return refuse('payee-account-unusable', problem ?? '');
  return { ok: true, account };
}

async function loadOffer(tx: Tx, offer: OfferEntity): Promise<OfferInHand> {
  const lines = await readOfferLines(tx, [offer.id]);
  const [call, party] = [await findCall(tx, offer.callId), await findParty(tx, offer.partyId)];
  const version = await findPolicyVersion(tx, offer.policyVersionId);
  if (!call || !party || !version) throw new Error(`offer ${offer.id} is incomplete`);
  return { offer, lines, call, party, version };
}

/**
 * The offered lines on the facts as they are now, as the system sees them ("absent" has to mean none). `reason` is null
 * while exactly what was offered is owed, and the ledgers behind it are still marked complete.
 */
async function determineAgain(
  tx: Tx,
  { offer, lines, call, party, version }: OfferInHand,
): Promise<{ reason: StateReason | null; facts: FactsUnderCall; readings: Record<string, string> }> {
  return seeingEverything(tx, async () => {
    const document = documentOf(version);
    const assembled = await assembleFacts(tx, party, offer.evaluationDate, null);
    const facts = withParameters(totalsToDate(assembled, document), call);
    const readings = await readingsInForce(tx, document, offer.cityCode, offer.evaluationDate);
    const results = evaluate([document], facts.facts, { clauses: call.clauseIds, readings });
    const owed = results.filter(
      ({ status, payable, amountFen }) => status === 'determined' && payable === true && (amountFen ?? 0) > 0,
    );
    const now = Object.fromEntries(owed.map((r) => [lineKey(r.clause, r.subject), r.amountFen ?? 0]));
    const before = Object.fromEntries(
      lines.map((line) => [lineKey(line.clauseId, line.subject), Number(line.amountFen)]),
    );
    const changed = Object.keys(before).filter((key) => now[key] !== before[key]);
    const reason: StateReason | null =
      changed.length > 0
        ? {
            code: 'determination-changed',
            text: `确认时重新核定,结果与推送时不一致(${changed.join('、')}),推送已撤回。`,
            details: { offered: before, now },
          }
        : refuseUncovered(
            await readCoveredLedgers(tx, party.countyCode),
            document,
            lines.map((line) => line.clauseId),
            'always',
          );
    return { reason, facts, readings };
  });
}

/** The case: route, law and day as they were offered, the confirmer as its filer, both officers of the sweep on record. */
async function openCaseOf(
  tx: Tx,
  { offer, call, party }: OfferInHand,
  account: PayeeAccountEntity,
): Promise<ApplicationEntity> {
  const { noticeWorkingDays, route } = call;
  const nowhere = { stageIndex: null, waitingStageIndex: null };
  const start = { state: 'draft', origin: 'offer', ...nowhere, route, noticeWorkingDays } as const;
  const move = moveApplication(start, 'confirm_offer');
  if (!move.ok) throw new Error(`offer ${offer.id} makes no case`);
  const application: ApplicationEntity = {
    id: tx.newId(),
    caseNumber: await nextNumber(tx, 'case', party.countyCode, yearOf(tx.today)),
    callId: call.id,
    partyId: party.id,
    origin: 'offer',
    offerId: offer.id,
    countyCode: party.countyCode,
    cityCode: call.cityCode,
    state: move.to,
    stageIndex: null,
    waitingStageIndex: null,
    version: 1,
    route,
    noticeWorkingDays,
    policyVersionId: offer.policyVersionId,
    evaluationDate: offer.evaluationDate,
    claims: {},
    payeeAccountId: account.id,
    stateReason: null,
    createdAt: tx.now,
    submittedAt: tx.now,
  };
  await insertApplication(tx, application);
  if (tx.actor.kind === 'person') await noteCaseActor(tx, application.id, tx.actor.userId, 'filing');
  await noteCaseActor(tx, application.id, offer.preparedBy, 'sweep_preparation');
  await noteCaseActor(tx, application.id, offer.approvedBy, 'sweep_approval');
  const record = (type: string, data: Record<string, unknown>): Promise<void> =>
    tx.record({
      caseId: application.id,
      regionCode: application.countyCode,
      partyId: party.id,
      type,
      data: { ...data, version: application.version },
    });
  await record(APPLICATION_CREATED_EVENT, {
    callId: call.id,
    offerId: offer.id,
    to: { state: 'draft', stageIndex: null },
  });
  await record(move.event, { offerId: offer.id, to: { state: move.to, stageIndex: null } });
  await noteApprovedApplicant(tx, application);
  const topic = move.to === 'noticed' ? 'application.noticed' : 'application.approved';
  await tx.enqueue(topic, { applicationId: application.id });
  return application;
}
