import type { ComputedClause } from '../ast';
import { clause, documentOf, TRIGGER } from '../evaluate/forms.fixture';
import { choosableOptions } from './parse-readings';

const FIXED = 'award: { fixedYuan: 100 }';
const READINGS = `readings:
  R-1: { article: 一, question: 较低的已付怎么办, preset: ask, options: { difference: 补差, full: 全额, nothing: 不给 } }
  R-2: { article: 二, question: 何为制定, preset: lead, options: { lead: 主导, any: 参与 } }
stacking:
  G-1: { article: 三, reading: R-1 }
  G-2: { article: 四, rule: open, per: subject, reading: R-1 }
  G-3: { article: 五 }
`;

function written(lines: readonly string[], kind = 'fixed', treatment = 'award'): ComputedClause {
  const text =
    clause('K', lines, kind, treatment) +
    clause('L', [TRIGGER, FIXED, 'conditions: { reading: R-2, is: any }']);
  const [first] = documentOf(text, READINGS).clauses;
  if (first?.form !== 'computed') throw new Error('not computed');
  return first;
}

const title = (field: string, comparison: string, fact: string, article = '一') => ({
  kind: 'compare',
  fact: `titles[].${field}`,
  type: 'date',
  comparison,
  operand: { kind: 'fact', fact, text: fact },
  article,
});
const HELD = {
  kind: 'all',
  of: [
    title('granted_on', 'atMost', 'evaluation_date'),
    {
      kind: 'any',
      of: [
        { kind: 'known', fact: 'titles[].valid_to', expected: false, article: '一' },
        title('valid_to', 'atLeast', 'evaluation_date'),
      ],
    },
  ],
};
const compared = (fact: string, type: string, comparison: string, operand: object) => ({
  ...{ kind: 'compare', fact, type, comparison, operand, article: '一' },
});

