import { IsNull } from 'typeorm';
import { managerOf, type Tx } from '../ground/transaction';
import { CaseNoteEntity, MaterialEntity } from './material-entities';

export async function insertMaterial(tx: Tx, material: MaterialEntity): Promise<void> {
  await managerOf(tx).insert(MaterialEntity, material);
}

export async function findMaterial(tx: Tx, id: string): Promise<MaterialEntity | null> {
  return managerOf(tx).findOneBy(MaterialEntity, { id });
}

/** The same content under the same material of a case, while it is attached. */
export async function findAttached(
  tx: Tx,
  applicationId: string,
  key: string,
  contentHash: string,
): Promise<MaterialEntity | null> {
  return managerOf(tx).findOneBy(MaterialEntity, { applicationId, key, contentHash, removedAt: IsNull() });
}

/** What is attached now, in the order in which it came. */
export async function readMaterials(tx: Tx, applicationId: string): Promise<MaterialEntity[]> {
  return managerOf(tx).find(MaterialEntity, {
    where: { applicationId, removedAt: IsNull() },
    order: { id: 'ASC' },
  });
}

/** How many were ever attached, those that were taken off again included: they stay on record, and on the disk. */
export async function countMaterials(tx: Tx, applicationId: string): Promise<number> {
  return managerOf(tx).countBy(MaterialEntity, { applicationId });
}

export async function markMaterialRemoved(tx: Tx, id: string, userId: string): Promise<void> {
  await managerOf(tx).update(
    MaterialEntity,
    { id, removedAt: IsNull() },
    { removedAt: tx.now, removedBy: userId },
  );
}

export async function insertCaseNote(tx: Tx, note: CaseNoteEntity): Promise<void> {
  await managerOf(tx).insert(CaseNoteEntity, note);
}

/** Notes of a case, oldest first; none for whoever may not read them. */
export async function readCaseNotes(tx: Tx, applicationId: string): Promise<CaseNoteEntity[]> {
  return managerOf(tx).find(CaseNoteEntity, { where: { applicationId }, order: { id: 'ASC' } });
}
