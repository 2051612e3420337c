import { type Type } from '@nestjs/common';
import {
  approvePolicy,
  type CommandOutcome,
  type Database,
  editPolicy,
  type Operation,
  type PolicyAction,
  type PolicyAnswer,
  type PolicyCommand,
  publishPolicy,
  type Refusal,
  requestTrial,
  validatePolicy,
  withdrawPolicy,
} from '@duixian/casework';
import { readAs } from '../edge/read-as';
import {
  ApprovePolicyBody,
  EditPolicyBody,
  PublishPolicyBody,
  TryPolicyBody,
  ValidatePolicyBody,
  WithdrawPolicyBody,
  writtenOf,
} from './policy-bodies';

type Answer = Promise<CommandOutcome<PolicyAnswer, Refusal>>;
type ActionBody = { action: string; revision: number };

export interface PolicyVerb {
  readonly body: Type<ActionBody>;
  readonly operation: Operation;
  /** Reads the body in the shape of this verb and runs the use case. */
  readonly run: (db: Database, command: Omit<PolicyCommand, 'revision'>, given: unknown) => Answer;
}

function verb<B extends ActionBody>(
  body: Type<B>,
  operation: Operation,
  handle: (db: Database, command: PolicyCommand, read: B) => Answer,
): PolicyVerb {
  return {
    body,
    operation,
    run: (db, command, given) => {
      const read = readAs(body, given);
      return handle(db, { ...command, revision: read.revision }, read);
    },
  };
}

/** Every verb on a version: its body, its operation, its use case. A missing verb does not compile. */
export const POLICY_VERBS: Readonly<Record<PolicyAction, PolicyVerb>> = {
  edit: verb(EditPolicyBody, 'policy.edit', (db, command, body) =>
    editPolicy(db, { ...command, written: writtenOf(body) }),
  ),
  validate: verb(ValidatePolicyBody, 'policy.validate', validatePolicy),
  try: verb(TryPolicyBody, 'policy.try', requestTrial),
  approve: verb(ApprovePolicyBody, 'policy.approve', approvePolicy),
  publish: verb(PublishPolicyBody, 'policy.publish', publishPolicy),
  withdraw: verb(WithdrawPolicyBody, 'policy.withdraw', (db, command, { reason }) =>
    withdrawPolicy(db, { ...command, reason }),
  ),
};
