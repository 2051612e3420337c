import { parsePolicyDocument } from '../index';

/** A sound document with everything that can stand `under` an option of a reading. */
const SOUND = `document: alternatives
semantics: 1
number: 甲政办〔2022〕4号
title: 奖励办法
issuer: 甲市政府
jurisdiction: { province: 乙, city: 甲 }
readings:
  R-cap: { article: 一, question: 按什么计, preset: life, options: { life: 累计, year: 每年 } }
  R-sum: { article: 一, question: 是否累计, preset: full, options: { full: 累计, difference: 补差 } }
  R-off: { article: 一, question: 是否抵扣, preset: none, options: { none: 互不抵扣, once: 抵扣一次 } }
  R-pay: { article: 一, question: 由谁承担, preset: both, options: { both: 各半, city: 全部市级 } }
  R-ask: { article: 一, question: 是否给予, preset: ask, options: { full: 给, nothing: 不给 } }
lists:
  区: { article: 一, values: [东区] }
stacking:
  G: { article: 一, rule: open, reading: R-sum, deducts: { clauses: [S-1, S-2], under: { R-off: once } } }
funding:
  share:
    by: applicant.county
    branches:
      - { list: 区, article: 一, under: { R-pay: both }, shares: { city: 1/2, county: 1/2 } }
      - { list: 区, article: 一, under: { R-pay: city }, shares: { city: 1 } }
clauses:
  - { id: S-1, article: 一, title: 挂牌, kind: fixed, treatment: award, trigger: { fact: zyec.listed, is: true }, award: { fixedYuan: 20 } }
  - { id: S-2, article: 一, title: 交易板, kind: fixed, treatment: award, trigger: { fact: zyec.board, is: trading }, award: { fixedYuan: 10 } }
  - { id: N-1, article: 一, title: 备案, kind: fixed, treatment: award, stackingGroup: G, trigger: { fact: listing.board, is: bse }, award: { fixedYuan: 30 } }
  - { id: N-2, article: 一, title: 上市, kind: fixed, treatment: award, stackingGroup: G, trigger: { fact: listing.completed, is: true }, award: { fixedYuan: 40 } }
  - id: C
    article: 一
    title: 融资
    kind: ratio_with_cap
    treatment: award
    funding: share
    subject: { facts: [zyec.financing_id] }
    trigger: { fact: zyec.financing_yuan, moreThan: 0 }
    questions: [{ reading: R-ask, when: { fact: zyec.listed, is: true }, effects: { full: full, nothing: nothing } }]
    award: { amount: { share: 1%, of: { fact: zyec.financing_yuan } } }
    cap:
      - { under: { R-cap: life }, yuan: 50, per: life, paid: zyec.paid_ever_yuan }
      - { under: { R-cap: year }, yuan: 60, per: year }
`;

const answersTo = (text: string): readonly string[] => {
  const parsed = parsePolicyDocument(text, 'alternatives.yaml');
  return parsed.ok
    ? []
    : parsed.problems.map(({ line, code, message, fix }) => `${line} ${code}: ${message} → ${fix}`);
};

