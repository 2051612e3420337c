import { insertMany } from '../ground/insert-many';
import { managerOf, type Tx } from '../ground/transaction';
import { BankCodeEntity, BankCodeTableEntity } from './bank-code-entities';

/** The issue that counts; null while none was imported. */
export async function findBankCodeTable(tx: Tx): Promise<BankCodeTableEntity | null> {
  const [table] = await managerOf(tx).find(BankCodeTableEntity, { order: { listedOn: 'DESC' }, take: 1 });
  return table ?? null;
}

export async function findBankCode(tx: Tx, tableId: string, code: string): Promise<BankCodeEntity | null> {
  return managerOf(tx).findOneBy(BankCodeEntity, { tableId, code });
}

/** Branches whose code begins with some digits, or whose name holds all of some words; in the order of their codes. */
export async function searchBankCodes(
  tx: Tx,
  tableId: string,
  words: readonly string[],
  limit: number,
): Promise<BankCodeEntity[]> {
  const found = managerOf(tx)
    .createQueryBuilder(BankCodeEntity, 'bank')
    .where('bank.table_id = :tableId', { tableId })
    .orderBy('bank.code')
    .take(limit);
  for (const [index, word] of words.entries())
    found.andWhere(`(strpos(bank.name, :word${index}) > 0 OR starts_with(bank.code, :word${index}))`, {
      [`word${index}`]: word,
    });
  return found.getMany();
}

export async function insertBankCodeTable(
  tx: Tx,
  table: BankCodeTableEntity,
  codes: readonly BankCodeEntity[],
): Promise<void> {
  await managerOf(tx).insert(BankCodeTableEntity, table);
  await insertMany(tx, BankCodeEntity, codes);
}
