import {
  findPolicyTrial,
  findPolicyVersion,
  findTrialRun,
  readAllPolicyVersions,
  readPoliciesInForce,
  readPolicyOriginals,
  runQuery,
  type Database,
  type PolicyOriginalEntity,
  type PolicyVersionEntity,
  type Tx,
} from '@duixian/persistence';
import { addDays, type LocalDate } from '@duixian/calendar';
import {
  allowedPolicyActions,
  mayApprovePolicy,
  movePolicy,
  permit,
  policyOperation,
  type Actor,
  type PolicyAction,
  type PolicyState,
} from '@duixian/workflow';
import { refuseAsUnknown, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { originalView, type OriginalView } from './original-view';
import { documentOf } from './policy-in-force';

/** A version of a policy document as it is listed: without the officers, whom the trail names. */
export interface PolicyView {
  id: string;
  documentId: string;
  version: number;
  /** Sent along with a change. */
  revision: number;
  number: string;
  title: string;
  regionCode: string;
  /** Its name. */
  region: string;
  status: PolicyState;
  /** Whether it is the one that holds today. */
  inForce: boolean;
  effectiveFrom: string;
  /** Last day of a published version that another one follows; null where none does. */
  effectiveTo: string | null;
  publishedAt: string | null;
  contentHash: string;
  clauseIds: string[];
  /** The text as it was issued, where it is attached. */
  original: OriginalView | null;
  validation: { clauses: number; cases: number; validatedAt: string } | null;
  tried: boolean;
  /** Whether whoever asks wrote at it, and so must not approve it. */
  ownWork: boolean;
  /** What whoever asks may do with it now. */
  allowedActions: PolicyAction[];
}

/** One version with its text, its cases and, for those who see drafts, its trial. */
export interface PolicyTextView extends PolicyView {
  content: string;
  cases: string;
  trial: PolicyTrialView | null;
  /** The trial that is under way. */
  trialRun: TrialRunView | null;
}

/** How many parties were determined so far, of how many: null until they were counted. */
export interface TrialRunView {
  askedAt: string;
  done: number;
  total: number | null;
}

export interface PolicyTrialView {
  againstId: string | null;
  evaluatedOn: string;
  triedAt: string;
  outcome: Record<string, unknown>;
}

/** Versions that the actor may see, by document, newest first: published ones are everybody's. */
export async function listPolicies(db: Database, actor: Actor): Promise<PolicyView[]> {
  return runQuery(db, actor, async (tx) => {
    const versions = (await readAllPolicyVersions(tx)).filter((version) => maySeePolicy(tx, version));
    const inForce = new Set((await readPoliciesInForce(tx)).map(({ id }) => id));
    const originals = await readPolicyOriginals(tx, [
      ...new Set(versions.map(({ documentId }) => documentId)),
    ]);
    return versions.map((version) =>
      viewOf(tx, version, versions, inForce, originals.get(version.documentId)),
    );
  });
}

/** One version with its document as text. */
export async function readPolicy(
  db: Database,
  actor: Actor,
  id: string,
): Promise<{ ok: true; value: PolicyTextView } | Refused> {
  return runQuery(db, actor, async (tx) => {
    const version = await findPolicyVersion(tx, id);
    if (!version || !maySeePolicy(tx, version)) return refuseAsUnknown();
    const versions = (await readAllPolicyVersions(tx)).filter(
      (each) => each.documentId === version.documentId,
    );
    const inForce = new Set((await readPoliciesInForce(tx)).map((each) => each.id));
    const trial =
      mayReadDraft(tx, version) && version.trialId ? await findPolicyTrial(tx, version.trialId) : null;
    const originals = await readPolicyOriginals(tx, [version.documentId]);
    const value: PolicyTextView = {
      ...viewOf(tx, version, versions, inForce, originals.get(version.documentId)),
      content: version.content,
      cases: version.cases ?? '',
      trial: trial && {
        againstId: trial.againstId,
        evaluatedOn: trial.evaluatedOn,
        triedAt: trial.triedAt.toISOString(),
        outcome: trial.outcome,
      },
      trialRun: mayReadDraft(tx, version) ? await trialRunOf(tx, version) : null,
    };
    return { ok: true as const, value };
  });
}

/** Null where none is under way: an edit ends one, whatever the worker still does. */
async function trialRunOf(tx: Tx, version: PolicyVersionEntity): Promise<TrialRunView | null> {
  const run = await findTrialRun(tx, version.id);
  const isOfThisText =
    run?.contentHash === version.contentHash && movePolicy(version.status, 'record_trial').ok;
  if (!run || !isOfThisText || run.endedAt !== null) return null;
  return { askedAt: run.askedAt.toISOString(), done: run.done, total: run.total };
}

const mayReadDraft = (tx: Tx, version: PolicyVersionEntity): boolean =>
  permit(tx.actor, 'policy.readDraft', regionResource(tx, version.regionCode)).allowed;

/** Published law is everybody's; a version in the making is seen by the place's policy officers and its auditors. */
export const maySeePolicy = (tx: Tx, version: PolicyVersionEntity): boolean =>
  version.status === 'published' || mayReadDraft(tx, version);

function viewOf(
  tx: Tx,
  version: PolicyVersionEntity,
  versions: readonly PolicyVersionEntity[],
  inForce: ReadonlySet<string>,
  original: PolicyOriginalEntity | undefined,
): PolicyView {
  const { id, documentId, revision, number, title, regionCode, status, effectiveFrom, validation } = version;
  return {
    ...{
      id,
      documentId,
      version: version.version,
      revision,
      number,
      title,
      regionCode,
      region: tx.regions.get(regionCode).name,
      status,
      effectiveFrom,
    },
    inForce: inForce.has(id),
    effectiveTo: lastDayOf(version, versions),
    publishedAt: version.publishedAt?.toISOString() ?? null,
    contentHash: version.contentHash,
    clauseIds: documentOf(version).clauses.map((clause) => clause.id),
    original: originalView(original),
    validation: validation && {
      clauses: validation.clauses,
      cases: validation.cases,
      validatedAt: validation.validatedAt,
    },
    tried: version.trialId !== null,
    ownWork: tx.actor.kind === 'person' && version.authorIds.includes(tx.actor.userId),
    allowedActions: actionsOf(tx, version),
  };
}

/** The day before the next published version of the document is in force. */
function lastDayOf(version: PolicyVersionEntity, versions: readonly PolicyVersionEntity[]): string | null {
  if (version.status !== 'published') return null;
  const later = versions.filter(
    (other) =>
      other.documentId === version.documentId &&
      other.status === 'published' &&
      other.id !== version.id &&
      (other.effectiveFrom > version.effectiveFrom ||
        (other.effectiveFrom === version.effectiveFrom && other.version > version.version)),
  );
  const [next] = later.map(({ effectiveFrom }) => effectiveFrom).sort();
  return next === undefined ? null : addDays(next as LocalDate, -1);
}

function actionsOf(tx: Tx, version: PolicyVersionEntity): PolicyAction[] {
  const { actor } = tx;
  if (actor.kind !== 'person') return [];
  const resource = regionResource(tx, version.regionCode);
  return allowedPolicyActions(version.status).filter(
    (action) =>
      permit(actor, policyOperation(action), resource).allowed &&
      (action !== 'approve' || mayApprovePolicy(version.authorIds, actor.userId)),
  );
}
