/** Ends without money: what was computed is owed to nobody, and is called so. */
export const UNPAID: Readonly<Record<string, string>> = {
  rejected: '未予支持',
  withdrawn: '已撤回',
  terminated: '已终止',
};

/** What the computed amount of a case is called in the state that it is in. */
export const amountName = (state: string): string =>
  state in UNPAID ? `测算金额(${UNPAID[state]})` : '核定金额';
