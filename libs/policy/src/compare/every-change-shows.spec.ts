import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutantsOf } from '../cases/mutants.fixture';
import { clause, documentOf, TRIGGER } from '../evaluate/forms.fixture';
import { diffDocuments, parsePolicyDocument, type LawChange, type PolicyDocument } from '../index';

const FIXED = 'award: { fixedYuan: 100 }';
const one = (lines: readonly string[], kind = 'fixed', treatment = 'award'): PolicyDocument =>
  documentOf(clause('K', lines, kind, treatment) + clause('L', [TRIGGER, FIXED]));
const PLAIN = one([TRIGGER, FIXED]);
const said = (changes: readonly LawChange[]): readonly string[] =>
  changes.map(({ kind, clause: id, text }) => `${kind} ${id ?? '-'} ${text}`);

// Each written into the plain clause: what shows when it comes, and the kind of the change.
// prettier-ignore
test.each([
  ['an amount', ['award: { fixedYuan: 200 }', TRIGGER], ['amount K K“奖励”:奖励标准由“100.00元”改为“200.00元”。']],
  ['a cap', [TRIGGER, FIXED, 'cap: { yuan: 5, per: year }'], ['amount K K“奖励”:新增最高限额:每年最高5.00元。']],
  ['a trigger', ['trigger: { fact: applicant.kind, is: person }', FIXED], ['condition K K“奖励”:适用情形由“主体类型应为企业”改为“主体类型应为个人”。']],
  ['a subject', [TRIGGER, FIXED, 'subject: { year: evaluation_date }'], ['condition K K“奖励”:给予次数由“每个主体一次”改为“按核定基准日所在的年各一次”。']],
  ['a payer', [TRIGGER, FIXED, 'funding: half'], ['funding K K“奖励”:资金承担由“文件未规定由哪一级承担”改为“区:省级1/2、市级1/4、县(市、区)级1/4;县:省级1/2、县(市、区)级1/2”。']],
  ['a question', [TRIGGER, FIXED, 'questions: [{ reading: R-1, when: { fact: zyec.listed, is: true }, effects: { difference: nothing, full: full, nothing: nothing } }]'], ['reading K K“奖励”:新增待定口径:R-1。']],
  ['a repetition', [TRIGGER, FIXED, 'repeatedBy: [X-1, X-2]'], ['other K K“奖励”:新增与其他文件重复的条款:X-1、X-2。']],
  ['a group', [TRIGGER, FIXED, 'stackingGroup: G-2'], ['other K K“奖励”:新增从高不重复的组:G-2。']],
  ['no payment', [TRIGGER, FIXED, 'payable: false'], ['other K K“奖励”:能否兑付由“可以兑付”改为“不予兑付”。']],
  ['a condition', [TRIGGER, FIXED, 'conditions: { fact: zyec.listed, is: true }'], ['condition K K“奖励”:新增条件:在中原股权交易中心挂牌应为是。']],
  ['a condition on a day', [TRIGGER, FIXED, 'conditions: { fact: scale.entry_date, atLeast: 2022-01-01 }'], ['date K K“奖励”:新增条件:入统日期应不早于2022-01-01。']],
  ['a period of validity', [TRIGGER, FIXED, 'validity: { from: 2022-01-01 }'], ['date K K“奖励”:新增条件:核定基准日应不早于2022-01-01。']],
])('%s shows when it comes and when it goes', (_, lines, sentences) => {
  const changed = one(lines);
  expect(said(diffDocuments(PLAIN, changed))).toEqual(sentences);
  const back = diffDocuments(changed, PLAIN);
  expect(back.map(({ kind, what }) => [kind, what])).toEqual(
    diffDocuments(PLAIN, changed).map(({ kind, what }) => [kind, what]),
  );
  expect(back.map(({ before, after }) => [before, after])).toEqual(
    diffDocuments(PLAIN, changed).map(({ before, after }) => [after, before]),
  );
  expect(diffDocuments(changed, changed)).toEqual([]);
});

