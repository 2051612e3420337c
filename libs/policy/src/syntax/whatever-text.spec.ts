import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseFacts, parsePolicyCases, parsePolicyDocument } from '../index';

/** Texts to try; TEXTS=5000 for a long run. */
const numRuns = Number(process.env['TEXTS'] ?? 12);

const folder = join(__dirname, '../../documents');
const shipped = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));

/** Processor time, not time on the clock: other work on the machine does not count. */
const MOST_SECONDS = 2;

/** Problems by place or a document, soon, whatever the text is. */
function answered(text: string): void {
  const before = process.cpuUsage();
  answer(text);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(MOST_SECONDS);
}

function answer(text: string): void {
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

  test('anchors and aliases that multiply, in a document and in cases', () => {
    const level = fc.record({ width: fc.integer({ min: 1, max: 12 }), flow: fc.boolean(), back: fc.nat(3) });
    const bombs = fc
      .tuple(original, fc.array(level, { minLength: 1, maxLength: 30 }))
      .map(([text, levels]) => {
        const lines = levels.map(({ width, flow, back }, at) => {
          const of = at === 0 ? 'x' : `*a${Math.max(0, at - 1 - back)}`;
          const values = Array.from({ length: width }, () => of);
          return flow
            ? `a${at}: &a${at} [${values}]`
            : `a${at}: &a${at}\n${values.map((each) => `  - ${each}\n`).join('')}`;
        });
        return `${lines.join('\n')}\n${text}`;
      });
    check(bombs);
  });

  test('a hostile key anywhere in a shipped file', () => {
    const key = fc.constantFrom('__proto__', 'constructor', 'prototype', 'hasOwnProperty', '<<', 'toString');
    const value = fc.constantFrom('{ polluted: true }', '[1]', 'x', '', '*a');
    const hostile = fc.tuple(original, key, value, fc.nat()).map(([text, name, said, where]) => {
      const lines = text.split('\n');
      const at = where % lines.length;
      const indent = /^ */.exec(lines[at] ?? '')?.[0] ?? '';
      lines.splice(at, 0, `${indent}${name}: ${said}`);
      return lines.join('\n');
    });
    check(hostile, numRuns * 2);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('any piece said again until it is up to 10 MB long', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      fc.constantFrom(
        '[',
        '{a: ',
        '- ',
        '? ',
        '&a ',
        '*a ',
        '"',
        "'",
        '|\n ',
        '#',
        '\n',
        'a: b\n',
        '  ',
        '\t',
        '!!x ',
        '长',
      ),
    );
    const size = fc.constantFrom(1_000, 100_000, 1_000_000, 1_100_000, 10_000_000);
    check(
      fc.tuple(piece, size).map(([part, characters]) => part.repeat(Math.ceil(characters / part.length))),
      numRuns * 2,
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
