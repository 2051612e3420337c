import { isMap, type Node } from 'yaml';
import {
  all,
  placeOf,
  readArticle,
  readDate,
  readField,
  readFields,
  readFlag,
  readId,
  readItems,
  readMapping,
  readNumberText,
  readShare,
  readText,
  readWord,
  readYuan,
  whole,
} from './fields';
import { readSheet, type Sheet } from './sheet';

type Reader = (sheet: Sheet, node: Node, what: string) => unknown;

/** What a reader makes of the value that stands behind `x:`; where it makes nothing, what it says. */
function read(reader: Reader, written: string): unknown {
  const { problems, value } = readSheet(`x: ${written}\n`, 'f.yaml', (sheet, root) => {
    if (!isMap(root)) throw new Error('no mapping');
    return { made: reader(sheet, root.items[0]?.value as Node, '"x"') };
  });
  // Either it is read, or it is null and one problem stands at the value.
  if (value) return value.made;
  return problems
    .map(({ line, column, code, message }) => `${line}:${column} ${code}: ${message}`)
    .join('; ');
}

const LONGEST = '长'.repeat(500);
const word = readWord(['state_owned', 'private'] as const);
const items: Reader = (sheet, node, what) => readItems(sheet, node, what)?.length ?? null;

// prettier-ignore
test.each<readonly [string, Reader, string, unknown]>([
  ['text', readText, '入统', '入统'],
  ['text with blanks around it', readText, '"  入统 "', '入统'],
  ['text that ends with a line break', readText, '"入统\\n"', '入统'],
  ['text of 500 characters', readText, LONGEST, LONGEST],
  ['text of 501 characters', readText, `${LONGEST}长`, '1:4 bad-text: "x" is too long or has line breaks'],
  ['text of two lines', readText, '"入\\n统"', '1:4 bad-text: "x" is too long or has line breaks'],
  ['text with a control character', readText, '"入\\u0007统"', '1:4 bad-text: "x" is too long or has line breaks'],
  ['text with a line separator', readText, '"入\\u2028统"', '1:4 bad-text: "x" is too long or has line breaks'],
  ['text with a paragraph separator', readText, '"入\\u2029统"', '1:4 bad-text: "x" is too long or has line breaks'],
  ['blanks', readText, '"  "', '1:4 not-text: "x" must be text'],
  ['a number for text', readText, '5', '1:4 not-text: "x" must be text'],
  ['a list for text', readText, '[a]', '1:4 not-a-value: "x" must be a single value'],
  ['an article', readArticle, '附件2 四(三)', '附件2 四(三)'],
  ['a number as an article', readArticle, '"3"', '3'],
  ['marks only as an article', readArticle, '"——"', '1:4 no-citation: "x" cites nothing'],
  ['no article', readArticle, '5', '1:4 not-text: "x" must be text'],
  ['an id', readId, 'PDS-1-7', 'PDS-1-7'],
  ['a Chinese id', readId, '县(区).二_三', '县(区).二_三'],
  ['an id with brackets of ASCII', readId, 'G-1(a)', 'G-1(a)'],
  ['an id of 80 characters', readId, 'K'.repeat(80), 'K'.repeat(80)],
  ['an id of 81 characters', readId, 'K'.repeat(81), '1:4 bad-id: "x" is not a name'],
  ['an id that begins with a mark', readId, '"-K"', '1:4 bad-id: "x" is not a name'],
  ['an id with a path', readId, 'a/b', '1:4 bad-id: "x" is not a name'],
  ['an id that ends with markup', readId, '"K<b>"', '1:4 bad-id: "x" is not a name'],
  ['a blank in an id', readId, 'a b', '1:4 bad-id: "x" is not a name'],
  ['no id', readId, '5', '1:4 not-text: "x" must be text'],
  ['yes', readFlag, 'true', true],
  ['no', readFlag, 'false', false],
  ['a word for a flag', readFlag, 'yes', '1:4 not-a-flag: "x" must be true or false'],
  ['a list for a flag', readFlag, '[true]', '1:4 not-a-value: "x" must be a single value'],
  ['a whole number', readNumberText, '50000', '50000'],
  ['a number in quotes', readNumberText, '"0.10"', '0.10'],
  ['a number below zero', readNumberText, '-5', '1:4 negative: "x" is below zero'],
  ['a number below zero in hexadecimal', readNumberText, '0x10', '1:4 float: "x" is written as a floating-point number'],
  ['a number with a point', readNumberText, '0.1', '1:4 float: "x" is written as a floating-point number'],
  ['a number below zero with a point', readNumberText, '-0.1', '1:4 float: "x" is written as a floating-point number'],
  ['a number with a plus', readNumberText, '+5', '1:4 float: "x" is written as a floating-point number'],
  ['a number with an exponent', readNumberText, '1e3', '1:4 float: "x" is written as a floating-point number'],
  ['a flag for a number', readNumberText, 'true', '1:4 not-a-number: "x" must be a number'],
  ['a list for a number', readNumberText, '[5]', '1:4 not-a-value: "x" must be a single value'],
  ['an amount', readYuan, '50000', 5_000_000],
  ['an amount with fen', readYuan, '"0.01"', 1],
  ['no amount', readYuan, '0', '1:4 bad-amount: "x" is not an amount in yuan above zero'],
  ['an amount with a third of a fen', readYuan, '"0.001"', '1:4 bad-amount: "x" is not an amount in yuan above zero'],
  ['an amount in words', readYuan, '五万', '1:4 bad-amount: "x" is not an amount in yuan above zero'],
  ['an amount below zero', readYuan, '-5', '1:4 negative: "x" is below zero'],
  ['a share', readShare, '1/2', { numerator: 1n, denominator: 2n }],
  ['all of it', readShare, '1', { numerator: 1n, denominator: 1n }],
  ['more than all of it', readShare, '3/2', '1:4 bad-ratio: "x" is not a share of one'],
  ['a share in words', readShare, '一半', '1:4 bad-ratio: "x" is not a share of one'],
  ['a share with a point', readShare, '0.5', '1:4 float: "x" is written as a floating-point number'],
  ['a day', readDate, '2022-05-24', '2022-05-24'],
  ['a day that does not exist', readDate, '2022-02-30', '1:4 bad-date: "x" is not a date that exists'],
  ['a number for a day', readDate, '20220524', '1:4 bad-date: "x" is not a date that exists'],
  ['a list for a day', readDate, '[2022-05-24]', '1:4 not-a-value: "x" must be a single value'],
  ['a word', word, 'private', 'private'],
  ['a word that is none', word, 'statt', '1:4 unknown-word: "x" cannot be "statt"'],
  ['a long word that is none', word, 'w'.repeat(61), `1:4 unknown-word: "x" cannot be "${'w'.repeat(60)}"`],
  ['a number for a word', word, '5', '1:4 not-text: "x" must be text'],
  ['a list', items, '[a, b]', 2],
  ['an empty list', items, '[]', '1:4 not-a-list: "x" must be a list with at least one entry'],
  ['a value for a list', items, 'a', '1:4 not-a-list: "x" must be a list with at least one entry'],
])('%s', (_, reader, written, made) => {
  expect(read(reader, written)).toEqual(made);
});

