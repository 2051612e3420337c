import { type Type } from '@nestjs/common';
import {
  type CommandOutcome,
  confirmEarlierPaymentCoverage,
  type CoverageAction,
  type CoverageAnswer,
  type CoverageCommand,
  type Database,
  type Operation,
  type Refusal,
  withdrawEarlierPaymentCoverage,
} from '@duixian/casework';
import { readAs } from '../edge/read-as';
import { ConfirmCoverageBody, WithdrawCoverageBody } from './coverage-bodies';

type Answer = Promise<CommandOutcome<CoverageAnswer, Refusal>>;

interface CoverageVerb {
  readonly body: Type<{ action: string; version: number }>;
  readonly operation: Operation;
  /** Reads the body in the shape of this verb and runs the use case. */
  readonly run: (db: Database, command: Omit<CoverageCommand, 'version'>, given: unknown) => Answer;
}

/** Every verb on a mark: its body, its operation, its use case. A missing verb does not compile. */
export const COVERAGE_VERBS: Readonly<Record<CoverageAction, CoverageVerb>> = {
  confirm: {
    body: ConfirmCoverageBody,
    operation: 'coverage.confirm',
    run: (db, command, given) => {
      const { version } = readAs(ConfirmCoverageBody, given);
      return confirmEarlierPaymentCoverage(db, { ...command, version });
    },
  },
  withdraw: {
    body: WithdrawCoverageBody,
    operation: 'coverage.withdraw',
    run: (db, command, given) => {
      const { version, reason } = readAs(WithdrawCoverageBody, given);
      return withdrawEarlierPaymentCoverage(db, { ...command, version, reason });
    },
  },
};
