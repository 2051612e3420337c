import { parseYuan } from '@duixian/money';
import { isScalar, type Node } from 'yaml';
import { LEVELS, type Level } from '../ast';
import type { ResultStatus, Split } from '../evaluate/result';
import type { Facts } from '../facts/fact-definition';
import { parseFacts } from '../facts/parse-facts';
import type { Problem } from '../problem';
import {
  readField,
  readFields,
  readFlag,
  readId,
  readItems,
  readMapping,
  readNumberText,
  readText,
  readWord,
  type Fields,
} from '../syntax/fields';
import { readSheet, report, type Sheet } from '../syntax/sheet';

const STATUSES: readonly ResultStatus[] = [
  'determined',
  'needs-evidence',
  'needs-decision',
  'superseded',
  'already-paid',
  'refused',
];

/** What a case says about one clause; what it leaves out is not compared, except the split of an amount. */
export interface Expectation {
  readonly clause: string;
  /** Named where a clause has several results: `ZZ-2-4 镜头` in the table. */
  readonly subject: string | null;
  readonly line: number;
  readonly status: ResultStatus;
  readonly amountFen: number | null;
  readonly splitFen: Split;
  readonly payable: boolean | null;
  readonly missing: readonly string[] | null;
  readonly options: Readonly<Record<string, number>> | null;
  readonly problem: string | null;
  readonly by: string | null;
  readonly ceilingFen: number | null;
  readonly range: { readonly fromFen: number; readonly toFen: number } | null;
}

/** One row of a case table: facts, and every clause of the document that must show up for them. */
export interface PolicyCase {
  readonly name: string;
  readonly line: number;
  readonly facts: Facts;
  /** Options of readings that are followed instead of the document's presets. */
  readonly readings: Readonly<Record<string, string>>;
  readonly expected: readonly Expectation[];
}

export interface PolicyCases {
  readonly file: string;
  readonly document: string;
  readonly cases: readonly PolicyCase[];
}

/** An amount in yuan, zero included. */
function readAmount(sheet: Sheet, node: Node, what: string): number | null {
  const text = readNumberText(sheet, node, what);
  const amount = text === null ? null : parseYuan(text);
  if (text !== null && amount === null)
    report(sheet, node, 'bad-amount', `${what} is no amount in yuan`, '50000');
  return amount;
}

function readTexts(sheet: Sheet, node: Node, what: string): readonly string[] | null {
  return readItems(sheet, node, what)?.flatMap((item) => readText(sheet, item, what) ?? []) ?? null;
}

function readOptions(sheet: Sheet, node: Node, what: string): Readonly<Record<string, number>> | null {
  const fields = readMapping(sheet, node, what);
  if (!fields) return null;
  const amounts = [...fields.entries].map(
    ([key, { value }]) => [key, readAmount(sheet, value, `option "${key}"`) ?? 0] as const,
  );
  return Object.fromEntries(amounts);
}

function readChoices(sheet: Sheet, node: Node, what: string): Readonly<Record<string, string>> {
  const fields = readMapping(sheet, node, what);
  const chosen = [...(fields?.entries ?? [])].map(
    ([id, { value }]) => [id, readId(sheet, value, `the option of "${id}"`) ?? ''] as const,
  );
  return Object.fromEntries(chosen);
}

function readRange(sheet: Sheet, node: Node, what: string): Expectation['range'] {
  const fields = readFields(sheet, node, what, { required: ['from', 'to'] });
  if (!fields) return null;
  const end = (name: string): number => readField(sheet, fields, name, readAmount) ?? 0;
  return { fromFen: end('from'), toFen: end('to') };
}

function parseExpectation(sheet: Sheet, key: string, node: Node): Expectation | null {
  const fields = readFields(sheet, node, `"${key}"`, {
    required: ['status'],
    optional: ['yuan', ...LEVELS, 'payable', 'missing', 'options', 'problem', 'by', 'ceiling', 'range'],
  });
  const [clause = '', ...subject] = key.split(' ');
  const status = fields && readField(sheet, fields, 'status', readWord(STATUSES));
  if (!fields || status === null) return null;
  const split = LEVELS.flatMap((level: Level) => {
    const share = readField(sheet, fields, level, readAmount);
    return share === null ? [] : [[level, share] as const];
  });
  return {
    clause,
    subject: subject.length === 0 ? null : subject.join(' '),
    line: fields.line,
    status,
    amountFen: readField(sheet, fields, 'yuan', readAmount),
    splitFen: Object.fromEntries(split),
    payable: readField(sheet, fields, 'payable', readFlag),
    missing: readField(sheet, fields, 'missing', readTexts),
    options: readField(sheet, fields, 'options', readOptions),
    problem: readField(sheet, fields, 'problem', readText),
    by: readField(sheet, fields, 'by', readId),
    ceilingFen: readField(sheet, fields, 'ceiling', readAmount),
    range: readField(sheet, fields, 'range', readRange),
  };
}

