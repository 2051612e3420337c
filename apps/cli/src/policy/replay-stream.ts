import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import {
  canonicalText,
  LineReplayer,
  type LineReplay,
  type PolicyDocument,
  type ReplayLine,
} from '@duixian/policy';

function readLine(text: string): ReplayLine | null {
  try {
    const value = JSON.parse(text) as unknown;
    const isLine =
      typeof value === 'object' && value !== null && 'law' in value && typeof value.law === 'string';
    return isLine ? (value as ReplayLine) : null;
  } catch {
    return null;
  }
}

/**
 * Replays an exported file of determinations line by line and writes what differs, one NDJSON line each, and a last line
 * with the counts. With the documents of today, these determine instead of the recorded ones. Needs no database.
 *
 * @returns whether everything came out as it was recorded; by today's documents, whether everything could be determined
 */
export async function replayStream(
  input: Readable,
  output: Writable,
  today: readonly PolicyDocument[] | null = null,
): Promise<boolean> {
  const digestOf = (trace: unknown): string =>
    createHash('sha256').update(canonicalText(trace)).digest('hex');
  const replayer = new LineReplayer(digestOf, today);
  const counts = { replayed: 0, different: 0, unreadable: 0 };
  const write = async (answer: object): Promise<void> => {
    if (!output.write(`${JSON.stringify(answer)}\n`)) await once(output, 'drain');
  };
  let number = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    if (text.trim() === '') continue;
    const line = readLine(text.replace(/^\uFEFF/, ''));
    const found: LineReplay = line
      ? replayer.replay(line)
      : {
          kind: 'unreadable',
          message: 'expected {"law", "text"} or {"law", "facts", "readings", "results"}',
        };
    if (found.kind === 'law') continue;
    if (found.kind === 'unreadable') {
      counts.unreadable += 1;
      await write({ line: number, problem: found.message });
      continue;
    }
    counts.replayed += found.results;
    counts.different += found.different.length;
    for (const different of found.different) await write({ line: number, ...different });
  }
  await write(counts);
  return (today !== null || counts.different === 0) && counts.unreadable === 0 && counts.replayed > 0;
}
