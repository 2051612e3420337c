import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicyDocument, restsOnEarlierPayments } from './index';
import { clause, documentOf, TRIGGER } from './evaluate/forms.fixture';

const FIXED = 'award: { fixedYuan: 100 }';

const DOCUMENT = documentOf(
  clause('K-1', [TRIGGER, FIXED]) +
    clause('K-2', [TRIGGER, 'stackingGroup: G-1', 'repeatedBy: [ANDERS-2]', FIXED]) +
    clause('K-3', [TRIGGER, 'stackingGroup: G-1', FIXED]) +
    clause('K-4', ['trigger: { fact: scale.first_entry, is: true }', FIXED]) +
    clause('K-5', [
      TRIGGER,
      'conditions: { holdsTitle: { codes: [PROV_ZJTX], where: { fact: "titles[].first_ever", is: true } } }',
      FIXED,
    ]) +
    clause('K-6', [TRIGGER, 'conditions: { not: { not: { nonePaid: [K-1, K-4] } } }', FIXED]) +
    clause('K-7', [TRIGGER, FIXED, 'cap: { yuan: 1000, per: year }']) +
    clause('K-8', [TRIGGER, FIXED, 'cap: { yuan: 1000, per: subject }']) +
    clause('K-9', [
      TRIGGER,
      'award: { amount: { tiers: [{ when: { nonePaid: [K-1] }, amount: 100 }, { when: { not: { nonePaid: [K-1] } }, amount: 50 }] } }',
    ]) +
    clause('K-10', [], 'rule', 'rule') +
    clause(
      'K-12',
      [
        TRIGGER,
        'award: { decidedRatio: { of: { tiers: [{ when: { nonePaid: [K-1] }, amount: 100 }, { when: { not: { nonePaid: [K-1] } }, amount: 50 }] }, atMost: 30% } }',
      ],
      'ratio',
      'discretionary',
    ) +
    clause('K-13', [TRIGGER, FIXED, 'cap: { yuan: 1000, per: life }']) +
    clause('K-11', [TRIGGER, FIXED, 'cap: { yuan: 1000, per: award }']),
);

test.each([
  ['K-1', [], ['K-1']],
  ['K-2', ['stacking-group'], ['ANDERS-2', 'K-2', 'K-3']],
  ['K-3', ['stacking-group'], ['ANDERS-2', 'K-2', 'K-3']],
  ['K-4', ['first-time'], ['K-4']],
  ['K-5', ['first-time'], ['K-5']],
  ['K-6', ['earlier-payments'], ['K-1', 'K-4', 'K-6']],
  ['K-7', ['running-cap'], ['K-7']],
  ['K-8', [], ['K-8']],
  ['K-11', [], ['K-11']],
  ['K-9', ['earlier-payments'], ['K-1', 'K-9']],
  ['K-10', [], []],
  ['K-12', ['earlier-payments'], ['K-1', 'K-12']],
  ['K-13', ['running-cap'], ['K-13']],
])('%s rests on earlier payments because of %j: %j', (id, reasons, clauses) => {
  const found = DOCUMENT.clauses.find((each) => each.id === id);
  expect(found && restsOnEarlierPayments(DOCUMENT, found)).toEqual({ reasons, clauses });
});

test('of the shipped document of 平顶山, what asks for the first time and what is capped by the year', () => {
  const text = readFileSync(join(__dirname, '../documents/pingdingshan-2022-15.yaml'), 'utf8');
  const parsed = parsePolicyDocument(text, 'pingdingshan-2022-15.yaml');
  if (!parsed.ok) throw new Error('the document does not parse');
  const held = parsed.document.clauses
    .map((each) => [each.id, restsOnEarlierPayments(parsed.document, each).reasons.join('+')])
    .filter(([, reasons]) => reasons !== '');
  expect(Object.fromEntries(held)).toMatchObject({
    'PDS-A2-4-3-1': 'first-time',
    'PDS-A2-4-3-2': 'first-time+earlier-payments',
    'PDS-A2-4-7-6': 'running-cap',
    'PDS-A3-2-2-2': 'stacking-group+first-time',
    'PDS-A3-2-2-3': 'stacking-group+first-time',
  });
});
