import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate, parsePolicyCases, parsePolicyDocument } from '../index';

const FOLDER = join(__dirname, '../../documents');
const NAMES = readdirSync(FOLDER).filter((name) => /^[^.]+\.yaml$/.test(name));

/** A clause alone says what it says among all others: its stacking group is weighed all the same. */
test.each(NAMES)('whoever asks for some clauses of %s gets what all of them say of those', (name) => {
  const parsed = parsePolicyDocument(readFileSync(join(FOLDER, name), 'utf8'), name);
  const casesName = name.replace('.yaml', '.cases.yaml');
  const table = parsePolicyCases(readFileSync(join(FOLDER, casesName), 'utf8'), casesName);
  if (!parsed.ok || !table.ok) throw new Error(name);
  const documents = [parsed.document];
  for (const { facts, readings } of table.cases.cases) {
    const all = evaluate(documents, facts, { readings });
    const clauses = [...new Set(all.map(({ clause }) => clause))];
    for (const clause of clauses) {
      const own = all.filter((result) => result.clause === clause);
      expect(evaluate(documents, facts, { readings, clauses: [clause] })).toEqual(own);
    }
    expect(evaluate(documents, facts, { readings, clauses })).toEqual(all);
    expect(evaluate(documents, facts, { readings, clauses: [] })).toEqual([]);
    // Explaining adds to what shows up, and changes nothing of it.
    const explained = evaluate(documents, facts, { readings, explain: true })
      .filter(({ status }) => status !== 'not-triggered' && status !== 'not-eligible')
      .map(({ trace: _trace, ...result }) => result);
    expect(explained).toEqual(all);
  }
});
