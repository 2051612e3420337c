import { type Type } from '@nestjs/common';
import {
  type CommandOutcome,
  confirmPayeeAccount,
  type Database,
  type Operation,
  type PayeeAccountAction,
  type PayeeAccountAnswer,
  type PayeeAccountCommand,
  type Refusal,
  refusePayeeAccount,
  stopPayeeAccount,
  withdrawPayeeAccount,
} from '@duixian/casework';
import { readAs } from '../edge/read-as';
import {
  ConfirmAccountBody,
  RefuseAccountBody,
  StopAccountBody,
  WithdrawAccountBody,
} from './accounts.shapes';

type Answer = Promise<CommandOutcome<PayeeAccountAnswer, Refusal>>;

interface AccountVerb {
  readonly body: Type<{ action: string }>;
  readonly operation: Operation;
  /** Reads the body in the shape of this verb and runs the use case. */
  readonly run: (
    db: Database,
    command: PayeeAccountCommand & { coolingWorkingDays: number },
    given: unknown,
  ) => Answer;
}

/** Every verb on an account that does not count yet: its body, its operation, its use case. A missing verb does not compile. */
export const ACCOUNT_VERBS: Readonly<Record<PayeeAccountAction, AccountVerb>> = {
  confirm: {
    body: ConfirmAccountBody,
    operation: 'payeeAccount.confirm',
    run: (db, command, given) => {
      readAs(ConfirmAccountBody, given);
      return confirmPayeeAccount(db, command);
    },
  },
  refuse: {
    body: RefuseAccountBody,
    operation: 'payeeAccount.refuse',
    run: (db, command, given) =>
      refusePayeeAccount(db, { ...command, reason: readAs(RefuseAccountBody, given).reason }),
  },
  withdraw: {
    body: WithdrawAccountBody,
    operation: 'payeeAccount.withdraw',
    run: (db, command, given) =>
      withdrawPayeeAccount(db, { ...command, reason: readAs(WithdrawAccountBody, given).reason }),
  },
  stop: {
    body: StopAccountBody,
    operation: 'payeeAccount.stop',
    run: (db, command, given) =>
      stopPayeeAccount(db, { ...command, reason: readAs(StopAccountBody, given).reason }),
  },
};
