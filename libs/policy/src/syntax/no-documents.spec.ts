import { parsePolicyDocument } from '../index';
import { SOUND } from './malformed.fixture';

function answersTo(text: string): readonly string[] {
  const parsed = parsePolicyDocument(text, 'small.yaml');
  if (parsed.ok) return [];
  return parsed.problems.map(({ file, line, column, code, message, fix }) => {
    expect(file).toBe('small.yaml');
    return `${line}:${column} ${code}: ${message} → ${fix}`;
  });
}

/** 10^9 values, were it read as written. */
const BOMB = Array.from({ length: 9 }, (_, level) => {
  const of = level === 0 ? 'x' : `*a${level - 1}`;
  return `a${level}: &a${level} [${Array.from({ length: 10 }, () => of).join(', ')}]`;
}).join('\n');

const many = (line: string, characters: number): string =>
  `${line}\n`.repeat(Math.ceil(characters / (line.length + 1)));

describe('a text that is no document:', () => {
  test.each([
    ['nothing', '', '1:1 empty: the file is empty → write a document'],
    ['a comment', '# later', '1:1 empty: the file is empty → write a document'],
    ['blanks', ' \n\n  \n', '1:1 empty: the file is empty → write a document'],
    ['a number', '42', '1:1 not-a-mapping: the document must be a mapping → write key: value, one a line'],
    [
      'a list',
      '- a\n- b',
      '1:1 not-a-mapping: the document must be a mapping → write key: value, one a line',
    ],
    [
      'prose',
      '第一条 为了……',
      '1:1 not-a-mapping: the document must be a mapping → write key: value, one a line',
    ],
    [
      '10 MB',
      many('a: b', 10_000_000),
      '1:1 too-large: the file is too large → split it: 1 MB and 100,000 tokens at most',
    ],
    ['one endless line', `title: ${'长'.repeat(2000)}`, '1:1 too-long: the line is too long → break it up'],
    ['brackets without end', '[\n'.repeat(50), '41:1 too-deep: nested beyond 40 levels → flatten it'],
    ['dashes without end', '- '.repeat(500), '1:1 too-deep: nested beyond 40 levels → flatten it'],
    [
      'two documents',
      'a: 1\n---\nb: 2',
      '2:1 yaml-syntax: the file holds two documents → one document a file',
    ],
    [
      '10 MB on one line',
      `title: ${'长'.repeat(3_400_000)}`,
      '1:1 too-large: the file is too large → split it: 1 MB and 100,000 tokens at most',
    ],
    [
      '10 MB of brackets',
      '['.repeat(10_000_000),
      '1:1 too-large: the file is too large → split it: 1 MB and 100,000 tokens at most',
    ],
    ['an alias bomb of nine levels', BOMB, '1:9 yaml-alias: anchors are not allowed → remove &a0'],
    [
      'a merge key',
      'a: 1\n<<: *a',
      '2:5 yaml-alias: aliases are not allowed → write the value out: a document is read as it stands',
    ],
    [
      'an alias bomb',
      'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]',
      '1:7 yaml-alias: anchors are not allowed → remove &a',
    ],
  ])('%s', (_, text, answer) => {
    expect(answersTo(text)[0]).toBe(answer);
  });

  test.each([
    ': : :',
    'a: ]',
    'a: "b',
    '- - ]',
    '&a *b',
    '? ? ?',
    'a: {b',
    '}',
    'a: |',
    'a: b',
    ':',
    '- a: b',
    '[a,b,c]',
  ])('a megabyte of lines like %s is given up early', (line) => {
    const answers = answersTo(many(line, 990_000));
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.length).toBeLessThanOrEqual(100);
  });

  test('that is wrong in every line is answered a hundred times, not more', () => {
    const clauses = '  - { id: 1, article: 一, titel: 二 }\n'.repeat(3000);
    expect(answersTo(`${SOUND.slice(0, SOUND.indexOf('clauses:'))}clauses:\n${clauses}`)).toHaveLength(100);
  });
});
