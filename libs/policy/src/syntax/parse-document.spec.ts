import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parsePolicyCases, parsePolicyDocument } from '../index';

const shipped = readFileSync(join(__dirname, '../../documents/pingdingshan-2022-15.yaml'), 'utf8');

const SMALL = `document: small
semantics: 1
number: 甲政办〔2022〕1号
title: 奖励办法
issuer: 甲市政府
jurisdiction: { province: 乙, city: 甲 }
readings:
  R-1:
    article: 一
    question: 是否给予
    preset: ask
    options: { full: 给, nothing: 不给 }
lists:
  东区:
    article: 二
    values: [A县, B县]
  西区:
    article: 二
    values: [C县]
funding:
  share:
    by: applicant.county
    branches:
      - { list: 东区, article: 二, shares: { city: 1/2, county: 1/2 } }
      - { list: 西区, article: 二, shares: { county: 1 } }
clauses:
  - id: K-1
    article: 一
    title: 首次入统奖励
    kind: fixed
    treatment: award
    trigger: { fact: scale.first_entry, is: true }
    conditions: { fact: q1_2022.main_revenue_yoy_pct, atLeast: 10 }
    award: { fixedYuan: 50000 }
    questions:
      - reading: R-1
        when: { fact: scale.entry_date, known: true }
        effects: { full: full, nothing: nothing }
    funding: share
`;

const RULE = '  - { id: K-1, article: 一, title: 甲, kind: rule, treatment: rule }\n';

function problemsOf(text: string) {
  const parsed = parsePolicyDocument(text, 'small.yaml');
  return parsed.ok ? [] : parsed.problems.map(({ line, code }) => `${line} ${code}`);
}

/** The small document with one piece of text replaced; the piece must be there. */
function changed(from: string, to: string): string {
  if (!SMALL.includes(from)) throw new Error(`not in the document: ${from}`);
  return SMALL.replace(from, to);
}

