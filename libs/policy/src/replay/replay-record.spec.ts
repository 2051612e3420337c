import { clause, documentOf } from '../evaluate/forms.fixture';
import {
  canonicalText,
  evaluate,
  LineReplayer,
  replay,
  type RecordedResult,
  type ReplayLine,
  type Result,
} from '../index';

const TEXT = `document: small
semantics: 1
number: 甲政办〔2022〕5号
title: 奖励办法
issuer: 甲市政府
jurisdiction: { province: 乙, city: 甲 }
readings:
  R-1: { article: 一, question: 是否给予, preset: full, options: { full: 给, nothing: 不给 } }
clauses:
  - id: K
    article: 一
    title: 称号奖励
    kind: fixed
    treatment: award
    subject: { title: [PROV_ZJTX] }
    award: { fixedYuan: 100 }
    questions: [{ reading: R-1, effects: { full: full, nothing: nothing } }]
  - { id: L, article: 二, title: 入统奖励, kind: fixed, treatment: award, trigger: { fact: scale.first_entry, is: true }, award: { fixedYuan: 30 } }
`;
const LAW: ReplayLine = { law: 'x', text: TEXT };
const FACTS = {
  evaluation_date: '2022-12-31',
  'applicant.city': '甲',
  'scale.first_entry': true,
  titles: [
    { id: 'A', code: 'PROV_ZJTX' },
    { id: 'B', code: 'PROV_ZJTX' },
  ],
};
const kOf = (subject: string): RecordedResult => ({
  ...{ clause: 'K', subject, status: 'determined', amountFen: 10_000, payable: true },
  factsUsed: ['applicant.city', 'titles'],
});
const L: RecordedResult = {
  ...{ clause: 'L', status: 'determined', amountFen: 3_000, payable: true },
  factsUsed: ['applicant.city', 'scale.first_entry'],
};
const digestOf = () => 'digest';
const all = (lines: readonly ReplayLine[], today: ConstructorParameters<typeof LineReplayer>[1] = null) => {
  const replayer = new LineReplayer(digestOf, today);
  return lines.map((line) => replayer.replay(line));
};
const of = (results: readonly RecordedResult[], more: Partial<ReplayLine> = {}): ReplayLine => ({
  ...{ law: 'x', facts: FACTS, results },
  ...more,
});
const same = (results: number) => ({ kind: 'replayed', results, different: [] });

test('a law, facts under it, and both on one line', () => {
  expect(all([LAW, of([kOf('A'), kOf('B'), L])])).toEqual([{ kind: 'law' }, same(3)]);
  expect(all([of([L], { text: TEXT })])).toEqual([same(1)]);
  expect(all([LAW, of([])])[1]).toEqual(same(0));
  const { results: _, ...without } = of([]);
  expect(all([LAW, without])[1]).toEqual(same(0));
});

test('each result is held against the one of its clause and its subject', () => {
  const changed = { ...kOf('B'), amountFen: 9_999 };
  expect(all([LAW, of([kOf('A'), changed, { ...L, payable: false }])])[1]).toEqual({
    kind: 'replayed',
    results: 3,
    different: [
      { clause: 'K', subject: 'B', differences: [{ field: 'amountFen', before: 9_999, after: 10_000 }] },
      { clause: 'L', subject: null, differences: [{ field: 'payable', before: false, after: true }] },
    ],
  });
  const [, gone] = all([LAW, of([kOf('C')])]);
  expect(gone).toMatchObject({ different: [{ subject: 'C' }] });
  expect(gone).toHaveProperty('different.0.differences.0', { field: 'clause', before: 'K' });
});

test('a reading that was followed is followed again', () => {
  const readings = { 'R-1': 'nothing' };
  expect(all([LAW, of([kOf('A')], { readings })])[1]).toMatchObject({
    different: [
      {
        differences: expect.arrayContaining([
          { field: 'status', before: 'determined', after: 'not-eligible' },
        ]) as unknown,
      },
    ],
  });
});

