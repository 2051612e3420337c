import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import {
  describeTrace,
  evaluate,
  nextOnLadder,
  parseFacts,
  repeatedName,
  type Facts,
  type Result,
} from '@duixian/policy';
import type { ReadLaw } from './switch-readings';

/** What is wrong with a line and how to mend it. */
export type LineError = { code: string; message: string; fix: string; problems?: readonly object[] };
/** What is said of one applicant: `results`, or `ladder`. */
type Said = Readonly<Record<string, unknown>>;
type Answer = ({ id?: unknown } & Said) | { id: unknown; error: LineError };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a caller without --explain sees: the contract's fields only. */
function withoutExplanation({ factsUsed: _, ...result }: Result): object {
  return result;
}

/** What a caller with --explain sees: everything, and the trace as a paragraph in Chinese. */
const explained = (result: Result): object => ({
  ...result,
  ...(result.trace && { explanation: describeTrace(result.trace) }),
});

const LONGEST_LINE = 1_000_000;
const ONE_LINE = 'write one object per line: {"id": "any", "facts": {"applicant.city": "平顶山", …}}';

const refuse = (id: unknown, code: string, message: string, fix: string): Answer => ({
  id: id ?? null,
  error: { code, message, fix },
});

/** What every clause says; each document is read as the caller switched its readings. */
export const evaluateLaw = (law: readonly ReadLaw[], facts: Facts, explain: boolean): readonly Result[] =>
  law.flatMap(({ document, readings }) => evaluate([document], facts, { explain, readings }));

/** What every clause says, as an answer. */
export const resultsBy =
  (law: readonly ReadLaw[], explain: boolean) =>
  (facts: Facts): Said => ({
    results: evaluateLaw(law, facts, explain).map(explain ? explained : withoutExplanation),
  });

/** Where the applicant stands on the ladder of titles, and what lies above. */
export const ladderBy =
  (law: readonly ReadLaw[]) =>
  (facts: Facts): Said => ({ ladder: nextOnLadder(law, facts) });

/** The answer to one input line; a line that cannot be evaluated is answered by its error. */
export function answerLine(line: string, say: (facts: Facts) => Said): Answer {
  if (line.length > LONGEST_LINE)
    return refuse(
      null,
      'line-too-long',
      `the line has ${line.length} characters`,
      'write one applicant per line',
    );
  let input: unknown;
  try {
    input = JSON.parse(line);
  } catch (error) {
    return refuse(
      null,
      'not-json',
      `the line is not JSON: ${(error as Error).message.slice(0, 120)}`,
      ONE_LINE,
    );
  }
  if (!isRecord(input)) return refuse(null, 'not-an-object', 'the line is not an object', ONE_LINE);
  const id = input['id'];
  const twice = repeatedName(line);
  if (twice !== null)
    return refuse(id, 'name-twice', `"${twice.slice(0, 80)}" is given twice`, 'say once what holds');
  const unknown = Object.keys(input).filter((key) => key !== 'id' && key !== 'facts');
  if (unknown.length > 0)
    return refuse(
      id,
      'bad-line',
      `unknown key "${unknown[0]?.slice(0, 80)}"`,
      `leave it out, or put it into "facts"`,
    );
  if (!('facts' in input)) return refuse(id, 'bad-line', 'the line has no facts', ONE_LINE);
  const parsed = parseFacts(input['facts']);
  if (!parsed.ok) {
    const [first] = parsed.problems;
    const message = first ? `${first.fact} ${first.message}: ${first.fix}` : 'the facts are not valid';
    const fix = first?.fix ?? 'see problems';
    return { id: id ?? null, error: { code: 'bad-facts', message, fix, problems: parsed.problems } };
  }
  return { ...(id !== undefined && { id }), ...say(parsed.facts) };
}

/**
 * Answers NDJSON line by line, in order, holding one line at a time; errors name the line, from 1. Blank lines are skipped.
 * Resolves to the number of lines answered by an error.
 */
export async function evaluateStream(
  input: Readable,
  output: Writable,
  say: (facts: Facts) => Said,
): Promise<number> {
  let bad = 0;
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    const text = line.replace(/^\uFEFF/, '');
    if (text.trim() === '') continue;
    const answer = answerLine(text, say);
    const failed = 'error' in answer;
    if (failed) bad += 1;
    if (output.destroyed) break;
    const said = failed ? { ...answer, error: { line: number, ...(answer.error as LineError) } } : answer;
    if (!output.write(`${JSON.stringify(said)}\n`)) await once(output, 'drain');
  }
  return bad;
}
