import { type Type } from '@nestjs/common';
import {
  approveCall,
  type CallAction,
  type CallAnswer,
  type CallCommand,
  closeCall,
  type CommandOutcome,
  type Database,
  editCall,
  type Operation,
  publishCall,
  type Refusal,
} from '@duixian/casework';
import { readAs } from '../edge/read-as';
import { ApproveCallBody, CloseCallBody, contentOf, EditCallBody, PublishCallBody } from './call-bodies';

type Answer = Promise<CommandOutcome<CallAnswer, Refusal>>;
type ActionBody = { action: string; version: number };

export interface CallVerb {
  readonly body: Type<ActionBody>;
  readonly operation: Operation;
  /** Reads the body in the shape of this verb and runs the use case. */
  readonly run: (db: Database, command: Omit<CallCommand, 'version'>, given: unknown) => Answer;
}

function verb<B extends ActionBody>(
  body: Type<B>,
  operation: Operation,
  handle: (db: Database, command: CallCommand, read: B) => Answer,
): CallVerb {
  return {
    body,
    operation,
    run: (db, command, given) => {
      const read = readAs(body, given);
      return handle(db, { ...command, version: read.version }, read);
    },
  };
}

/** Every verb on a call: its body, its operation, its use case. A missing verb does not compile. */
export const CALL_VERBS: Readonly<Record<CallAction, CallVerb>> = {
  edit: verb(EditCallBody, 'call.edit', (db, command, body) =>
    editCall(db, { ...command, content: contentOf(body) }),
  ),
  approve: verb(ApproveCallBody, 'call.approve', (db, command) => approveCall(db, command)),
  publish: verb(PublishCallBody, 'call.publish', (db, command) => publishCall(db, command)),
  close: verb(CloseCallBody, 'call.close', (db, command) => closeCall(db, command)),
};
