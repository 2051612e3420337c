import { parsePolicyDocument } from '../index';

const DOCUMENT = `document: forms
semantics: 1
number: 甲政办〔2022〕2号
title: 奖励办法
issuer: 甲市政府
jurisdiction: { province: 乙, city: 甲 }
readings:
  R-1:
    article: 一
    question: 较低的已付怎么办
    preset: ask
    options: { difference: 补差, full: 全额, nothing: 不给 }
  R-2:
    article: 一
    question: 是否给予
    preset: full
    options: { full: 给, nothing: 不给 }
    decidedBy: 甲市经信局
    writtenInto: [K-2, K-3]
  R-3:
    article: 一
    question: 已不是该企业的还给不给
    preset: full
    options: { full: 给, nothing: 不给 }
stacking:
  G-1: { article: 一, reading: R-1 }
funding:
  all: { always: { article: 三, shares: { province: 1 } } }
clauses:
  - id: K-1
    article: 一
    title: 称号奖励
    kind: tiered
    treatment: award
    stackingGroup: G-1
    subject: { title: [PROV_ZJTX] }
    conditions:
      all:
        - { title: held }
        - { fact: "titles[].first_ever", is: true }
    award: { fixedYuan: 500000 }
    funding: all
  - id: K-2
    article: 二
    title: 补贴
    kind: ratio_with_cap
    treatment: discretionary
    trigger: { fact: zyec.listed, is: true }
    conditions: { holdsTitle: { codes: [PROV_ZJTX], where: { titleValidOn: evaluation_date } } }
    award: { decidedRatio: { of: { fact: zyec.financing_yuan }, atMost: 30% } }
    cap: { yuan: 500000, per: year, paid: zyec.paid_this_year_yuan }
  - id: K-3
    article: 三
    title: 资助
    kind: discretionary
    treatment: discretionary
    trigger: { fact: person.programme_selected, is: true }
    conditions:
      all:
        - { fact: applicant.micro_park_entry_date, withinMonths: 36 }
        - { reading: R-3, is: full }
    award: { decidedYuan: { atLeast: 50000, atMost: 100000 } }
  - id: K-4
    article: 四
    title: 培养补贴
    kind: per_head
    treatment: award
    trigger: { fact: training.trainee_employer_is_zjtx, is: true }
    award: { amount: { times: training.new_technician_n, of: 3000 } }
`;

function problemsOf(text: string) {
  const parsed = parsePolicyDocument(text, 'forms.yaml');
  return parsed.ok ? [] : parsed.problems;
}

