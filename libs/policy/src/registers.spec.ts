import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clause, documentOf } from './evaluate/forms.fixture';
import { parsePolicyDocument } from './syntax/parse-document';
import { registersOf } from './registers';

const of = (file: string, id: string) => {
  const parsed = parsePolicyDocument(readFileSync(join(__dirname, '../documents', file), 'utf8'), file);
  if (!parsed.ok) throw new Error('it does not parse');
  const { document } = parsed;
  const clause = document.clauses.find((each) => each.id === id);
  if (!clause) throw new Error(id);
  return registersOf(document, clause);
};

it('a clause by title asks the list of its title; the titles of its group decide by their absence', () => {
  const { asked, decisive } = of('zhengzhou-2022-36.yaml', 'ZZ-2-4');
  expect(asked).toContain('title/SINGLE_CHAMPION_PRODUCT');
  expect(decisive).toContain('title/NATIONAL_LITTLE_GIANT');
  expect(decisive).not.toContain('title/SINGLE_CHAMPION_PRODUCT');
});

it('a fact that is absent is unknown and pays nothing: no register decides by absence there', () => {
  const { asked, decisive } = of('pingdingshan-2022-15.yaml', 'PDS-A2-4-3-1');
  expect(asked).toContain('fact/scale.first_entry');
  expect(decisive).toEqual([]);
});

it('what is only stated asks nothing', () => {
  expect(of('pingdingshan-2022-15.yaml', 'PDS-0-R2')).toEqual({ asked: [], decisive: [] });
});

const text = (lines: readonly string[]) => lines.join('\n    ');
const FIXED = 'award: { fixedYuan: 100 }';
const law = documentOf(
  clause('K', [
    ...['subject: { title: [PROV_ZJTX] }', 'stackingGroup: G-1', FIXED],
    text([
      'conditions:',
      '  all:',
      '    - { fact: zyec.listed, is: true }',
      "    - { fact: 'titles[].first_ever', is: true }",
      '    - { fact: scale.entry_date, atMost: { fact: evaluation_date } }',
      '    - { fact: evaluation_date, atLeast: 2022-01-01 }',
      '    - { not: { any: [{ fact: applicant.is_zjtx, is: true }, { holdsTitle: { codes: [FAMOUS_TRADEMARK], where: { title: held } } }] } }',
      '    - { not: { not: { holdsTitle: { codes: [INNOVATIVE_SME], where: { title: held } } } } }',
      '    - { nonePaid: [L] }',
    ]),
  ]) +
    clause('L', [
      ...['subject: { anyTitle: [NATIONAL_LITTLE_GIANT, PROV_ZJTX] }', 'stackingGroup: G-1', FIXED],
      'conditions: { all: [{ holdsTitle: { codes: [PROV_HIDDEN_CHAMPION], where: { title: held } } }, { not: { holdsTitle: { codes: [CHINA_QUALITY_AWARD], where: { title: held } } } }, { fact: zyec.board, is: trading }] }',
    ]) +
    clause('M', ['subject: { standard: [national] }', FIXED]) +
    clause('N', ['trigger: { holdsTitle: { codes: [INNOVATIVE_SME], where: { title: held } } }', FIXED]),
);
const askedBy = (id: string) => {
  const found = law.clauses.find((each) => each.id === id);
  return found && registersOf(law, found);
};

it('every title and fact of the applicant that its tests ask for, each once; not the day, nor fields of a record', () => {
  expect(askedBy('K')).toEqual({
    asked: [
      'fact/applicant.is_zjtx',
      'fact/scale.entry_date',
      'fact/zyec.listed',
      'title/FAMOUS_TRADEMARK',
      'title/INNOVATIVE_SME',
      'title/PROV_ZJTX',
    ],
    // Nobody may hold the one; who holds one of the others is paid under the other clause.
    decisive: ['title/FAMOUS_TRADEMARK', 'title/NATIONAL_LITTLE_GIANT', 'title/PROV_HIDDEN_CHAMPION'],
  });
  expect(askedBy('M')).toEqual({ asked: [], decisive: [] });
  expect(askedBy('N')).toEqual({ asked: ['title/INNOVATIVE_SME'], decisive: [] });
});
