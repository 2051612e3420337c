import { LineCounter, parseDocument, visit, type Node } from 'yaml';
import type { Problem } from '../problem';

/** The file being read, and what was found wrong with it so far. */
export interface Sheet {
  readonly file: string;
  readonly lines: LineCounter;
  readonly problems: Problem[];
}

const MOST_CHARACTERS = 1_000_000;
const MOST_DEPTH = 40;
const MOST_PROBLEMS = 100;

/** Records a problem at a node, at an offset in the text, or at the beginning of the file (null). */
export function report(
  sheet: Sheet,
  at: Node | number | null,
  code: string,
  message: string,
  fix: string,
): void {
  if (sheet.problems.length >= MOST_PROBLEMS) return;
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
 * A cheap look at the nesting before the real parser recurses into it. Brackets inside quotes count too:
 * no document needs forty of them open.
 */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > MOST_DEPTH) return true;
  }
  return /^(?:\s*[-?:]\s){40}/m.test(text);
}

function refuseIndirection(sheet: Sheet, root: Node): void {
  visit(root, {
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

/**
 * Reads YAML 1.2 into nodes with positions. Never throws: what cannot be read becomes a problem, and then `root` is
 * null. Refused: more than 1 MB, nesting beyond 40, aliases, anchors, tags, duplicate keys, several documents.
 */
export function openSheet(text: string, file: string): { sheet: Sheet; root: Node | null } {
  const lines = new LineCounter();
  const sheet: Sheet = { file, lines, problems: [] };
  if (text.length > MOST_CHARACTERS) {
    report(sheet, null, 'too-large', 'the file is larger than 1 MB', 'split it into several documents');
    return { sheet, root: null };
  }
  if (nestsTooDeep(text)) {
    report(sheet, null, 'too-deep', `nested deeper than ${MOST_DEPTH} levels`, 'flatten it');
    return { sheet, root: null };
  }
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: true,
      version: '1.2',
      schema: 'core',
    });
    for (const error of [...document.errors, ...document.warnings]) {
      const code = error.code === 'DUPLICATE_KEY' ? 'yaml-duplicate-key' : 'yaml-syntax';
      const [firstLine = ''] = error.message.split('\n');
      report(
        sheet,
        error.pos[0],
        code,
        firstLine.replace(/ at line \d+, column \d+:?$/, ''),
        'correct the YAML',
      );
    }
    const root = document.contents;
    if (sheet.problems.length === 0 && root) refuseIndirection(sheet, root);
    if (sheet.problems.length === 0 && !root)
      report(sheet, null, 'empty', 'the file is empty', 'write a document');
    return { sheet, root: sheet.problems.length > 0 ? null : root };
  } catch {
    // The parser recurses; whatever text makes it give up is not a document.
    report(sheet, null, 'yaml-syntax', 'the file cannot be read as YAML', 'correct the YAML');
    return { sheet, root: null };
  }
}
