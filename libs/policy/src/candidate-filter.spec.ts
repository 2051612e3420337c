import { candidateFilter, selects, type CandidateFilter, type Facts } from './index';
import { clause, documentOf } from './evaluate/forms.fixture';

const FIXED = 'award: { fixedYuan: 100 }';
const READINGS = `readings:
  R-1: { article: 一, question: 何为制定, preset: lead, options: { lead: 主导, any: 参与 } }
`;
const followed = clause('L', [
  'trigger: { fact: zyec.listed, is: true }',
  'conditions: { reading: R-1, is: any }',
  FIXED,
]);
const clausesOf = (text: string) => documentOf(text + followed, READINGS).clauses;

function filterOf(lines: readonly string[], search = {}): CandidateFilter {
  const [first] = clausesOf(clause('K', [...lines, FIXED]));
  if (!first) throw new Error('no clause');
  const filter = candidateFilter(first, search);
  if (filter.kind !== 'all' || filter.of.length !== 2) throw new Error('not jurisdiction and trigger');
  return filter.of[1] ?? filter;
}

const LISTED = { kind: 'equals', fact: 'zyec.listed', value: true, article: '一' };
const TEST = { kind: 'test', leaf: LISTED };
const ALWAYS = { kind: 'always' };
const HOLDER = { kind: 'record', list: 'titles', field: 'code', values: ['PROV_ZJTX'] };
const listed = '{ fact: zyec.listed, is: true }';
const holder = '{ holdsTitle: { codes: [PROV_ZJTX], where: { title: held } } }';

// What a trigger becomes. A test that is not exact admits more; its negation admits everybody.
// prettier-ignore
test.each([
  ['a test', `trigger: ${listed}`, TEST],
  ['its negation', `trigger: { not: ${listed} }`, { kind: 'not', of: TEST }],
  ['twice', `trigger: { not: { not: ${listed} } }`, { kind: 'not', of: { kind: 'not', of: TEST } }],
  ['all', `trigger: { all: [${listed}, ${holder}] }`, { kind: 'all', of: [TEST, HOLDER] }],
  ['any', `trigger: { any: [${listed}, ${holder}] }`, { kind: 'any', of: [TEST, HOLDER] }],
  ['the negation of exact tests', `trigger: { not: { all: [${listed}, { not: ${listed} }] } }`, { kind: 'not', of: { kind: 'all', of: [TEST, { kind: 'not', of: TEST }] } }],
  ['the negation of what is not exact', `trigger: { all: [${listed}, { not: ${holder} }] }`, { kind: 'all', of: [TEST, ALWAYS] }],
  ['the negation of several of which one is not exact', `trigger: { all: [${listed}, { not: { any: [${listed}, ${holder}] } }] }`, { kind: 'all', of: [TEST, ALWAYS] }],
  ['a title', `trigger: ${holder}`, HOLDER],
  ['a title as subject', 'subject: { title: [PROV_ZJTX] }', HOLDER],
  ['a standard as subject', 'subject: { standard: [national, local] }', { kind: 'record', list: 'standards', field: 'kind', values: ['national', 'local'] }],
  ['another test of the record', "subject: { title: [PROV_ZJTX] }\n    trigger: { fact: 'titles[].mode', in: [administrative] }", { kind: 'all', of: [HOLDER, ALWAYS] }],
  ['a single value of the record', "subject: { title: [PROV_ZJTX] }\n    trigger: { fact: 'titles[].code', is: PROV_ZJTX }", { kind: 'all', of: [HOLDER, ALWAYS] }],
  ['the negation of a title code', "subject: { title: [PROV_ZJTX] }\n    trigger: { not: { fact: 'titles[].code', in: [FAMOUS_TRADEMARK] } }", { kind: 'all', of: [HOLDER, ALWAYS] }],
  ['the negation of a kind of standard', "subject: { standard: [national] }\n    trigger: { not: { fact: 'standards[].kind', in: [local] } }", { kind: 'all', of: [{ kind: 'record', list: 'standards', field: 'kind', values: ['national'] }, ALWAYS] }],
  ['what was paid', `trigger: { all: [${listed}, { nonePaid: [L] }] }`, { kind: 'all', of: [TEST, ALWAYS] }],
  ['what was not paid', `trigger: { all: [${listed}, { not: { nonePaid: [L] } }] }`, { kind: 'all', of: [TEST, ALWAYS] }],
  ['what was paid in an earlier year', 'trigger: { paidInEarlierYear: L }', ALWAYS],
  ['a reading', `trigger: { all: [${listed}, { reading: R-1, is: any }] }`, { kind: 'all', of: [TEST, ALWAYS] }],
  ['the negation of a reading', `trigger: { all: [${listed}, { not: { reading: R-1, is: any } }] }`, { kind: 'all', of: [TEST, ALWAYS] }],
  ['a reading that is stated as a fact', `trigger: { all: [${listed}, { fact: reading.Z-2, is: wide }] }`, { kind: 'all', of: [TEST, ALWAYS] }],
  ['its negation', `trigger: { all: [${listed}, { not: { fact: reading.Z-2, is: wide } }] }`, { kind: 'all', of: [TEST, ALWAYS] }],
  ['a decision', 'trigger: { decisionOn: L }', ALWAYS],
])('%s', (_, lines, expected) => {
  expect(filterOf([lines])).toEqual(expected);
});