// prettier-ignore
test.each([
  ['{ fact: zyec.listed, is: true }', { kind: 'equals', fact: 'zyec.listed', value: true, article: '一' }],
  ['{ fact: applicant.kind, is: person }', { kind: 'equals', fact: 'applicant.kind', value: 'person', article: '一' }],
  ['{ fact: applicant.county, is: 东区 }', { kind: 'equals', fact: 'applicant.county', value: '东区', article: '一' }],
  ['{ fact: rent.lease_months, is: 3 }', { kind: 'equals', fact: 'rent.lease_months', value: 3, article: '一' }],
  ['{ fact: zyec.listed, is: true, article: 附件 }', { kind: 'equals', fact: 'zyec.listed', value: true, article: '附件' }],
  ['{ fact: applicant.size, in: [small, micro] }', { kind: 'one-of', fact: 'applicant.size', values: ['small', 'micro'], list: null, article: '一' }],
  ['{ fact: applicant.county, in: [东区] }', { kind: 'one-of', fact: 'applicant.county', values: ['东区'], list: null, article: '一' }],
  ['{ fact: applicant.county, in: 区 }', { kind: 'one-of', fact: 'applicant.county', values: ['东区'], list: '区', article: '一' }],
  ['{ fact: listing.nodes, includes: listed_trading }', { kind: 'includes', fact: 'listing.nodes', value: 'listed_trading', article: '一' }],
  ['{ fact: revenue.main_business_yuan, atLeast: 50 }', compared('revenue.main_business_yuan', 'fen', 'atLeast', { kind: 'fen', value: 5000, text: '50' })],
  ["{ fact: rent.monthly_yuan, moreThan: '0.01' }", compared('rent.monthly_yuan', 'fen', 'moreThan', { kind: 'fen', value: 1, text: '0.01' })],
  ["{ fact: zyec.local_use_pct, atMost: '79.99' }", compared('zyec.local_use_pct', 'decimal', 'atMost', { kind: 'decimal', coefficient: 7999n, scale: 2, text: '79.99' })],
  ['{ fact: rent.lease_months, lessThan: 12 }', compared('rent.lease_months', 'integer', 'lessThan', { kind: 'integer', value: 12, text: '12' })],
  ['{ fact: scale.entry_date, atLeast: 2022-01-31 }', compared('scale.entry_date', 'date', 'atLeast', { kind: 'date', value: '2022-01-31', text: '2022-01-31' })],
  ['{ fact: revenue.main_business_yuan, moreThan: { fact: revenue.prior_max_main_business_yuan } }', compared('revenue.main_business_yuan', 'fen', 'moreThan', { kind: 'fact', fact: 'revenue.prior_max_main_business_yuan', text: 'revenue.prior_max_main_business_yuan' })],
  ['{ fact: scale.entry_date, lessThan: { fact: evaluation_date } }', compared('scale.entry_date', 'date', 'lessThan', { kind: 'fact', fact: 'evaluation_date', text: 'evaluation_date' })],
  ['{ fact: hire.contract_months, atMost: { fact: hire.subsidy_months } }', compared('hire.contract_months', 'integer', 'atMost', { kind: 'fact', fact: 'hire.subsidy_months', text: 'hire.subsidy_months' })],
  ['{ fact: zyec.local_use_pct, atMost: { fact: q1_2022.main_revenue_yoy_pct } }', compared('zyec.local_use_pct', 'decimal', 'atMost', { kind: 'fact', fact: 'q1_2022.main_revenue_yoy_pct', text: 'q1_2022.main_revenue_yoy_pct' })],
  ['{ fact: rent.monthly_yuan, atMost: { fact: rent.monthly_yuan } }', compared('rent.monthly_yuan', 'fen', 'atMost', { kind: 'fact', fact: 'rent.monthly_yuan', text: 'rent.monthly_yuan' })],
  ['{ fact: scale.entry_date, laterYearThan: evaluation_date }', { kind: 'later-year', fact: 'scale.entry_date', than: 'evaluation_date', article: '一' }],
  ['{ fact: scale.entry_date, withinMonths: 36 }', { kind: 'within-months', fact: 'scale.entry_date', months: 36, article: '一' }],
  ['{ fact: zyec.listed, known: false }', { kind: 'known', fact: 'zyec.listed', expected: false, article: '一' }],
  ['{ fact: apprentice.mid_person_years, whole: true }', { kind: 'whole', fact: 'apprentice.mid_person_years', expected: true, article: '一' }],
  ['{ reading: R-2, is: any }', { kind: 'reading', reading: 'R-2', option: 'any', question: '何为制定', meaning: '参与', article: '二' }],
  ['{ nonePaid: [K, L] }', { kind: 'none-paid', clauses: ['K', 'L'], article: '一' }],
  ['{ paidInEarlierYear: L }', { kind: 'paid-earlier-year', clause: 'L', article: '一' }],
  ['{ decisionOn: L, article: 附件 }', { kind: 'decision-on', clause: 'L', article: '附件' }],
  ['{ not: { nonePaid: [L] }, article: 附件 }', { kind: 'not', of: { kind: 'none-paid', clauses: ['L'], article: '附件' } }],
  ['{ any: [{ nonePaid: [L] }, { decisionOn: L }] }', { kind: 'any', of: [{ kind: 'none-paid', clauses: ['L'], article: '一' }, { kind: 'decision-on', clause: 'L', article: '一' }] }],
  ['{ title: granted }', title('granted_on', 'atMost', 'evaluation_date')],
  ['{ title: held }', HELD],
  ['{ titleValidOn: scale.entry_date }', { kind: 'all', of: [title('valid_from', 'atMost', 'scale.entry_date'), title('valid_to', 'atLeast', 'scale.entry_date')] }],
  ["{ fact: 'titles[].first_ever', is: true }", { kind: 'equals', fact: 'titles[].first_ever', value: true, article: '一' }],
  ['{ holdsTitle: { codes: [INNOVATIVE_SME, PROV_ZJTX], where: { title: held } } }', { kind: 'some-title', codes: ['INNOVATIVE_SME', 'PROV_ZJTX'], where: HELD, article: '一' }],
])('the condition %s', (text, ast) => {
  const lines = ['subject: { title: [PROV_ZJTX] }', FIXED];
  const { conditions, trigger } = written([...lines, `conditions: ${text}`]);
  expect(conditions).toEqual({ kind: 'all', of: [ast] });
  const record = { kind: 'one-of', fact: 'titles[].code', values: ['PROV_ZJTX'], list: null, article: '一' };
  expect(trigger).toEqual(record);
  const both = written([...lines, `conditions: { fact: zyec.listed, is: true }`, `trigger: ${text}`]).trigger;
  expect(both).toEqual({ kind: 'all', of: [record, ast] });
});