test('a trace is held against the trace, a digest against the digest, and where there is neither, neither', () => {
  const replayer = new LineReplayer(digestOf);
  replayer.replay(LAW);
  expect(replayer.replay(of([{ ...L, traceDigest: 'digest' }]))).toEqual(same(1));
  expect(replayer.replay(of([{ ...L, traceDigest: 'other' }]))).toMatchObject({
    different: [{ differences: [{ field: 'traceDigest', before: 'other', after: 'digest' }] }],
  });
  const today = [
    documentOf(clause('K', ['trigger: { fact: scale.first_entry, is: true }', 'award: { fixedYuan: 100 }'])),
  ];
  const [determined] = evaluate(today, FACTS, { explain: true });
  if (!determined?.trace) throw new Error('no trace');
  const traced = new LineReplayer(digestOf, today);
  const small: ReplayLine = { law: 'y', text: TEXT.replace('document: small', 'document: forms') };
  traced.replay(small);
  expect(traced.replay({ law: 'y', facts: FACTS, results: [determined] })).toEqual(same(1));
  const { steps } = determined.trace;
  const changed = { ...determined, trace: { ...determined.trace, steps: steps.slice(1) } };
  expect(traced.replay({ law: 'y', facts: FACTS, results: [changed] })).toMatchObject({
    different: [{ differences: [{ field: 'trace' }] }],
  });
});

test('the documents of today determine instead, by their id', () => {
  const today = TEXT.replace('fixedYuan: 30', 'fixedYuan: 40');
  const replayer = new LineReplayer(digestOf);
  expect(replayer.replay({ law: 'today', text: today })).toEqual({ kind: 'law' });
  const parsed = documentOf(
    clause('L', ['trigger: { fact: scale.first_entry, is: true }', 'award: { fixedYuan: 40 }']),
  );
  const ours = { ...parsed, id: 'small' };
  const [, other] = all([LAW, of([L])], [{ ...ours, id: 'other' }, ours]);
  expect(other).toMatchObject({
    different: [{ clause: 'L', differences: [{ field: 'amountFen', before: 3_000, after: 4_000 }] }],
  });
  expect(all([LAW, of([L])], [{ ...ours, id: 'other' }])[1]).toEqual({
    ...{ kind: 'unreadable', message: 'there is no document small today' },
  });
});

test('what cannot be read says where and why, and the lines after it are read', () => {
  const bad = TEXT.replace('semantics: 1', 'semantics: 2');
  expect(all([{ law: 'x', text: bad }, LAW, of([L])])).toEqual([
    { kind: 'unreadable', message: 'x:2: semantics 2 is not known here. write 1' },
    { kind: 'law' },
    same(1),
  ]);
  const [, two] = all([LAW, of([L], { facts: { nonsense: 1, 'zyec.listed': 'yes' } })]);
  expect(two?.kind === 'unreadable' && two.message).toMatch(/^facts: nonsense .+; zyec\.listed .+$/);
});

test('one past result, replayed under the readings of then, or others', () => {
  const document = documentOf(
    clause('K', [
      'subject: { title: [PROV_ZJTX] }',
      'award: { fixedYuan: 100 }',
      'questions: [{ reading: R-1, effects: { difference: nothing, full: full, nothing: nothing } }]',
    ]),
  );
  const readings = { 'R-1': 'full' };
  const results = evaluate([document], FACTS, { explain: true, readings });
  const result = results.find(({ subject }) => subject === 'B') as Result;
  const past = { facts: FACTS, readings, result };
  expect(replay(document, past)).toEqual({ same: true, result, differences: [] });
  const other = replay(document, past, { 'R-1': 'nothing' });
  expect(other).toMatchObject({ same: false, result: { subject: 'B', status: 'not-eligible' } });
  expect(replay({ ...document, clauses: [] }, past)).toMatchObject({ same: false, result: null });
  expect(canonicalText(result)).toContain('"amountFen":10000');
});
