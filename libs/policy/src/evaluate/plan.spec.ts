import { clause, documentOf, TRIGGER } from './forms.fixture';
import { planOf, readingOf, wantedOf } from './plan';

const READINGS = `readings:
  R-1: { article: 一, question: 甲, preset: yes, options: { yes: 是, no: 否 } }
  R-2: { article: 一, question: 乙, preset: ask, options: { difference: 补差, full: 全额, nothing: 不给 } }
  Z-2: { article: 一, question: 丙, preset: wide, options: { narrow: 从严, wide: 从宽 } }
stacking:
  G-1: { article: 一, rule: highest }
  G-2: { article: 一, rule: open, reading: R-2, deducts: { clauses: [D] } }
`;
const fixed = 'award: { fixedYuan: 10 }';
const document = documentOf(
  clause('A', [TRIGGER, 'stackingGroup: G-1', fixed]) +
    clause('B', [TRIGGER, 'stackingGroup: G-1', 'conditions: { reading: R-1, is: yes }', fixed]) +
    clause('C', [TRIGGER, fixed]) +
    clause('D', [TRIGGER, fixed]) +
    clause('E', [TRIGGER, 'stackingGroup: G-2', 'conditions: { fact: reading.Z-2, is: wide }', fixed]),
  READINGS,
);
const namesOf = (clauses: readonly { readonly id: string }[]) => clauses.map(({ id }) => id);

test('a plan knows the readings that clauses test, by a test of their own or as a fact, and no others', () => {
  expect(planOf(document).tested.map(({ fact, reading }) => [fact, reading.id])).toEqual([
    ['reading.R-1', 'R-1'],
    ['reading.Z-2', 'Z-2'],
  ]);
});

test('the place of the document is asked for all clauses at once', () => {
  expect(planOf(document).jurisdiction).toMatchObject({ fact: 'applicant.city', value: '甲' });
  const rule = documentOf(clause('A', [], 'rule', 'rule'), '');
  expect(planOf(rule).jurisdiction).toBeNull();
});

test('a clause is wanted with those that it is weighed with, and with the group that deducts it', () => {
  const plan = planOf(document);
  expect(namesOf(wantedOf(plan, undefined))).toEqual(['A', 'B', 'C', 'D', 'E']);
  expect(namesOf(wantedOf(plan, ['B']))).toEqual(['A', 'B']);
  expect(namesOf(wantedOf(plan, ['C']))).toEqual(['C']);
  expect(namesOf(wantedOf(plan, ['D']))).toEqual(['D']);
  expect(namesOf(wantedOf(plan, ['E']))).toEqual(['D', 'E']);
  expect(namesOf(wantedOf(plan, ['elsewhere']))).toEqual([]);
  expect([...plan.groupOf]).toEqual([
    ['A', 'G-1'],
    ['B', 'G-1'],
    ['E', 'G-2'],
  ]);
  expect([...plan.deductedBy]).toEqual([['D', 'G-2']]);
  expect([...plan.members].map(([group, members]) => [group, namesOf(members)])).toEqual([
    ['G-1', ['A', 'B']],
    ['G-2', ['E']],
  ]);
});

test('a plan is made once for a document, and once for a list of clauses', () => {
  const [plan, asked] = [planOf(document), ['A', 'C']];
  expect(planOf(document)).toBe(plan);
  expect(wantedOf(plan, asked)).toBe(wantedOf(plan, asked));
});

test('a reading has its name, or there is none', () => {
  expect(readingOf(document, 'R-2').question).toBe('乙');
  expect(() => readingOf(document, 'R-9')).toThrow('forms has no reading R-9');
});