const MONTHLY = { kind: 'fact', fact: 'rent.monthly_yuan' };
// prettier-ignore
test.each([
  ['{ fixedYuan: 50000 }', 'fixed', { kind: 'fixed', amountFen: 5_000_000, article: '一' }],
  ["{ fixedYuan: '0.01', article: 附件 }", 'fixed', { kind: 'fixed', amountFen: 1, article: '附件' }],
  ['{ amount: 7 }', 'fixed', { kind: 'computed', amount: { kind: 'yuan', amountFen: 700 }, article: '一' }],
  ['{ amount: { fact: rent.monthly_yuan } }', 'fixed', { kind: 'computed', amount: MONTHLY, article: '一' }],
  ['{ amount: { times: 3, of: { fact: rent.monthly_yuan } } }', 'fixed', { kind: 'computed', amount: { kind: 'times', count: 3, of: MONTHLY }, article: '一' }],
  ['{ amount: { times: apprentice.mid_person_years, of: 5000 } }', 'fixed', { kind: 'computed', amount: { kind: 'times', count: { fact: 'apprentice.mid_person_years' }, of: { kind: 'yuan', amountFen: 500_000 } }, article: '一' }],
  ['{ amount: { times: rent.lease_months, of: 1 } }', 'fixed', { kind: 'computed', amount: { kind: 'times', count: { fact: 'rent.lease_months' }, of: { kind: 'yuan', amountFen: 100 } }, article: '一' }],
  ['{ amount: { share: 2‰, of: { fact: rent.monthly_yuan } } }', 'ratio', { kind: 'computed', amount: { kind: 'share', ratio: { numerator: 1n, denominator: 500n }, text: '2‰', of: MONTHLY }, article: '一' }],
  ['{ amount: { increase: { from: bank.loan_balance_start_yuan, to: bank.loan_balance_end_yuan } } }', 'ratio', { kind: 'computed', amount: { kind: 'increase', from: 'bank.loan_balance_start_yuan', to: 'bank.loan_balance_end_yuan' }, article: '一' }],
  ['{ amount: { sum: [1, { fact: rent.monthly_yuan }] } }', 'ratio', { kind: 'computed', amount: { kind: 'sum', of: [{ kind: 'yuan', amountFen: 100 }, MONTHLY] }, article: '一' }],
  ['{ amount: { least: [{ fact: rent.monthly_yuan }, 2] } }', 'ratio', { kind: 'computed', amount: { kind: 'least', of: [MONTHLY, { kind: 'yuan', amountFen: 200 }] }, article: '一' }],
  ['{ amount: { tiers: [{ when: { nonePaid: [L] }, amount: 1 }, { when: { decisionOn: L }, amount: 2 }] } }', 'ratio', { kind: 'computed', amount: { kind: 'tiers', tiers: [{ when: { kind: 'none-paid', clauses: ['L'], article: '一' }, amount: { kind: 'yuan', amountFen: 100 } }, { when: { kind: 'decision-on', clause: 'L', article: '一' }, amount: { kind: 'yuan', amountFen: 200 } }] }, article: '一' }],
  ['{ decidedYuan: {} }', 'decided', { kind: 'decided-amount', floorFen: null, ceilingFen: null, article: '一' }],
  ['{ decidedYuan: { atMost: 9 } }', 'decided', { kind: 'decided-amount', floorFen: null, ceilingFen: 900, article: '一' }],
  ['{ decidedYuan: { atLeast: 9, atMost: 9 } }', 'decided', { kind: 'decided-amount', floorFen: 900, ceilingFen: 900, article: '一' }],
  ['{ decidedRatio: { of: { fact: rent.monthly_yuan } } }', 'decided', { kind: 'decided-ratio', of: MONTHLY, ceiling: null, text: '', article: '一' }],
  ['{ decidedRatio: { of: { fact: rent.monthly_yuan }, atMost: 30% } }', 'decided', { kind: 'decided-ratio', of: MONTHLY, ceiling: { numerator: 3n, denominator: 10n }, text: '30%', article: '一' }],
])('the award %s', (text, kind, ast) => {
  const [row, treatment] = kind === 'decided' ? ['discretionary', 'discretionary'] : [kind, 'award'];
  expect(written([TRIGGER, `award: ${text}`], row, treatment).award).toEqual(ast);
});

