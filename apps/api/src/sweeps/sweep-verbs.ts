import { type Type } from '@nestjs/common';
import {
  approveSweep,
  cancelSweep,
  type CommandOutcome,
  type Database,
  type Operation,
  type Refusal,
  type SweepAnswer,
  type SweepCommand,
  type SweepPersonAction,
} from '@duixian/casework';
import { readAs } from '../edge/read-as';
import { ApproveSweepBody, CancelSweepBody } from './sweep-bodies';

interface SweepVerb {
  readonly body: Type<{ action: string; version: number }>;
  readonly operation: Operation;
  /** Reads the body in the shape of this verb and runs the use case. */
  readonly run: (
    db: Database,
    command: Omit<SweepCommand, 'version'>,
    given: unknown,
  ) => Promise<CommandOutcome<SweepAnswer, Refusal>>;
}

/** Every verb of a person on a sweep: its body, its operation, its use case. A missing verb does not compile. */
export const SWEEP_VERBS: Readonly<Record<SweepPersonAction, SweepVerb>> = {
  approve: {
    body: ApproveSweepBody,
    operation: 'sweep.approve',
    run: (db, command, given) => approveSweep(db, { ...command, ...versionOf(ApproveSweepBody, given) }),
  },
  cancel: {
    body: CancelSweepBody,
    operation: 'sweep.cancel',
    run: (db, command, given) => cancelSweep(db, { ...command, ...versionOf(CancelSweepBody, given) }),
  },
};

const versionOf = (body: Type<{ version: number }>, given: unknown): { version: number } => ({
  version: readAs(body, given).version,
});
