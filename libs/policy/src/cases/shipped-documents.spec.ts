import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  candidateFilter,
  evaluate,
  parsePolicyCases,
  parsePolicyDocument,
  runPolicyCases,
  selects,
  type Facts,
} from '../index';

const folder = join(__dirname, '../../documents');
const names = readdirSync(folder).filter((name) => /^[^.]+\.yaml$/.test(name));

describe('every shipped document', () => {
  test.each(names)('%s comes out as its case table says', (name) => {
    const parsed = parsePolicyDocument(readFileSync(join(folder, name), 'utf8'), name);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 1));
    const casesName = name.replace('.yaml', '.cases.yaml');
    const table = parsePolicyCases(readFileSync(join(folder, casesName), 'utf8'), casesName);
    if (!table.ok) throw new Error(JSON.stringify(table.problems, null, 1));
    expect(table.cases.document).toBe(parsed.document.id);
    expect(runPolicyCases(parsed.document, table.cases)).toEqual([]);
  });

  const tables = names.map((name) => {
    const parsed = parsePolicyDocument(readFileSync(join(folder, name), 'utf8'), name);
    const casesName = name.replace('.yaml', '.cases.yaml');
    const table = parsePolicyCases(readFileSync(join(folder, casesName), 'utf8'), casesName);
    if (!parsed.ok || !table.ok) throw new Error(name);
    return { document: parsed.document, cases: table.cases.cases };
  });

  test('every clause that is determined has a case in which it applies', () => {
    for (const { document, cases } of tables) {
      const determined = cases.flatMap(({ expected }) =>
        expected.filter(({ status }) => status === 'determined').map(({ clause }) => clause),
      );
      const computed = document.clauses.filter(({ form }) => form === 'computed').map(({ id }) => id);
      expect(computed.filter((id) => !determined.includes(id))).toEqual([]);
    }
  });

  test('an award rests on the facts it names: with those alone it comes out the same', () => {
    for (const { document, cases } of tables) {
      for (const { facts, readings } of cases) {
        for (const result of evaluate([document], facts, { readings })) {
          if (result.status !== 'determined') continue;
          const only = Object.fromEntries(result.factsUsed.map((name) => [name, facts[name]])) as Facts;
          expect(evaluate([document], only, { clauses: [result.clause], readings })).toContainEqual(result);
        }
      }
    }
  });

  test('verdicts alone are the same verdicts in every case', () => {
    let atOnce = 0;
    for (const { document, cases } of tables) {
      for (const { facts, readings } of cases) {
        const without = (verdicts: boolean) =>
          evaluate([document], facts, { readings, verdicts }).map(({ factsUsed, ...result }) => {
            if (verdicts && result.status === 'determined' && factsUsed.length === 0) atOnce += 1;
            return result;
          });
        expect(without(true)).toEqual(without(false));
      }
    }
    expect(atOnce).toBeGreaterThan(100);
  });

  test('no case of one document loses an applicant in a candidate filter', () => {
    for (const { document, cases } of tables) {
      for (const { facts, readings } of cases) {
        const spoken = new Set(evaluate([document], facts, { readings }).map(({ clause }) => clause));
        const lost = document.clauses.filter(
          (clause) => spoken.has(clause.id) && !selects(candidateFilter(clause), facts),
        );
        expect(lost).toEqual([]);
      }
    }
  });
});