// prettier-ignore
test.each([
  ['{ title: [PROV_ZJTX] }', { kind: 'title', codes: ['PROV_ZJTX'] }],
  ['{ anyTitle: [PROV_ZJTX, INNOVATIVE_SME] }', { kind: 'any-title', codes: ['PROV_ZJTX', 'INNOVATIVE_SME'] }],
  ['{ standard: [national, local] }', { kind: 'standard', kinds: ['national', 'local'] }],
  ['{ facts: [zyec.financing_id, project.id] }', { kind: 'facts', facts: ['zyec.financing_id', 'project.id'] }],
  ['{ period: 2022Q1 }', { kind: 'period', name: '2022Q1' }],
  ['{ year: evaluation_date }', { kind: 'calendar', unit: 'year', fact: 'evaluation_date', facts: [] }],
  ['{ quarter: scale.entry_date }', { kind: 'calendar', unit: 'quarter', fact: 'scale.entry_date', facts: [] }],
  ['{ facts: [project.id], month: evaluation_date }', { kind: 'calendar', unit: 'month', fact: 'evaluation_date', facts: ['project.id'] }],
])('the subject %s', (text, ast) => {
  expect(written([TRIGGER, FIXED, `subject: ${text}`]).subject).toEqual(ast);
});

test('the records that a clause goes through are its trigger, with what else triggers it', () => {
  const record = {
    kind: 'one-of',
    fact: 'standards[].kind',
    values: ['national'],
    list: null,
    article: '一',
  };
  const standard = 'subject: { standard: [national] }';
  expect(written([FIXED, standard]).trigger).toEqual(record);
  expect(
    written([FIXED, standard, "conditions: { fact: 'standards[].published', is: true }"]).conditions,
  ).toEqual({
    kind: 'all',
    of: [{ kind: 'equals', fact: 'standards[].published', value: true, article: '一' }],
  });
  expect(written([FIXED, 'subject: { anyTitle: [PROV_ZJTX] }', TRIGGER]).trigger).toEqual({
    kind: 'all',
    of: [
      { ...record, fact: 'titles[].code', values: ['PROV_ZJTX'] },
      { kind: 'equals', fact: 'applicant.kind', value: 'enterprise', article: '一' },
    ],
  });
});

const day = (comparison: string, value: string, article = '一') => ({
  ...{ kind: 'compare', fact: 'evaluation_date', type: 'date', comparison, article },
  operand: { kind: 'date', value, text: value },
});

// prettier-ignore
test.each([
  ['{ from: 2022-01-01 }', [day('atLeast', '2022-01-01')]],
  ['{ to: 2022-12-31, article: 附件 }', [day('atMost', '2022-12-31', '附件')]],
  ['{ from: 2022-01-01, to: 2022-01-01 }', [day('atLeast', '2022-01-01'), day('atMost', '2022-01-01')]],
])('the validity %s', (text, of) => {
  expect(written([TRIGGER, FIXED, `validity: ${text}`]).conditions).toEqual({ kind: 'all', of });
  const stated = documentOf(
    clause('K', [`validity: ${text}`, 'governs: [L]'], 'rule', 'rule') + clause('L', [TRIGGER, FIXED, 'conditions: { reading: R-2, is: any }']),
    READINGS,
  ).clauses[0];
  expect(stated).toMatchObject({
    form: 'stated',
    governs: ['L'],
    validFrom: text.includes('from') ? '2022-01-01' : null,
    validTo: text.includes('to') ? (text.includes('12-31') ? '2022-12-31' : '2022-01-01') : null,
  });
});

