import { IsNull } from 'typeorm';
import { readKeptVersions } from './kept-versions';
import { row, rows } from '../ground/row';
import { managerOf, type Tx } from '../ground/transaction';
import {
  DeterminationEntity,
  FactsSnapshotEntity,
  PolicyTrialEntity,
  PolicyTrialRunEntity,
  PolicyVersionEntity,
} from './policy-entities';

/**
 * The versions in force on a day, one per document: of those published with an effective date up to that day the one
 * that became effective last; of equal ones the one that was published last. The one place that says so.
 */
export async function readPoliciesInForce(tx: Tx, on: string = tx.today): Promise<PolicyVersionEntity[]> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `SELECT DISTINCT ON (document_id) id FROM policy_version WHERE status = 'published' AND effective_from <= $1
     ORDER BY document_id, effective_from DESC, published_at DESC, version DESC`,
    [on],
  );
  return readKeptVersions(
    tx,
    rows.map(({ id }) => id),
  );
}

export async function findPolicyVersion(tx: Tx, id: string): Promise<PolicyVersionEntity | null> {
  return (await readKeptVersions(tx, [id]))[0] ?? null;
}

/** The row locked until commit, or null when it does not exist or is out of the actor's reach. */
export async function lockPolicyVersion(tx: Tx, id: string): Promise<PolicyVersionEntity | null> {
  const lock = { mode: 'pessimistic_write' as const };
  return managerOf(tx).findOne(PolicyVersionEntity, { where: { id }, lock });
}

/** Held until commit by whoever publishes: of two versions of one document the second sees the first. */
export async function lockPolicyDocument(tx: Tx, documentId: string): Promise<void> {
  await managerOf(tx).query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `policy:${documentId}`,
  ]);
}

/** Every version within reach of one document, newest first. */
export async function readPolicyVersions(tx: Tx, documentId: string): Promise<PolicyVersionEntity[]> {
  return managerOf(tx).find(PolicyVersionEntity, { where: { documentId }, order: { version: 'DESC' } });
}

/** Every version within reach, by document, newest first. */
export async function readAllPolicyVersions(tx: Tx): Promise<PolicyVersionEntity[]> {
  return managerOf(tx).find(PolicyVersionEntity, { order: { documentId: 'ASC', version: 'DESC' } });
}

/** The number that the next version of a document gets. */
export async function nextPolicyVersion(tx: Tx, documentId: string): Promise<number> {
  return ((await managerOf(tx).maximum(PolicyVersionEntity, 'version', { documentId })) ?? 0) + 1;
}

/** Two drafts of one document at once break `policy_version_document_id_version_key`. */
export async function insertPolicyVersion(tx: Tx, version: PolicyVersionEntity): Promise<void> {
  await managerOf(tx).insert(PolicyVersionEntity, row(version));
}

/**
 * Writes a locked version back and raises its revision.
 * @throws when the revision is not the one read: the row was not locked, which is a bug
 */
export async function savePolicyVersion(tx: Tx, version: PolicyVersionEntity): Promise<void> {
  const { id, revision, ...columns } = version;
  const done = await managerOf(tx).update(
    PolicyVersionEntity,
    { id, revision },
    row<Partial<PolicyVersionEntity>>({ ...columns, revision: revision + 1 }),
  );
  if (done.affected !== 1) throw new Error(`policy version ${id} changed under its lock`);
  version.revision = revision + 1;
}

export async function insertPolicyTrial(tx: Tx, trial: PolicyTrialEntity): Promise<void> {
  await managerOf(tx).insert(PolicyTrialEntity, row(trial));
}

export async function findPolicyTrial(tx: Tx, id: string): Promise<PolicyTrialEntity | null> {
  return managerOf(tx).findOneBy(PolicyTrialEntity, { id });
}

/** A trial was asked for; it takes the place of one before. */
export async function openTrialRun(tx: Tx, { id, contentHash }: PolicyVersionEntity): Promise<void> {
  const run = { policyVersionId: id, contentHash, askedAt: tx.now, done: 0, total: null, endedAt: null };
  await managerOf(tx).upsert(PolicyTrialRunEntity, row(run), ['policyVersionId']);
}

