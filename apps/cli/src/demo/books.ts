import { textTable } from '../text-table';
import { DemoRefusal } from './demo-refusal';
import { AUDITORS, type PlayedCase } from './every-case';
import { regionName } from './lookups';
import { paymentsOf, refundsOf } from './payments';
import { type BankLedger, type BudgetView, type PaymentView } from './shapes';
import { type Stage } from './stage';
import { yuan } from './text';

type Sums = Pick<BudgetView, 'allottedFen' | 'availableFen' | 'reservedFen' | 'inFlightFen' | 'spentFen'>;

/**
 * Holds the awards, the payments, the budget lines and the bank's own ledger against each other.
 * @returns lines that tell it
 * @throws DemoRefusal where they do not agree
 */
export async function checkBooks(stage: Stage, cases: readonly PlayedCase[]): Promise<string[]> {
  const payments = await paymentsOf(stage, cases);
  const awardedFen = cases.reduce((total, { seen }) => total + (seen.award?.amountFen ?? 0), 0);
  const ledger = await stage.ledger();
  const lines = [...totals(awardedFen, payments, ledger), ''];
  const refunds = await refundsOf(stage, cases);
  const all = [...payments, ...refunds];
  const budgets = await budgetsOf(stage, new Set(all.map(({ regionCode }) => regionCode)));
  const rows: string[][] = [];
  for (const [regionCode, sums] of budgets)
    rows.push(await budgetRow(stage, { regionCode, sums, bankFen: paidByBank(regionCode, all, ledger) }));
  const head = ['财政', '预算指标', '已支出', '已预留', '在途', '可用', '银行实付'];
  const refundLine = `    先行拨付 ${refunds.length} 笔,其他财政已归还 ${yuan(sum(refunds))} 元`;
  return [
    ...lines,
    ...(refunds.length > 0 ? [refundLine, ''] : []),
    ...textTable([head, ...rows], [1, 2, 3, 4, 5, 6]),
    '    每条指标都平:指标 = 已支出 + 在途 + 已预留 + 可用;各财政全部指标的已支出 = 银行从其账户实付。',
  ];
}

function totals(awardedFen: number, payments: readonly PaymentView[], ledger: BankLedger): string[] {
  const references = payments.flatMap(({ attempts }) => attempts.map(({ bankReference }) => bankReference));
  const settledFen = sum(payments.filter(({ state }) => state === 'settled'));
  const paid = ledger.received.filter(
    (entry) => entry.kind === 'payment' && references.includes(entry.reference),
  );
  agree('the awards', awardedFen, 'what was settled', settledFen);
  agree('what was settled', settledFen, 'what the bank paid', sum(paid));
  agree('the payments', payments.length, 'the entries of the bank', paid.length);
  const twice = ledger.paidMoreThanOnce.length;
  agree('payments made twice', twice, 'what must be', 0);
  return [
    `    核定合计 ${yuan(awardedFen)} 元 = 到账合计 ${yuan(settledFen)} 元 = 银行账上付出 ${yuan(sum(paid))} 元`,
    `    付款 ${payments.length} 笔 = 银行入账 ${paid.length} 笔;重复付款 ${twice} 笔`,
  ];
}

/** The money of every treasury of the story, all its lines together. */
async function budgetsOf(stage: Stage, regionCodes: ReadonlySet<string>): Promise<Map<string, Sums>> {
  const all = new Map<string, Sums>();
  const seen = new Set<string>();
  for (const auditor of AUDITORS) {
    const lines = await (await stage.as(auditor)).all<BudgetView>('budgets');
    for (const line of lines) {
      const key = `${line.regionCode} ${line.year} ${line.subject} ${line.documentNumber}`;
      if (!regionCodes.has(line.regionCode) || seen.has(key)) continue;
      seen.add(key);
      agreeInItself(line);
      all.set(line.regionCode, added(all.get(line.regionCode), line));
    }
  }
  return new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What was allotted is free, reserved, under way, spent or demanded back: line by line. */
function agreeInItself(line: BudgetView): void {
  const { regionCode, year, subject, availableFen, reservedFen, inFlightFen, spentFen, receivableFen } = line;
  const accounts = availableFen + reservedFen + inFlightFen + spentFen + receivableFen;
  agree(`the allotment ${regionCode} ${year} ${subject}`, line.allottedFen, 'its accounts', accounts);
}

const added = (before: Sums | undefined, line: Sums): Sums => ({
  allottedFen: (before?.allottedFen ?? 0) + line.allottedFen,
  availableFen: (before?.availableFen ?? 0) + line.availableFen,
  reservedFen: (before?.reservedFen ?? 0) + line.reservedFen,
  inFlightFen: (before?.inFlightFen ?? 0) + line.inFlightFen,
  spentFen: (before?.spentFen ?? 0) + line.spentFen,
});

/** Everything that the bank ever paid from the account of a treasury, less what came back and what other treasuries refunded. */
function paidByBank(regionCode: string, payments: readonly PaymentView[], ledger: BankLedger): number {
  const own = payments.filter((payment) => payment.regionCode === regionCode);
  const references = own.flatMap(({ attempts }) => attempts.map(({ bankReference }) => bankReference));
  const account = ledger.received.find(({ reference }) => references.includes(reference))?.payerAccount;
  const out = ledger.received.filter((entry) => entry.kind === 'payment' && entry.payerAccount === account);
  const refunded = ledger.received.filter(
    (entry) => entry.kind === 'payment' && entry.payeeAccount === account,
  );
  const returned = ledger.returns.filter(({ payerAccount }) => payerAccount === account);
  return sum(out) - sum(refunded) - sum(returned);
}

async function budgetRow(
  stage: Stage,
  { regionCode, sums, bankFen }: { regionCode: string; sums: Sums; bankFen: number },
): Promise<string[]> {
  const { allottedFen, availableFen, reservedFen, inFlightFen, spentFen } = sums;
  const name = await regionName(stage, regionCode);
  // What somebody else has under way there is with the bank or not yet.
  if (inFlightFen === 0)
    agree(`the expense of ${name}`, spentFen, 'what the bank paid from its account', bankFen);
  return [name, ...[allottedFen, spentFen, reservedFen, inFlightFen, availableFen, bankFen].map(yuan)];
}

const sum = (entries: readonly { amountFen: number }[]): number =>
  entries.reduce((total, { amountFen }) => total + amountFen, 0);

function agree(what: string, amount: number, other: string, otherAmount: number): void {
  if (amount !== otherAmount)
    throw new DemoRefusal(`The books do not agree: ${what} come to ${amount}, ${other} to ${otherAmount}.`);
}
