import { type Type } from '@nestjs/common';
import {
  type AccountAction,
  type CommandOutcome,
  type Database,
  endRole,
  grantRole,
  linkParty,
  type Operation,
  type PersonAnswer,
  type PersonCommand,
  type Refusal,
  resetPassword,
  type ResetPassword,
  resetSecondFactor,
  resumePerson,
  suspendPerson,
  unlinkParty,
} from '@duixian/casework';
import { withoutAbsent } from '../edge/page';
import { readAs } from '../edge/read-as';
import {
  EndRoleBody,
  GrantRoleBody,
  LinkPartyBody,
  ResetPasswordBody,
  ResetSecondFactorBody,
  ResumePersonBody,
  SuspendPersonBody,
  UnlinkPartyBody,
} from './people.shapes';

type Answer = Promise<CommandOutcome<PersonAnswer | ResetPassword, Refusal>>;

export interface PersonVerb {
  readonly body: Type<{ action: string }>;
  readonly operation: Operation;
  /** Reads the body in the shape of this verb and runs the use case. */
  readonly run: (db: Database, command: PersonCommand, given: unknown) => Answer;
}

function verb<B extends { action: string }>(
  body: Type<B>,
  operation: Operation,
  handle: (db: Database, command: PersonCommand, read: B) => Answer,
): PersonVerb {
  return { body, operation, run: (db, command, given) => handle(db, command, readAs(body, given)) };
}

/** Every verb on a person: its body, its operation, its use case. A missing verb does not compile. */
export const PERSON_VERBS: Readonly<Record<AccountAction, PersonVerb>> = {
  suspend: verb(SuspendPersonBody, 'person.suspend', (db, command, { reason }) =>
    suspendPerson(db, { ...command, reason }),
  ),
  resume: verb(ResumePersonBody, 'person.resume', (db, command, { reason }) =>
    resumePerson(db, { ...command, reason }),
  ),
  reset_password: verb(ResetPasswordBody, 'person.resetPassword', (db, command, { reason }) =>
    resetPassword(db, { ...command, reason }),
  ),
  reset_second_factor: verb(ResetSecondFactorBody, 'person.resetSecondFactor', (db, command, { reason }) =>
    resetSecondFactor(db, { ...command, reason }),
  ),
  grant_role: verb(GrantRoleBody, 'person.grantRole', (db, command, { role, regionCode, validTo, reason }) =>
    grantRole(db, { ...command, role, regionCode, reason, ...withoutAbsent({ validTo }) }),
  ),
  end_role: verb(EndRoleBody, 'person.endRole', (db, command, { grantId, reason }) =>
    endRole(db, { ...command, grantId, reason }),
  ),
  link_party: verb(LinkPartyBody, 'person.linkParty', (db, command, { creditCode, capacity, document }) =>
    linkParty(db, { ...command, creditCode, capacity, document }),
  ),
  unlink_party: verb(UnlinkPartyBody, 'person.unlinkParty', (db, command, { grantId, reason }) =>
    unlinkParty(db, { ...command, grantId, reason }),
  ),
};
