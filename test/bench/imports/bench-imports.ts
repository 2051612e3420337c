import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { completeCreditCode } from '@duixian/casework';
import { Office } from '@duixian/testing';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { ImportDesk } from '../../e2e/import-desk';
import type { BenchOptions, BenchReport } from '../report';
import { timeStatements } from '../sweep/statement-times';

const ROWS = 100_000;
const MOST_RATIO = 5;
/** Kinds of statements of which the table says how long each step waited for them. */
const SHOWN_PARTS = 4;
const HEADER = '统一社会信用代码,企业名称,区县,称号,认定日期,有效期止,取得方式,是否首次,认定时所在市';
const ABOUT = { kind: 'title_list', completeTo: '2022-03-31' } as const;

const codeOf = (n: number): string => {
  const first16 = `91410400MA${n
    .toString(36)
    .toUpperCase()
    .replace(/[IOSVZ]/g, 'X')
    .padStart(6, '0')}`;
  return completeCreditCode(first16);
};

/** Numbers in the alphabet of credit codes, without the letters that it leaves out. */
function* codes(count: number): Generator<string> {
  const seen = new Set<string>();
  for (let n = 1; seen.size < count; n += 1) {
    const code = codeOf(n);
    if (seen.has(code)) continue;
    seen.add(code);
    yield code;
  }
}

/** A list of titles of so many enterprises, all of them registered. */
async function makeList(owner: Client, path: string, rows: number): Promise<void> {
  const all = [...codes(rows)];
  await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
  await owner.query(
    `INSERT INTO party (id, kind, credit_code, registered_name, county_code, created_at)
     SELECT gen_random_uuid(), 'enterprise', code, '企业' || n, '410402', now() FROM unnest($1::text[]) WITH ORDINALITY AS c(code, n)`,
    [all],
  );
  await owner.query('VACUUM ANALYZE');
  const lines = function* (): Generator<string> {
    yield `${HEADER}\n`;
    for (const [at, code] of all.entries())
      yield `${code},企业${at + 1},新华区,省级专精特新中小企业,2022-03-0${1 + (at % 9)},2025-03-01,新认定,是,平顶山\n`;
  };
  await pipeline(lines, createWriteStream(path));
}

/** What a COPY of the same rows takes, in ms. */
interface Copies {
  /** The rows that were made into a table with the columns, key and indexes of the one that the import fills. */
  keyedMs: number;
  /** The file as it stands into a heap of texts and days. */
  heapMs: number;
  /** Everything that the import leaves, into tables with the keys and indexes of ours. */
  leftMs: number;
}

/** What an import leaves, by table: what the file said, what was made of it, and what others have to be told. */
const LEFT = ['import_row', 'title_record', 'party_profile', 'dirty_party'];

/** Whole transactions of their own, read from the disk; no table has a foreign key, a check, a trigger or a rule. */
async function byCopy(owner: Client, path: string): Promise<Copies> {
  await owner.query(
    `CREATE SCHEMA bare;
     CREATE TABLE bare.list (code text, name text, county text, title text, granted_on date, valid_to date, acquisition text,
       first_ever text, city text)`,
  );
  const copy = async (statement: string, from: string): Promise<number> => {
    const began = performance.now();
    await pipeline(createReadStream(from), owner.query(copyFrom(statement)));
    return performance.now() - began;
  };
  const heapMs = await copy('COPY bare.list FROM STDIN WITH (FORMAT csv, HEADER)', path);
  let [keyedMs, leftMs] = [0, 0];
  for (const table of LEFT) {
    const file = `${path}.${table}`;
    await pipeline(owner.query(copyTo(`COPY ${table} TO STDOUT`)), createWriteStream(file));
    await owner.query(`CREATE TABLE bare.${table} (LIKE ${table} INCLUDING INDEXES)`);
    const millis = await copy(`COPY bare.${table} FROM STDIN`, file);
    leftMs += millis;
    if (table === 'title_record') keyedMs = millis;
  }
  return { keyedMs, heapMs, leftMs };
}

