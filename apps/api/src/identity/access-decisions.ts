import { type Type } from '@nestjs/common';
import { type AccessDecision, type Operation } from '@duixian/casework';
import { readAs } from '../edge/read-as';
import { ConfirmAccessBody, RefuseAccessBody, WithdrawAccessBody } from './access.shapes';

interface Decided {
  action: AccessDecision;
  reason?: string;
}

interface DecisionRow {
  readonly body: Type<{ action: string }>;
  readonly operation: Operation;
  readonly read: (given: unknown) => Decided;
}

function decision<B extends { action: string; reason?: string }>(
  action: AccessDecision,
  operation: Operation,
  body: Type<B>,
): DecisionRow {
  const read = (given: unknown): Decided => {
    const { reason } = readAs(body, given);
    return { action, ...(reason === undefined ? {} : { reason }) };
  };
  return { body, operation, read };
}

/** The same about another way for a treasury to pay. */
export const CHANNEL_DECISION_ROWS: Readonly<Record<AccessDecision, DecisionRow>> = {
  confirm: decision('confirm', 'channelProposal.decide', ConfirmAccessBody),
  refuse: decision('refuse', 'channelProposal.decide', RefuseAccessBody),
  withdraw: decision('withdraw', 'channelProposal.withdraw', WithdrawAccessBody),
};

/** Every decision about what another administrator proposed: its body and its operation. A missing one does not compile. */
export const ACCESS_DECISION_ROWS: Readonly<Record<AccessDecision, DecisionRow>> = {
  confirm: decision('confirm', 'accessProposal.decide', ConfirmAccessBody),
  refuse: decision('refuse', 'accessProposal.decide', RefuseAccessBody),
  withdraw: decision('withdraw', 'accessProposal.withdraw', WithdrawAccessBody),
};
