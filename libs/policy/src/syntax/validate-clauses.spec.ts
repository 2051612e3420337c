import fc from 'fast-check';
import { parsePolicyDocument } from '../index';
import { SOUND } from './malformed.fixture';

/** What is wrong with a document of one rule, one base and what stands in `clause`, as codes. */
function problemsOf(clause: string): readonly string[] {
  const text = `document: small
semantics: 1
number: 测
title: 测
issuer: 测
jurisdiction: { province: 甲 }
readings:
  R-1: { article: 一, question: 问, preset: yes, options: { yes: 是, no: 否 } }
stacking:
  G-1: { article: 一, rule: highest }
  G-2: { article: 一, rule: highest }
clauses:
  - { id: B, article: 一, title: 基, kind: fixed, treatment: award, stackingGroup: G-1, trigger: { all: [{ reading: R-1, is: yes }, { fact: scale.first_entry, is: true }] }, award: { fixedYuan: 1 } }
  - ${clause}
`;
  const parsed = parsePolicyDocument(text, 'small.yaml');
  return parsed.ok ? [] : parsed.problems.map(({ code }) => code);
}

const triggered = (trigger: string): readonly string[] =>
  problemsOf(
    `{ id: T, article: 一, title: 测, kind: fixed, treatment: award, trigger: ${trigger}, award: { fixedYuan: 1 } }`,
  );

/** A test as it is written, and what it says of an applicant of whom nothing is known; null: nothing. */
type Said = readonly [written: string, truth: boolean | null];

const LEAVES: readonly Said[] = [
  ['{ fact: scale.first_entry, is: true }', null],
  ['{ fact: rent.lease_months, known: false }', true],
  ['{ fact: rent.lease_months, known: true }', false],
  ['{ nonePaid: [B] }', true],
  ['{ paidInEarlierYear: B }', false],
  ['{ decisionOn: B }', false],
];
const { condition } = fc.letrec<{ condition: Said; not: Said; all: Said; any: Said }>((tie) => ({
  condition: fc.oneof({ maxDepth: 3 }, fc.constantFrom(...LEAVES), tie('not'), tie('all'), tie('any')),
  not: tie('condition').map(([written, truth]): Said => [
    `{ not: ${written} }`,
    truth === null ? null : !truth,
  ]),
  all: fc
    .array(tie('condition'), { minLength: 2, maxLength: 3 })
    .map((parts) => together('all', parts, false)),
  any: fc
    .array(tie('condition'), { minLength: 2, maxLength: 3 })
    .map((parts) => together('any', parts, true)),
}));

/** Kleene's strong logic: one part decides if it can, else one that is not known leaves it open. */
function together(word: 'all' | 'any', parts: readonly Said[], decides: boolean): Said {
  const truths = parts.map(([, truth]) => truth);
  const truth = truths.includes(decides) ? decides : truths.includes(null) ? null : !decides;
  return [`{ ${word}: [${parts.map(([written]) => written).join(', ')}] }`, truth];
}

test('a trigger is refused exactly when it holds for applicants of whom nothing is known', () => {
  fc.assert(
    fc.property(condition, ([written, truth]) => {
      expect(triggered(written)).toEqual(truth === true ? ['open-trigger'] : []);
    }),
    { numRuns: 300 },
  );
});

// prettier-ignore
test.each([
  ['a reading alone leaves nobody out', '{ reading: R-1, is: yes }', ['open-trigger']],
  ['nor does its contrary', '{ not: { reading: R-1, is: yes } }', ['open-trigger']],
  ['with a fact beside it, it does', '{ all: [{ reading: R-1, is: yes }, { fact: scale.first_entry, is: true }] }', []],
  ['a clause that is not there was not paid', '{ all: [{ nonePaid: [B, X] }, { fact: scale.first_entry, is: true }] }', ['unknown-clause']],
  ['a clause that is not there was not paid in an earlier year', '{ all: [{ paidInEarlierYear: X }, { fact: scale.first_entry, is: true }] }', ['unknown-clause']],
  ['nothing is decided on a clause that is not there', '{ all: [{ decisionOn: X }, { fact: scale.first_entry, is: true }] }', ['unknown-clause']],
] as const)('%s', (_, trigger, found) => {
  expect(triggered(trigger)).toEqual(found);
});

const FACT = 'trigger: { fact: scale.first_entry, is: true }';
// prettier-ignore
test.each([
  ['a rule governs others', '{ id: T, article: 一, title: 测, kind: rule, treatment: rule, governs: [B] }', []],
  ['a rule does not govern itself', '{ id: T, article: 一, title: 测, kind: rule, treatment: rule, governs: [T] }', ['unknown-clause']],
  ['a clause that tops up may stand in another group',
    `{ id: T, article: 一, title: 测, kind: threshold_addon, treatment: award, addsTo: B, stackingGroup: G-2, ${FACT}, award: { fixedYuan: 1 } }`, []],
  ['but not in the group of its base',
    `{ id: T, article: 一, title: 测, kind: threshold_addon, treatment: award, addsTo: B, stackingGroup: G-1, ${FACT}, award: { fixedYuan: 1 } }`, ['adds-to']],
  ['what the text states is not left to a decision',
    `{ id: T, article: 一, title: 测, kind: ratio_with_cap, treatment: discretionary, ${FACT}, award: { fixedYuan: 1 } }`, ['award-treatment']],
  ['what a decision sets is no award that the text states',
    `{ id: T, article: 一, title: 测, kind: ratio_with_cap, treatment: award, ${FACT}, award: { decidedYuan: { atMost: 5 } } }`, ['award-treatment']],
] as const)('%s', (_, clause, found) => {
  expect(problemsOf(clause)).toEqual(found);
});

test('references are looked at once every clause parses', () => {
  const parsed = parsePolicyDocument(
    SOUND.replace('governs: [K-1]', 'governs: [K-7]').replace('fixedYuan: 30000', 'fixedYuan: viel'),
    'small.yaml',
  );
  expect(parsed.ok ? [] : parsed.problems.map(({ code }) => code)).toEqual(['bad-amount']);
});
