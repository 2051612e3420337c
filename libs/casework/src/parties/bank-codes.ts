import {
  actorId,
  findBankCodeTable,
  insertBankCodeTable,
  runCommand,
  runQuery,
  searchBankCodes,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import { openSpreadsheet, textOf, UnreadableSheet, type OpenSheet } from '@duixian/spreadsheet';
import type { PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import type { Upload } from '../imports/open-upload';

/** What a table of bank codes answers once it is in. */
export interface BankCodeTableView {
  /** The day it was issued; of several tables the latest counts. */
  listedOn: string;
  source: string;
  rowCount: number;
}

export interface FoundBankCode {
  code: string;
  name: string;
}

const CODE_HEADERS = ['联行号', '行号', '支付行号', '参与者行号', '银行行号', '清算行号'];
const NAME_HEADERS = ['开户行名称', '行名', '银行名称', '参与者全称', '参与者名称', '网点名称', '开户行'];
const MOST_PROBLEMS = 20;
/** The branches that a look-up answers. */
const MOST_FOUND = 20;

/** Branches by the beginning of their code or by words of their name, out of the latest table. */
export async function lookUpBankCodes(
  db: Database,
  actor: PersonActor,
  query: string,
): Promise<{ ok: true; value: { table: BankCodeTableView | null; items: FoundBankCode[] } }> {
  return runQuery(db, actor, async (tx) => {
    const table = await findBankCodeTable(tx);
    if (!table) return { ok: true as const, value: { table: null, items: [] } };
    const words = query.normalize('NFKC').split(/\s+/).filter(Boolean).slice(0, 5);
    const found = words.length === 0 ? [] : await searchBankCodes(tx, table.id, words, MOST_FOUND);
    const { listedOn, source, rowCount } = table;
    const items = found.map(({ code, name }) => ({ code, name }));
    return { ok: true as const, value: { table: { listedOn, source, rowCount }, items } };
  });
}

/** Takes in an issue of the table of bank codes: as a whole or not at all. Accounts keep the day of the table they were found in. */
export async function importBankCodes(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; upload: Upload; source: string; listedOn: string },
): Promise<CommandOutcome<BankCodeTableView, Refusal>> {
  const { actor, idempotencyKey, upload, source, listedOn } = command;
  const { contentHash } = upload;
  const taken = (message: string): Refusal => ({ code: 'bank-codes-invalid', message });
  const request = {
    ...{ name: 'importBankCodes', actor, idempotencyKey, input: { contentHash, source, listedOn } },
    conflicts: {
      bank_code_table_listed_on_key: taken(
        `日期为 ${listedOn} 的联行号表已经导入过,请填写这份表自己的日期。`,
      ),
      bank_code_table_content_hash_key: taken('这份联行号表已经导入过,不必重复导入。'),
    },
  };
  try {
    return await runCommand(db, request, async (tx): Promise<CaseOutcome<BankCodeTableView>> => {
      const forbidden = refuseUnlessPermitted(actor, 'bankCode.import');
      if (forbidden) return forbidden;
      if (listedOn > tx.today)
        return refuse('bank-codes-invalid', `联行号表的日期 ${listedOn} 在今天之后,请填写发布日期。`);
      const codes = await readCodes(upload);
      if (!codes.ok) return codes;
      return done(await keepBankCodes(tx, { source, listedOn, contentHash, codes: codes.codes }));
    });
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error;
    return refuse('bank-codes-invalid', `${upload.fileName} 无法作为表格读取,请另存为 XLSX 或 CSV 后重试。`, {
      problems: [{ message: error.message, fix: error.fix }],
    });
  }
}

/** Stores a table and says so on the trail. */
export async function keepBankCodes(
  tx: Tx,
  given: { source: string; listedOn: string; contentHash: string; codes: readonly FoundBankCode[] },
): Promise<BankCodeTableView> {
  const { source, listedOn, contentHash, codes } = given;
  const id = tx.newId();
  const view = { listedOn, source, rowCount: codes.length };
  await insertBankCodeTable(
    tx,
    { id, ...view, contentHash, importedAt: tx.now, importedBy: actorId(tx.actor) },
    codes.map(({ code, name }) => ({ tableId: id, code, name })),
  );
  const root = tx.regions.regions.find(({ parentCode }) => parentCode === null);
  if (!root) throw new Error('there is no region above the others');
  await tx.record({
    caseId: id,
    regionCode: root.code,
    type: 'bank_codes.imported',
    data: { ...view, contentHash },
  });
  return view;
}

interface LineProblem {
  line: number;
  column: string;
  message: string;
  fix: string;
}

async function readCodes(upload: Upload): Promise<{ ok: true; codes: FoundBankCode[] } | Refused> {
  const at = (names: readonly string[], known: readonly string[]): number =>
    names.findIndex((name) => known.includes(name));
  const isHeader = (names: readonly string[]): boolean =>
    at(names, CODE_HEADERS) >= 0 && at(names, NAME_HEADERS) >= 0;
  const sheet = await openSpreadsheet(upload.path, { isHeader });
  try {
    const { names } = sheet.header;
    if (!isHeader(names)) {
      return refuse(
        'bank-codes-invalid',
        `${upload.fileName} 缺少列:需要“联行号”和“开户行名称”,请补上表头。`,
        {
          problems: [
            {
              message: '缺少联行号或开户行名称列',
              fix: `表头写成“${CODE_HEADERS[0]}”和“${NAME_HEADERS[0]}”`,
            },
          ],
        },
      );
    }
    return await readRows(sheet, at(names, CODE_HEADERS), at(names, NAME_HEADERS));
  } finally {
    await sheet.close();
  }
}

async function readRows(
  sheet: OpenSheet,
  codeAt: number,
  nameAt: number,
): Promise<{ ok: true; codes: FoundBankCode[] } | Refused> {
  const codes = new Map<string, string>();
  const problems: LineProblem[] = [];
  for await (const rows of sheet.rows()) {
    for (const { line, cells } of rows) {
      const code = textOf(cells[codeAt] ?? '')
        .normalize('NFKC')
        .replace(/\s/g, '');
      const name = textOf(cells[nameAt] ?? '').trim();
      const problem = problemOf(code, name, codes.get(code));
      if (problem) problems.push({ line, ...problem });
      codes.set(code, name);
      if (problems.length >= MOST_PROBLEMS) break;
    }
    if (problems.length >= MOST_PROBLEMS) break;
  }
  if (problems.length > 0) {
    const [first] = problems;
    return refuse(
      'bank-codes-invalid',
      `整表没有写入:第 ${first?.line} 行等有错误,请按提示修改后重新导入。`,
      {
        problems,
      },
    );
  }
  if (codes.size === 0) return refuse('bank-codes-invalid', '表头下面没有数据,请填写后再导入。');
  return { ok: true, codes: [...codes].map(([code, name]) => ({ code, name })) };
}

function problemOf(code: string, name: string, before: string | undefined): Omit<LineProblem, 'line'> | null {
  if (!/^\d{12}$/.test(code))
    return {
      column: '联行号',
      message: `“${code.slice(0, 20)}”不是 12 位数字`,
      fix: '按文本格式填写 12 位联行号',
    };
  if (name === '') return { column: '开户行名称', message: '没有名称', fix: '填写网点全称' };
  if (before !== undefined && before !== name)
    return { column: '联行号', message: `${code} 出现两次,名称不同`, fix: '只保留正确的一行' };
  return null;
}
