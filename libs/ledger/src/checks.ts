import { sumFen } from '@duixian/money';
import { type AccountBalance, LEDGER_ACCOUNTS } from './accounts';
import { type Journal, JOURNAL_MOVES } from './journals';

/**
 * What is broken about a journal, one sentence each; empty when it may be booked. Every budget line in it must add
 * up to zero on its own, and money must leave and enter the accounts that its kind names.
 */
export function checkJournal({ kind, postings }: Journal): string[] {
  const problems: string[] = [];
  if (postings.length < 2)
    problems.push(`a journal needs at least 2 postings, this one has ${postings.length}`);
  const { from, to } = JOURNAL_MOVES[kind];
  for (const { budgetLineId, account, amountFen } of postings) {
    const at = `budget line ${budgetLineId}, ${account}`;
    if (!Number.isSafeInteger(amountFen)) problems.push(`${at}: ${amountFen} is not a whole number of fen`);
    else if (amountFen === 0) problems.push(`${at}: a posting of 0 fen says nothing`);
    else if (account !== (amountFen < 0 ? from : to)) {
      problems.push(`${at}: "${kind}" moves money from ${from} to ${to}, not ${amountFen} fen here`);
    }
  }
  for (const [budgetLineId, lines] of byBudgetLine(postings)) {
    if (!lines.every((posting) => Number.isSafeInteger(posting.amountFen))) continue;
    const total = lines.reduce((sum, posting) => sum + BigInt(posting.amountFen), 0n);
    if (total !== 0n)
      problems.push(`budget line ${budgetLineId}: the postings add up to ${total} fen, not 0`);
  }
  return problems;
}

/**
 * What does not hold about the balances of any number of budget lines, one sentence each; empty when all is well.
 * Per line: the six accounts add up to 0, only the allotment is negative, no account appears twice.
 * @throws RangeError when the accounts of a line add up beyond the safe integers
 */
export function checkBalances(balances: readonly AccountBalance[]): string[] {
  const problems: string[] = [];
  for (const [budgetLineId, line] of byBudgetLine(balances)) {
    for (const kind of LEDGER_ACCOUNTS) {
      const found = line.filter((balance) => balance.account === kind);
      if (found.length > 1)
        problems.push(`budget line ${budgetLineId}: ${kind} appears ${found.length} times`);
    }
    for (const { account, balanceFen } of line) {
      if (account !== 'allotment' && balanceFen < 0) {
        problems.push(`budget line ${budgetLineId}: ${account} is negative (${balanceFen} fen)`);
      }
      if (account === 'allotment' && balanceFen > 0) {
        problems.push(
          `budget line ${budgetLineId}: more was taken out than ever allotted (${balanceFen} fen)`,
        );
      }
    }
    const total = sumFen(line.map((balance) => balance.balanceFen));
    if (total !== 0) problems.push(`budget line ${budgetLineId}: the accounts add up to ${total} fen, not 0`);
  }
  return problems;
}

function byBudgetLine<Row extends { budgetLineId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const lines = new Map<string, Row[]>();
  for (const row of rows) lines.set(row.budgetLineId, [...(lines.get(row.budgetLineId) ?? []), row]);
  return lines;
}
