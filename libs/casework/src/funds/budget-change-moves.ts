import { allot, carryIn, carryOut, decrease, increase, transferIn, transferOut } from '@duixian/ledger';
import type { Journal } from '@duixian/ledger';
import { formatYuan, type Fen } from '@duixian/money';
import type { BudgetChangeEntity, BudgetChangeKind, Tx } from '@duixian/persistence';
import { refuse, type Refused } from '../ground/refusal';

type Make = (budgetLineId: string, amount: Fen) => Journal;

/** What each kind of change takes from one line and gives to another, as journals of both. */
export const BUDGET_CHANGE_MOVES: Readonly<Record<BudgetChangeKind, { takes?: Make; gives?: Make }>> = {
  allot: { gives: allot },
  increase: { gives: increase },
  decrease: { takes: decrease },
  transfer: { takes: transferOut, gives: transferIn },
  carry_over: { takes: carryOut, gives: carryIn },
};

/** On the trail of the change itself, in its treasury's region. */
export const recordBudgetChange = (tx: Tx, change: BudgetChangeEntity, type: string): Promise<void> => {
  const { kind, fromLineId, toLineId, year, subject, lineDocument, amountFen } = change;
  const { documentNumber, note, decisionNote, version } = change;
  return tx.record({
    caseId: change.id,
    regionCode: change.regionCode,
    type,
    data: {
      ...{ kind, fromLineId, toLineId, year, subject, lineDocument, amountFen },
      ...{ documentNumber, note, decisionNote, version },
    },
  });
};

export const refuseTaken = (line: { year: number; subject: string; documentNumber: string }): Refused =>
  refuse(
    'budget-line-taken',
    `本财政已有 ${line.year} 年“${line.subject}”、文号 ${line.documentNumber} 的指标。请追加该指标,或改用其他文号。`,
  );

export const refuseShort = (line: { documentNumber: string }, amountFen: Fen, freeFen: Fen): Refused =>
  refuse(
    'budget-insufficient',
    `文号 ${line.documentNumber} 的指标可用 ${formatYuan(freeFen)} 元,不足 ${formatYuan(amountFen)} 元。已预留给核定奖补的不能转出。`,
    { freeFen, neededFen: amountFen },
  );
