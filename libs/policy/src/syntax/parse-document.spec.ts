import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicyDocument } from '../index';

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

  test('says what was probably meant', () => {
    const parsed = parsePolicyDocument(changed('scale.first_entry', 'scale.first_entri'), 'small.yaml');
    expect(parsed.ok ? [] : parsed.problems[0]).toMatchObject({
      file: 'small.yaml',
      line: 32,
      column: 22,
      fix: 'did you mean scale.first_entry?',
    });
  });

  test('deep indentation is refused in bounded time', () => {
    const deep = Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}k:`).join('\n');
    expect(problemsOf(deep).length).toBeGreaterThan(0);
  });
});
