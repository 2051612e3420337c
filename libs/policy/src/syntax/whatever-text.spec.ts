import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseFacts, parsePolicyCases, parsePolicyDocument } from '../index';

/** Texts to try; TEXTS=5000 for a long run. */
const numRuns = Number(process.env['TEXTS'] ?? 12);

const folder = join(__dirname, '../../documents');
const shipped = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));

function answered(text: string): void {
  for (const parsed of [parsePolicyDocument(text, 'f'), parsePolicyCases(text, 'f')]) {
    if (parsed.ok) continue;
    expect(parsed.problems.length).toBeGreaterThan(0);
    expect(parsed.problems.length).toBeLessThanOrEqual(100);
    for (const { line, column, message, fix } of parsed.problems) {
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
      expect(message).not.toBe('');
      expect(fix).not.toBe('');
    }
  }
}
const check = (texts: fc.Arbitrary<string>, runs = numRuns) =>
  fc.assert(fc.property(texts, answered), { numRuns: runs });

describe('reading never throws and always answers with problems or a document:', () => {
  const original = fc.constantFrom(...shipped);

  test('shipped files with pieces cut out and put in', () => {
    const cut = fc.tuple(fc.nat(), fc.nat({ max: 30 }), fc.string({ unit: 'grapheme', maxLength: 8 }));
    const damaged = fc.tuple(original, fc.array(cut, { minLength: 1, maxLength: 4 })).map(([text, cuts]) =>
      cuts.reduce((whole, [where, length, put]) => {
        const at = where % (whole.length + 1);
        return whole.slice(0, at) + put + whole.slice(at + length);
      }, text),
    );
    check(damaged);
  });

  test('shipped files with lines dropped, doubled, moved or indented otherwise', () => {
    const edit = fc.tuple(fc.constantFrom('drop', 'double', 'move', 'indent', 'outdent'), fc.nat(), fc.nat());
    const edited = fc.tuple(original, fc.array(edit, { minLength: 1, maxLength: 6 })).map(([text, edits]) => {
      const lines = text.split('\n');
      for (const [kind, where, to] of edits) {
        const at = where % lines.length;
        const line = lines[at] ?? '';
        if (kind === 'drop') lines.splice(at, 1);
        else if (kind === 'double') lines.splice(at, 0, line);
        else if (kind === 'move') lines.splice(to % lines.length, 0, ...lines.splice(at, 1));
        else lines[at] = kind === 'indent' ? `  ${line}` : line.replace(/^ {2}/, '');
      }
      return lines.join('\n');
    });
    check(edited);
  });

  test('shipped files with words exchanged for other words of theirs', () => {
    const swap = fc.tuple(fc.nat(), fc.nat());
    const swapped = fc
      .tuple(original, fc.array(swap, { minLength: 1, maxLength: 5 }))
      .map(([text, swaps]) => {
        const words = text.split(/(?<=[\s,:[\]{}])/);
        for (const [a, b] of swaps) words[a % words.length] = words[b % words.length] ?? '';
        return words.join('');
      });
    check(swapped);
  });

  test('signs of YAML in any order', () => {
    const signs =
      '- |: |{|}|[|]|*a|&a|!!x|>|"|\'|#|\n|  |\t|? |%|---|a|1|\u0000|\uFEFF|~|<<|__proto__: '.split('|');
    check(
      fc.array(fc.constantFrom(...signs, '|')).map((parts) => parts.join('')),
      numRuns * 20,
    );
  });

  test('any text', () => {
    check(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), numRuns * 20);
  });
});

test('facts of any form are taken or refused by name, and taken again as they are', () => {
  const name = fc.constantFrom(
    'titles',
    'decisions',
    'applicant.kind',
    'rent.monthly_yuan',
    'evaluation_date',
    '__proto__',
  );
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom('enterprise', '1.00', '2022-12-31'));
  const record = fc.dictionary(fc.constantFrom('code', 'clause', 'granted_on', 'id', 'constructor'), value);
  fc.assert(
    fc.property(fc.dictionary(name, fc.oneof(value, fc.array(record, { maxLength: 3 }))), (input) => {
      const parsed = parseFacts(input);
      if (parsed.ok) expect(parseFacts(parsed.facts)).toEqual(parsed);
      else
        for (const { fact, message, fix } of parsed.problems) expect([fact, message, fix]).not.toContain('');
    }),
    { numRuns: numRuns * 8 },
  );
});
