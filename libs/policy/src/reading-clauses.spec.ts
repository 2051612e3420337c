import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clause, documentOf } from './evaluate/forms.fixture';
import { parsePolicyDocument, restsOnReading, type PolicyDocument } from './index';

const folder = join(__dirname, '../documents');
const documents = readdirSync(folder)
  .filter((name) => !name.endsWith('.cases.yaml'))
  .map((name): PolicyDocument => {
    const parsed = parsePolicyDocument(readFileSync(join(folder, name), 'utf8'), name);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.document;
  });

const clausesOf = (documentId: string, readingId: string): readonly string[] => {
  const document = documents.find(({ id }) => id === documentId);
  const reading = document?.readings.find(({ id }) => id === readingId);
  if (!document || !reading) throw new Error(`${documentId} has no ${readingId}`);
  return document.clauses.filter((clause) => restsOnReading(clause, reading, document)).map(({ id }) => id);
};

const POINTS = documents.flatMap((document) =>
  document.readings.map((reading) => [document.id, reading.id, reading] as const),
);

test.each(POINTS)(
  '%s %s: ways to understand it, who can settle it, and clauses that rest on it',
  (...point) => {
    const [documentId, readingId, { options, decidedBy }] = point;
    expect(options.length).toBeGreaterThan(0);
    expect(decidedBy).toBeTruthy();
    expect(clausesOf(documentId, readingId)).not.toEqual([]);
  },
);

test('a reading concerns a clause through a question, group, test, list or payer, or because it is written into it', () => {
  expect(clausesOf('zhengzhou-2022-36', 'Z-1')).toContain('ZZ-2-1');
  expect(clausesOf('zhengzhou-2022-36', 'Z-2')).toContain('ZZ-3-3');
  expect(clausesOf('pingdingshan-2022-15', 'P-7')).toEqual(['PDS-A2-4-3-2']);
  expect(clausesOf('pingdingshan-2022-15', 'P-15-when')).toEqual([
    'PDS-A2-4-7-1',
    'PDS-A2-4-7-2',
    'PDS-A2-4-7-3',
  ]);
  expect(clausesOf('pingdingshan-2022-15', 'P-3b')).toContain('PDS-2-1');
  expect(clausesOf('pingdingshan-2022-15', 'P-16')).toEqual(['PDS-A2-4-7-6']);
});

test('a list that a reading fills leads to the clauses that test by it', () => {
  const text = `
document: lists
semantics: 1
number: 测
title: 测
issuer: 测
jurisdiction: { province: 甲 }
readings:
  L-1: { article: 一, question: 哪些板块, preset: main, options: { main: 主板 }, decidedBy: 市金融局 }
lists:
  板块: { article: 一, reading: L-1, values: [sh_main] }
clauses:
  - { id: A, article: 一, title: 甲, kind: fixed, treatment: award, award: { fixedYuan: 1 },
      trigger: { fact: listing.board, in: 板块 } }
  - { id: B, article: 一, title: 乙, kind: fixed, treatment: award, award: { fixedYuan: 1 },
      trigger: { fact: listing.board, in: [sh_main] } }
  - { id: C, article: 一, title: 丙, kind: rule, treatment: rule }
`;
  const parsed = parsePolicyDocument(text, 'lists.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { document } = parsed;
  const [reading] = document.readings;
  expect(
    document.clauses
      .filter((clause) => reading && restsOnReading(clause, reading, document))
      .map(({ id }) => id),
  ).toEqual(['A']);
});

test('a reading that is stated as a fact leads to the clauses that test that fact', () => {
  const trigger = 'trigger: { fact: zyec.listed, is: true }';
  const lines = [trigger, 'award: { fixedYuan: 1 }'];
  const document = documentOf(
    clause('A', [...lines, 'conditions: { fact: reading.Z-2, is: wide }']) + clause('B', lines),
    'readings:\n  Z-2: { article: 一, question: 何为省级以上, preset: narrow, options: { narrow: 从严, wide: 从宽 } }\n',
  );
  const [reading] = document.readings;
  const resting = document.clauses.filter((each) => reading && restsOnReading(each, reading, document));
  expect(resting.map(({ id }) => id)).toEqual(['A']);
});
