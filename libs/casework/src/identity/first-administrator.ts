import {
  findUserByUsername,
  insertRoleGrant,
  insertUser,
  newId,
  readAdministrators,
  runCommand,
  runQuery,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import { done, refuse, type CaseOutcome, type Refusal } from '../ground/refusal';
import type { NewPerson } from './create-person';
import { makeFirstPassword } from './take-over';

const OPERATOR = { kind: 'system', name: 'first-administrator' } as const;

/** True when somebody who can sign in is an administrator today. */
export const hasAdministrator = (db: Database): Promise<boolean> =>
  runQuery(db, OPERATOR, async (tx) => (await readAdministrators(tx)).length > 0);

/**
 * Whether whoever runs the servers is to make this administrator: fewer than two who can sign in keep the region, since one alone
 * cannot give any role about money. Once somebody can sign in, a name that is taken asks for nobody any more.
 */
export const wantsAdministrator = (
  db: Database,
  { username, regionCode }: Pick<NewPerson, 'username' | 'regionCode'>,
): Promise<boolean> =>
  runQuery(db, OPERATOR, async (tx) => {
    if ((await countKeeping(tx, regionCode)) > 1) return false;
    return (await readAdministrators(tx)).length === 0 || (await findUserByUsername(tx, username)) === null;
  });

/** How many who can sign in keep a region as administrators; of one that is not there, nobody. */
async function countKeeping(tx: Tx, regionCode: string): Promise<number> {
  if (!tx.regions.find(regionCode)) return 0;
  const path = tx.regions.path(regionCode);
  const keeping = (await readAdministrators(tx)).filter((one) => path.includes(one.regionCode));
  return new Set(keeping.map(({ userId }) => userId)).size;
}

/**
 * The first account of a region that fewer than two administrators keep who can sign in, made by whoever runs its servers. All other
 * accounts come from these two. Its password is answered once and must be changed when it is first used.
 */
export async function makeFirstAdministrator(
  db: Database,
  person: NewPerson,
): Promise<CommandOutcome<{ id: string; initialPassword: string }, Refusal>> {
  const first = await makeFirstPassword();
  const taken: Refusal = { code: 'username-taken', message: 'Another account has this user name.' };
  const conflicts = { user_account_username_key: taken };
  const outcome = await runCommand<{ id: string }, Refusal>(
    db,
    { name: 'makeFirstAdministrator', actor: OPERATOR, idempotencyKey: newId(), input: person, conflicts },
    async (tx): Promise<CaseOutcome<{ id: string }>> => {
      const { regionCode } = person;
      if (!tx.regions.find(regionCode))
        return refuse('not-found', `没有代码为 ${regionCode} 的地区,请从列表中选择。`);
      if ((await countKeeping(tx, regionCode)) > 1) {
        const rule = 'There are two administrators who can sign in: they make all other accounts.';
        return refuse('action-not-allowed', rule);
      }
      const id = tx.newId();
      await insertUser(tx, {
        ...{ ...person, id, passwordHash: first.hash, status: 'active', createdAt: tx.now },
        mustChangePassword: true,
      });
      await insertRoleGrant(tx, {
        ...{ id: tx.newId(), userId: id, role: 'administrator', regionCode },
        ...{ validFrom: tx.today, validTo: null },
      });
      await tx.record({ caseId: id, regionCode, type: 'person.first_administrator', data: { regionCode } });
      return done({ id });
    },
  );
  if (!outcome.ok) return outcome;
  return { ok: true, value: { ...outcome.value, initialPassword: first.text }, replayed: false };
}
