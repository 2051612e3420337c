import { insertUser, runCommand, type CommandOutcome, type Database } from '@duixian/persistence';
import { type PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal } from '../ground/refusal';
import { makeFirstPassword } from './take-over';

export interface NewPerson {
  username: string;
  displayName: string;
  /** The region whose administrators keep the account. */
  regionCode: string;
}

export interface CreatedPerson {
  id: string;
  /** Shown this one time and kept nowhere; null when the same request was answered before. */
  initialPassword: string | null;
}

const USERNAME_TAKEN: Refusal = {
  code: 'username-taken',
  message: '该用户名已被使用,请换一个。',
};

/** An administrator makes an account without roles. Its first password must be changed when it is first used. */
export async function createPerson(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; person: NewPerson },
): Promise<CommandOutcome<CreatedPerson, Refusal>> {
  const { actor, idempotencyKey, person } = command;
  const first = await makeFirstPassword();
  const outcome = await runCommand<{ id: string }, Refusal>(
    db,
    {
      name: 'createPerson',
      actor,
      idempotencyKey,
      input: person,
      conflicts: { user_account_username_key: USERNAME_TAKEN },
    },
    async (tx): Promise<CaseOutcome<{ id: string }>> => {
      if (!tx.regions.find(person.regionCode)) {
        return refuse('not-found', `没有代码为 ${person.regionCode} 的地区,请从列表中选择。`);
      }
      const forbidden = refuseUnlessPermitted(actor, 'person.create', regionResource(tx, person.regionCode));
      if (forbidden) return forbidden;
      const id = tx.newId();
      await insertUser(tx, {
        ...{ ...person, id, passwordHash: first.hash, status: 'active', createdAt: tx.now },
        mustChangePassword: true,
      });
      const { regionCode } = person;
      await tx.record({ caseId: id, regionCode, type: 'person.created', data: { regionCode } });
      return done({ id });
    },
  );
  if (!outcome.ok) return outcome;
  const { value, replayed } = outcome;
  return { ok: true, value: { ...value, initialPassword: replayed ? null : first.text }, replayed };
}
