import type { ObjectionState } from '@duixian/workflow';
import { In } from 'typeorm';
import { pageAfter, type Page, type PageRequest } from '../ground/page';
import { managerOf, type Tx } from '../ground/transaction';
import { ObjectionEntity } from './objection-entity';

export async function insertObjection(tx: Tx, objection: ObjectionEntity): Promise<void> {
  await managerOf(tx).insert(ObjectionEntity, objection);
}

export async function findObjection(tx: Tx, id: string): Promise<ObjectionEntity | null> {
  return managerOf(tx).findOneBy(ObjectionEntity, { id });
}

/** By what its objector holds; null when the receipt belongs to another notice or to nobody. */
export async function findObjectionByReceipt(
  tx: Tx,
  noticeId: string,
  receiptHash: string,
): Promise<ObjectionEntity | null> {
  return managerOf(tx).findOneBy(ObjectionEntity, { noticeId, receiptHash });
}

/** The open objections to one case, locked, oldest first. */
export async function lockOpenObjections(tx: Tx, applicationId: string): Promise<ObjectionEntity[]> {
  return managerOf(tx).find(ObjectionEntity, {
    where: { applicationId, state: 'filed' },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
}

/** Writes the resolution of a locked objection and raises its version. */
export async function saveResolution(tx: Tx, objection: ObjectionEntity): Promise<void> {
  const { id, version, state, resolvedAt, resolvedBy, outcome, reply } = objection;
  const done = await managerOf(tx).update(
    ObjectionEntity,
    { id, version },
    { state, resolvedAt, resolvedBy, outcome, reply, version: version + 1 },
  );
  if (done.affected !== 1) throw new Error(`objection ${id} changed under its lock`);
  objection.version = version + 1;
}

/** Positions of a notice's lines that are contested now. */
export async function readContestedPositions(tx: Tx, noticeId: string): Promise<number[]> {
  const open = await managerOf(tx).find(ObjectionEntity, {
    select: { id: true, position: true },
    where: { noticeId, state: 'filed' },
  });
  return [...new Set(open.map((each) => each.position))].sort((a, b) => a - b);
}

/** Objections to notices of the given cities, newest first. */
export async function pageObjections(
  tx: Tx,
  filter: { cityCodes: readonly string[]; state?: ObjectionState; noticeId?: string },
  page: PageRequest,
): Promise<Page<ObjectionEntity>> {
  const { cityCodes, state, noticeId } = filter;
  const where = {
    cityCode: In([...cityCodes]),
    ...(state ? { state } : {}),
    ...(noticeId ? { noticeId } : {}),
  };
  return pageAfter(managerOf(tx), ObjectionEntity, cityCodes.length === 0 ? [] : [where], page);
}
