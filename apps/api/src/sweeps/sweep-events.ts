import { Readable } from 'node:stream';
import {
  authenticate,
  type Database,
  type PersonActor,
  readSweepProgress,
  type SweepProgress,
} from '@duixian/casework';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { RequestRefused } from '../edge/problem';

const LOOKS_EVERY_MS = 1_000;
/** A line that says nothing, so that proxies keep the connection. */
const SILENCE_AT_MOST_MS = 15_000;
/** Streams of one person at a time: a tab each, and some more. */
const MOST_OF_ONE_PERSON = 10;

export interface Watch {
  actor: PersonActor;
  /** What the person is signed in by; null for nobody. Asked again at every look. */
  token: string;
  sweepId: string;
  /** The version that the client has seen last (`Last-Event-ID`); 0 for none. */
  seen: number;
}

/**
 * How a sweep gets on, as server-sent events: `progress` with its version as id whenever the sweep's row changed, `end` when
 * nothing more will come by itself. A stream ends as soon as its session does, or its person may not read the sweep any more.
 */
@Injectable()
export class SweepEvents implements OnModuleDestroy {
  private readonly open = new Map<AbortController, string>();

  /** How many streams are open. */
  get count(): number {
    return this.open.size;
  }

  onModuleDestroy(): void {
    for (const stream of this.open.keys()) stream.abort();
  }

  /** @throws RequestRefused where the person has too many open already */
  stream(db: Database, watch: Watch): Readable {
    const { userId } = watch.actor;
    const own = [...this.open.values()].filter((id) => id === userId).length;
    if (own >= MOST_OF_ONE_PERSON)
      throw new RequestRefused(
        'too-many-requests',
        'Too many open streams. Close a page that shows a sweep.',
      );
    const ending = new AbortController();
    this.open.set(ending, userId);
    // A generator that is asked to return goes on until it has something to say: whether anybody listens it asks itself.
    const isOver = (): boolean => ending.signal.aborted || stream.destroyed;
    const stream = Readable.from(this.events(db, watch, ending.signal, isOver), { objectMode: false });
    stream.once('close', () => {
      ending.abort();
      this.open.delete(ending);
    });
    return stream;
  }

  private async *events(
    db: Database,
    watch: Watch,
    signal: AbortSignal,
    isOver: () => boolean,
  ): AsyncGenerator<string> {
    let { seen } = watch;
    let saidAt = Date.now();
    yield `retry: ${LOOKS_EVERY_MS * 2}\n\n`;
    while (!isOver()) {
      const now = await look(db, watch);
      if (now === null) return;
      if (now.version > seen) {
        seen = now.version;
        saidAt = Date.now();
        yield `id: ${now.version}\nevent: progress\ndata: ${JSON.stringify(now)}\n\n`;
      }
      if (!now.goesOn) {
        yield `event: end\ndata: {}\n\n`;
        return;
      }
      if (Date.now() - saidAt > SILENCE_AT_MOST_MS) {
        saidAt = Date.now();
        yield ': still here\n\n';
      }
      await pause(LOOKS_EVERY_MS, signal);
    }
  }
}

/** Null when the session has ended or the sweep may not be read any more. */
async function look(db: Database, { token, sweepId }: Watch): Promise<SweepProgress | null> {
  const session = await authenticate(db, token);
  if (!session) return null;
  const read = await readSweepProgress(db, session.actor, sweepId);
  return read.ok ? read.value : null;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
