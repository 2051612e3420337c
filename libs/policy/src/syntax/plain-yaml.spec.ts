import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import { readPlainYaml } from './plain-yaml';

const FOLDER = join(__dirname, '../../documents');
const TEXTS = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const);

/** What of a node the room looks at: kind, value, source and where it begins. */
function told(node: unknown): unknown {
  if (isScalar(node)) return [node.value, node.source, node.range?.[0]];
  if (isSeq(node)) return { list: node.items.map(told), at: node.range?.[0] };
  if (isMap(node))
    return { map: node.items.map(({ key, value }) => [told(key), told(value)]), at: node.range?.[0] };
  return node;
}

/** What the library reads; null where it finds something wrong, or something that a document must not have. */
function byLibrary(text: string): { root: unknown; lines: readonly number[] } | null {
  const lineCounter = new LineCounter();
  const options = { lineCounter, prettyErrors: false, version: '1.2', schema: 'core' } as const;
  const { errors, warnings, contents } = parseDocument(text, options);
  let isBad = errors.length + warnings.length > 0;
  visit(contents, {
    Alias: () => void (isBad = true),
    Node: (_, node) =>
      void (isBad ||= Boolean((node as { anchor?: string; tag?: string }).anchor ?? node.tag)),
  });
  return isBad ? null : { root: told(contents), lines: lineCounter.lineStarts };
}

function byReader(text: string): { root: unknown; lines: readonly number[] } | null {
  const lines = new LineCounter();
  const root = readPlainYaml(text, lines);
  return root && { root: told(root), lines: lines.lineStarts };
}

test.each(TEXTS)('%s is plain, and reads as the library reads it', (_, text) => {
  const read = byReader(text);
  expect(read).not.toBeNull();
  expect(read).toEqual(byLibrary(text));
});

test.each([
  [
    'a: 1\n',
    [
      [
        ['a', 'a', 0],
        [1, '1', 3],
      ],
    ],
  ],
  [
    'a: "1"',
    [
      [
        ['a', 'a', 0],
        ['1', '1', 3],
      ],
    ],
  ],
  [
    'a: -5 # five',
    [
      [
        ['a', 'a', 0],
        [-5, '-5', 3],
      ],
    ],
  ],
  [
    'a: 2022-05-24',
    [
      [
        ['a', 'a', 0],
        ['2022-05-24', '2022-05-24', 3],
      ],
    ],
  ],
  [
    'a: true',
    [
      [
        ['a', 'a', 0],
        [true, 'true', 3],
      ],
    ],
  ],
  [
    'a: False',
    [
      [
        ['a', 'a', 0],
        [false, 'False', 3],
      ],
    ],
  ],
  [
    "a: ''",
    [
      [
        ['a', 'a', 0],
        ['', '', 3],
      ],
    ],
  ],
  [
    'a: b c#d  ',
    [
      [
        ['a', 'a', 0],
        ['b c#d', 'b c#d', 3],
      ],
    ],
  ],
])('%j reads as it stands', (text, map) => {
  expect(byReader(text)?.root).toEqual({ map, at: 0 });
});