test('everything else that a clause says', () => {
  const lines = [
    ...[TRIGGER, FIXED, 'funding: half', 'stackingGroup: G-1', 'repeatedBy: [X-1, X-2]'],
    'cap: { yuan: 5, per: year, paid: zyec.paid_this_year_yuan, article: 附件 }',
    'questions: [{ reading: R-2, when: { nonePaid: [L] }, effects: { lead: full, any: nothing } }, { reading: R-2, effects: { any: full, lead: nothing } }]',
  ];
  expect(written(lines)).toMatchObject({
    ...{
      id: 'K',
      article: '一',
      title: '奖励',
      kind: 'fixed',
      treatment: 'award',
      payable: true,
      form: 'computed',
    },
    ...{ stackingGroup: 'G-1', citation: { number: '甲政办〔2022〕2号', article: '一' }, addsTo: null },
    jurisdiction: { kind: 'equals', fact: 'applicant.city', value: '甲', article: '一' },
    trigger: { kind: 'equals', fact: 'applicant.kind', value: 'enterprise', article: '一' },
    conditions: { kind: 'all', of: [] },
    caps: [
      { amountFen: 500, per: 'year', paidFact: 'zyec.paid_this_year_yuan', article: '附件', under: null },
    ],
    subject: null,
    repeatedBy: ['X-1', 'X-2'],
    questions: [
      {
        reading: 'R-2',
        when: { kind: 'none-paid', clauses: ['L'], article: '一' },
        effects: { lead: 'full', any: 'nothing' },
      },
      { reading: 'R-2', when: { kind: 'all', of: [] }, effects: { lead: 'nothing', any: 'full' } },
    ],
    funding: { id: 'half', by: 'applicant.county' },
  });
  const plain = written([TRIGGER, FIXED, 'payable: false', 'cap: { yuan: 5, per: life }']);
  expect(plain).toMatchObject({
    payable: false,
    stackingGroup: null,
    repeatedBy: [],
    questions: [],
    funding: null,
  });
  expect(plain.caps).toEqual([{ amountFen: 500, per: 'life', paidFact: null, article: '一', under: null }]);
  expect(written([TRIGGER, FIXED])).toMatchObject({ caps: [], payable: true });
  expect(written([TRIGGER, FIXED], 'rent_relief', 'relief').payable).toBe(false);
  const added = documentOf(
    clause('K', [TRIGGER, FIXED]) + clause('L', [TRIGGER, FIXED, 'addsTo: K'], 'threshold_addon'),
  );
  expect(added.clauses[1]).toMatchObject({ addsTo: 'K' });
});

test('what a document says besides its clauses', () => {
  const stated = `${READINGS.replace('options: { lead: 主导, any: 参与 }', 'options: { lead: 主导, any: 参与 }, decidedBy: 市局')}  G-4: { article: 六, reading: R-1, per: applicant, rule: highest }
`;
  const written =
    'R-3: { article: 全文, question: 零头, preset: down, options: { down: 舍去 }, writtenInto: [L] }\n  R-4: { article: 全文, question: 期限, preset: none, options: { none: 没有 }, writtenInto: all }\nstacking:';
  const document = documentOf(
    clause('L', [TRIGGER, FIXED, 'conditions: { reading: R-2, is: any }']),
    stated.replace('stacking:', `  ${written}`),
  );
  expect(document).toMatchObject({
    ...{ id: 'forms', semantics: 1, number: '甲政办〔2022〕2号', title: '奖励办法', issuer: '甲市政府' },
    ...{ issuedOn: null, publishedOn: null, province: '乙', city: '甲' },
    readings: [
      { id: 'R-1', article: '一', preset: null, decidedBy: null, writtenInto: null },
      {
        ...{
          id: 'R-2',
          article: '二',
          question: '何为制定',
          preset: 'lead',
          decidedBy: '市局',
          writtenInto: null,
        },
        options: [
          { key: 'lead', meaning: '主导' },
          { key: 'any', meaning: '参与' },
        ],
      },
      { id: 'R-3', preset: 'down', writtenInto: ['L'] },
      { id: 'R-4', writtenInto: 'all' },
    ],
    lists: [
      { name: '区', article: '一', reading: null, values: ['东区'] },
      { name: '县', article: '一', reading: null, values: ['西县'] },
    ],
    fundingRules: [
      {
        ...{ id: 'half', by: 'applicant.county', readings: [] },
        branches: [
          {
            ...{ list: '区', article: '二', clause: null, under: null, values: new Set(['东区']) },
            shares: [
              { key: 'province', ratio: { numerator: 1n, denominator: 2n } },
              { key: 'city', ratio: { numerator: 1n, denominator: 4n } },
              { key: 'county', ratio: { numerator: 1n, denominator: 4n } },
            ],
          },
          { list: '县', values: new Set(['西县']) },
        ],
      },
    ],
  });
  expect(document.stackingGroups).toEqual([
    { id: 'G-1', article: '三', per: 'applicant', rule: 'highest', reading: 'R-1' },
    { id: 'G-2', article: '四', per: 'subject', rule: 'open', reading: 'R-1', deducts: null },
    { id: 'G-3', article: '五', per: 'applicant', rule: 'highest', reading: null },
    { id: 'G-4', article: '六', per: 'applicant', rule: 'highest', reading: 'R-1' },
  ]);
});

