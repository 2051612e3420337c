import { isNode, isScalar, Lexer, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import type { Problem } from '../problem';
import { readPlainYaml } from './plain-yaml';

/** The file being read, and what was found wrong with it so far. */
export interface Sheet {
  readonly file: string;
  readonly lines: LineCounter;
  readonly problems: Problem[];
}

const MOST_CHARACTERS = 1_000_000;
/** Three times the longest file there is; the YAML parser takes up to 10 µs for each. */
const MOST_TOKENS = 100_000;
const MOST_LINE_CHARACTERS = 2000;
const MOST_DEPTH = 40;
const DEEP_LINE = /^(?: {100}|(?:[ \t]*[-?:][ \t]){40})/;
const BRACKETS = /[[\]{}]/g;
const MOST_PROBLEMS = 100;

/** Ends the reading of a sheet that is wrong throughout; `readSheet` catches it. */
class EnoughProblems extends Error {}

/** Records a problem at a node, at an offset in the text, or at the beginning of the file (null). */
export function report(
  sheet: Sheet,
  at: Node | number | null,
  code: string,
  message: string,
  fix: string,
): void {
  if (sheet.problems.length >= MOST_PROBLEMS) throw new EnoughProblems();
  const offset = typeof at === 'number' ? at : (at?.range?.[0] ?? 0);
  const { line, col } = sheet.lines.linePos(offset);
  const position = { line: Math.max(line, 1), column: Math.max(col, 1) };
  sheet.problems.push({ file: sheet.file, ...position, code, message, fix });
}

/** Line (from 1) on which a node begins. */
export function lineOf(sheet: Sheet, node: Node): number {
  return Math.max(sheet.lines.linePos(node.range?.[0] ?? 0).line, 1);
}

/**
 * A cheap look at the text before the YAML parser sees it: beyond these bounds its running time and recursion
 * grow without use. Brackets inside quotes count as nesting too: no document needs forty of them open.
 */
function unreasonable(text: string): { line: number; code: string; message: string; fix: string } | null {
  let depth = 0;
  let line = 0;
  for (const content of text.split('\n')) {
    line += 1;
    const tooLong = content.length > MOST_LINE_CHARACTERS;
    if (tooLong) return { line, code: 'too-long', message: 'the line is too long', fix: 'break it up' };
    let deepest = depth;
    for (const [bracket] of content.matchAll(BRACKETS)) {
      depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1);
      deepest = Math.max(deepest, depth);
    }
    const nested = deepest > MOST_DEPTH || DEEP_LINE.test(content);
    if (nested)
      return { line, code: 'too-deep', message: `nested beyond ${MOST_DEPTH} levels`, fix: 'flatten it' };
  }
  return null;
}

/** What YAML allows and a document must not have: a key twice in a mapping, aliases, anchors, tags. */
function refuseSurprises(sheet: Sheet, root: Node): void {
  visit(root, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? key.value : key;
        if (seen.has(name) && isNode(key)) {
          report(
            sheet,
            key,
            'yaml-duplicate-key',
            `the key "${String(name).slice(0, 60)}" comes twice`,
            'keep one',
          );
        }
        seen.add(name);
      }
    },
    Alias(_, alias) {
      const fix = 'write the value out: a document is read as it stands';
      report(sheet, alias, 'yaml-alias', 'aliases are not allowed', fix);
    },
    Node(_, node) {
      const { anchor, tag } = node as { anchor?: string; tag?: string };
      if (anchor) report(sheet, node, 'yaml-alias', 'anchors are not allowed', 'remove &' + anchor);
      if (tag) report(sheet, node, 'yaml-tag', 'tags are not allowed', 'remove ' + tag);
    },
  });
}

/** The parser makes an error object for each broken token: recording where in the program it was made is most of the cost. */
function parseYaml(text: string, lineCounter: LineCounter): Document.Parsed {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      uniqueKeys: false, // its check is quadratic; refuseSurprises has its own
      version: '1.2',
      schema: 'core',
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function hasTooManyTokens(text: string): boolean {
  // A token is a character at least, but for one mark or two at the ends of documents and brackets.
  if (text.length < MOST_TOKENS / 2) return false;
  let count = 0;
  for (const _ of new Lexer().lex(text)) {
    count += 1;
    if (count > MOST_TOKENS) return true;
  }
  return false;
}

/** What the parser says in words that are no help to a policy officer. */
const YAML_ERRORS: Readonly<Record<string, readonly [message: string, fix: string]>> = {
  MULTIPLE_DOCS: ['the file holds two documents', 'one document a file'],
  TAB_AS_INDENT: ['the line is indented with a tab', 'indent with blanks'],
};

/** The nodes of the text; null, with problems in the sheet, when it cannot be read as YAML. */
function parseRootNode(sheet: Sheet, text: string): Node | null {
  try {
    if (text.length > MOST_CHARACTERS || hasTooManyTokens(text)) {
      report(sheet, null, 'too-large', 'the file is too large', 'split it: 1 MB and 100,000 tokens at most');
      return null;
    }
    const plain = readPlainYaml(text, sheet.lines);
    if (plain) return plain;
    const document = parseYaml(text, sheet.lines);
    for (const error of [...document.errors, ...document.warnings].slice(0, MOST_PROBLEMS)) {
      const [firstLine = ''] = error.message.split('\n');
      const known = YAML_ERRORS[error.code];
      const [message, fix] = known ?? [firstLine, 'correct the YAML'];
      report(sheet, error.pos[0], 'yaml-syntax', message, fix);
    }
    const root = document.contents;
    if (sheet.problems.length === 0 && root) refuseSurprises(sheet, root);
    if (sheet.problems.length === 0 && !root) {
      report(sheet, null, 'empty', 'the file is empty', 'write a document');
    }
    return sheet.problems.length > 0 ? null : root;
  } catch (error) {
    if (error instanceof EnoughProblems) return null;
    // The parser recurses; whatever text makes it give up is not a document.
    report(sheet, null, 'yaml-syntax', 'the file cannot be read as YAML', 'correct the YAML');
    return null;
  }
}

/**
 * Reads YAML 1.2 into nodes with positions and hands them to `read`. Never throws: what cannot be read becomes a
 * problem, and then the value is null. Refused: more than 1 MB or 100,000 tokens, nesting beyond 40, aliases,
 * anchors, tags, duplicate keys, several documents. After 100 problems it stops.
 */
export function readSheet<T>(
  text: string,
  file: string,
  read: (sheet: Sheet, root: Node) => T | null,
): { readonly value: T | null; readonly problems: readonly Problem[] } {
  const sheet: Sheet = { file, lines: new LineCounter(), problems: [] };
  const bound = text.length > MOST_CHARACTERS ? null : unreasonable(text);
  if (bound) return { value: null, problems: [{ file, column: 1, ...bound }] };
  const root = parseRootNode(sheet, text);
  let value: T | null = null;
  try {
    value = root && read(sheet, root);
  } catch (error) {
    if (!(error instanceof EnoughProblems)) throw error;
  }
  return { value: sheet.problems.length > 0 ? null : value, problems: sheet.problems };
}
