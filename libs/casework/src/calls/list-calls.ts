import { findCall, readCalls, runQuery, type CallEntity, type Database } from '@duixian/persistence';
import type { Actor } from '@duixian/workflow';
import { refuseAsUnknown } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

export type CallView = CallEntity & { open: boolean };

/** Every call, newest year first, with whether it takes applications today. */
export async function listCalls(db: Database, actor: Actor): Promise<CallView[]> {
  return runQuery(db, actor, async (tx) =>
    (await readCalls(tx)).map((call) => ({ ...call, open: isOpen(call, tx.today) })),
  );
}

export async function readCall(
  db: Database,
  actor: Actor,
  id: string,
): Promise<{ ok: true; value: CallView } | Refused> {
  return runQuery(db, actor, async (tx) => {
    const call = await findCall(tx, id);
    return call ? { ok: true as const, value: { ...call, open: isOpen(call, tx.today) } } : refuseAsUnknown();
  });
}

/** True on the days from opening to closing, both included, while the call is published. */
export const isOpen = (call: CallEntity, today: string): boolean =>
  call.state === 'published' && call.opensOn <= today && today <= call.closesOn;
