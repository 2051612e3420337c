import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  parsePolicyCases,
  parsePolicyDocument,
  runPolicyCases,
  type PolicyCases,
  type PolicyDocument,
} from '../index';
import { mutantsOf } from './mutants.fixture';

const folder = join(__dirname, '../../documents');
const names = readdirSync(folder).filter((name) => /^[^.]+\.yaml$/.test(name));

const SHARE_OF_ONE_FEN = 'a share of one fen is no fen: nothing is owed on either side of the line';
const TAKEN_BEFORE = 'the tier before it takes three months and more';

/** Numbers that no case can catch, by what mutantsOf calls them, and why. */
const UNCAUGHT: Readonly<Record<string, string>> = {
  'HN-2-3-1 trigger.operand 0 +': SHARE_OF_ONE_FEN,
  'HN-3-3-4 trigger.of.1.operand 0 +': SHARE_OF_ONE_FEN,
  'JX-15-7 trigger.operand 0 +': SHARE_OF_ONE_FEN,
  'PDS-A2-4-7-6 trigger.of.1.operand 0 +': SHARE_OF_ONE_FEN,
  'PDS-1-6 award.amount.tiers.1.when.operand 3 +': TAKEN_BEFORE,
  'PDS-A1-3-1 award.amount.tiers.1.when.operand 3 +': TAKEN_BEFORE,
};

/** The number that a move is about: what it is called, without the direction. */
const numberOf = (what: string): string => what.replace(/ [+-]+$/, '');

/** What a table expects of the clauses that a document was cut down to; the cases that name one of them come first. */
function casesFor({ clauses }: PolicyDocument, table: PolicyCases): readonly PolicyCases[] {
  const ids = new Set(clauses.map(({ id }) => id));
  const cut = table.cases.map((each) => ({
    ...each,
    expected: each.expected.filter(({ clause }) => ids.has(clause)),
  }));
  const first = [...cut].sort((a, b) => Number(b.expected.length > 0) - Number(a.expected.length > 0));
  return first.map((each) => ({ ...table, cases: [each] }));
}

const shipped = names.map((name) => {
  const parsed = parsePolicyDocument(readFileSync(join(folder, name), 'utf8'), name);
  const casesName = name.replace('.yaml', '.cases.yaml');
  const table = parsePolicyCases(readFileSync(join(folder, casesName), 'utf8'), casesName);
  if (!parsed.ok || !table.ok) throw new Error(`${name} does not parse`);
  const mutants = mutantsOf(parsed.document);
  const numbers = new Set(mutants.map(({ what }) => numberOf(what))).size;
  return { name, mutants, changes: mutants.length, numbers, cases: table.cases };
});

const TITLE =
  'each of $numbers numbers of $name is held by a case that turns red when it moves ($changes moves)';
test.each(shipped)(TITLE, (each) => {
  expect(each.numbers).toBeGreaterThan(10);
  const survivors = each.mutants
    .filter(({ document }) =>
      casesFor(document, each.cases).every((one) => runPolicyCases(document, one).length === 0),
    )
    .map(({ what }) => what);
  const uncaught = each.mutants.flatMap(({ what }) => (UNCAUGHT[what] === undefined ? [] : [what]));
  expect(survivors).toEqual(uncaught);
  const held = new Set(
    each.mutants.filter(({ what }) => !survivors.includes(what)).map(({ what }) => numberOf(what)),
  );
  expect(survivors.map(numberOf).filter((number) => !held.has(number))).toEqual([]);
});

test('what is said to be uncaught is a number of a document', () => {
  const all = new Set(shipped.flatMap(({ mutants }) => mutants.map(({ what }) => what)));
  expect(Object.keys(UNCAUGHT).filter((what) => !all.has(what))).toEqual([]);
});
