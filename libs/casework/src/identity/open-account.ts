import {
  lockAccount,
  readHeldGrants,
  runCommand,
  seeingEverything,
  type CommandOutcome,
  type Database,
  type HeldGrant,
  type Tx,
  type UserAccountEntity,
} from '@duixian/persistence';
import { type Operation, permit, type PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';

/** For the unique index: of one wish only one proposal waits. */
const ONE_WAITS: Refusal = {
  code: 'action-not-allowed',
  message: '同一事项已有一项在等待另一名管理员确认,请先撤回或等待确认。',
};

/** For the other one: the first administrator makes one alone, once. */
const ONE_ALONE: Refusal = {
  code: 'action-not-allowed',
  message: '您刚刚已授予另一人系统管理员角色,此后授予须由两名管理员办理。请刷新后再办理。',
};

/** What every change of a person takes. */
export interface PersonCommand {
  actor: PersonActor;
  idempotencyKey: string;
  personId: string;
}

export interface PersonAnswer {
  id: string;
  status: 'active' | 'suspended';
  /** What waits for a second administrator; null where it was done at once. */
  proposalId: string | null;
}

/** An account under its lock, with everything that its person has. */
export interface OpenAccount {
  account: UserAccountEntity;
  held: readonly HeldGrant[];
}

/** What a verb did, for the trail and the answer. */
export interface Applied {
  ok: true;
  /** Where it belongs; absent: where the account is kept. */
  regionCode?: string;
  data: Record<string, unknown>;
  /** In place of the verb's own, where it was only proposed. */
  event?: string;
  proposalId?: string;
}

interface PersonVerb {
  name: string;
  operation: Operation;
  /** Event that the trail gets, and what it says. */
  event: string;
  input?: Record<string, unknown>;
  /** The verb's own checks and changes; what it answers goes into the event. */
  apply: (tx: Tx, open: OpenAccount) => Promise<Applied | Refused>;
}

/** Locked, seen, permitted, not oneself; then the verb's own part and the event. */
export async function changePerson(
  db: Database,
  { actor, idempotencyKey, personId }: PersonCommand,
  verb: PersonVerb,
): Promise<CommandOutcome<PersonAnswer, Refusal>> {
  const input = { personId, ...verb.input };
  return runCommand(
    db,
    {
      name: verb.name,
      actor,
      idempotencyKey,
      input,
      conflicts: { access_proposal_one_open: ONE_WAITS, role_grant_alone_once: ONE_ALONE },
    },
    async (tx): Promise<CaseOutcome<PersonAnswer>> => {
      const forbidden = refuseUnlessPermitted(actor, verb.operation, regionResource(tx, actorRegion(actor)));
      if (forbidden) return forbidden;
      const account = await lockAccount(tx, personId);
      if (!account) return refuseAsUnknown();
      if (account.id === actor.userId) {
        const rule = '不得修改本人的账号、角色和企业关联,须由另一名管理员办理。';
        return refuse('separation-of-duties', rule);
      }
      const unknown = refuseUnlessPermitted(actor, verb.operation, regionResource(tx, account.regionCode));
      if (unknown) return unknown;
      const held = await seeingEverything(tx, () => readHeldGrants(tx, personId));
      const applied = await verb.apply(tx, { account, held });
      if (!applied.ok) return applied;
      await tx.record({
        caseId: personId,
        regionCode: applied.regionCode ?? account.regionCode,
        type: applied.event ?? verb.event,
        data: applied.data,
      });
      return done({ id: personId, status: account.status, proposalId: applied.proposalId ?? null });
    },
  );
}

/** A region that the actor keeps: the first of their roles as an administrator. */
const actorRegion = (actor: PersonActor): string =>
  actor.grants.find(({ role }) => role === 'administrator')?.regionCode ?? actor.grants[0]?.regionCode ?? '';

/**
 * Taking over an account means acting wherever its person acts: whoever resets a password or locks somebody out has to
 * keep all of those places, not only the account's own.
 */
export function refuseUnlessAllKept(
  tx: Tx,
  actor: PersonActor,
  operation: Operation,
  { held }: OpenAccount,
): Refused | null {
  const others = held
    .map(({ regionCode }) => regionCode)
    .filter((code) => !permit(actor, operation, regionResource(tx, code)).allowed);
  if (others.length === 0) return null;
  return refuse('forbidden', '此人在您管辖之外的地区也有角色,须由管辖所有相关地区的管理员办理。');
}
