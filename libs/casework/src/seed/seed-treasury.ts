import { allot } from '@duixian/ledger';
import { parseYuan } from '@duixian/money';
import {
  findTreasury,
  insertBudgetLine,
  insertTreasuryAccount,
  postJournal,
  type Tx,
} from '@duixian/persistence';

export interface DemoTreasury {
  regionCode: string;
  accountNumber: string;
  accountName: string;
  bankName: string;
  /** 12 digits (行号). */
  bankCode: string;
}

/** The account of a treasury; one that has an account keeps it. */
export async function seedTreasury(tx: Tx, treasury: DemoTreasury): Promise<void> {
  if (!(await findTreasury(tx, treasury.regionCode))) {
    const { regionCode, accountNumber, accountName, bankName, bankCode } = treasury;
    await insertTreasuryAccount(tx, { regionCode, accountNumber, accountName, bankName, bankCode });
  }
}

/** Money of one treasury for a subject and a year, with its allotment journal. */
export async function seedBudgetLine(
  tx: Tx,
  line: { regionCode: string; year: number; subject: string; allottedYuan: string; documentNumber: string },
): Promise<void> {
  const { allottedYuan, ...rest } = line;
  const amount = parseYuan(allottedYuan);
  if (amount === null) throw new Error(`${allottedYuan} is no amount`);
  const id = tx.newId();
  const { level } = tx.regions.get(line.regionCode);
  await insertBudgetLine(tx, { id, level, ...rest, createdAt: tx.now });
  await postJournal(tx, allot(id, amount), `budget-line:${id}/allot`);
}