test('where nothing was decided, a clause that only a decision triggers concerns nobody, and its negation everybody', () => {
  const search = { decisions: 'none' };
  expect(filterOf(['trigger: { decisionOn: L }'], search)).toEqual({ kind: 'never' });
  const either = `trigger: { all: [${listed}, { not: { decisionOn: L } }] }`;
  expect(filterOf([either], search)).toEqual({
    kind: 'all',
    of: [TEST, { kind: 'not', of: { kind: 'never' } }],
  });
  expect(filterOf([either])).toEqual({ kind: 'all', of: [TEST, ALWAYS] });
});

test('a clause that is only stated concerns nobody', () => {
  const [stated] = clausesOf(clause('K', [], 'rule', 'rule'));
  expect(stated && candidateFilter(stated)).toEqual({ kind: 'never' });
});

const of = (kind: 'all' | 'any', ...filters: readonly object[]) => ({ kind, of: filters }) as CandidateFilter;
const not = (filter: object) => ({ kind: 'not', of: filter }) as CandidateFilter;

// Three-valued: unknown selects nobody, nor does its negation.
// prettier-ignore
test.each([
  ['always', ALWAYS, {}, true],
  ['never', { kind: 'never' }, {}, false],
  ['not never', not({ kind: 'never' }), {}, true],
  ['a test that holds', TEST, { 'zyec.listed': true }, true],
  ['a test that does not', TEST, { 'zyec.listed': false }, false],
  ['a test of what is unknown', TEST, {}, false],
  ['its negation', not(TEST), {}, false],
  ['the negation of a test that does not hold', not(TEST), { 'zyec.listed': false }, true],
  ['all of a test and what is unknown', of('all', TEST, HOLDER), { 'zyec.listed': true }, false],
  ['any of a test and what is unknown', of('any', TEST, HOLDER), { 'zyec.listed': true }, true],
  ['a record', HOLDER, { titles: [{ code: 'INNOVATIVE_SME' }, { code: 'PROV_ZJTX' }] }, true],
  ['another record', HOLDER, { titles: [{ code: 'INNOVATIVE_SME' }] }, false],
  ['no record', HOLDER, { titles: [] }, false],
  ['the negation of no record', not(HOLDER), { titles: [] }, true],
  ['the negation of unknown records', not(HOLDER), {}, false],
  ['a standard', { kind: 'record', list: 'standards', field: 'kind', values: ['national'] }, { standards: [{ kind: 'national' }] }, true],
])('%s selects, or does not', (_, filter, facts, expected) => {
  expect(selects(filter as CandidateFilter, facts as Facts)).toBe(expected);
});
