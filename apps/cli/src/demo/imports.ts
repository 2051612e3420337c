import { CSV_MARK, csvLine } from '@duixian/spreadsheet';
import { callOf, partyOf, type Call } from './cases';
import { type Upload } from './client';
import { DemoRefusal } from './demo-refusal';
import { CITIES, EARLIER_PAYMENTS, LATER_LEDGER, NEW_TITLES, type City } from './parts.table';
import { type Stage } from './stage';
import { workbook } from './workbook';

interface ImportView {
  id: string;
  version: number;
  state: string;
  kind: string;
  documentNumber: string;
  counts: { rows: number; good: number; rejected: number };
}

interface RejectedRow {
  line: number;
  cells: string[];
  problems: { column: string | null; message: string; fix: string }[];
}

/** A file of the story: what it is called, what it holds, and the document that it belongs to. */
export interface FileToImport {
  city: City;
  kind: 'title_list' | 'earlier_payments' | 'facts';
  source: string;
  documentNumber: string;
  documentDate: string;
  what: string;
  make: () => Promise<Pick<Upload, 'fileName' | 'bytes'>>;
}

/** The recognitions of this year, a workbook per city, and what the ledger of earlier years of one city still lacks. */
export async function importFiles(stage: Stage): Promise<void> {
  for (const city of CITIES) await importFile(stage, await titleListOf(stage, city));
  await importFile(stage, await ledgerOf(stage));
}

/** Imports a file unless its document was imported before. */
export async function importFile(stage: Stage, file: FileToImport): Promise<void> {
  const { city, what } = file;
  const officer = await stage.as(city.officer);
  const known = (
    await officer.all<ImportView>(`imports?kind=${file.kind}&regionCode=${city.regionCode}`)
  ).find(
    ({ documentNumber, state }) =>
      documentNumber === file.documentNumber && state !== 'discarded' && state !== 'undone',
  );
  if (known?.state === 'committed') return stage.was(`${city.name}${what}已导入`);
  const read = known ?? (await upload(stage, file));
  if (read.state === 'previewed')
    await officer.post(`imports/${read.id}/actions`, { action: 'commit', version: read.version });
  await stage.until(`the import of ${what} is committed`, async () => {
    const { state } = await officer.get<ImportView>(`imports/${read.id}`);
    return state === 'committed' ? true : null;
  });
  stage.did(`${city.name}导入${what}:${read.counts.good} 行生效,${read.counts.rejected} 行退回`);
  await tellRejected(stage, city, read);
}

async function upload(stage: Stage, file: FileToImport): Promise<ImportView> {
  const { city, kind, source, documentNumber, documentDate } = file;
  const fields = { kind, regionCode: city.regionCode, source, documentNumber, documentDate };
  return (await stage.as(city.officer)).upload<ImportView>('imports', { ...(await file.make()), fields });
}

/** A bad row holds up no good one: it is told with its line, what is wrong, and how to mend it. */
async function tellRejected(stage: Stage, { officer }: City, { id, counts }: ImportView): Promise<void> {
  if (counts.rejected === 0) return;
  const rows = await (await stage.as(officer)).all<RejectedRow>(`imports/${id}/rows?outcome=rejected`);
  for (const { line, problems } of rows)
    stage.note(
      `第 ${line} 行退回:${problems.map(({ column, message, fix }) => `${column ?? '整行'} ${message};${fix}`).join(';')}`,
    );
}

/** Recognised on the last day of June, or when the calls of the year came out, if that was earlier. */
function dayOfRecognition({ year, publishedAt }: Call): string {
  const published = new Date(Date.parse(publishedAt) + 8 * 3_600_000).toISOString().slice(0, 10);
  return [published, `${year}-06-30`].sort()[0] ?? published;
}

const HEADER = [
  ...['统一社会信用代码', '企业名称', '称号', '认定日期', '有效期起', '有效期止'],
  ...['取得方式', '是否首次', '认定时所在市'],
];

async function titleListOf(stage: Stage, city: City): Promise<FileToImport> {
  const call = await callOf(stage, city.titleCall);
  const day = dayOfRecognition(call);
  const lastDay = `${Number(day.slice(0, 4)) + 3}${day.slice(4)}`;
  const make = async (): Promise<Pick<Upload, 'fileName' | 'bytes'>> => {
    const rows: string[][] = [];
    for (const { clerk, title, acquisition, firstEver } of NEW_TITLES[city.name] ?? []) {
      const { creditCode, registeredName } = await partyOf(stage, clerk);
      rows.push([
        creditCode,
        registeredName,
        title,
        day,
        day,
        lastDay,
        acquisition,
        firstEver,
        city.factName,
      ]);
    }
    // One slip of the pen per list: it comes back with its line, and the others go through.
    const [first] = rows;
    if (first) rows.push([mistyped(first[0] ?? ''), '示例误码有限公司', ...first.slice(2)]);
    const sheet = await workbook(HEADER, rows);
    return { fileName: `${city.name}${call.year}年认定名单.xlsx`, bytes: sheet };
  };
  return {
    ...{ city, kind: 'title_list', source: '省工业和信息化厅', what: `${call.year}年认定名单` },
    ...{ documentNumber: `演示认定〔${call.year}〕1号`, documentDate: day, make },
  };
}

async function ledgerOf(stage: Stage): Promise<FileToImport> {
  const city = CITIES.find(({ name }) => name === LATER_LEDGER.city);
  if (!city) throw new DemoRefusal(`${LATER_LEDGER.city} is no city of the story.`);
  const { year } = await callOf(stage, LATER_LEDGER.call);
  const make = async (): Promise<Pick<Upload, 'fileName' | 'bytes'>> => {
    const lines = [csvLine(['统一社会信用代码', '企业名称', '条款编号', '金额(元)', '兑付日期'])];
    for (const { clerk, clause, amountYuan, yearsAgo } of EARLIER_PAYMENTS) {
      const { creditCode, registeredName } = await partyOf(stage, clerk);
      lines.push(csvLine([creditCode, registeredName, clause, amountYuan, `${year - yearsAgo}-12-20`]));
    }
    const bytes = new Uint8Array(Buffer.from(CSV_MARK + lines.join('')));
    return { fileName: `${city.name}既往兑付台账.csv`, bytes };
  };
  return {
    ...{ city, kind: 'earlier_payments', source: '市财政局', what: '既往兑付台账' },
    ...{ documentNumber: `演示台账〔${year}〕1号`, documentDate: `${year}-01-01`, make },
  };
}

/** The same code with another check symbol. */
const mistyped = (code: string): string => `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
