import { row, rows } from '../ground/row';
import { managerOf, type Tx } from '../ground/transaction';
import { DeterminationEntity, FactsSnapshotEntity, PolicyVersionEntity } from './policy-entities';

/** The versions in force, one per document. */
export async function readPoliciesInForce(tx: Tx): Promise<PolicyVersionEntity[]> {
  return managerOf(tx).find(PolicyVersionEntity, {
    where: { status: 'published' },
    order: { documentId: 'ASC' },
  });
}

export async function findPolicyVersion(tx: Tx, id: string): Promise<PolicyVersionEntity | null> {
  return managerOf(tx).findOneBy(PolicyVersionEntity, { id });
}

/** Every version of one document, newest first. */
export async function readPolicyVersions(tx: Tx, documentId: string): Promise<PolicyVersionEntity[]> {
  return managerOf(tx).find(PolicyVersionEntity, { where: { documentId }, order: { version: 'DESC' } });
}

export async function insertPolicyVersion(tx: Tx, version: PolicyVersionEntity): Promise<void> {
  await managerOf(tx).insert(PolicyVersionEntity, version);
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