/**
 * A list of recognised titles in CSV: read and shown before anything has an effect, then committed and applied with the
 * profiles of everybody in it, against a bare COPY of the records that this makes.
 */
export async function benchImports({ rows = ROWS }: BenchOptions): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-imports-'));
  const path = join(folder, 'list.csv');
  const office = await Office.open();
  office.sweepTriggers = new Set();
  const desk = new ImportDesk(office);
  const owner = new Client(office.database.ownerUrl);
  await owner.connect();
  try {
    await makeList(owner, path, rows);
    const before = peakMb();
    let imported = { id: '', version: 0 };
    const read = await timed('read, looked up and kept for the preview', async () => {
      const received = await desk.receiveFile(ABOUT, path);
      if (!received.ok) throw new Error(JSON.stringify(received.refusal));
      imported = received.value;
      const { counts } = received.value;
      if (counts.new !== rows) throw new Error(`not every row is new: ${JSON.stringify(counts)}`);
    });
    const { id, version } = imported;
    const apply = await timed('committed and applied, with profiles', () => desk.commit(id, version));
    const mb = peakMb() - before;
    const { rows: counted } = await owner.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM title_record WHERE import_id = $1',
      [id],
    );
    if (counted[0]?.n !== rows) throw new Error('not every row was applied');
    return report(rows, { copies: await byCopy(owner, path), read, apply, mb });
  } finally {
    await owner.end();
    desk.close();
    await office.close();
    rmSync(folder, { recursive: true });
  }
}

interface Step {
  name: string;
  millis: number;
  parts: Awaited<ReturnType<typeof timeStatements>>;
}

async function timed(name: string, work: () => Promise<unknown>): Promise<Step> {
  const from = performance.now();
  const parts = await timeStatements(work);
  return { name, millis: performance.now() - from, parts };
}

const peakMb = (): number => process.resourceUsage().maxRSS / 1024;

function report(
  rows: number,
  { copies, read, apply, mb }: { copies: Copies; read: Step; apply: Step; mb: number },
): BenchReport {
  const { keyedMs: copyMs, heapMs, leftMs } = copies;
  const millis = read.millis + apply.millis;
  const ratio = millis / copyMs;
  const rowOf = (name: string, ms: number): string[] => [name, ms.toFixed(0), (ms / copyMs).toFixed(2)];
  return {
    bench: 'imports',
    about: `a list of ${rows} titles of registered enterprises in CSV, in one process;
held against a COPY of the records that it makes into a table with the columns, key and indexes of theirs (up to 29 November 2026:
of the file into a heap of texts, which has none); beside both a COPY of every row that it leaves; load of the machine ${(loadavg()[0] ?? 0).toFixed(1)}`,
    columns: ['way', 'ms', 'against COPY'],
    rows: [
      rowOf('bare COPY of the records, with key and indexes', copyMs),
      rowOf('bare COPY of the file into a heap', heapMs),
      rowOf('bare COPY of every row that it leaves, with keys and indexes', leftMs),
      rowOf('the whole import', millis),
      ...[read, apply].flatMap(({ name, millis: ms, parts }) => [
        rowOf(`  ${name}`, ms),
        ...parts.slice(0, SHOWN_PARTS).map(([part, times]) => rowOf(`    ${part}`, times.millis)),
      ]),
    ],
    ratios: {
      ...{ importByCopy: ratio, readByCopy: read.millis / copyMs, applyByCopy: apply.millis / copyMs },
      ...{ importByHeapCopy: millis / heapMs, importByCopyOfAll: millis / leftMs },
    },
    figures: {
      ...{ rows, copyMs, heapCopyMs: heapMs, copyOfAllMs: leftMs },
      ...{ readMs: read.millis, applyMs: apply.millis, memoryMb: mb },
    },
    broken:
      ratio > MOST_RATIO
        ? [`an import takes ${ratio.toFixed(1)} × a bare COPY of its records, at most ${MOST_RATIO}`]
        : [],
  };
}
