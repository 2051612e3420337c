import { allowedActions, move, type Move, type Transition } from './transition-table';

/** Life of a payment (付款): one obligation to one payee from one funding source. */
export const PAYMENT_STATES = [
  /** Not due yet: what it refunds has not been paid (先行拨付). */
  'waiting',
  'planned',
  'batched',
  'released',
  'sending',
  'accepted',
  'unknown',
  'settled',
  'rejected',
  'returned',
  /** Two people declared, on the bank's statement of the day, that the bank never had the instruction. */
  'not_sent',
  /** All of it was set off against what its payee owes (抵扣): nothing is sent. */
  'offset',
  /** Its award was terminated before anything of it left: what was reserved for it is free again. */
  'cancelled',
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

export const PAYMENT_STATE_LABELS: Record<PaymentState, string> = {
  waiting: '未到付款时间',
  planned: '待编批',
  batched: '已编批',
  released: '已复核',
  sending: '发送中',
  accepted: '银行已受理',
  unknown: '结果待查',
  settled: '已到账',
  rejected: '银行拒绝',
  returned: '退票',
  not_sent: '确认未发出',
  offset: '已抵扣',
  cancelled: '已取消',
};

export type PaymentAction =
  /** What it waited for has happened: it may go into a batch. */
  | 'fall_due'
  /** What it refunds came back before anything was done about it: it waits again. */
  | 'postpone'
  | 'batch'
  | 'unbatch'
  | 'release'
  /** The attempt (reference, exact payload) is stored; only after that commit may the bank be called. */
  | 'send'
  | 'accept'
  | 'reject'
  /** Time-out, unclear answer, or a worker that finds `sending`: the money may or may not be on its way. */
  | 'lose_answer'
  /** The day it was to be booked on is closed without a debit for it: accepted or not, it is asked about again. */
  | 'miss'
  | 'settle'
  /** 退票: the money came back. */
  | 'return'
  /** The bank does not know the instruction, and the closed day of its booking shows no debit for it. */
  | 'declare_not_sent'
  /** A statement showed the debit of a payment that was believed failed: it was paid after all. */
  | 'acknowledge'
  | 'requeue'
  /** What is left of it is set off against a demand to pay back, with the payee's consent. */
  | 'set_off'
  /** Its award was terminated by two people of the city. */
  | 'cancel';

/** Who, or which proof: the bank's answer to the call itself, its answer to a query, or its statement. */
export type PaymentMover =
  | 'maker'
  | 'checker'
  | 'maker-or-checker'
  /** The maker proposes with evidence, a different checker confirms. */
  | 'maker-and-checker'
  | 'worker'
  | 'bank-answer'
  | 'bank-query'
  | 'bank-statement';

export type PaymentTransition = Transition<PaymentState, PaymentAction, PaymentMover>;

/** Recorded when the payment is planned, before every row of the table. */
export const PAYMENT_CREATED_EVENT = 'payment.planned';

/**
 * Only `released` leads to `sending`. From `unknown` a query by the same reference decides, or the statement; two people
 * may declare it not sent on the evidence of a closed day. It is never sent again from there without them.
 * A statement proves that money moved, whatever was believed until then. Money that comes back before any statement showed that it left
 * waits for that one; where none ever shows it, two people say that it came back.
 */
// prettier-ignore
export const PAYMENT_TRANSITIONS: readonly PaymentTransition[] = [
  { from: 'waiting',  action: 'fall_due',    to: 'planned',  by: 'worker',           event: 'payment.due' },
  { from: 'planned',  action: 'postpone',    to: 'waiting',  by: 'bank-statement',   event: 'payment.postponed' },
  { from: 'planned',  action: 'batch',       to: 'batched',  by: 'maker',            event: 'payment.batched' },
  { from: 'batched',  action: 'unbatch',     to: 'planned',  by: 'maker-or-checker', event: 'payment.unbatched' },
  { from: 'batched',  action: 'release',     to: 'released', by: 'checker',          event: 'payment.released' },
  { from: 'released', action: 'send',        to: 'sending',  by: 'worker',           event: 'payment.sending' },
  { from: 'sending',  action: 'accept',      to: 'accepted', by: 'bank-answer',      event: 'payment.accepted' },
  { from: 'sending',  action: 'reject',      to: 'rejected', by: 'bank-answer',      event: 'payment.rejected' },
  { from: 'sending',  action: 'lose_answer', to: 'unknown',  by: 'worker',           event: 'payment.answer_lost' },
  { from: 'sending',  action: 'settle',      to: 'settled',  by: 'bank-statement',   event: 'payment.settled' },
  { from: 'unknown',  action: 'accept',      to: 'accepted', by: 'bank-query',       event: 'payment.accepted' },
  { from: 'unknown',  action: 'reject',      to: 'rejected', by: 'bank-query',       event: 'payment.rejected' },
  { from: 'unknown',  action: 'settle',      to: 'settled',  by: 'bank-statement',   event: 'payment.settled' },
  { from: 'unknown',  action: 'declare_not_sent', to: 'not_sent', by: 'maker-and-checker', event: 'payment.declared_not_sent' },
  { from: 'accepted', action: 'miss',        to: 'unknown',  by: 'bank-statement',   event: 'payment.missed_on_closed_day' },
  { from: 'accepted', action: 'settle',      to: 'settled',  by: 'bank-statement',   event: 'payment.settled' },
  { from: 'unknown',  action: 'return',      to: 'returned', by: 'maker-and-checker', event: 'payment.returned' },
  { from: 'accepted', action: 'return',      to: 'returned', by: 'maker-and-checker', event: 'payment.returned' },
  { from: 'settled',  action: 'return',      to: 'returned', by: 'bank-statement',   event: 'payment.returned' },
  { from: 'rejected', action: 'requeue',     to: 'planned',  by: 'maker',            event: 'payment.requeued' },
  { from: 'returned', action: 'requeue',     to: 'planned',  by: 'maker',            event: 'payment.requeued' },
  { from: 'not_sent', action: 'requeue',     to: 'planned',  by: 'maker',            event: 'payment.requeued' },
  { from: 'planned',  action: 'acknowledge', to: 'settled',  by: 'maker-and-checker', event: 'payment.acknowledged' },
  { from: 'rejected', action: 'acknowledge', to: 'settled',  by: 'maker-and-checker', event: 'payment.acknowledged' },
  { from: 'not_sent', action: 'acknowledge', to: 'settled',  by: 'maker-and-checker', event: 'payment.acknowledged' },
  { from: 'planned',  action: 'set_off',     to: 'offset',   by: 'maker-and-checker', event: 'payment.offset' },
  { from: 'planned',  action: 'cancel',      to: 'cancelled', by: 'worker',          event: 'payment.cancelled' },
  { from: 'waiting',  action: 'cancel',      to: 'cancelled', by: 'worker',          event: 'payment.cancelled' },
];

/** Decides a move of one payment; an illegal one comes back as a refusal with the state and the possible actions. */
export function movePayment(state: PaymentState, action: PaymentAction): Move<PaymentTransition> {
  return move(PAYMENT_TRANSITIONS, state, action);
}

/** The actions that `movePayment` accepts from a state. */
export function allowedPaymentActions(state: PaymentState): PaymentAction[] {
  return allowedActions(PAYMENT_TRANSITIONS, state);
}
