import {
  findPolicyTrial,
  findPolicyVersion,
  lockPolicyDocument,
  lockPolicyVersion,
  openTrialRun,
  readPoliciesInForce,
  runCommand,
  savePolicyVersion,
  type CommandOutcome,
  type Database,
  type PolicyTrialEntity,
  type PolicyVersionEntity,
  type Tx,
} from '@duixian/persistence';
import {
  describeRefusal,
  mayApprovePolicy,
  movePolicy,
  policyOperation,
  type PersonActor,
  type PolicyAction,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import type { PolicyAnswer } from './draft-policy';
import { columnsOf, readPolicyText, validateVersion, type PolicyText } from './policy-text';
import { maySeePolicy } from './read-policies';
import { wantSweeps } from '../sweeps/sweep-by-system';

/** What every verb on a version takes. */
export interface PolicyCommand {
  actor: PersonActor;
  idempotencyKey: string;
  policyId: string;
  revision: number;
}

type Outcome = Promise<CommandOutcome<PolicyAnswer, Refusal>>;

/** Replaces what a version says, before it is approved: it is a draft again. Whoever edits becomes an author. */
export async function editPolicy(db: Database, command: PolicyCommand & { written: PolicyText }): Outcome {
  const { written, actor } = command;
  return changePolicy(db, command, {
    name: 'editPolicy',
    action: 'edit',
    input: { written },
    apply: (tx, version) => {
      const read = readPolicyText(tx, written.text, 'document');
      if (!read.ok) return Promise.resolve(read);
      const { document } = read;
      if (document.id !== version.documentId) {
        const fix = `document: ${version.documentId}`;
        return Promise.resolve(refuse('policy-invalid', `文本属于另一份文件,应写明 ${fix}。`));
      }
      const authorIds = [...new Set([...version.authorIds, actor.userId])];
      Object.assign(version, columnsOf(document, written), { authorIds, validation: null, trialId: null });
      return Promise.resolve(null);
    },
  });
}

/** Reads the text and runs its cases; every problem comes back with file and line. */
export async function validatePolicy(db: Database, command: PolicyCommand): Outcome {
  return changePolicy(db, command, {
    name: 'validatePolicy',
    action: 'validate',
    apply: (tx, version) => {
      const validated = validateVersion(version, tx.now);
      if (!validated.ok) return Promise.resolve(validated);
      version.validation = validated.validation;
      return Promise.resolve(null);
    },
  });
}

/** Asks what the version would change for the parties in the database; the system answers, in counts and sums. */
export async function requestTrial(db: Database, command: PolicyCommand): Outcome {
  return changePolicy(db, command, {
    name: 'requestTrial',
    action: 'try',
    apply: async (tx, version) => {
      await openTrialRun(tx, version);
      await tx.enqueue('policy.trial_requested', { policyVersionId: version.id });
      return null;
    },
  });
}

/** A second officer approves what was validated and tried, never one who wrote at it. The text is final from here on. */
export async function approvePolicy(db: Database, command: PolicyCommand): Outcome {
  const { actor } = command;
  return changePolicy(db, command, {
    name: 'approvePolicy',
    action: 'approve',
    apply: async (tx, version) => {
      if (!mayApprovePolicy(version.authorIds, actor.userId)) {
        const rule = '您起草或修改过这一版本,须由本地另一名政策人员审定。';
        return refuse('separation-of-duties', rule);
      }
      const trial = version.trialId && (await findPolicyTrial(tx, version.trialId));
      const isProved = version.validation?.contentHash === version.contentHash;
      if (!isProved || !trial || trial.contentHash !== version.contentHash)
        return refuse('policy-not-tried', '请先对现有文本校验并试算,再审定。');
      const overtaken = await refuseOvertaken(tx, trial, '请对照该版本核对文本,重新试算,再审定。');
      if (overtaken) return overtaken;
      version.approvedBy = actor.userId;
      version.approvedAt = tx.now;
      return null;
    },
  });
}

/**
 * From its effective date on it is in force; the version before it is superseded from that day. What a version that was published
 * since the trial changed would be undone without anybody having looked: such a one is drafted anew.
 */
export async function publishPolicy(db: Database, command: PolicyCommand): Outcome {
  return changePolicy(db, command, {
    name: 'publishPolicy',
    action: 'publish',
    apply: async (tx, version) => {
      await lockPolicyDocument(tx, version.documentId);
      const trial = version.trialId && (await findPolicyTrial(tx, version.trialId));
      const remedy = '请撤回本版,以该版本为底稿另行起草,重新校验、试算并审定。';
      const overtaken = trial ? await refuseOvertaken(tx, trial, remedy) : null;
      if (overtaken) return overtaken;
      version.publishedAt = tx.now;
      version.publishedBy = `user:${command.actor.userId}`;
      await wantSweeps(tx, version.regionCode, 'publication', version.id);
      return null;
    },
  });
}

/** Null while the version that a trial was held against is still the one that the new version would take the place of. */
async function refuseOvertaken(
  tx: Tx,
  { policyVersionId, againstId, evaluatedOn }: PolicyTrialEntity,
  remedy: string,
): Promise<Refused | null> {
  const tried = await findPolicyVersion(tx, policyVersionId);
  const now = (await readPoliciesInForce(tx, evaluatedOn)).find(
    ({ documentId }) => documentId === tried?.documentId,
  );
  if (!now || now.id === againstId) return null;
  const since = `试算以后,该文件第 ${now.version} 版已经公布,自 ${now.effectiveFrom} 起施行`;
  return refuse('policy-overtaken', `${since}。按本版施行会改掉其中的规定:${remedy}`, {
    policyVersionId: now.id,
    version: now.version,
  });
}

/** A version that is not published comes to nothing. */
export async function withdrawPolicy(db: Database, command: PolicyCommand & { reason: string }): Outcome {
  const { reason } = command;
  return changePolicy(db, command, {
    name: 'withdrawPolicy',
    action: 'withdraw',
    input: { reason },
    apply: () => Promise.resolve(null),
  });
}

interface PolicyVerb {
  name: string;
  action: PolicyAction;
  /** Everything besides version and revision that decides the effect. */
  input?: Record<string, unknown>;
  /** The verb's own checks and changes, before the version moves. */
  apply: (tx: Tx, version: PolicyVersionEntity) => Promise<Refused | null>;
}

/** Locked, seen, current, permitted, possible; then the verb's own part, the new state, the event. */
async function changePolicy(
  db: Database,
  { actor, idempotencyKey, policyId, revision }: PolicyCommand,
  verb: PolicyVerb,
): Outcome {
  const input = { policyId, revision, ...verb.input };
  const request = { name: verb.name, actor, idempotencyKey, input };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<PolicyAnswer>> => {
    const version = await lockPolicyVersion(tx, policyId);
    if (!version || !maySeePolicy(tx, version)) return refuseAsUnknown();
    if (version.revision !== revision) return refuseStale(revision, version.revision);
    const { regionCode } = version;
    const forbidden = refuseUnlessPermitted(
      actor,
      policyOperation(verb.action),
      regionResource(tx, regionCode),
    );
    if (forbidden) return forbidden;
    const from = version.status;
    const move = movePolicy(from, verb.action);
    if (!move.ok) {
      const details = { state: from, allowedActions: move.refusal.allowed };
      return refuse('action-not-allowed', describeRefusal(move.refusal), details);
    }
    const refused = await verb.apply(tx, version);
    if (refused) return refused;
    version.status = move.to;
    await savePolicyVersion(tx, version);
    const { documentId, contentHash, effectiveFrom } = version;
    const data = { documentId, version: version.version, contentHash, effectiveFrom, from, to: move.to };
    await tx.record({
      caseId: policyId,
      regionCode,
      type: move.event,
      data: { ...data, reason: verb.input?.['reason'] },
    });
    return done({
      id: policyId,
      documentId,
      version: version.version,
      status: version.status,
      revision: version.revision,
    });
  });
}
