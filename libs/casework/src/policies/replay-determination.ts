import {
  replay,
  type Facts,
  type PastDetermination,
  type Replay,
  type ResultDifference,
} from '@duixian/policy';
import {
  findApplication,
  findDetermination,
  findFactsSnapshot,
  findPolicyVersion,
  readPoliciesInForce,
  runQuery,
  type Database,
  type DeterminationEntity,
  type PolicyVersionEntity,
  type Tx,
} from '@duixian/persistence';
import type { Actor } from '@duixian/workflow';
import { caseResource } from '../applications/open-case';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { resultOf } from './determine-case';
import { documentOf } from './policy-in-force';
import { readingsInForce } from './readings-in-force';

export interface DeterminationReplay {
  determinationId: string;
  clause: string;
  subject: string | null;
  determinedAt: string;
  policyVersionId: string;
  /** Whether the same comes out again, to the fen and to every step of the trace. */
  same: boolean;
  differences: ResultDifference[];
  /** What would differ by the version in force today, as the place reads it today; null where none is in force. */
  today: {
    policyVersionId: string;
    readings: Record<string, string>;
    same: boolean;
    result: Record<string, unknown> | null;
    differences: ResultDifference[];
  } | null;
  /** Everything that `policy replay` needs, as one line of its file. */
  record: Record<string, unknown>;
}

/** Determines again what was determined once, on the stored facts and readings. Nothing is stored. */
export async function replayDetermination(
  db: Database,
  actor: Actor,
  id: string,
): Promise<{ ok: true; value: DeterminationReplay } | Refused> {
  return runQuery(db, actor, async (tx) => {
    const line = await findDetermination(tx, id);
    const application = line && (await findApplication(tx, line.applicationId));
    if (!line || !application) return refuseAsUnknown();
    if (refuseUnlessPermitted(actor, 'determination.replay', caseResource(tx, application)))
      return refuseAsUnknown();
    const version = await findPolicyVersion(tx, line.policyVersionId);
    const snapshot = await findFactsSnapshot(tx, line.factsSnapshotId);
    if (!version || !snapshot) throw new Error(`determination ${id} is incomplete`);
    const past = { facts: snapshot.facts as Facts, readings: line.readings, result: resultOf(line) };
    const { same, differences } = replay(documentOf(version), past);
    const value: DeterminationReplay = {
      determinationId: id,
      clause: line.clauseId,
      subject: line.subject,
      determinedAt: line.determinedAt.toISOString(),
      policyVersionId: version.id,
      same,
      differences: [...differences],
      today: await byTodaysLaw(tx, line, {
        past,
        documentId: version.documentId,
        cityCode: application.cityCode,
      }),
      record: recordOf(version, past),
    };
    return { ok: true as const, value };
  });
}

async function byTodaysLaw(
  tx: Tx,
  line: DeterminationEntity,
  { past, documentId, cityCode }: { past: PastDetermination; documentId: string; cityCode: string },
): Promise<DeterminationReplay['today']> {
  const version = (await readPoliciesInForce(tx)).find((each) => each.documentId === documentId);
  if (!version) return null;
  const document = documentOf(version);
  const readings = await readingsInForce(tx, document, cityCode, line.evaluationDate);
  const { same, result, differences }: Replay = replay(document, past, readings);
  const shown = result as unknown as Record<string, unknown> | null;
  return { policyVersionId: version.id, readings, same, result: shown, differences: [...differences] };
}

const recordOf = (version: PolicyVersionEntity, { facts, readings, result }: PastDetermination) => ({
  law: version.contentHash,
  text: version.content,
  facts,
  readings,
  results: [result],
});
