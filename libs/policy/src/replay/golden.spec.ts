import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  canonicalText,
  evaluate,
  LineReplayer,
  parsePolicyCases,
  parsePolicyDocument,
  replay,
  type LineReplay,
  type RecordedResult,
  type ReplayLine,
  type Trace,
} from '../index';

/**
 * What the interpreter said of every case of the shipped documents when the corpus was made, with the documents as they were
 * then. A change of meaning turns this red; then a new `semantics` number is due, not a new corpus. It is written anew
 * with UPDATE_GOLDEN=1 only while nothing has been determined by it.
 */
const GOLDEN = join(__dirname, '../../golden/semantics-1.ndjson');
const FOLDER = join(__dirname, '../../documents');
const digestOf = (trace: Trace): string => createHash('sha256').update(canonicalText(trace)).digest('hex');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function makeLines(name: string): readonly ReplayLine[] {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const parsed = parsePolicyDocument(text, name);
  const casesName = name.replace('.yaml', '.cases.yaml');
  const table = parsePolicyCases(readFileSync(join(FOLDER, casesName), 'utf8'), casesName);
  if (!parsed.ok || !table.ok) throw new Error(name);
  const law = sha256(text);
  const lines = table.cases.cases.flatMap(({ facts, readings }): readonly ReplayLine[] => {
    const made = evaluate([parsed.document], facts, { explain: true, readings });
    const results = made
      .filter(({ status }) => status !== 'not-triggered')
      .map(({ trace, ...result }): RecordedResult => ({
        ...result,
        ...(trace && { traceDigest: digestOf(trace) }),
      }));
    return results.length === 0 ? [] : [{ law, facts, readings, results }];
  });
  return [{ law, text }, ...lines];
}

if (process.env['UPDATE_GOLDEN'] === '1') {
  const names = readdirSync(FOLDER).filter((name) => /^[^.]+\.yaml$/.test(name));
  mkdirSync(dirname(GOLDEN), { recursive: true });
  writeFileSync(
    GOLDEN,
    names
      .flatMap(makeLines)
      .map((line) => `${canonicalText(line)}\n`)
      .join(''),
  );
}

const lines = readFileSync(GOLDEN, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as ReplayLine);
const [law, ...others] = lines;

function replayAll(all: readonly ReplayLine[]): readonly LineReplay[] {
  const replayer = new LineReplayer(digestOf);
  return all.map((line) => replayer.replay(line));
}

test('every result of the corpus comes out again, to the fen and the trace', () => {
  const found = replayAll(lines);
  expect(found.filter((each) => each.kind === 'unreadable')).toEqual([]);
  const replayed = found.flatMap((each) => (each.kind === 'replayed' ? [each] : []));
  expect(replayed.flatMap(({ different }) => different)).toEqual([]);
  expect(replayed.reduce((sum, { results }) => sum + results, 0)).toBeGreaterThan(300);
});

test('a fen, a status, a step of the trace, a subject: each difference shows', () => {
  const line = others.find(({ results }) => results?.some(({ status }) => status === 'determined'));
  const recorded = line?.results?.find(({ status }) => status === 'determined');
  if (!law || !line || !recorded) throw new Error('the corpus is empty');
  const differing = (changes: Partial<RecordedResult>) => {
    const [, found] = replayAll([
      lines.find((each) => each.law === line.law && each.text) ?? law,
      { ...line, results: [{ ...recorded, ...changes }] },
    ]);
    return found?.kind === 'replayed'
      ? found.different.flatMap(({ differences }) => differences.map(({ field }) => field))
      : found;
  };
  expect(differing({})).toEqual([]);
  expect(differing({ amountFen: (recorded.amountFen ?? 0) + 1 })).toEqual(['amountFen']);
  expect(differing({ traceDigest: '0' })).toEqual(['traceDigest']);
  expect(differing({ subject: '别的' })).toContain('status');
});

test('lines that cannot be replayed say why', () => {
  expect(replayAll([{ law: 'x', facts: {} }])).toEqual([
    { kind: 'unreadable', message: 'no line before has the text of the law x' },
  ]);
  expect(replayAll([{ law: 'x', text: 'document: [' }])[0]).toMatchObject({ kind: 'unreadable' });
  expect(replayAll([{ law: 'x' }])).toEqual([{ kind: 'unreadable', message: 'neither text nor facts' }]);
  const [, bad] = replayAll([law ?? { law: '' }, { law: law?.law ?? '', facts: { nonsense: 1 } }]);
  expect(bad).toMatchObject({ kind: 'unreadable', message: expect.stringContaining('nonsense') as string });
});

test('another reading, another result: what would differ is named', () => {
  const parsed = parsePolicyDocument(readFileSync(join(FOLDER, 'zhengzhou-2022-36.yaml'), 'utf8'), 'z');
  if (!parsed.ok) throw new Error('z');
  const facts = {
    evaluation_date: '2023-06-30',
    'applicant.city': '郑州',
    'applicant.kind': 'enterprise',
    titles: [
      {
        code: 'PROV_ZJTX',
        granted_on: '2022-01-10',
        acquisition: 'new',
        first_ever: true,
        granted_city: '郑州',
        level: 'provincial',
      },
    ],
  };
  const [result] = evaluate([parsed.document], facts, { explain: true, clauses: ['ZZ-2-2'] });
  if (!result) throw new Error('no result');
  const past = { facts, readings: {}, result };
  expect(replay(parsed.document, past)).toMatchObject({ same: true, differences: [] });
  const other = replay(parsed.document, past, { 'X-5': 'full' });
  expect(other.same).toBe(false);
  expect(other.differences).toContainEqual({
    field: 'status',
    before: 'needs-decision',
    after: 'determined',
  });
});
