import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { completeCreditCode } from '@duixian/casework';
import { Office } from '@duixian/testing';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { ImportDesk } from '../../e2e/import-desk';
import type { BenchOptions, BenchReport } from '../report';

const ROWS = 100_000;
const MOST_RATIO = 5;
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

/** The same file into a plain table with the same columns, and nothing else. */
async function byCopy(owner: Client, path: string): Promise<number> {
  await owner.query(
    `CREATE TABLE plain_list (code text, name text, county text, title text, granted_on date, valid_to date, acquisition text,
       first_ever text, city text)`,
  );
  const from = performance.now();
  await pipeline(
    createReadStream(path),
    owner.query(copyFrom('COPY plain_list FROM STDIN WITH (FORMAT csv, HEADER)')),
  );
  return performance.now() - from;
}

/**
 * A list of recognised titles in CSV: read and shown before anything has an effect, then committed and applied with the
 * profiles of everybody in it, against a bare COPY of the same file.
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
    const copyMs = await byCopy(owner, path);
    const before = peakMb();
    let from = performance.now();
    const received = await desk.receiveFile(ABOUT, path);
    if (!received.ok) throw new Error(JSON.stringify(received.refusal));
    const readMs = performance.now() - from;
    const { id, version, counts } = received.value;
    if (counts.new !== rows) throw new Error(`not every row is new: ${JSON.stringify(counts)}`);
    from = performance.now();
    await desk.commit(id, version);
    const applyMs = performance.now() - from;
    const { rows: counted } = await owner.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM title_record WHERE import_id = $1',
      [id],
    );
    if (counted[0]?.n !== rows) throw new Error('not every row was applied');
    return report(rows, { copyMs, readMs, applyMs, mb: peakMb() - before });
  } finally {
    await owner.end();
    desk.close();
    await office.close();
    rmSync(folder, { recursive: true });
  }
}

const peakMb = (): number => process.resourceUsage().maxRSS / 1024;

function report(
  rows: number,
  { copyMs, readMs, applyMs, mb }: { copyMs: number; readMs: number; applyMs: number; mb: number },
): BenchReport {
  const ratio = (readMs + applyMs) / copyMs;
  const rowOf = (name: string, ms: number): string[] => [...[name, ms.toFixed(0), (ms / copyMs).toFixed(1)]];
  return {
    bench: 'imports',
    about: `a list of ${rows} titles of registered enterprises in CSV, in one process`,
    columns: ['way', 'ms', 'against COPY'],
    rows: [
      rowOf('bare COPY of the file', copyMs),
      rowOf('read, looked up and kept for the preview', readMs),
      rowOf('committed and applied, with profiles', applyMs),
    ],
    ratios: { importByCopy: ratio, readByCopy: readMs / copyMs, applyByCopy: applyMs / copyMs },
    figures: { rows, copyMs, readMs, applyMs, memoryMb: mb },
    broken:
      ratio > MOST_RATIO
        ? [`an import takes ${ratio.toFixed(1)} × a bare COPY of its file, at most ${MOST_RATIO}`]
        : [],
  };
}