/** Says how far the trial that was asked for then has come, or that it ended; where another was asked for since, nothing. */
export async function saveTrialRun(
  tx: Tx,
  { policyVersionId, askedAt }: Pick<PolicyTrialRunEntity, 'policyVersionId' | 'askedAt'>,
  change: { done: number; total: number } | { endedAt: Date },
): Promise<void> {
  await managerOf(tx).update(PolicyTrialRunEntity, { policyVersionId, askedAt, endedAt: IsNull() }, change);
}

export async function findTrialRun(tx: Tx, policyVersionId: string): Promise<PolicyTrialRunEntity | null> {
  return managerOf(tx).findOneBy(PolicyTrialRunEntity, { policyVersionId });
}

export async function findDetermination(tx: Tx, id: string): Promise<DeterminationEntity | null> {
  return managerOf(tx).findOneBy(DeterminationEntity, { id });
}

export async function insertFactsSnapshot(tx: Tx, snapshot: FactsSnapshotEntity): Promise<void> {
  await managerOf(tx).insert(FactsSnapshotEntity, row(snapshot));
}

export async function insertDeterminations(
  tx: Tx,
  determinations: readonly DeterminationEntity[],
): Promise<void> {
  if (determinations.length > 0) await managerOf(tx).insert(DeterminationEntity, rows(determinations));
}

/** The newest round of determinations of a case, by clause; empty before the first assessment. */
export async function readLatestDeterminations(
  tx: Tx,
  applicationId: string,
): Promise<DeterminationEntity[]> {
  const latest = await lastAssessmentNumber(tx, applicationId);
  return managerOf(tx).find(DeterminationEntity, {
    where: { applicationId, assessment: latest },
    order: { clauseId: 'ASC', subject: 'ASC' },
  });
}

/** The newest round of determinations of several cases, by case. */
export async function readLatestDeterminationsOf(
  tx: Tx,
  applicationIds: readonly string[],
): Promise<Map<string, DeterminationEntity[]>> {
  const found = await managerOf(tx)
    .createQueryBuilder(DeterminationEntity, 'line')
    .where('line.applicationId = ANY (:applicationIds)', { applicationIds })
    .andWhere(
      'line.assessment = (SELECT max(newest.assessment) FROM determination newest WHERE newest.application_id = line.application_id)',
    )
    .getMany();
  const byCase = new Map<string, DeterminationEntity[]>();
  for (const line of found) byCase.set(line.applicationId, [...(byCase.get(line.applicationId) ?? []), line]);
  return byCase;
}

/** 0 before the first assessment. */
export async function lastAssessmentNumber(tx: Tx, applicationId: string): Promise<number> {
  return (await managerOf(tx).maximum(DeterminationEntity, 'assessment', { applicationId })) ?? 0;
}

export async function findFactsSnapshot(tx: Tx, id: string): Promise<FactsSnapshotEntity | null> {
  return managerOf(tx).findOneBy(FactsSnapshotEntity, { id });
}

/** A clause that the newest determination of a case pays something for. */
export interface PayingClause {
  applicationId: string;
  clauseId: string;
  policyVersionId: string;
}

/** The clauses that some cases are paid for, each once, by case and clause. */
export async function readPayingClauses(tx: Tx, applicationIds: readonly string[]): Promise<PayingClause[]> {
  if (applicationIds.length === 0) return [];
  return managerOf(tx).query(
    `SELECT DISTINCT line.application_id AS "applicationId", line.clause_id AS "clauseId", line.policy_version_id AS "policyVersionId"
     FROM unnest($1::uuid[]) AS asked(id)
       CROSS JOIN LATERAL (SELECT max(assessment) AS last FROM determination WHERE application_id = asked.id) newest
       JOIN determination line ON line.application_id = asked.id AND line.assessment = newest.last
     WHERE line.status = 'determined' AND line.payable ORDER BY 1, 2`,
    [applicationIds],
  );
}