describe('a policy document', () => {
  test('that is sound becomes an AST with citations and lines', () => {
    const parsed = parsePolicyDocument(SMALL, 'small.yaml');
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(parsed.document).toMatchObject({ id: 'small', semantics: 1, province: '乙', city: '甲' });
    expect(parsed.document.clauses[0]).toMatchObject({
      id: 'K-1',
      payable: true,
      line: 27,
      citation: { number: '甲政办〔2022〕1号', article: '一' },
      award: { kind: 'fixed', amountFen: 5000000, article: '一' },
    });
  });

  test('that is shipped parses', () => {
    expect(parsePolicyDocument(shipped, 'x').ok).toBe(true);
  });

  // The line is that of the third text in the changed document.
  test.each([
    [
      'a duplicate key',
      'semantics: 1',
      'semantics: 1\nsemantics: 1',
      'semantics: 1\nnumber',
      'yaml-duplicate-key',
    ],
    ['an unknown key', 'issuer: 甲', 'isuer: 甲', 'isuer', 'unknown-key'],
    ['a missing key', 'number: 甲政办〔2022〕1号\n', '', 'document', 'missing-key'],
    ['a value left empty', 'title: 奖励办法', 'title:', 'title:', 'empty-value'],
    ['unknown semantics', 'semantics: 1', 'semantics: 2', 'semantics', 'unknown-semantics'],
    ['broken YAML', 'values: [C县]', 'values: [C县', 'funding:', 'yaml-syntax'],
    ['an anchor', 'values: [C县]', 'values: &c [C县]', 'values: &c', 'yaml-alias'],
    ['a tag', 'issuer: 甲市政府', 'issuer: !secret 甲市政府', 'issuer', 'yaml-syntax'],
    ['a tag of YAML itself', 'issuer: 甲市政府', 'issuer: !!str 甲市政府', 'issuer', 'yaml-tag'],
    ['an unknown fact', 'scale.first_entry', 'scale.first_entri', 'trigger', 'unknown-fact'],
    ['a fact of a list', 'scale.first_entry', '"titles[].code"', 'trigger', 'unknown-fact'],
    [
      'a value the fact never has',
      'scale.first_entry, is: true',
      'applicant.kind, is: firm',
      'trigger',
      'unknown-value',
    ],
    [
      'text where a flag belongs',
      'scale.first_entry, is: true',
      'scale.first_entry, is: yes',
      'trigger',
      'not-a-flag',
    ],
    [
      'an order where there is none',
      'scale.first_entry, is: true',
      'scale.first_entry, atLeast: 1',
      'trigger',
      'no-order',
    ],
    [
      'a date for a percentage',
      'atLeast: 10',
      'atLeast: { fact: scale.entry_date }',
      'conditions',
      'type-mismatch',
    ],
    ['a float in a condition', 'atLeast: 10', 'atLeast: 9.99', 'conditions', 'float'],
    ['a test that tests twice', 'atLeast: 10', 'atLeast: 10, atMost: 20', 'conditions', 'one-test'],
    ['a test that tests nothing', ', is: true', '', 'trigger', 'one-test'],
    ['a float amount', 'fixedYuan: 50000', 'fixedYuan: 50000.5', 'award:', 'float'],
    ['an exponent', 'fixedYuan: 50000', 'fixedYuan: 5e4', 'award:', 'float'],
    ['an amount of zero', 'fixedYuan: 50000', 'fixedYuan: 0', 'award:', 'bad-amount'],
    ['an amount beyond the fen', 'fixedYuan: 50000', 'fixedYuan: "50000.001"', 'award:', 'bad-amount'],
    ['a float ratio', 'city: 1/2', 'city: 0.5', '- { list: 东区', 'float'],
    ['a share above one', 'shares: { county: 1 }', 'shares: { county: 3/2 }', '- { list: 西区', 'bad-ratio'],
    ['shares that do not add up', 'city: 1/2', 'city: 1/3', '- { list: 东区', 'shares-not-one'],
    ['a county in two branches', 'values: [C县]', 'values: [C县, A县]', 'by: applicant.county', 'overlap'],
    ['a list that is not there', 'list: 西区', 'list: 南区', '- { list: 南区', 'unknown-list'],
    [
      'a funding rule that is not there',
      'funding: share\n',
      'funding: shares\n',
      'funding: shares',
      'unknown-funding',
    ],
    ['a reading that is not there', 'reading: R-1', 'reading: R-2', 'reading: R-2', 'unknown-reading'],
    [
      'effects that miss an option',
      'effects: { full: full, nothing: nothing }',
      'effects: { full: full }',
      'effects',
      'options-differ',
    ],
    ['a preset that is no option', 'preset: ask', 'preset: half', 'preset', 'unknown-option'],
    ['an unknown kind', 'kind: fixed', 'kind: fixd', 'kind: fixd', 'unknown-word'],
    ['a kind treated as what it is not', 'kind: fixed', 'kind: rent_relief', '- id: K-1', 'kind-treatment'],
    ['an add-on to nothing', 'kind: fixed', 'kind: threshold_addon', '- id: K-1', 'adds-to'],
    ['a trigger that everybody meets', 'is: true', 'known: false', '- id: K-1', 'open-trigger'],
    [
      'a day that does not exist',
      'issuer: 甲市政府',
      'issuer: 甲\nissuedOn: 2022-02-30',
      'issuedOn',
      'bad-date',
    ],
    ['an id that is a path', 'document: small', 'document: ../small', 'document', 'bad-id'],
    ['a clause that comes twice', 'clauses:\n', `clauses:\n${RULE}`, '- id: K-1', 'duplicate-clause'],
  ])('with %s is refused at its line', (_, from, to, at, code) => {
    const text = changed(from, to);
    expect(text).toContain(at);
    const line = text.slice(0, text.indexOf(at)).split('\n').length;
    expect(problemsOf(text)).toContain(`${line} ${code}`);
  });

  test('says what was probably meant', () => {
    const parsed = parsePolicyDocument(changed('scale.first_entry', 'scale.first_entri'), 'small.yaml');
    expect(parsed.ok ? [] : parsed.problems[0]).toMatchObject({
      file: 'small.yaml',
      line: 32,
      column: 22,
      fix: 'did you mean scale.first_entry?',
    });
  });

  test.each([
    ['an alias bomb', 'a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]', '1 yaml-alias'],
    ['brackets nested without end', '['.repeat(100_000), '1 too-long'],
    ['brackets over many lines', '[\n'.repeat(50), '41 too-deep'],
    ['dashes nested without end', '- '.repeat(500), '1 too-deep'],
    ['one endless line', 'x'.repeat(2001), '1 too-long'],
    ['more than a megabyte', '# '.padEnd(1_000_001, 'x'), '1 too-large'],
    ['nothing', '', '1 empty'],
    ['only a number', '42', '1 not-a-mapping'],
    ['two documents', 'a: 1\n---\nb: 2', '2 yaml-syntax'],
    ['a merge key', 'a: 1\n<<: { b: 2 }', '2 unknown-key'],
    ['a hostile key', '__proto__: { polluted: true }', '1 unknown-key'],
  ])('that is %s is refused', (_, text, expected) => {
    expect(problemsOf(text)).toContain(expected);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('deep indentation is refused in bounded time', () => {
    const deep = Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}k:`).join('\n');
    expect(problemsOf(deep).length).toBeGreaterThan(0);
  });

  test('never throws, whatever the text', () => {
    const lines = shipped.split('\n');
    const damaged = fc
      .array(
        fc.tuple(
          fc.nat({ max: shipped.length }),
          fc.nat({ max: 30 }),
          fc.string({ unit: 'grapheme', maxLength: 8 }),
        ),
        {
          minLength: 1,
          maxLength: 4,
        },
      )
      .map((cuts) =>
        cuts.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), shipped),
      );
    const shuffled = fc.shuffledSubarray(lines).map((some) => some.join('\n'));
    const yamlish = fc
      .array(
        fc.constantFrom(
          '- ',
          ': ',
          '{',
          '}',
          '[',
          ']',
          '*a',
          '&a',
          '!!x',
          '|',
          '>',
          '"',
          "'",
          '#',
          '\n',
          '  ',
          '\t',
          '? ',
          '%',
          '---',
          'a',
          '1',
          '\u0000',
          '\uFEFF',
          '~',
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(damaged, shuffled, yamlish, fc.string()), (text) => {
        for (const parsed of [parsePolicyDocument(text, 'f'), parsePolicyCases(text, 'f')]) {
          if (parsed.ok) continue;
          expect(parsed.problems.length).toBeGreaterThan(0);
          for (const { line, column, fix } of parsed.problems) {
            expect(line).toBeGreaterThan(0);
            expect(column).toBeGreaterThan(0);
            expect(fix).not.toBe('');
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
