import { fen, formatYuan } from '@duixian/money';
import { LEVELS, type PolicyDocument } from '../ast';
import { choosableOptions } from '../syntax/parse-readings';
import { evaluate } from '../evaluate/evaluate';
import type { Result, Split } from '../evaluate/result';
import type { Problem } from '../problem';
import { describeExpectation, describeOutcome } from './case-words';
import type { Expectation, PolicyCase, PolicyCases } from './parse-cases';

function sayAmount(amountFen: number | null | undefined): string {
  return amountFen === null || amountFen === undefined ? 'no amount' : `${formatYuan(fen(amountFen))} yuan`;
}

function saySplit(split: Split | undefined): string {
  const shares = LEVELS.flatMap((level) => {
    const share = split?.[level];
    return share === undefined ? [] : [`${level} ${formatYuan(fen(share))}`];
  });
  return shares.join(', ') || 'no split';
}

function sayOptions(options: Readonly<Record<string, number>>): string {
  const sorted = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([key, amountFen]) => `${key} ${formatYuan(fen(amountFen))}`).join(', ');
}

/** What differs between a result and what the case expects of its clause; empty when nothing does. */
function differences(expected: Expectation, result: Result): readonly string[] {
  if (result.status !== expected.status) return [`${result.status}, expected ${expected.status}`];
  const found: string[] = [];
  const compare = (what: string, actual: string, wanted: string): void => {
    if (actual !== wanted) found.push(`${what} ${actual}, expected ${wanted}`);
  };
  if (expected.amountFen !== null || expected.status === 'determined') {
    compare('amount', sayAmount(result.amountFen), sayAmount(expected.amountFen));
    compare('split', saySplit(result.splitFen), saySplit(expected.splitFen));
  }
  if (expected.payable !== null) compare('payable', String(result.payable), String(expected.payable));
  if (expected.missing !== null || result.missing) {
    const sorted = (names: readonly string[] | null | undefined) =>
      [...(names ?? [])].sort().join(', ') || 'nothing';
    compare('missing', sorted(result.missing), sorted(expected.missing));
  }
  if (expected.options !== null || result.options) {
    const options = Object.fromEntries((result.options ?? []).map(({ key, amountFen }) => [key, amountFen]));
    compare('options', sayOptions(options), sayOptions(expected.options ?? {}));
  }
  if (expected.ceilingFen !== null || result.ceilingFen !== undefined) {
    compare('ceiling', sayAmount(result.ceilingFen), sayAmount(expected.ceilingFen));
  }
  if (expected.range !== null || result.range) {
    const range = ({ fromFen, toFen }: NonNullable<Result['range']>) =>
      `${sayAmount(fromFen)} to ${sayAmount(toFen)}`;
    const none = 'none';
    compare(
      'range',
      result.range ? range(result.range) : none,
      expected.range ? range(expected.range) : none,
    );
  }
  if (expected.problem !== null) compare('problem', result.problem ?? 'none', expected.problem);
  if (expected.by !== null) compare('superseded by', result.by ?? 'none', expected.by);
  return found;
}

/** What a case names and the document does not have; it would otherwise pass by never being met. */
function unknownNames(document: PolicyDocument, policyCase: PolicyCase, file: string): readonly Problem[] {
  const { name, line, expected, readings } = policyCase;
  const ids = new Set(document.clauses.map(({ id }) => id));
  const refused = (at: number, code: string, message: string, fix: string): Problem => ({
    file,
    line: at,
    column: 1,
    code,
    message: `case "${name}": ${message}`,
    fix,
  });
  const clauses = expected
    .filter(({ clause }) => !ids.has(clause))
    .map((each) =>
      refused(each.line, 'unknown-clause', `${document.id} has no clause ${each.clause}`, 'check the id'),
    );
  const choices = Object.entries(readings).flatMap(([id, option]) => {
    const reading = document.readings.find((each) => each.id === id);
    const options = reading ? choosableOptions(document, reading) : [];
    if (options.includes(option)) return [];
    const fix = reading ? `one of: ${options.join(', ')}` : 'check the id';
    return [refused(line, 'unknown-option', `${document.id} has no reading "${id}: ${option}"`, fix)];
  });
  return [...clauses, ...choices];
}

