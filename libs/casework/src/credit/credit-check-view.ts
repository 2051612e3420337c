import type { CreditCheckEntity } from '@duixian/persistence';
import { CREDIT_RECORD_KIND_LABELS, type CreditOutcome, type CreditPurpose } from '@duixian/workflow';

/** An answer of a register as it was acted on. */
export interface CreditCheckView {
  id: string;
  purpose: CreditPurpose;
  outcome: CreditOutcome;
  /** The same in Chinese, with what was found and up to which day the register is complete. */
  words: string;
  register: string;
  coveredTo: string | null;
  checkedAt: string;
}

export function creditCheckView(check: CreditCheckEntity): CreditCheckView {
  const { id, purpose, outcome, register, coveredTo, checkedAt } = check;
  return {
    id,
    purpose,
    outcome,
    words: inWords(check),
    register,
    coveredTo,
    checkedAt: checkedAt.toISOString(),
  };
}

function inWords({ outcome, findings, coveredTo }: CreditCheckEntity): string {
  const upTo = coveredTo === null ? '登记簿未标记完整' : `登记簿完整至 ${coveredTo}`;
  switch (outcome) {
    case 'listed':
      return `有记录:${findings
        .map(
          ({ kind, decisionNumber, decidedOn }) =>
            `${CREDIT_RECORD_KIND_LABELS[kind]} ${decisionNumber}(${decidedOn})`,
        )
        .join('、')};${upTo}`;
    case 'clear':
      return `无记录;${upTo}`;
    case 'stale':
      return `未核查:${upTo},已过期,没有记录不等于没有问题`;
    case 'not-covered':
      return `未核查:${upTo},没有记录不等于没有问题`;
  }
}