test('each alternative is kept with the option that it stands under', () => {
  const parsed = parsePolicyDocument(SOUND, 'alternatives.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { clauses, stackingGroups, fundingRules } = parsed.document;
  const caps = clauses.flatMap((clause) => (clause.form === 'computed' ? clause.caps : []));
  expect(caps).toMatchObject([
    {
      per: 'life',
      paidFact: 'zyec.paid_ever_yuan',
      under: { reading: 'R-cap', option: 'life', isPreset: true },
    },
    { per: 'year', paidFact: null, under: { reading: 'R-cap', option: 'year', isPreset: false } },
  ]);
  expect(stackingGroups).toMatchObject([
    { deducts: { clauses: ['S-1', 'S-2'], under: { reading: 'R-off', option: 'once', isPreset: false } } },
  ]);
  expect(fundingRules[0]?.branches.map(({ under }) => under)).toEqual([
    { reading: 'R-pay', option: 'both', isPreset: true },
    { reading: 'R-pay', option: 'city', isPreset: false },
  ]);
  expect(fundingRules[0]?.readings).toEqual(['R-pay']);
});

test('a deduction that the text states itself stands under no reading', () => {
  const stated = SOUND.replace(/ {2}R-off.*\n/, '').replace(', under: { R-off: once }', '');
  const parsed = parsePolicyDocument(stated, 'alternatives.yaml');
  expect(parsed).toMatchObject({
    ok: true,
    document: { stackingGroups: [{ deducts: { clauses: ['S-1', 'S-2'], under: null } }] },
  });
});

// prettier-ignore
test.each([
  ['a cap under no reading', 'under: { R-cap: year }', 'under: {}',
    '40 missing-key: "under" names no reading → write one reading and one of its options'],
  ['a cap under a reading that is not there', 'under: { R-cap: year }', 'under: { R-9: year }',
    '40 unknown-reading: there is no reading "R-9" → define it under readings'],
  ['a cap under an option that is not there', 'under: { R-cap: year }', 'under: { R-cap: month }',
    '40 unknown-option: reading "R-cap" has no option "month" → write one reading and one of its options'],
  ['a cap under two readings', 'under: { R-cap: year }', 'under: { R-cap: year, R-sum: full }',
    '40 one-form: "under" names one reading → write one reading and one of its options'],
  ['a cap under a reading that is asked', 'under: { R-cap: year }', 'under: { R-ask: full }',
    '40 asked-reading: reading "R-ask" is asked case by case, so "under" cannot rest on it → preset an option, or use it under questions'],
  ['a cap under a list', 'under: { R-cap: year }', 'under: [R-cap]',
    '40 not-a-mapping: "under" must be a mapping → write key: value, one a line'],
  ['a cap under an option that is a list', 'under: { R-cap: year }', 'under: { R-cap: [year] }',
    '40 not-a-value: an option must be a single value → write it on one line'],
  ['one of two caps under nothing', '{ under: { R-cap: year }, yuan', '{ yuan',
    '40 missing-key: "cap" needs "under" → add under: …'],
  ['two caps under one option', 'under: { R-cap: year }', 'under: { R-cap: life }',
    '39 options-differ: the caps do not match the options of a reading → one cap under each option of one reading'],
  ['two caps under different readings', 'under: { R-cap: year }', 'under: { R-sum: full }',
    '39 options-differ: the caps do not match the options of a reading → one cap under each option of one reading'],
  ['an option without a cap', '      - { under: { R-cap: year }, yuan: 60, per: year }\n', '',
    '39 options-differ: the caps do not match the options of a reading → one cap under each option of one reading'],
  ['three caps for two options', "      - { under: { R-cap: year }, yuan: 60, per: year }\n", "      - { under: { R-cap: year }, yuan: 60, per: year }\n      - { under: { R-cap: year }, yuan: 70, per: year }\n",
    '39 options-differ: the caps do not match the options of a reading → one cap under each option of one reading'],
  ['no caps', 'cap:\n      - { under: { R-cap: life }, yuan: 50, per: life, paid: zyec.paid_ever_yuan }\n      - { under: { R-cap: year }, yuan: 60, per: year }', 'cap: []',
    '38 not-a-list: "cap" must be a list with at least one entry → write - entry, one a line'],
  ['one of two caps that cannot be read', 'yuan: 60', 'yuan: 0',
    '40 bad-amount: "yuan" is not an amount in yuan above zero → write 50000 or "50000.50"'],
  ['a cap alone that stands under a reading', 'cap:\n      - { under: { R-cap: life }, yuan: 50, per: life, paid: zyec.paid_ever_yuan }\n      - { under: { R-cap: year }, yuan: 60, per: year }', 'cap: { under: { R-cap: life }, yuan: 50, per: life }',
    '38 unknown-key: "cap" knows no "under" → allowed: yuan, per, paid, article'],
  ['a deduction under an option that is not there', 'under: { R-off: once }', 'under: { R-off: twice }',
    '16 unknown-option: reading "R-off" has no option "twice" → write one reading and one of its options'],
  ['a deduction under a reading that is asked', 'under: { R-off: once }', 'under: { R-ask: full }',
    '16 asked-reading: reading "R-ask" is asked case by case, so "under" cannot rest on it → preset an option, or use it under questions'],
  ['a deduction of nothing', 'clauses: [S-1, S-2]', 'clauses: []',
    '16 not-a-list: "clauses" must be a list with at least one entry → write - entry, one a line'],
  ['a deduction of what is no clause', 'clauses: [S-1, S-2]', 'clauses: [[S-1], S-2]',
    '16 not-a-value: a clause must be a single value → write it on one line'],
  ['a deduction that is a list', 'deducts: { clauses: [S-1, S-2], under: { R-off: once } }', 'deducts: [S-1]',
    '16 not-a-mapping: "deducts" must be a mapping → write key: value, one a line'],
  ['a deduction without clauses', 'clauses: [S-1, S-2], under', 'under',
    '16 missing-key: "deducts" needs "clauses" → add clauses: …'],
  ['a deduction of a clause that is not there', 'clauses: [S-1, S-2]', 'clauses: [S-1, S-9]',
    '16 unknown-clause: group "G" deducts: there is no clause "S-9" that pays in this document → check the id'],
  ['a deduction of a clause of the group', 'clauses: [S-1, S-2]', 'clauses: [S-1, N-1]',
    '16 deducts: group "G" deducts: clause N-1 is weighed in the group "G" itself → in one place only'],
  ['a deduction of one clause twice', 'clauses: [S-1, S-2]', 'clauses: [S-1, S-1]',
    '16 deducts: group "G" deducts: clause S-1 is deducted twice → name it once'],
  ['a deduction of a clause with subjects', 'clauses: [S-1, S-2]', 'clauses: [S-1, C]',
    '16 deducts: group "G" deducts: clause C is not one fixed award → fixedYuan, without a subject'],
  ['a deduction of an award that is not fixed', 'award: { fixedYuan: 10 }', 'award: { amount: 10 }',
    '16 deducts: group "G" deducts: clause S-2 is not one fixed award → fixedYuan, without a subject'],
  ['a deduction of a fixed award for each subject', 'award: { fixedYuan: 10 }', 'subject: { year: evaluation_date }, award: { fixedYuan: 10 }',
    '16 deducts: group "G" deducts: clause S-2 is not one fixed award → fixedYuan, without a subject'],
  ['a deduction from an award that is not fixed', 'award: { fixedYuan: 40 }', 'award: { amount: 40 }',
    '16 deducts: group "G" deducts: the award of N-2 is not fixed, or less than what is deducted → fixedYuan, at least as much as the deducted clauses give together'],
  ['a deduction from an award that is less', 'award: { fixedYuan: 30 }', "award: { fixedYuan: '29.99' }",
    '16 deducts: group "G" deducts: the award of N-1 is not fixed, or less than what is deducted → fixedYuan, at least as much as the deducted clauses give together'],
  ['a deduction where only the highest is paid', 'rule: open, reading: R-sum, deducts', 'deducts',
    '16 deducts: the group "G" pays only the highest → put the clauses into the group, or write rule: open'],
  ['a branch under no reading', 'under: { R-pay: city }', 'under: {}',
    '22 missing-key: "under" names no reading → write one reading and one of its options'],
  ['a branch under an option that is not there', 'under: { R-pay: city }', 'under: { R-pay: all }',
    '22 unknown-option: reading "R-pay" has no option "all" → write one reading and one of its options'],
  ['two branches under one option', 'under: { R-pay: city }', 'under: { R-pay: both }',
    '19 overlap: "东区" lies in two branches of "share" → every value in one list only'],
  ['a branch under a reading beside one that always holds', 'under: { R-pay: city }, ', '',
    '19 overlap: "东区" lies in two branches of "share" → every value in one list only'],
])('%s is refused with a way out', (_, from, to, answer) => {
  expect(SOUND.split(from)).toHaveLength(2);
  expect(answersTo(SOUND.replace(from, () => to))[0] ?? 'nothing').toBe(answer);
});

test('options of one name that belong to two readings are not taken for those of one', () => {
  const other =
    '  R-same: { article: 一, question: 别的, preset: year, options: { year: 每年, life: 累计 } }\n';
  const text = SOUND.replace('lists:', `${other}lists:`).replace('{ R-cap: year }', '{ R-same: year }');
  expect(answersTo(text)).toEqual([
    '40 options-differ: the caps do not match the options of a reading → one cap under each option of one reading',
  ]);
});

test('the document that the rows break is sound', () => {
  expect(answersTo(SOUND)).toEqual([]);
});
