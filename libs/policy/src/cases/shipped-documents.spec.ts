import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicyCases, parsePolicyDocument, runPolicyCases } from '../index';

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

  test('every clause that is determined has a case in which it applies', () => {
    for (const name of names) {
      const parsed = parsePolicyDocument(readFileSync(join(folder, name), 'utf8'), name);
      const casesName = name.replace('.yaml', '.cases.yaml');
      const table = parsePolicyCases(readFileSync(join(folder, casesName), 'utf8'), casesName);
      if (!parsed.ok || !table.ok) throw new Error(name);
      const shown = new Set(
        table.cases.cases.flatMap(({ expected }) =>
          expected.filter(({ status }) => status === 'determined').map(({ clause }) => clause),
        ),
      );
      const computed = parsed.document.clauses.filter(({ form }) => form === 'computed').map(({ id }) => id);
      expect(computed.filter((id) => !shown.has(id))).toEqual([]);
    }
  });
});
