import { LIMITS, type Limits } from '../limits';
import { UnreadableSheet } from '../unreadable';
import { csvRows } from './csv';
import { recognise } from './recognise';
import { withHeader, type OpenSheet, type RawRows } from './sheet';
import { encodingOf } from './text-encoding';
import { readWorkbook } from './workbook';
import { xlsxRows } from './xlsx';
import { Zip } from './zip';

export interface OpenOptions {
  /**
   * Whether a row's texts (white space removed) are the header that is looked for. Rows above it (a title, a remark) are
   * passed over. Where no row is, the first one that holds anything is answered as header, so that the caller can say
   * what is missing in it.
   */
  readonly isHeader: (names: readonly string[]) => boolean;
  readonly limits?: Partial<Limits>;
}

const MOST_SHEETS_TRIED = 10;

/**
 * Opens a table by what it holds, never by its name: a workbook (.xlsx) or text (CSV with comma, tab or semicolon in
 * UTF-8, UTF-16 or GB18030). Of a workbook the first visible sheet with the header is read, and none where the list goes on in
 * another one; hidden ones never are.
 * Nothing is held in memory but the texts that a workbook shares between its cells.
 * @param path of the file; it has to stay until the sheet is closed
 * @throws UnreadableSheet
 */
export async function openSpreadsheet(path: string, { isHeader, limits }: OpenOptions): Promise<OpenSheet> {
  const held: Limits = { ...LIMITS, ...limits };
  const { format } = await recognise(path);
  return format === 'csv' ? openCsv(path, isHeader, held) : openXlsx(path, isHeader, held);
}

async function openCsv(path: string, isHeader: OpenOptions['isHeader'], limits: Limits): Promise<OpenSheet> {
  const encoding = await encodingOf(path);
  const raw = csvRows(path, encoding, limits);
  const found = await withHeader(raw, isHeader, limits);
  if (!found) throw nothingIn('文件里没有任何内容');
  const close = async (): Promise<void> => void (await raw.return(undefined));
  return {
    format: 'csv',
    encoding,
    sheetName: null,
    notes: [],
    header: found.header,
    rows: found.rows,
    close,
  };
}

async function openXlsx(path: string, isHeader: OpenOptions['isHeader'], limits: Limits): Promise<OpenSheet> {
  const zip = await Zip.open(path, limits);
  try {
    const workbook = await readWorkbook(zip, limits);
    const visible = workbook.sheets.filter((sheet) => sheet.visible);
    if (visible.length === 0) {
      throw new UnreadableSheet('no-visible-sheet', '工作簿里没有可见的工作表', '取消隐藏要导入的工作表');
    }
    const openRows = (sheetPath: string): RawRows => xlsxRows(zip, sheetPath, workbook, limits);
    const chosen = await chooseSheet(visible.slice(0, MOST_SHEETS_TRIED), openRows, isHeader, limits);
    await refuseSeveral(visible, chosen, openRows, isHeader, limits);
    const notes = workbook.sheets
      .filter((sheet) => sheet.name !== chosen.name)
      .map(({ name, visible: seen }) => `工作表“${name}”${seen ? '' : '(隐藏)'}未读取`);
    const close = async (): Promise<void> => {
      await chosen.raw.return(undefined);
      zip.close();
    };
    const { header, rows, name } = chosen;
    return { format: 'xlsx', encoding: 'utf-8', sheetName: name, notes, header, rows, close };
  } catch (error) {
    zip.close();
    throw error;
  }
}

type Chosen = NonNullable<Awaited<ReturnType<typeof withHeader>>> & {
  name: string;
  path: string;
  raw: RawRows;
};

/** The first sheet whose header is recognised, otherwise the first that holds anything. */
async function chooseSheet(
  sheets: readonly { name: string; path: string }[],
  openRows: (path: string) => RawRows,
  isHeader: OpenOptions['isHeader'],
  limits: Limits,
): Promise<Chosen> {
  let fallback: Chosen | null = null;
  for (const { name, path } of sheets) {
    const raw = openRows(path);
    const found = await withHeader(raw, isHeader, limits);
    if (found?.recognised) {
      await fallback?.raw.return(undefined);
      return { ...found, name, path, raw };
    }
    if (found && !fallback) fallback = { ...found, name, path, raw };
    else await raw.return(undefined);
  }
  if (!fallback) throw nothingIn('工作表里没有任何内容');
  return fallback;
}

/**
 * A list that goes on in another visible sheet (a county each, say) would be read by half: whose header says the same and that has
 * rows. A sheet of explanations says something else.
 */
async function refuseSeveral(
  visible: readonly { name: string; path: string }[],
  chosen: Chosen,
  openRows: (path: string) => RawRows,
  isHeader: OpenOptions['isHeader'],
  limits: Limits,
): Promise<void> {
  const others = visible.filter(({ path }) => path !== chosen.path).slice(0, MOST_SHEETS_TRIED);
  for (const { name, path } of chosen.recognised ? others : []) {
    if (!(await goesOnIn(openRows(path), chosen.header.names, isHeader, limits))) continue;
    await chosen.raw.return(undefined);
    throw new UnreadableSheet(
      'several-lists',
      `工作表“${chosen.name}”和“${name}”都是名单,一次只能导入一个`,
      '合并到一个工作表,或分别另存为文件导入',
    );
  }
}

async function goesOnIn(
  raw: RawRows,
  names: readonly string[],
  isHeader: OpenOptions['isHeader'],
  limits: Limits,
): Promise<boolean> {
  try {
    const found = await withHeader(raw, isHeader, limits);
    if (found?.recognised !== true || !isSameHeader(found.header.names, names)) return false;
    const rows = await found.rows().next();
    return rows.done === false && rows.value.length > 0;
  } catch (error) {
    // What is no table at all is no list either.
    if (error instanceof UnreadableSheet) return false;
    throw error;
  } finally {
    await raw.return(undefined);
  }
}

/** All columns of the shorter one are columns of the other. */
function isSameHeader(one: readonly string[], other: readonly string[]): boolean {
  const [short = [], long = []] = [one, other].sort((a, b) => a.length - b.length);
  return short.every((name) => long.includes(name));
}

const nothingIn = (message: string): UnreadableSheet =>
  new UnreadableSheet('empty', message, '按模板填写后再导入');