describe('the forms of awards, subjects, caps and groups', () => {
  test('that are sound parse', () => {
    expect(problemsOf(DOCUMENT)).toEqual([]);
  });

  // The line is that of the replaced text in the changed document.
  test.each([
    ['a title that does not exist', 'title: [PROV_ZJTX]', 'title: [PROV_ZJTZ]', 'unknown-word'],
    ['a title as a single word', 'title: [PROV_ZJTX]', 'title: PROV_ZJTX', 'not-a-list'],
    ['two subjects', 'title: [PROV_ZJTX]', 'title: [PROV_ZJTX], period: 2022Q1', 'one-form'],
    ['a subject of another sort', 'title: [PROV_ZJTX]', 'patent: [A]', 'unknown-key'],
    ['a standard that does not exist', 'title: [PROV_ZJTX]', 'standard: [galactic]', 'unknown-word'],
    ['a subject by a fact that does not exist', 'title: [PROV_ZJTX]', 'facts: [zyec.id]', 'unknown-fact'],
    ['a title test without a title', '{ fact: zyec.listed, is: true }', '{ title: held }', 'no-title'],
    ['a title state that does not exist', '- { title: held }', '- { title: kept }', 'unknown-word'],
    ['a field the record has not', 'titles[].first_ever', 'titles[].first_evr', 'unknown-fact'],
    ['a field of another list', 'titles[].first_ever', 'standards[].published', 'no-record'],
    [
      'validity on what is no date',
      'titleValidOn: evaluation_date',
      'titleValidOn: zyec.listed',
      'type-mismatch',
    ],
    ['a title condition that asks nothing', ', where: { titleValidOn: evaluation_date }', '', 'missing-key'],
    ['a group that is not there', 'stackingGroup: G-1', 'stackingGroup: G-2', 'unknown-stacking'],
    ['a group whose reading is not there', '一, reading: R-1', '一, reading: R-9', 'unknown-reading'],
    ['a group whose reading says something else', '一, reading: R-1', '一, reading: R-2', 'options-differ'],
    [
      'an open group without a reading',
      '{ article: 一, reading: R-1 }',
      '{ article: 一, rule: open }',
      'missing-key',
    ],
    ['a group of an unknown rule', '一, reading: R-1', '一, rule: lowest, reading: R-1', 'unknown-word'],
    [
      'a group weighed per what is nothing',
      '一, reading: R-1',
      '一, per: month, reading: R-1',
      'unknown-word',
    ],
    [
      'a condition on a reading that is not there',
      '{ fact: zyec.listed, is: true }',
      '{ reading: R-9, is: full }',
      'unknown-reading',
    ],
    [
      'a condition on an option that is not there',
      '{ fact: zyec.listed, is: true }',
      '{ reading: R-2, is: half }',
      'unknown-option',
    ],
    [
      'a condition on a reading that is asked',
      '{ fact: zyec.listed, is: true }',
      '{ reading: R-1, is: full }',
      'asked-reading',
    ],
    ['two forms of award', 'fixedYuan: 500000', 'fixedYuan: 500000, amount: 1', 'one-form'],
    ['no form of award', '{ fixedYuan: 500000 }', '{ article: 一 }', 'one-form'],
    ['a base that is no money', 'fact: zyec.financing_yuan', 'fact: zyec.local_use_pct', 'not-money'],
    ['a ceiling above the whole', 'atMost: 30%', 'atMost: 130%', 'bad-ratio'],
    ['a ceiling as a float', 'atMost: 30%', 'atMost: 0.3', 'float'],
    ['an empty range', 'atMost: 100000', 'atMost: 40000', 'empty-range'],
    ['a floor without a ceiling', ', atMost: 100000', '', 'empty-range'],
    ['a cap over no period', 'per: year', 'per: week', 'unknown-word'],
    ['a cap of nothing', 'yuan: 500000', 'yuan: 0', 'bad-amount'],
    ['a cap by a fact that is no money', 'paid: zyec.paid_this_year_yuan', 'paid: zyec.listed', 'not-money'],
    [
      'a count that counts nothing',
      'times: training.new_technician_n',
      'times: zyec.financing_yuan',
      'not-a-count',
    ],
    ['times and share at once', 'of: 3000', 'share: 1/2, of: 3000', 'one-form'],
    ['an amount of an unknown form', 'times: training', 'tims: training', 'unknown-key'],
    ['months that are no number', 'withinMonths: 36', 'withinMonths: 3.5', 'float'],
    ['months of what is no date', 'applicant.micro_park_entry_date', 'applicant.is_zjtx', 'type-mismatch'],
    [
      'a funding rule that is always and sometimes',
      '{ always:',
      '{ by: applicant.county, always:',
      'missing-key',
    ],
    ['a share that is not all', 'shares: { province: 1 }', 'shares: { province: 1/2 }', 'shares-not-one'],
  ])('with %s are refused at their line', (_, from, to, code) => {
    expect(DOCUMENT).toContain(from);
    const text = DOCUMENT.replace(from, to);
    const line = DOCUMENT.slice(0, DOCUMENT.indexOf(from)).split('\n').length;
    expect(problemsOf(text).map((problem) => ({ ...problem, message: '', fix: '' }))).toContainEqual(
      expect.objectContaining({ file: 'forms.yaml', line, code }),
    );
    expect(problemsOf(text).every(({ message, fix }) => message !== '' && fix !== '')).toBe(true);
  });

  test('a decided award that is not discretionary is refused, and so is the reverse', () => {
    const claimed = DOCUMENT.replace(
      'kind: ratio_with_cap\n    treatment: discretionary',
      'kind: ratio_with_cap\n    treatment: award',
    );
    expect(problemsOf(claimed)).toContainEqual(expect.objectContaining({ code: 'award-treatment' }));
  });

  test('a clause without a trigger needs records to go through', () => {
    const text = DOCUMENT.replace(
      '    subject: { title: [PROV_ZJTX] }\n',
      '    subject: { period: 2022Q1 }\n',
    ).replace(
      '- { title: held }\n        - { fact: "titles[].first_ever", is: true }',
      '- { fact: zyec.listed, is: true }',
    );
    expect(problemsOf(text).map(({ code }) => code)).toEqual(['missing-key']);
  });

  // These are found once the whole document is read, at its readings or at the clause.
  test.each([
    [
      'is the trigger of a clause',
      '{ fact: zyec.listed, is: true }',
      '{ reading: R-3, is: full }',
      'open-trigger',
    ],
    ['nothing follows', '    writtenInto: [K-2, K-3]\n', '', 'unused-reading'],
    ['is written into a clause that is not there', '[K-2, K-3]', '[K-2, K-9]', 'unknown-clause'],
    ['is asked and yet written into clauses', 'preset: full\n', 'preset: ask\n', 'reading-twice'],
    [
      'is followed and yet written into clauses',
      'nothing: 不给 }\nstacking',
      'nothing: 不给 }\n    writtenInto: all\nstacking',
      'reading-twice',
    ],
  ])('a reading that %s is refused', (_, from, to, code) => {
    expect(DOCUMENT).toContain(from);
    expect(problemsOf(DOCUMENT.replace(from, to)).map((problem) => problem.code)).toEqual([code]);
  });
});