test('a reading may be followed by its fact: then it is used', () => {
  const reading =
    'readings:\n  Z-2: { article: 一, question: 何为省级以上, preset: narrow, options: { narrow: 从严, wide: 从宽 } }\n';
  const by = (fact: string) =>
    documentOf(clause('K', [TRIGGER, FIXED, `conditions: { fact: ${fact}, is: wide }`]), reading);
  expect(by('reading.Z-2').readings).toMatchObject([{ id: 'Z-2', preset: 'narrow' }]);
  const other = documentOf(
    clause('K', [
      TRIGGER,
      FIXED,
      'conditions: { all: [{ fact: zyec.listed, is: true }, { fact: reading.Z-2, is: wide }] }',
    ]),
    reading,
  );
  expect(other.readings).toHaveLength(1);
  expect(() => documentOf(clause('K', [TRIGGER, FIXED]), reading)).toThrow('nothing follows reading');
});

test('of a reading a place may choose its options, to be asked where clauses ask it, and none where it is written into them', () => {
  const more = `${READINGS.replace('stacking:', '  R-q: { article: 一, question: 给否, preset: full, options: { full: 给, nothing: 不给 } }\n  R-w: { article: 一, question: 期限, preset: none, options: { none: 没有, year: 一年 }, writtenInto: all }\nstacking:')}`;
  const document = documentOf(
    clause('L', [TRIGGER, FIXED, 'conditions: { reading: R-2, is: any }']) +
      clause('K', [
        TRIGGER,
        FIXED,
        'questions: [{ reading: R-q, effects: { full: full, nothing: nothing } }]',
      ]) +
      clause('Z', ['governs: [L]'], 'rule', 'rule'),
    more,
  );
  const choosable = Object.fromEntries(
    document.readings.map((reading) => [reading.id, choosableOptions(document, reading)]),
  );
  expect(choosable).toEqual({
    'R-1': ['difference', 'full', 'nothing', 'ask'],
    'R-2': ['lead', 'any'],
    'R-q': ['full', 'nothing', 'ask'],
    'R-w': [],
  });
});

test('a funding rule without a fact has one branch; one by a list whose values a reading settles follows it', () => {
  const always = 'funding:\n  all: { always: { article: 三, clause: L, shares: { province: 1 } } }\n';
  const one = documentOf(
    clause('L', [TRIGGER, FIXED, 'conditions: { reading: R-2, is: any }']),
    READINGS,
    always,
  );
  expect(one.fundingRules).toEqual([
    {
      ...{ id: 'all', by: null, readings: [] },
      branches: [
        {
          ...{ clause: 'L', article: '三', list: '', values: new Set(), under: null },
          shares: [{ key: 'province', ratio: { numerator: 1n, denominator: 1n } }],
        },
      ],
    },
  ]);
  const listed =
    '  市: { article: 一, reading: R-2, values: [南区] }\nfunding:\n  by: { by: applicant.county, branches: [{ list: 市, article: 二, shares: { city: 1 } }, { list: 区, article: 二, shares: { county: 1 } }] }\n';
  const two = documentOf(clause('L', [TRIGGER, FIXED]), READINGS, listed);
  expect(two.fundingRules).toMatchObject([{ id: 'by', readings: ['R-2'] }]);
  expect(two.lists[2]).toEqual({ name: '市', article: '一', reading: 'R-2', values: ['南区'] });
});
