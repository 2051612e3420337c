import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { evaluate, parseFacts, type PolicyDocument, type Result } from '@duixian/policy';

type LineError = { code: string; message: string; problems?: readonly object[] };
type Answer = { id?: unknown; results: readonly object[] } | { id: unknown; error: LineError };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a caller without --explain sees: the contract's fields only. */
function withoutExplanation({ factsUsed: _, ...result }: Result): object {
  return result;
}

/** The answer to one input line; a line that cannot be evaluated is answered by its error. */
export function answerLine(line: string, documents: readonly PolicyDocument[], explain: boolean): Answer {
  let input: unknown;
  try {
    input = JSON.parse(line);
  } catch {
    return { id: null, error: { code: 'not-json', message: 'the line is not JSON' } };
  }
  if (!isRecord(input))
    return { id: null, error: { code: 'not-an-object', message: 'expected {"id", "facts"}' } };
  const id = input['id'];
  const unknown = Object.keys(input).filter((key) => key !== 'id' && key !== 'facts');
  if (unknown.length > 0 || !('facts' in input)) {
    const message =
      unknown.length > 0 ? `unknown key "${unknown[0]?.slice(0, 80)}"` : 'the line has no facts';
    return { id: id ?? null, error: { code: 'bad-line', message } };
  }
  const parsed = parseFacts(input['facts']);
  if (!parsed.ok) {
    const [first] = parsed.problems;
    const message = first ? `${first.fact} ${first.message}: ${first.fix}` : 'the facts are not valid';
    return { id: id ?? null, error: { code: 'bad-facts', message, problems: parsed.problems } };
  }
  const results = evaluate(documents, parsed.facts, { explain });
  return { ...(id !== undefined && { id }), results: explain ? results : results.map(withoutExplanation) };
}

/**
 * Answers NDJSON line by line, in order, holding one line at a time. Blank lines are skipped.
 * Resolves to the number of lines answered by an error.
 */
export async function evaluateStream(
  input: Readable,
  output: Writable,
  documents: readonly PolicyDocument[],
  explain: boolean,
): Promise<number> {
  let bad = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    const text = line.replace(/^\uFEFF/, '');
    if (text.trim() === '') continue;
    const answer = answerLine(text, documents, explain);
    if ('error' in answer) bad += 1;
    if (output.destroyed) break;
    if (!output.write(`${JSON.stringify(answer)}\n`)) await once(output, 'drain');
  }
  return bad;
}
