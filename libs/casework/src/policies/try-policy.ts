import { evaluate, type PolicyDocument, type Result } from '@duixian/policy';
import {
  countPartiesIn,
  findPolicyVersion,
  findTrialRun,
  insertPolicyTrial,
  lockPolicyVersion,
  newId,
  readPartiesIn,
  readPoliciesInForce,
  runCommand,
  runQuery,
  savePolicyVersion,
  saveTrialRun,
  type CommandOutcome,
  type Database,
  type PartyEntity,
  type PolicyTrialRunEntity,
  type PolicyVersionEntity,
  type Tx,
} from '@duixian/persistence';
import { movePolicy } from '@duixian/workflow';
import { assembleFacts } from '../facts/assemble-facts';
import { totalsToDate } from '../facts/totals-to-date';
import { done, type Refusal } from '../ground/refusal';
import { documentOf } from './policy-in-force';
import { readingsInForce } from './readings-in-force';
import { TrialSheet, type TrialOutcome } from './trial-sheet';

const TRIER = { kind: 'system', name: 'try-policy' } as const;
const PARTIES_AT_ONCE = 200;
/** Progress is told about as often as this, however many parties there are. */
const STEPS_TOLD = 20;

/**
 * After an officer asked, as the system (it must see every party): determines every party in the document's reach by the
 * version and by the one in force, and keeps counts and sums per county, level and clause. Nobody is named, nothing is
 * determined for a case. The parties are read in short transactions, so that a trial of many holds nothing up; how far
 * it has come is told in between.
 */
export async function tryPolicyVersion(
  db: Database,
  job: TrialJob,
  { partiesAtOnce = PARTIES_AT_ONCE }: { partiesAtOnce?: number } = {},
): Promise<CommandOutcome<{ tried: boolean }, Refusal>> {
  const { policyVersionId } = job;
  const laws = await runQuery(db, TRIER, (tx) => readLaws(tx, policyVersionId));
  const tried = laws && (await runTrial(db, job, laws, partiesAtOnce));
  const idempotencyKey = `outbox:${job.outboxId}/try-policy`;
  const request = { name: 'tryPolicyVersion', actor: TRIER, idempotencyKey, input: { policyVersionId } };
  return runCommand<{ tried: boolean }, Refusal>(db, request, async (tx) => {
    const version = await lockPolicyVersion(tx, policyVersionId);
    if (!version) throw new Error(`policy version ${policyVersionId} is gone`);
    const { regionCode, status, contentHash } = version;
    const move = movePolicy(status, 'record_trial');
    const record = (type: string, data: Record<string, unknown>): Promise<void> =>
      tx.record({ caseId: policyVersionId, regionCode, type, data });
    if (laws?.run) await saveTrialRun(tx, laws.run, { endedAt: tx.now });
    if (!move.ok || tried?.contentHash !== contentHash) {
      await record('policy.trial_skipped', { status });
      return done({ tried: false });
    }
    const trialId = tx.newId();
    const { againstId, evaluatedOn, outcome } = tried;
    await insertPolicyTrial(tx, {
      id: trialId,
      policyVersionId,
      contentHash,
      againstId,
      evaluatedOn,
      outcome: { ...outcome },
      triedAt: tx.now,
    });
    version.trialId = trialId;
    version.status = move.to;
    await savePolicyVersion(tx, version);
    await record(move.event, {
      trialId,
      parties: outcome.parties,
      before: outcome.before,
      after: outcome.after,
    });
    return done({ tried: true });
  });
}

interface TrialJob {
  outboxId: string;
  policyVersionId: string;
}

interface Trial {
  contentHash: string;
  againstId: string | null;
  evaluatedOn: string;
  outcome: TrialOutcome;
}

/** Determines every party, so many at once, and tells in between how many of how many. */
async function runTrial(db: Database, job: TrialJob, laws: Laws, partiesAtOnce: number): Promise<Trial> {
  const { version, against, on, counties, parties: total } = laws;
  // An attempt after one that broke off counts anew, so it tells anew.
  const attempt = newId();
  const step = Math.max(1, Math.ceil(total / STEPS_TOLD));
  const sheet = new TrialSheet();
  let after: string | null = null;
  for (let tried = 0, told = -step; ;) {
    if (laws.run && total > partiesAtOnce && tried - told >= step) {
      const progress = { done: tried, total: Math.max(total, tried) };
      await tellProgress(
        db,
        { ...job, attempt },
        { run: laws.run, regionCode: version.regionCode },
        progress,
      );
      told = tried;
    }
    const page = { after, limit: partiesAtOnce };
    const parties = await runQuery(db, TRIER, async (tx) => {
      const some = await readPartiesIn(tx, counties, page);
      for (const party of some) await tryParty(tx, party, laws, sheet);
      return some;
    });
    after = parties.at(-1)?.id ?? null;
    tried += parties.length;
    if (parties.length < partiesAtOnce) break;
  }
  return {
    contentHash: version.contentHash,
    againstId: against?.id ?? null,
    evaluatedOn: on,
    outcome: sheet.outcome(),
  };
}

/** A command of its own: whoever waits sees it while the trial goes on. */
async function tellProgress(
  db: Database,
  { outboxId, attempt, policyVersionId }: TrialJob & { attempt: string },
  { run, regionCode }: { run: PolicyTrialRunEntity; regionCode: string },
  progress: { done: number; total: number },
): Promise<void> {
  const request = {
    name: 'tellTrialProgress',
    actor: TRIER,
    idempotencyKey: `outbox:${outboxId}/try-policy/${attempt}/${progress.done}`,
    input: { policyVersionId, ...progress },
  };
  await runCommand<null, Refusal>(db, request, async (tx) => {
    await saveTrialRun(tx, run, progress);
    await tx.record({ caseId: policyVersionId, regionCode, type: 'policy.trial_progressed', data: progress });
    return done(null);
  });
}

interface Laws {
  version: PolicyVersionEntity;
  against: PolicyVersionEntity | null;
  /** The first day on which the version would be in force, or today. */
  on: string;
  /** The counties in the document's reach, and how many parties there are. */
  counties: readonly string[];
  parties: number;
  /** Where progress is told; null for a request from before there was any. */
  run: PolicyTrialRunEntity | null;
}

async function readLaws(tx: Tx, policyVersionId: string): Promise<Laws | null> {
  const version = await findPolicyVersion(tx, policyVersionId);
  if (!version) return null;
  const on = version.effectiveFrom > tx.today ? version.effectiveFrom : tx.today;
  const inForce = await readPoliciesInForce(tx, on);
  const counties = tx.regions.covered(version.regionCode);
  return {
    version,
    against: inForce.find((each) => each.documentId === version.documentId) ?? null,
    on,
    counties,
    parties: await countPartiesIn(tx, counties),
    run: await findTrialRun(tx, policyVersionId),
  };
}

async function tryParty(
  tx: Tx,
  party: PartyEntity,
  { version, against, on }: Laws,
  sheet: TrialSheet,
): Promise<void> {
  const assembled = await assembleFacts(tx, party, on, null);
  const city = tx.regions.ancestorAt(party.countyCode, 'city').code;
  const by = async (document: PolicyDocument): Promise<Result[]> =>
    evaluate([document], totalsToDate(assembled, document).facts, {
      readings: await readingsInForce(tx, document, city, on),
    });
  sheet.add(party.countyCode, {
    before: against ? await by(documentOf(against)) : [],
    after: await by(documentOf(version)),
  });
}