const PLAIN = [
  'a:\n- b\n- c: 1\n  d: [2]\n',
  'a:\n  - - 1\n    - 2\n  - 3\n',
  '# c\n\na: # d\n  # e\n  b: 1\n   # f\n',
  'a: [b, c: 1, {d: 2, e: [3]}]\n',
  'a: [\n  b, # c\n  d,\n  ]\n',
  'a: {}\nb: []\n',
  '"a b": 1\n\'c\': 2\n',
  'a:\n  [1, 2]\n',
  'a:\n  b\n',
  'a: x:y\nb: http://x/?a=b\n',
  '\na: 1',
  'a: 1\n# c',
  'a: 1\n   ',
  'a:\n  ...x: 1\n',
  'a,b: 1\nc[0]: 2\nd{}: 3\n',
  'a:\n  - b,c: 1\n  - d]\n',
  'a: b:[c\nd: e:,f\n',
  'a: TRUE\nb: True\nc: FALSE\nd: tRUE\n',
  'a: +5\nb: 007\n',
  'a: [b:c, "d" , e]\n',
  `${'k'.repeat(1000)}: 1\n`,
  `a: { ${'k'.repeat(1000)}: 1 }\n`,
];
const NOT_PLAIN = [
  ...[
    '',
    '# only',
    'a',
    '- a',
    '[a]',
    'a:',
    'a: b\n  c',
    'a: |\n  b',
    'a: >\n  b',
    'a: &x 1',
    'a: *x',
    'a: !!str 1',
  ],
  ...[
    'a: ~',
    'a: null',
    'a: 1.5',
    'a: 0x1f',
    'a: 0o7',
    'a: .inf',
    'a: 1e3',
    'a: "b\\n"',
    "a: 'it''s'",
    'a: "b\nc"',
  ],
  ...[
    'a: b: c',
    'a: 1\na: 2',
    'a: {b: 1, b: 2}',
    'a: [b\nc]',
    'a: [b',
    'a: b]\n c: 1',
    'a: [b c\n  d]',
    'a: {b}',
  ],
  ...[
    '---\na: 1',
    'a: 1\n...',
    'a: 1\n---\nb: 1',
    '%YAML 1.2\n---\na: 1',
    '? a\n: b',
    'a: - b',
    'a : 1',
    '<<: 1',
  ],
  ...[
    'a:\tb',
    'a: 1\r\n',
    '\ufeffa: 1',
    'a: b\u2028c',
    'a: @b',
    'a: `b',
    'a: %b',
    'a: , b',
    ' a: 1\nb: 2',
    'a: "b" c',
  ],
  ...[
    'a: [b,, c]',
    'a: {b: }',
    'a: {b:}',
    'a: {"b":1}',
    'a: [b]: c',
    'a:\n- b\n c',
    'a:\n  b: 1\n c: 2',
    'a: ?b',
  ],
  ...[
    'a: 0o17',
    'a: -.inf',
    'a: .55',
    'a: 11.5',
    'a: 1.55',
    'a: 1.',
    'a: -.5',
    'a: 1e-3',
    'a: 1e33',
    'a: ""b',
  ],
  ...['a: 1\n... x: 1', '... x: 1', 'a:\nb: 1', 'a:\n-\n- b', 'a:\n  - b:\n  - c\n', 'a:\n  b:\n- c\n'],
  ...[
    'a: [b,\nc]',
    'a:\n  b: [c,\n  d]',
    'a: [b:, c]',
    'a: [b:]',
    'a: {b:,}',
    'a: {b: 1',
    'a: [',
    'a: "b',
    "a: 'b",
  ],
  ...[
    `${'k'.repeat(1001)}: 1\n`,
    `a: { ${'k'.repeat(1001)}: 1 }\n`,
    'a:\n-',
    'a: 1\n b: 2',
    'x:\n  a:\n      b: 1\n    c: 2\n',
  ],
  ...['a:\n  - b\n   - c\n', 'a:\n  - b\n    c: 1\n', 'a: [b]\n  c', '- a: 1', 'a: |', 'a: "b": c'],
];

test.each(PLAIN)('plain: %j', (text) => {
  expect(byReader(text)).not.toBeNull();
  expect(byReader(text)).toEqual(byLibrary(text));
});

test.each(NOT_PLAIN)('left to the library: %j', (text) => {
  expect(byReader(text)).toBeNull();
});

describe('never another reading than the library', () => {
  const agrees = (text: string): void => {
    const read = byReader(text);
    if (read) expect(read).toEqual(byLibrary(text));
  };
  const PIECES = [
    ...[
      'a',
      'b',
      '1',
      '-',
      '- ',
      ':',
      ': ',
      ' ',
      '  ',
      '\n',
      '\n  ',
      '#',
      ' #',
      ',',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
    ],
    ...[
      '?',
      '? ',
      '&',
      '*',
      '!',
      '|',
      '>',
      '%',
      '@',
      '`',
      '~',
      '.',
      '..',
      '-1',
      'true',
      '\t',
      '\r',
      '\\',
      '---',
      '中',
    ],
  ];

  test('of texts made of its marks', () => {
    const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 });
    fc.assert(
      fc.property(pieces, (parts) => agrees(`a: ${parts.join('')}`)),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(pieces, (parts) => agrees(parts.join(''))),
      { numRuns: 3000 },
    );
  });

  test('of documents with a mark put in, a piece taken out or a line moved', () => {
    const clauses = TEXTS.flatMap(([, text]) =>
      text.split(/\n(?= {2}- )/).filter((part) => part.length < 900),
    );
    const change = fc.record({
      clause: fc.constantFrom(...clauses),
      at: fc.nat(),
      length: fc.nat(3),
      piece: fc.constantFrom(...PIECES, ''),
    });
    fc.assert(
      fc.property(change, ({ clause, at, length, piece }) => {
        const from = at % clause.length;
        agrees(`clauses:\n${clause.slice(0, from)}${piece}${clause.slice(from + length)}\n`);
      }),
      { numRuns: 1500 },
    );
  });
});