test('a top-up shows, and what becomes of the kind of a clause', () => {
  const topUp = one([TRIGGER, FIXED, 'addsTo: L'], 'threshold_addon');
  expect(said(diffDocuments(PLAIN, topUp))).toEqual([
    'other K K“奖励”:类别由“fixed/award”改为“threshold_addon/award”。',
    'other K K“奖励”:新增在何条款之外另给:L。',
  ]);
  const stated = one([], 'rule', 'rule');
  expect(said(diffDocuments(PLAIN, stated))).toEqual([
    'other K K“奖励”:类别由“fixed/award”改为“rule/rule”。',
  ]);
  expect(said(diffDocuments(stated, PLAIN))).toEqual([
    'other K K“奖励”:类别由“rule/rule”改为“fixed/award”。',
  ]);
});

test('where a clause stands and what it is called', () => {
  const [first, ...others] = PLAIN.clauses;
  if (!first) throw new Error('no clause');
  const renamed = { ...PLAIN, clauses: [{ ...first, article: '二', title: '补助' }, ...others] };
  expect(said(diffDocuments(PLAIN, renamed))).toEqual([
    'other K K“补助”:出处由“一”改为“二”。',
    'other K K“补助”:名称由“奖励”改为“补助”。',
  ]);
});

test('conditions on the same fact are told one for one, others as gone and come', () => {
  const all = (...conditions: readonly string[]): PolicyDocument =>
    one([TRIGGER, FIXED, `conditions: { all: [${conditions.join(', ')}] }`]);
  const texts = (before: PolicyDocument, after: PolicyDocument): readonly string[] =>
    diffDocuments(before, after).map(({ text }) => text.replace('K“奖励”:', ''));
  const low = '{ fact: zyec.local_use_pct, atLeast: 10 }';
  const high = '{ fact: zyec.local_use_pct, atMost: 90 }';
  expect(texts(all(low, high), all(low.replace('10', '20'), high.replace('90', '80')))).toEqual([
    '条件由“投资于本市的比例应不低于10%”改为“投资于本市的比例应不低于20%”。',
    '条件由“投资于本市的比例应不超过90%”改为“投资于本市的比例应不超过80%”。',
  ]);
  expect(texts(all(low, high), all(high))).toEqual(['删去条件:投资于本市的比例应不低于10%。']);
  expect(texts(all(low), all('{ fact: zyec.listed, is: true }'))).toEqual([
    '删去条件:投资于本市的比例应不低于10%。',
    '新增条件:在中原股权交易中心挂牌应为是。',
  ]);
  // Choices have no fact of their own: one that goes is no earlier form of one that comes.
  const choice = (value: string) => `{ any: [${low}, { fact: zyec.listed, is: ${value} }] }`;
  expect(texts(all(choice('true')), all(choice('false')))).toHaveLength(2);
  expect(texts(all(low, high), all(high, low))).toEqual([]);
});

const HEAD = { number: '丙〔2023〕1号', title: '新办法', issuer: '丙' } as const;

