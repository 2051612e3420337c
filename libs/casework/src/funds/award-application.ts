import { addFen, fen, sumFen, type Fen } from '@duixian/money';
import { reserve } from '@duixian/ledger';
import {
  canonicalJson,
  findCall,
  findParty,
  findPolicyVersion,
  insertAward,
  insertAwardInstalments,
  lockApplication,
  openTask,
  postJournal,
  readFundingWaitsOf,
  readLatestDeterminations,
  rewriteFundingWaits,
  runCommand,
  saveApplication,
  type ApplicationEntity,
  type CallEntity,
  type CaseHoldEntity,
  type CommandOutcome,
  type Database,
  type DeterminationEntity,
  type PartyEntity,
  type PolicyVersionEntity,
  type StateReason,
  type Tx,
} from '@duixian/persistence';
import { holdInWords, moveApplication } from '@duixian/workflow';
import { positionOf } from '../applications/open-case';
import { assembleFacts } from '../facts/assemble-facts';
import { refuseIncompleteLedgers } from '../facts/earlier-ledgers';
import { DEFAULT_CREDIT_RULES, type CreditRules } from '../credit/credit-rules';
import { done, type Refusal } from '../ground/refusal';
import { awardedElsewhere } from '../holds/claimed-twice';
import { raiseHolds } from '../holds/raise-holds';
import { determineCase, payableLines, resultOf } from '../policies/determine-case';
import { documentOf } from '../policies/policy-in-force';
import { AT_ONCE, partsOf } from './instalment-plan';
import { entitlementKey, lockEntitlements } from './lock-entitlements';
import { planFunding, type FundingPlan, type FundingSource } from './plan-funding';
import { planPayments, refuseUnpayableAdvancer } from './plan-payments';
import { wakeFundingQueues } from './serve-funding-queue';

const AWARDER = { kind: 'system', name: 'award-application' } as const;

interface CaseToAward {
  application: ApplicationEntity;
  call: CallEntity;
  party: PartyEntity;
  version: PolicyVersionEntity;
  evaluationDate: string;
}

/**
 * After the notice, as the system: locks the entitlements, determines again inside this transaction on attested and
 * authoritative facts only, with everything already awarded counted as paid; then reserves budget per funding source
 * and plans one payment per source and instalment, or one for all and refunds to the level that makes it. Whatever stands in the way parks the case with its reason and a task for the city; without money it waits in
 * the queues of its treasuries, first come, first served.
 */
export async function awardApplication(
  db: Database,
  job: { outboxId: string; applicationId: string },
  creditRules: CreditRules = DEFAULT_CREDIT_RULES,
): Promise<CommandOutcome<{ outcome: 'awarded' | 'parked' | 'skipped' }, Refusal>> {
  const idempotencyKey = `outbox:${job.outboxId}/award-application`;
  const input = { applicationId: job.applicationId };
  return runCommand<{ outcome: 'awarded' | 'parked' | 'skipped' }, Refusal>(
    db,
    { name: 'awardApplication', actor: AWARDER, idempotencyKey, input },
    async (tx) => {
      const application = await lockApplication(tx, job.applicationId);
      if (!application) throw new Error(`application ${job.applicationId} is gone`);
      if (!moveApplication(positionOf(application), 'award').ok) {
        await recordOn(tx, application, 'application.award_skipped', { state: application.state });
        return done({ outcome: 'skipped' as const });
      }
      const [held = []] = await raiseHolds(tx, 'award', [{ application, payment: null }], creditRules);
      if (held.length > 0) return done(await park(tx, application, heldReason(held)));
      const toAward = await loadCase(tx, application);
      const approved = payableLines(await readLatestDeterminations(tx, application.id));
      const entitlements = await lockEntitlements(
        tx,
        toAward.party.id,
        documentOf(toAward.version),
        approved,
      );
      const elsewhere = await awardedElsewhere(tx, application, approved);
      if (elsewhere) return done(await park(tx, application, elsewhere));
      const again = await determineAgain(tx, toAward, approved);
      const changed = differenceTo(approved, again);
      if (changed) return done(await park(tx, application, changed));
      const unknown = await refuseIncompleteLedgers(
        tx,
        toAward.party,
        documentOf(toAward.version),
        again.map((line) => line.clauseId),
      );
      if (unknown) return done(await park(tx, application, unknown));
      const funding = await planFunding(tx, application, toAward.call, again);
      if (!funding.ok) return done(await park(tx, application, funding.reason, funding));
      const unpayable = await refuseUnpayableAdvancer(tx, funding.sources);
      if (unpayable) return done(await park(tx, application, unpayable));
      await award(tx, toAward, again, entitlements, funding.sources);
      return done({ outcome: 'awarded' as const });
    },
  );
}

const heldReason = (holds: readonly CaseHoldEntity[]): StateReason => ({
  code: 'check-holds',
  text: '核定前核查有问题,已暂停:请在“暂停事项”核实解除后重新核定。',
  details: { holds: holds.map(({ id }) => id), words: holds.map(holdInWords) },
});

async function loadCase(tx: Tx, application: ApplicationEntity): Promise<CaseToAward> {
  const call = await findCall(tx, application.callId);
  const party = await findParty(tx, application.partyId);
  const version = await findPolicyVersion(tx, application.policyVersionId ?? '');
  if (!call || !party || !version || !application.evaluationDate)
    throw new Error(`application ${application.id} is incomplete`);
  return { application, call, party, version, evaluationDate: application.evaluationDate };
}

const subjectOf = (line: DeterminationEntity): string => line.subject ?? '';

