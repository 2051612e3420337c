import { CSV_MARK, csvLine } from '@duixian/spreadsheet';
import { callOf } from './cases';
import { DemoRefusal } from './demo-refusal';
import { importFile, type FileToImport } from './imports';
import { CITIES, CULTIVATION, WHITE_LISTS, type City, type WhiteListOfDemo } from './parts.table';
import { type Stage } from './stage';

interface Enterprise {
  partyId: string;
  registeredName: string;
  creditCode: string | null;
}
interface WhiteList {
  id: string;
  version: number;
  ruleKey: string;
  state: string;
  memberCount: number;
}

/**
 * What counties list of the pool, and the monthly report of statistics: some enterprises near half of the above-scale
 * standard are listed, and of those above it one is behind the year, one just ahead of it, and one well ahead.
 */
export async function importRegisters(stage: Stage): Promise<void> {
  const city = cityOf(CULTIVATION.city);
  const { year } = await callOf(stage, city.titleCall);
  const shared = { city, kind: 'facts', documentDate: today() } as const;
  await importFile(stage, {
    ...shared,
    ...{ source: '各县(市、区)工信部门', documentNumber: `演示培育〔${year}〕1号` },
    ...{ what: '小升规培育库名单', make: () => listedByCounties(stage, city) },
  });
  await importFile(stage, {
    ...shared,
    ...{ source: '统计联网直报', documentNumber: `演示统计月报〔${year}〕1号` },
    ...{ what: '规上工业企业月报', make: () => monthlyReport(stage, city) },
  });
  await tellWarnings(stage, city);
}

async function listedByCounties(stage: Stage, { officer }: City): Promise<Named> {
  const candidates = await (await stage.as(officer)).all<Enterprise>('cultivation-pool?state=candidate');
  const rows = candidates
    .slice(0, CULTIVATION.listed)
    .map((each) => factLine(each, 'scale.in_cultivation_pool', '是'));
  return table('小升规培育库名单.csv', rows);
}

/** Revenue of the running year until the end of the last month, by how it compares with its part of the standard. */
async function monthlyReport(stage: Stage, { officer }: City): Promise<Named> {
  const silent = await (
    await stage.as(officer)
  ).all<Enterprise & { standardFen: number }>('scale-warnings?state=needs-evidence');
  const until = endOfLastMonth();
  const rows = silent.slice(0, CULTIVATION.ofStandardPct.length).flatMap((each, index) => {
    const pct = CULTIVATION.ofStandardPct[index] ?? 100;
    const runningYuan = Math.floor((each.standardFen / 100) * partOfYear(until) * (pct / 100));
    return [
      factLine(each, 'revenue.running_yuan', `${runningYuan}.00`),
      factLine(each, 'revenue.running_to', until),
    ];
  });
  return table('规上工业企业月报.csv', rows);
}

async function tellWarnings(stage: Stage, { officer, name }: City): Promise<void> {
  const client = await stage.as(officer);
  const count = async (state: string): Promise<number> =>
    (await client.all<Enterprise>(`scale-warnings?state=${state}`)).length;
  const pool = (await client.all<Enterprise>('cultivation-pool')).length;
  stage.note(
    `${name}小升规培育库 ${pool} 户;退规预警:低于时序标准 ${await count('below')} 户,接近 ${await count('near')} 户`,
  );
}

/** Lists for banks, each computed by one officer of a city and approved by another. */
export async function approveWhiteLists(stage: Stage): Promise<void> {
  for (const list of WHITE_LISTS) await approveWhiteList(stage, list);
}

async function approveWhiteList(
  stage: Stage,
  { city: name, ruleKey, title }: WhiteListOfDemo,
): Promise<void> {
  const city = cityOf(name);
  const [officer, second] = [await stage.as(city.officer), await stage.as(city.secondOfficer)];
  const read = async (): Promise<WhiteList[]> =>
    (await officer.all<WhiteList>('white-lists')).filter((list) => list.ruleKey === ruleKey);
  const known = await read();
  if (known.some(({ state }) => state === 'approved')) return stage.was(`${name}白名单“${title}”已审定`);
  if (!known.some(({ state }) => state === 'prepared')) {
    await officer.post('white-lists', { ruleKey, asOf: today() });
    stage.did(`${name}生成白名单“${title}”,待另一名政策管理员审定`);
  }
  const list = (await read()).find(({ state }) => state === 'prepared');
  if (!list) throw new Error(`the white list ${ruleKey} is not listed`);
  const { id, version, memberCount } = list;
  await second.post(`white-lists/${id}/actions`, { action: 'approve', version });
  stage.did(`${name}白名单“${title}”经审定:${memberCount} 户`);
}

/** What was owed and did not come, by city: the report of the same name, in one line each. */
export async function tellMissed(stage: Stage): Promise<void> {
  for (const { name, auditor } of CITIES) {
    const { count, parties } = await (
      await stage.as(auditor)
    ).get<{ count: number; parties: number }>('missed-entitlements/report');
    stage.note(`${name}应享未享 ${count} 项,涉及 ${parties} 户(近一年)`);
  }
}

type Named = Awaited<ReturnType<FileToImport['make']>>;

const HEADER = ['统一社会信用代码', '企业名称', '数据项', '数值'];

const factLine = ({ creditCode, registeredName }: Enterprise, fact: string, value: string): string =>
  csvLine([creditCode ?? '', registeredName, fact, value]);

function table(fileName: string, lines: readonly string[]): Named {
  const text = CSV_MARK + csvLine(HEADER) + lines.join('');
  return { fileName, bytes: new Uint8Array(Buffer.from(text)) };
}

function cityOf(name: string): City {
  const city = CITIES.find((each) => each.name === name);
  if (!city) throw new DemoRefusal(`${name} is no city of the story.`);
  return city;
}

const DAY_MS = 86_400_000;

/** In China; never a day that the clock of the demo has not reached. */
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

const endOfLastMonth = (): string =>
  new Date(Date.parse(`${today().slice(0, 7)}-01`) - DAY_MS).toISOString().slice(0, 10);

/** The days of a year until and with a day, by the days of that year. */
function partOfYear(day: string): number {
  const year = Number(day.slice(0, 4));
  const begins = Date.UTC(year, 0, 1);
  return ((Date.parse(day) - begins) / DAY_MS + 1) / ((Date.UTC(year + 1, 0, 1) - begins) / DAY_MS);
}
