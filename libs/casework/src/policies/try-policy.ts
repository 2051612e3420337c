import { evaluate, type PolicyDocument, type Result } from '@duixian/policy';
import {
  findPolicyVersion,
  insertPolicyTrial,
  lockPolicyVersion,
  readPartiesIn,
  readPoliciesInForce,
  runCommand,
  runQuery,
  savePolicyVersion,
  type CommandOutcome,
  type Database,
  type PartyEntity,
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

/**
 * After an officer asked, as the system (it must see every party): determines every party in the document's reach by the
 * version and by the one in force, and keeps counts and sums per county, level and clause. Nobody is named, nothing is
 * determined for a case. The parties are read in short transactions, so that a trial of many holds nothing up.
 */
export async function tryPolicyVersion(
  db: Database,
  job: { outboxId: string; policyVersionId: string },
): Promise<CommandOutcome<{ tried: boolean }, Refusal>> {
  const { policyVersionId } = job;
  const tried = await runTrial(db, policyVersionId);
  const idempotencyKey = `outbox:${job.outboxId}/try-policy`;
  const request = { name: 'tryPolicyVersion', actor: TRIER, idempotencyKey, input: { policyVersionId } };
  return runCommand<{ tried: boolean }, Refusal>(db, request, async (tx) => {
    const version = await lockPolicyVersion(tx, policyVersionId);
    if (!version) throw new Error(`policy version ${policyVersionId} is gone`);
    const { regionCode, status, contentHash } = version;
    const move = movePolicy(status, 'record_trial');
    const record = (type: string, data: Record<string, unknown>): Promise<void> =>
      tx.record({ caseId: policyVersionId, regionCode, type, data });
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

interface Trial {
  contentHash: string;
  againstId: string | null;
  evaluatedOn: string;
  outcome: TrialOutcome;
}

/** Null when the version is gone. */
async function runTrial(db: Database, policyVersionId: string): Promise<Trial | null> {
  const laws = await runQuery(db, TRIER, (tx) => readLaws(tx, policyVersionId));
  if (!laws) return null;
  const sheet = new TrialSheet();
  let after: string | null = null;
  for (;;) {
    const from = after;
    const parties = await runQuery(db, TRIER, async (tx) => {
      const page = await readPartiesIn(tx, tx.regions.covered(laws.version.regionCode), {
        after: from,
        limit: PARTIES_AT_ONCE,
      });
      for (const party of page) await tryParty(tx, party, laws, sheet);
      return page;
    });
    after = parties.at(-1)?.id ?? null;
    if (parties.length < PARTIES_AT_ONCE) break;
  }
  const { version, against, on } = laws;
  return {
    contentHash: version.contentHash,
    againstId: against?.id ?? null,
    evaluatedOn: on,
    outcome: sheet.outcome(),
  };
}

interface Laws {
  version: PolicyVersionEntity;
  against: PolicyVersionEntity | null;
  /** The first day on which the version would be in force, or today. */
  on: string;
}

async function readLaws(tx: Tx, policyVersionId: string): Promise<Laws | null> {
  const version = await findPolicyVersion(tx, policyVersionId);
  if (!version) return null;
  const on = version.effectiveFrom > tx.today ? version.effectiveFrom : tx.today;
  const inForce = await readPoliciesInForce(tx, on);
  return { version, against: inForce.find((each) => each.documentId === version.documentId) ?? null, on };
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
