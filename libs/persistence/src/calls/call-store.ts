import { row } from '../ground/row';
import { managerOf, type Tx } from '../ground/transaction';
import { CallEntity } from './call-entity';

export async function findCall(tx: Tx, id: string): Promise<CallEntity | null> {
  return managerOf(tx).findOneBy(CallEntity, { id });
}

/** The row locked until commit, or null when it does not exist or is out of the actor's reach. */
export async function lockCall(tx: Tx, id: string): Promise<CallEntity | null> {
  return managerOf(tx).findOne(CallEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** Newest year first. */
export async function readCalls(tx: Tx): Promise<CallEntity[]> {
  return managerOf(tx).find(CallEntity, { order: { year: 'DESC', number: 'ASC' } });
}

export async function insertCall(tx: Tx, call: CallEntity): Promise<void> {
  await managerOf(tx).insert(CallEntity, row(call));
}

/**
 * Writes a locked call back and raises its version.
 * @throws when the version is not the one read: the row was not locked, which is a bug
 */
export async function saveCall(tx: Tx, call: CallEntity): Promise<void> {
  const { id, version, ...columns } = call;
  const done = await managerOf(tx).update(
    CallEntity,
    { id, version },
    row<Partial<CallEntity>>({ ...columns, version: version + 1 }),
  );
  if (done.affected !== 1) throw new Error(`call ${id} changed under its lock`);
  call.version = version + 1;
}
