import type { PersonActor } from '@duixian/casework';
import {
  findUserByUsername,
  insertPartyGrant,
  insertRoleGrant,
  insertUser,
  runCommand,
} from '@duixian/persistence';
import type { Office } from '@duixian/testing';

const SYSTEM = { kind: 'system', name: 'test' } as const;
const FROM = '2020-01-01';

/** An account with these roles and parties, and the password of the demo accounts. */
export async function newPerson(
  office: Office,
  username: string,
  { grants = [], partyIds = [] }: { grants?: PersonActor['grants']; partyIds?: readonly string[] },
): Promise<void> {
  const request = { name: 'newPerson', actor: SYSTEM, idempotencyKey: office.key(), input: { username } };
  await runCommand(office.db, request, async (tx) => {
    const like = await findUserByUsername(tx, 'auditor');
    if (!like) throw new Error('the demo seed is not there');
    const { passwordHash } = like;
    const userId = tx.newId();
    const regionCode = grants[0]?.regionCode ?? '410400';
    const person = {
      id: userId,
      username,
      displayName: username,
      passwordHash,
      regionCode,
      createdAt: tx.now,
    };
    await insertUser(tx, { ...person, status: 'active' });
    for (const grant of grants) {
      await insertRoleGrant(tx, { id: tx.newId(), userId, ...grant, validFrom: FROM, validTo: null });
    }
    for (const partyId of partyIds) {
      const grant = { id: tx.newId(), partyId, userId, validFrom: FROM, validTo: null };
      await insertPartyGrant(tx, { ...grant, capacity: 'clerk' });
    }
    await tx.record({ caseId: tx.newId(), regionCode: '410400', type: 'test.person', data: { userId } });
    return { ok: true, value: null };
  });
}
