import { type Operation } from './operations';

/** What a person decides about money, also to where it goes and who decides about it, and shows a one-time code for where the deployment asks for it. */
export const SECOND_FACTOR_OPERATIONS: readonly Operation[] = [
  'batch.release',
  'budget.decide',
  'financeTask.decide',
  'hold.confirm',
  'recovery.confirm',
  'recovery.book',
  'payeeAccount.confirm',
  'treasuryAccount.decide',
  'payment.useAccount',
  'accessProposal.decide',
  'channelProposal.decide',
];
