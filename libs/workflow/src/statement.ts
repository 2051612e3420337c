/** What a line of a bank statement can be taken for. */
export const STATEMENT_CLASSIFICATIONS = [
  'matched',
  'returned',
  'already-read',
  'duplicate-debit',
  'unknown-reference',
  'wrong-amount',
  'wrong-payee',
  'unexpected-debit',
  'unexpected-return',
  // Money that came back for a payment of which no statement has shown the debit yet: what it is depends on that one.
  'awaits-debit',
  // What the bank charges for its own services.
  'fee',
  // The bank took back a debit that nobody could explain (冲正).
  'reversed',
  // What another treasury refunds arrived: its own statement has settled it, or will.
  'refund',
] as const;
export type StatementClassification = (typeof STATEMENT_CLASSIFICATIONS)[number];

export const STATEMENT_CLASSIFICATION_LABELS: Readonly<Record<StatementClassification, string>> = {
  matched: '已到账',
  returned: '退票',
  'already-read': '此前已读入',
  'duplicate-debit': '重复扣款',
  'unknown-reference': '参考号不认识',
  'wrong-amount': '金额不一致',
  'wrong-payee': '收款人不一致',
  'unexpected-debit': '不应发生的扣款',
  'unexpected-return': '不应发生的退票',
  'awaits-debit': '退回款,待对应的扣款',
  fee: '银行收费',
  reversed: '银行冲正',
  refund: '其他级次归还先行拨付',
};