async function determineAgain(
  tx: Tx,
  { application, party, call, version, evaluationDate }: CaseToAward,
  approved: readonly DeterminationEntity[],
): Promise<DeterminationEntity[]> {
  const assembled = await assembleFacts(tx, party, evaluationDate, null, application.id);
  const lines = await determineCase(tx, {
    applicationId: application.id,
    partyId: party.id,
    cityCode: application.cityCode,
    purpose: 'award',
    call,
    version,
    evaluationDate,
    assembled,
    // What a sweep did not put before its second officer is not paid along with what it did.
    ...(application.origin === 'offer' ? { only: new Set(approved.map(entitlementKey)) } : {}),
  });
  return payableLines(lines);
}

/** What a line comes to and who bears it, as one text to compare. */
const worthOf = (line: DeterminationEntity): string =>
  canonicalJson({ amountFen: line.amountFen, splitFen: resultOf(line).splitFen });

/** Null when what was approved is still exactly what is owed, borne by the same levels. */
function differenceTo(
  approved: readonly DeterminationEntity[],
  again: readonly DeterminationEntity[],
): StateReason | null {
  const before = Object.fromEntries(approved.map((line) => [entitlementKey(line), worthOf(line)]));
  const after = Object.fromEntries(again.map((line) => [entitlementKey(line), worthOf(line)]));
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changed = keys.filter((key) => before[key] !== after[key]);
  if (changed.length === 0 && again.length > 0) return null;
  return {
    code: 'determination-changed',
    text: `核定奖补前重新计算,结果与审核通过时不一致:${changed.join('、') || '没有应兑付的金额'}。请重新审核。`,
    details: { approved: before, now: after },
  };
}

async function award(
  tx: Tx,
  { application, call, party }: CaseToAward,
  lines: readonly DeterminationEntity[],
  entitlements: ReadonlyMap<string, string>,
  sources: readonly FundingSource[],
): Promise<void> {
  const awardId = tx.newId();
  const amountFen: Fen = sumFen(lines.map((line) => fen(line.amountFen ?? 0)));
  const rows = sources.map((source) => ({ id: tx.newId(), awardId, ...source }));
  await insertAward(
    tx,
    {
      id: awardId,
      applicationId: application.id,
      partyId: party.id,
      countyCode: application.countyCode,
      cityCode: application.cityCode,
      amountFen,
      awardedAt: tx.now,
      awardedOn: tx.today,
    },
    lines.map((line) => ({
      id: tx.newId(),
      awardId,
      partyId: party.id,
      entitlementId: entitlements.get(entitlementKey(line)) ?? '',
      determinationId: line.id,
      clauseId: line.clauseId,
      subject: subjectOf(line),
      amountFen: fen(line.amountFen ?? 0),
    })),
    rows,
  );
  for (const source of rows)
    await postJournal(
      tx,
      reserve(source.budgetLineId, addFen(source.amountFen, source.advancedFen)),
      `award-source:${source.id}/reserve`,
    );
  const parts = call.instalments ? partsOf(call.instalments) : AT_ONCE;
  if (parts.length > 1)
    await insertAwardInstalments(
      tx,
      parts.map((part) => ({ awardId, ...part })),
    );
  await planPayments(tx, application, rows, parts);
  await wakeFundingQueues(tx, await rewriteFundingWaits(tx, application, [], 'funded'));
  await moveTo(tx, application, 'award', null, {
    awardId,
    amountFen,
    lines: lines.map((line) => ({ clause: line.clauseId, amountFen: line.amountFen })),
    sources: rows.map(({ level, regionCode, amountFen: share, advancedFen }) => ({
      ...{ level, regionCode, amountFen: share },
      ...(advancedFen > 0 ? { advancedFen } : {}),
    })),
    ...(parts.length > 1 ? { instalments: parts } : {}),
  });
}

async function park(
  tx: Tx,
  application: ApplicationEntity,
  reason: StateReason,
  { short, there }: Pick<FundingPlan & { ok: false }, 'short' | 'there'> = { short: [], there: [] },
): Promise<{ outcome: 'parked' }> {
  // Whoever waited for a treasury that has the money by now, and waits for another one still, keeps the place that it has there.
  const has = short.length === 0 ? [] : await readFundingWaitsOf(tx, application.id);
  const kept = there.filter(({ regionCode }) => has.some((wait) => wait.regionCode === regionCode));
  const left = await rewriteFundingWaits(tx, application, [...short, ...kept], 'left');
  await wakeFundingQueues(tx, [...left, ...kept]);
  await moveTo(tx, application, 'park', reason, { reason });
  await openTask(tx, application.id, 'parked', application.cityCode);
  return { outcome: 'parked' };
}

async function moveTo(
  tx: Tx,
  application: ApplicationEntity,
  action: 'award' | 'park',
  reason: StateReason | null,
  data: Record<string, unknown>,
): Promise<void> {
  const move = moveApplication(positionOf(application), action);
  if (!move.ok) throw new Error(`application ${application.id}: ${action} from ${application.state}`);
  application.state = move.to;
  application.stateReason = reason;
  await saveApplication(tx, application);
  await recordOn(tx, application, move.event, {
    to: { state: application.state, stageIndex: null },
    version: application.version,
    ...data,
  });
}

const recordOn = (
  tx: Tx,
  application: ApplicationEntity,
  type: string,
  data: Record<string, unknown>,
): Promise<void> =>
  tx.record({
    caseId: application.id,
    regionCode: application.countyCode,
    partyId: application.partyId,
    type,
    data,
  });
