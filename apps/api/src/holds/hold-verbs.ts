import { type Type } from '@nestjs/common';
import {
  type CommandOutcome,
  type Database,
  type HoldAction,
  type HoldAnswer,
  type HoldCommand,
  type Operation,
  type Refusal,
  resolveHold,
} from '@duixian/casework';
import { readAs } from '../edge/read-as';
import { ConfirmHoldBody, LiftHoldBody, ProposeHoldBody, RefuseHoldBody } from './holds.shapes';

type Answer = Promise<CommandOutcome<HoldAnswer, Refusal>>;

interface HoldVerb {
  readonly body: Type<{ action: string; version: number; reason: string }>;
  readonly operation: Operation;
  /** Reads the body in the shape of this verb and runs the use case. */
  readonly run: (db: Database, command: Omit<HoldCommand, 'version' | 'reason'>, given: unknown) => Answer;
}

const verb = (action: HoldAction, body: HoldVerb['body']): HoldVerb => ({
  body,
  operation: `hold.${action}`,
  run: (db, command, given) => {
    const { version, reason } = readAs(body, given);
    return resolveHold(db, { ...command, version, reason }, action);
  },
});

/** Every verb on a hold: its body, its operation, its use case. A missing verb does not compile. */
export const HOLD_VERBS: Readonly<Record<HoldAction, HoldVerb>> = {
  lift: verb('lift', LiftHoldBody),
  propose: verb('propose', ProposeHoldBody),
  confirm: verb('confirm', ConfirmHoldBody),
  refuse: verb('refuse', RefuseHoldBody),
};