test('what a document says of itself', () => {
  const [, listed] = [
    PLAIN,
    { ...PLAIN, ...HEAD, issuedOn: '2023-01-01', publishedOn: '2023-01-02' },
  ] as const;
  expect(said(diffDocuments(PLAIN, listed as unknown as PolicyDocument))).toEqual([
    'other - 文号由“甲政办〔2022〕2号”改为“丙〔2023〕1号”。',
    'other - 标题由“奖励办法”改为“新办法”。',
    'other - 发文机关由“甲市政府”改为“丙”。',
    'date - 新增成文日期:2023-01-01。',
    'date - 新增公布日期:2023-01-02。',
  ]);
  const groups = { ...PLAIN, stackingGroups: [] };
  expect(said(diffDocuments(groups, PLAIN))).toEqual([
    'other - 新增组G-1:从高不重复,按主体,口径R-1。',
    'other - 新增组G-2:从高不重复,按主体。',
  ]);
  const open = {
    id: 'G-1',
    article: '一',
    rule: 'open',
    reading: 'R-1',
    per: 'subject',
    deducts: null,
  } as const;
  expect(
    said(diffDocuments(PLAIN, { ...PLAIN, stackingGroups: [open, ...PLAIN.stackingGroups.slice(1)] })),
  ).toEqual(['other - 组G-1由“从高不重复,按主体,口径R-1”改为“是否累计未写明,按事项,口径R-1”。']);
  const deducts = { clauses: ['L', 'M'], under: { reading: 'R-1', option: 'full', isPreset: false } };
  const deducting = { ...PLAIN, stackingGroups: [{ ...open, deducts }] };
  const stated = { ...PLAIN, stackingGroups: [{ ...open, deducts: { ...deducts, under: null } }] };
  const resting = '是否累计未写明,按事项,口径R-1';
  expect(said(diffDocuments({ ...PLAIN, stackingGroups: [open] }, deducting))).toEqual([
    `other - 组G-1由“${resting}”改为“${resting},抵扣条款L、M(口径R-1取full)”。`,
  ]);
  expect(said(diffDocuments(deducting, stated))).toEqual([
    `other - 组G-1由“${resting},抵扣条款L、M(口径R-1取full)”改为“${resting},抵扣条款L、M”。`,
  ]);
  const preset = PLAIN.readings.map((reading) => ({ ...reading, preset: 'full' }));
  expect(said(diffDocuments(PLAIN, { ...PLAIN, readings: preset }))).toEqual([
    'reading - 口径R-1由“较低的已付怎么办:逐件由人工决定(可选:补差、全额、不给)”改为“较低的已付怎么办:全额(可选:补差、全额、不给)”。',
  ]);
  expect(said(diffDocuments({ ...PLAIN, lists: [] }, PLAIN))).toEqual([
    'funding - 新增名单“区”:东区。',
    'funding - 新增名单“县”:西县。',
  ]);
});

test('clauses that come and go are said whole', () => {
  const without = { ...PLAIN, clauses: PLAIN.clauses.slice(0, 1) };
  expect(said(diffDocuments(without, PLAIN))).toEqual(['clause L 新增条款:L“奖励”(一),100.00元。']);
  expect(said(diffDocuments(PLAIN, without))).toEqual(['clause L 删去条款:L“奖励”(一),100.00元。']);
  const rule = documentOf(clause('K', [], 'rule', 'rule'));
  expect(said(diffDocuments({ ...rule, clauses: [] }, rule))).toEqual(['clause K 新增条款:K“奖励”(一)。']);
});

const folder = join(__dirname, '../../documents');

// A ratio is said as it is written, and the fixture moves its value only; a bound that is one fen away is said in fen.
test.each(readdirSync(folder).filter((name) => /^[^.]+\.yaml$/.test(name)))(
  'every fen, day and month that is moved in %s shows in the clause that states it',
  (name) => {
    const parsed = parsePolicyDocument(readFileSync(join(folder, name), 'utf8'), name);
    if (!parsed.ok) throw new Error(name);
    const moved = mutantsOf(parsed.document).filter(({ what }) =>
      /(amountFen|floorFen|ceilingFen|months) \d+ [+-]$/.test(what),
    );
    expect(moved.length).toBeGreaterThan(5);
    for (const { what, document } of moved) {
      const [id = ''] = what.split(' ');
      const before = {
        ...parsed.document,
        clauses: parsed.document.clauses.filter((each) =>
          document.clauses.some((other) => other.id === each.id),
        ),
      };
      const [change, ...others] = diffDocuments(before, document);
      expect([change?.clause, others]).toEqual([id, []]);
    }
  },
);