const SHAPE = { required: ['a', 'b'], optional: ['third'] };
const keys: Reader = (sheet, node, what) => {
  const fields = readFields(sheet, node, what, SHAPE);
  return fields && [...fields.entries.keys()];
};

// prettier-ignore
test.each([
  ['what has to be there', '{ a: 1, b: 2 }', ['a', 'b']],
  ['what may be there', '{ a: 1, third: 3, b: 2 }', ['a', 'third', 'b']],
  ['one that is missing', '{ a: 1 }', '1:4 missing-key: "x" needs "b"'],
  ['two that are missing', '{ third: 1 }', '1:4 missing-key: "x" needs "a"; 1:4 missing-key: "x" needs "b"'],
  ['one that is unknown: what is missing may be the same', '{ a: 1, c: 2 }', '1:12 unknown-key: "x" knows no "c"'],
  ['a value that is missing', '{ a: 1, b: }', '1:12 empty-value: "b" of "x" has no value; 1:4 missing-key: "x" needs "b"'],
  ['a value that is null', '{ a: 1, b: ~ }', '1:12 empty-value: "b" of "x" has no value; 1:4 missing-key: "x" needs "b"'],
  ['a key without a value', '{ a: 1, b }', '1:12 empty-value: "b" of "x" has no value; 1:4 missing-key: "x" needs "b"'],
  ['a key that is a number', '{ a: 1, 2: 2 }', '1:12 bad-key: "x" has a key that is not text; 1:4 missing-key: "x" needs "b"'],
  ['a key that is a list', '{ a: 1, [c]: 2 }', '1:12 bad-key: "x" has a key that is not text; 1:4 missing-key: "x" needs "b"'],
  ['a list for a mapping', '[a, b]', '1:4 not-a-mapping: "x" must be a mapping'],
] as const)('%s', (_, written, made) => {
  expect(read(keys, written)).toEqual(made);
});

test('a key that is nearly right is told which; one that is not, what there is', () => {
  const fixes = (written: string) =>
    readSheet(`x: ${written}\n`, 'f.yaml', (sheet, root) =>
      readFields(sheet, (isMap(root) ? root.items[0]?.value : null) as Node, '"x"', SHAPE),
    ).problems.map(({ fix }) => fix);
  expect(fixes('{ a: 1, b: 2, thrid: 3 }')).toEqual(['did you mean "third"?']);
  expect(fixes('{ a: 1, b: 2, entirely: 3 }')).toEqual(['allowed: a, b, third']);
  expect(fixes('{ a: 1 }')).toEqual(['add b: …']);
});

test('a field is read where it is, and its place is the mapping where it is not', () => {
  const places = readSheet('a: 1\nb:\n  c: 5\n', 'f.yaml', (sheet, root) => {
    const fields = readMapping(sheet, root, 'it');
    if (!fields) throw new Error('no mapping');
    const [inner] = [...fields.entries.values()].slice(1);
    const below = inner && readMapping(sheet, inner.value, 'inner');
    return {
      lines: [fields.line, below?.line],
      told: [
        readField(sheet, fields, 'a', (_, node, what) => [what, node.range?.[0]]),
        readField(sheet, fields, 'z', () => 1),
      ],
      places: [placeOf(fields, 'a').range?.[0], placeOf(fields, 'z') === root],
    };
  });
  expect(places.value).toEqual({ lines: [1, 3], told: [['"a"', 3], null], places: [3, true] });
});

test('a whole has all its parts', () => {
  expect(whole({ a: 1, b: undefined })).toEqual({ a: 1, b: undefined });
  expect(whole({ a: 1, b: null })).toBeNull();
  expect(all([1, 2])).toEqual([1, 2]);
  expect(all([1, null])).toBeNull();
  expect(all([])).toEqual([]);
  expect(all(null)).toBeNull();
  expect(all(undefined)).toBeNull();
});