/** One row of a case table after it was run: what it expects of a clause and what came out, both in Chinese. */
export interface CaseOutcome {
  readonly case: string;
  /** In the case table, from 1. */
  readonly line: number;
  readonly clause: string;
  readonly subject: string | null;
  readonly passed: boolean;
  /** Null: the clause should not show up. */
  readonly expected: string | null;
  /** Null: it did not show up. */
  readonly actual: string | null;
}

/** What running a case table found: a problem per difference, and an outcome per expectation and per surplus result. */
export interface CasesRun {
  readonly problems: readonly Problem[];
  readonly outcomes: readonly CaseOutcome[];
}

function runCase(document: PolicyDocument, policyCase: PolicyCase, file: string): CasesRun {
  const { facts, readings, name } = policyCase;
  const unknown = unknownNames(document, policyCase, file);
  if (unknown.length > 0) {
    const outcomes = policyCase.expected.map((each) => ({
      ...{ case: name, line: each.line, clause: each.clause, subject: each.subject, passed: false },
      ...{ expected: describeExpectation(each), actual: null },
    }));
    return { problems: unknown, outcomes };
  }
  const results = evaluate([document], facts, { readings });
  const isMet = ({ clause, subject }: Expectation, result: Result): boolean =>
    clause === result.clause && (subject === null || subject === result.subject);
  const failed = (line: number, clause: string, what: string): Problem => ({
    file,
    line,
    column: 1,
    code: 'case-failed',
    message: `case "${name}": ${clause} ${what}`,
    fix: 'correct the document or the case, whichever the text of the policy contradicts',
  });
  const judged = policyCase.expected.map((expectation) => {
    const { clause, subject, line } = expectation;
    const [result, second] = results.filter((candidate) => isMet(expectation, candidate));
    const problems = !result
      ? [failed(line, clause, `does not show up, expected ${expectation.status}`)]
      : second
        ? [failed(line, clause, 'has several results: name the subject of each')]
        : differences(expectation, result).map((difference) => failed(line, clause, difference));
    const outcome: CaseOutcome = {
      ...{ case: name, line, clause, subject, passed: problems.length === 0 },
      expected: describeExpectation(expectation),
      actual: result ? describeOutcome(result, expectation) : null,
    };
    return { problems, outcome };
  });
  const surplus = results.filter(
    (result) => !policyCase.expected.some((expectation) => isMet(expectation, result)),
  );
  return {
    problems: [
      ...judged.flatMap(({ problems }) => problems),
      ...surplus.map(({ clause, status }) =>
        failed(policyCase.line, clause, `is ${status}, expected not to show up`),
      ),
    ],
    outcomes: [
      ...judged.map(({ outcome }) => outcome),
      ...surplus.map((result) => ({
        ...{ case: name, line: policyCase.line, clause: result.clause, subject: result.subject ?? null },
        ...{ passed: false, expected: null, actual: describeOutcome(result, null) },
      })),
    ],
  };
}

/** Runs a case table against its document: what failed, and every row with what it expects and what came out. */
export function judgePolicyCases(document: PolicyDocument, table: PolicyCases): CasesRun {
  const runs = table.cases.map((policyCase) => runCase(document, policyCase, table.file));
  return {
    problems: runs.flatMap(({ problems }) => problems),
    outcomes: runs.flatMap(({ outcomes }) => outcomes),
  };
}

/** Runs a case table against its document; one problem per difference, at the line of the case. */
export const runPolicyCases = (document: PolicyDocument, table: PolicyCases): readonly Problem[] =>
  judgePolicyCases(document, table).problems;

/**
 * A clause that is determined needs a case in which it is: law that nobody has worked through once is not checked. Each
 * problem stands where the clause is written.
 */
export function clausesWithoutCase(
  document: PolicyDocument,
  { cases }: PolicyCases,
  file: string,
): readonly Problem[] {
  const worked = new Set(
    cases.flatMap(({ expected }) =>
      expected.flatMap(({ clause, status }) => (status === 'determined' ? [clause] : [])),
    ),
  );
  return document.clauses
    .filter(({ form, id }) => form === 'computed' && !worked.has(id))
    .map(({ id, line }) => ({
      ...{ file, line, column: 1, code: 'no-case', message: `no case shows ${id} determined` },
      fix: 'work out an amount from the text and write the case',
    }));
}
