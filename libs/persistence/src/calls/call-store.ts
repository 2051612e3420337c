import { managerOf, type Tx } from '../ground/transaction';
import { CallEntity } from './call-entity';

export async function findCall(tx: Tx, id: string): Promise<CallEntity | null> {
  return managerOf(tx).findOneBy(CallEntity, { id });
}

/** Newest year first. */
export async function readCalls(tx: Tx): Promise<CallEntity[]> {
  return managerOf(tx).find(CallEntity, { order: { year: 'DESC', number: 'ASC' } });
}

export async function insertCall(tx: Tx, call: CallEntity): Promise<void> {
  await managerOf(tx).insert(CallEntity, call);
}
