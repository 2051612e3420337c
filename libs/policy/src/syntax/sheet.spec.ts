import { isMap, Lexer, type Node } from 'yaml';
import { lineOf, readSheet, report, type Sheet } from './sheet';

/** What is said of a text, as `line:column code`. */
function saidOf(text: string): readonly string[] {
  const { value, problems } = readSheet(text, 'f.yaml', () => 'read');
  expect(value).toBe(problems.length === 0 ? 'read' : null);
  expect(problems.every(({ file }) => file === 'f.yaml')).toBe(true);
  return problems.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

const tokensOf = (text: string): number => [...new Lexer().lex(text)].length;
const brackets = (open: string, close: string, depth: number): string =>
  `a: ${open.repeat(depth)}${close.repeat(depth)}\n`;
const filledTo = (characters: number): string => {
  const lines = 'a: 1\n'.padEnd(characters, `#${'-'.repeat(998)}\n`);
  return lines.slice(0, characters);
};

// prettier-ignore
test.each([
  ['a line of 2,000 characters', `a: ${'x'.repeat(1997)}\n`, []],
  ['one character more', `a: ${'x'.repeat(1998)}\n`, ['1:1 too-long']],
  ['one character more in the third line', `a: 1\nb: 2\nc: ${'x'.repeat(1998)}\nd: 3\n`, ['3:1 too-long']],
  ['40 brackets', brackets('[', ']', 40), []],
  ['41 brackets', brackets('[', ']', 41), ['1:1 too-deep']],
  ['41 brackets after others that are closed', `b: [[1], [2]]\n${brackets('[', ']', 41)}`, ['2:1 too-deep']],
  ['40 brackets after others that are closed', `b: [[1], [2]]\n${brackets('[', ']', 40)}`, []],
  ['40 braces', `a: ${'{ b: '.repeat(40)}1${' }'.repeat(40)}\n`, []],
  ['41 braces', `a: ${'{ b: '.repeat(41)}1${' }'.repeat(41)}\n`, ['1:1 too-deep']],
  ['40 braces after others that are closed', `b: { c: { d: 1 } }\na: ${'{ b: '.repeat(40)}1${' }'.repeat(40)}\n`, []],
  ['brackets closed in words open nothing afterwards', `b: "]]]}}}"\n${brackets('[', ']', 41)}`, ['2:1 too-deep']],
  ['brackets that open over lines', `a:\n  ${'[\n  '.repeat(41)}${']'.repeat(41)}\n`, ['42:1 too-deep']],
  ['99 blanks', `a:\n${' '.repeat(99)}b: 1\n`, []],
  ['100 blanks', `a:\n${' '.repeat(100)}b: 1\n`, ['2:1 too-deep']],
  ['blanks within a line', `a: b${' '.repeat(100)}c\n`, []],
  ['39 lists in a line', `${'- '.repeat(39)}1\n`, []],
  ['40 lists in a line', `${'- '.repeat(40)}1\n`, ['1:1 too-deep']],
  ['40 lists in a line, one further in', ` ${'- '.repeat(40)}1\n`, ['1:1 too-deep']],
  ['40 keys that are lists', `${'? '.repeat(40)}1\n`, ['1:1 too-deep']],
  ['40 dashes in words', `a: "${'- '.repeat(40)}1"\n`, []],
  ['1,000,000 characters', filledTo(1_000_000), []],
  ['1,000,001 characters', filledTo(1_000_001), ['1:1 too-large']],
  ['nothing', '', ['1:1 empty']],
  ['a remark only', '# nothing\n', ['1:1 empty']],
  ['a key twice', 'a: 1\nb:\n  c: 1\n  d: 1\n  c: 2\n', ['5:3 yaml-duplicate-key']],
  ['a key three times', 'a: 1\na: 1\na: 1\n', ['2:1 yaml-duplicate-key', '3:1 yaml-duplicate-key']],
  ['one key in two mappings', 'a: { c: 1 }\nb: { c: 1 }\n', []],
  ['an anchor and its alias', 'a: &x 1\nb: *x\n', ['1:7 yaml-alias', '2:4 yaml-alias']],
  ['a tag', 'a: !!str 1\n', ['1:10 yaml-tag']],
  ['two documents', 'a: 1\n---\nb: 1\n', ['2:1 yaml-syntax']],
  ['a tab before a key', 'a:\n\tb: 1\n', ['2:1 yaml-syntax']],
  ['a bracket that stays open', 'a: [1\n', ['2:1 yaml-syntax']],
  ['a mapping that is a key twice', '? { a: 1 }\n: 1\n? { a: 1 }\n: 2\n', []],
] as const)('%s', (_, text, said) => {
  expect(saidOf(text)).toEqual(said);
});

test('as many tokens as a file may have are read, and not one more', () => {
  const list = '- a\n'.repeat(19_000);
  const most = `${list}${'\n'.repeat(100_000 - tokensOf(list))}`;
  expect(tokensOf(most)).toBe(100_000);
  expect(saidOf(most)).toEqual([]);
  expect(saidOf(`${most}\n`)).toEqual(['1:1 too-large']);
});

test('what the parser says keeps its first line, and what it says too shortly is said again', () => {
  const words = (text: string): readonly string[] =>
    readSheet(text, 'f.yaml', () => 1).problems.map(({ message, fix }) => `${message} → ${fix}`);
  expect(words('a: 1\n---\nb: 1\n')).toEqual(['the file holds two documents → one document a file']);
  expect(words('a:\n\tb: 1\n')).toEqual(['the line is indented with a tab → indent with blanks']);
  const [other = ''] = words('a: [1\n');
  expect(other).toMatch(/ → correct the YAML$/);
  expect(other).not.toContain('\n');
});

test('after 100 problems a sheet is wrong enough', () => {
  const repeated = 'a: 1\n'.repeat(150);
  expect(saidOf(repeated)).toHaveLength(100);
  const said = (times: number) =>
    readSheet('a: 1\n', 'f.yaml', (sheet, root) => {
      for (let count = 0; count < times; count += 1) report(sheet, root, 'c', 'm', 'f');
      return 'read';
    });
  expect(said(0)).toEqual({ value: 'read', problems: [] });
  expect(said(1)).toMatchObject({ value: null, problems: [{ line: 1, column: 1, code: 'c' }] });
  expect(said(100).problems).toHaveLength(100);
  expect(said(101).problems).toHaveLength(100);
  expect(saidOf('\ta\n'.repeat(300)).length).toBeLessThanOrEqual(100);
});

test('what reads the sheet may fail in its own way', () => {
  const fail = () => {
    throw new Error('of the reader');
  };
  expect(() => readSheet('a: 1\n', 'f.yaml', fail)).toThrow('of the reader');
});

test('places count lines and columns from 1: of a node, of an offset, of the file', () => {
  const text = 'a: 1\nbc:\n  - 2\n';
  const places = (at: (sheet: Sheet, root: Node) => Node | number | null) =>
    readSheet(text, 'f.yaml', (sheet, root) => {
      report(sheet, at(sheet, root), 'c', 'm', 'f');
      return null;
    }).problems.map(({ line, column }) => [line, column]);
  expect(places(() => null)).toEqual([[1, 1]]);
  expect(places(() => 11)).toEqual([[3, 3]]);
  expect(places((_, root) => (isMap(root) ? (root.items[1]?.value as Node) : null))).toEqual([[3, 3]]);
  const lines = readSheet(text, 'f.yaml', (sheet, root) =>
    isMap(root) ? root.items.map(({ value }) => lineOf(sheet, value as Node)) : [],
  );
  expect(lines.value).toEqual([1, 3]);
});

test('the program keeps recording where its own errors come from', () => {
  const before = Error.stackTraceLimit;
  saidOf('a: [1\n');
  expect(Error.stackTraceLimit).toBe(before);
});
