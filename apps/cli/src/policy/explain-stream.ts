import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { describeTrace, type Result } from '@duixian/policy';
import { answerLine, evaluateLaw, type LineError } from './evaluate-stream';
import type { ReadLaw } from './switch-readings';

/** What is asked about: all clauses, or one; without one, those that have nothing to do with the applicant are left out. */
interface Asked {
  readonly law: readonly ReadLaw[];
  readonly clause: string | null;
}

function paragraphs(results: readonly Result[], clause: string | null): string {
  const shown = results.filter((each) =>
    clause === null ? each.status !== 'not-triggered' : each.clause === clause,
  );
  if (shown.length === 0)
    return clause === null ? '没有与之有关的条款。\n' : `没有编号为 ${clause} 的可核定条款。\n`;
  return shown
    .map(({ clause: id, subject, trace }) => {
      const head = subject === undefined ? id : `${id} ${subject}`;
      return `${head}\n  ${trace ? describeTrace(trace) : ''}\n`;
    })
    .join('');
}

/**
 * Says for each line of facts, one paragraph a clause, why it came out as it did; of a clause that does not apply all
 * reasons. Resolves to the number of lines that could not be evaluated.
 */
export async function explainStream(
  input: Readable,
  output: Writable,
  { law, clause }: Asked,
): Promise<number> {
  let bad = 0;
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    const text = line.replace(/^\uFEFF/, '');
    if (text.trim() === '') continue;
    const answer = answerLine(text, (facts) => ({
      said: paragraphs(evaluateLaw(law, facts, true), clause),
    }));
    const failed = 'error' in answer;
    if (failed) bad += 1;
    const name = typeof answer.id === 'string' || typeof answer.id === 'number' ? answer.id : `第${number}行`;
    const said = failed ? `${(answer.error as LineError).message}\n` : String(answer.said);
    if (output.destroyed) break;
    if (!output.write(`# ${name}\n${said}`)) await once(output, 'drain');
  }
  return bad;
}