/** Facts that cases start from, and where each was written. */
interface Given {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly places: ReadonlyMap<string, Node>;
}

/** What a mapping of facts says on top of what was given before. */
function on(given: Given, fields: Fields | null): Given {
  if (!fields) return given;
  // Plain values; they are then checked like facts from anywhere else.
  const own = fields.node.toJSON() as Record<string, unknown>;
  const places = [...fields.entries].map(([name, { value }]) => [name, value] as const);
  return { facts: { ...given.facts, ...own }, places: new Map([...given.places, ...places]) };
}

/** What is known in a case; of facts that are refused nothing, since a table with a problem is not used. */
function factsOf(sheet: Sheet, fields: Fields, outer: Given): Facts {
  const given = on(outer, readField(sheet, fields, 'facts', readMapping));
  const unknown = readField(sheet, fields, 'unknown', readTexts) ?? [];
  const known = Object.entries(given.facts).filter(([name]) => !unknown.includes(name));
  const parsed = parseFacts(Object.fromEntries(known));
  if (parsed.ok) return parsed.facts;
  for (const { fact, message, fix } of parsed.problems) {
    const at = given.places.get(fact) ?? given.places.get(fact.split('[')[0] ?? '') ?? fields.node;
    report(sheet, at, 'bad-fact', `${fact} ${message}`, fix);
  }
  return {};
}

function parseCase(sheet: Sheet, node: Node, given: Given): PolicyCase | null {
  const fields = readFields(sheet, node, 'a case', {
    required: ['case', 'expect'],
    optional: ['facts', 'unknown', 'readings'],
  });
  if (!fields) return null;
  const name = readField(sheet, fields, 'case', readText);
  const facts = factsOf(sheet, fields, given);
  const expectNode = fields.entries.get('expect')?.value;
  // "expect: nothing" says that no clause shows up.
  const isNothing = isScalar(expectNode) && expectNode.value === 'nothing';
  const expect = isNothing || !expectNode ? null : readMapping(sheet, expectNode, '"expect"');
  const expected = [...(expect?.entries ?? [])].flatMap(
    ([clause, { value }]) => parseExpectation(sheet, clause, value) ?? [],
  );
  const readings = readField(sheet, fields, 'readings', readChoices) ?? {};
  return { name: name ?? '', line: fields.line, facts, readings, expected };
}

/** Cases that start from the same facts; what a group of them is given comes on top of what all are given. */
function parseTable(sheet: Sheet, fields: Fields, outer: Given): readonly PolicyCase[] {
  const given = on(outer, readField(sheet, fields, 'given', readMapping));
  const items = readField(sheet, fields, 'table', readItems) ?? [];
  const groups = readField(sheet, fields, 'groups', readItems) ?? [];
  return [
    ...items.flatMap((item) => parseCase(sheet, item, given) ?? []),
    ...groups.flatMap((item) => {
      const group = readFields(sheet, item, 'a group', { required: ['group', 'table'], optional: ['given'] });
      if (group) readField(sheet, group, 'group', readText);
      return group ? parseTable(sheet, group, given) : [];
    }),
  ];
}

function parseRoot(sheet: Sheet, root: Node): Omit<PolicyCases, 'file'> | null {
  const shape = { required: ['cases'], optional: ['given', 'table', 'groups'] };
  const fields = readFields(sheet, root, 'the case table', shape);
  const document = fields && readField(sheet, fields, 'cases', readId);
  if (!fields || document === null) return null;
  if (!fields.entries.has('table') && !fields.entries.has('groups')) {
    report(sheet, root, 'missing-key', 'the case table has no cases', 'add table: or groups:');
  }
  return { document, cases: parseTable(sheet, fields, { facts: {}, places: new Map() }) };
}

/** Reads a case table (YAML). Never throws; either the cases, or all problems with file and line. */
export function parsePolicyCases(
  text: string,
  file: string,
): { ok: true; cases: PolicyCases } | { ok: false; problems: readonly Problem[] } {
  const { value, problems } = readSheet(text, file, parseRoot);
  return value ? { ok: true, cases: { file, ...value } } : { ok: false, problems };
}
