import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { SweepEvents } from '../../apps/api/src/sweeps/sweep-events';
import { SweepSubjects } from './sweep-subjects';
import { Town } from './town';
import { until } from './until';

jest.setTimeout(180_000);

let town: Town;
let sweeps: SweepSubjects;
let token: string;
beforeAll(async () => {
  town = await Town.open();
  sweeps = await SweepSubjects.open(town.office);
  token = await town.office.token('policy-officer');
});
afterAll(() => town.close());

interface Told {
  event: string;
  id: string | undefined;
  data: { state?: string; version?: number; progress?: { candidates: number | null; evaluated: number } };
}

/** What a stream has said so far, and whether it is over. */
class Stream {
  readonly told: Told[] = [];
  over = false;

  constructor(
    readonly response: IncomingMessage,
    readonly hangUp: () => void,
  ) {
    void this.listen().finally(() => (this.over = true));
  }

  private async listen(): Promise<void> {
    let text = '';
    try {
      for await (const piece of this.response.setEncoding('utf8') as AsyncIterable<string>) {
        text += piece;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
          const event = field('event');
          if (event)
            this.told.push({
              event,
              id: field('id'),
              data: JSON.parse(field('data') ?? '{}') as Told['data'],
            });
        }
      }
    } catch {
      // Hung up.
    }
  }

  get events(): string[] {
    return this.told.map(({ event }) => event);
  }
}

async function ask(id: string, { by = token, after = '' } = {}): Promise<Stream> {
  // Hanging up is a closed connection, as when a page goes away.
  const asking = get(`${town.url}/api/v1/sweeps/${id}/events`, {
    agent: false,
    headers: {
      ...(by === '' ? {} : { authorization: `Bearer ${by}` }),
      ...(after === '' ? {} : { 'last-event-id': after }),
    },
  });
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  return new Stream(response, () => asking.destroy());
}

const openStreams = (): number => town.api.get(SweepEvents).count;
const isTrue = (is: () => boolean) => () => Promise.resolve(is() ? true : null);
const noneOpen = () =>
  until(
    'no stream is open',
    isTrue(() => openStreams() === 0),
  );

it('is for whoever may read the sweep, and for nobody else', async () => {
  const { id } = await sweeps.running();
  const clerk = await town.office.token('xinhua-clerk');
  const status = async (of: string, by: string) => {
    const stream = await ask(of, { by });
    stream.hangUp();
    return stream.response.statusCode;
  };
  expect(await status(id, '')).toBe(401);
  expect(await status(id, clerk)).toBe(403);
  expect(await status('01890000-0000-7000-8000-000000000000', token)).toBe(404);
  await noneOpen();
  await town.office.drain();
});

it('tells how far it is until nothing more comes, goes on after what was seen, and leaves nothing open', async () => {
  const { id } = await sweeps.running();
  const stream = await ask(id);
  expect(stream.response.headers['content-type']).toBe('text/event-stream');
  await until(
    'the first event',
    isTrue(() => stream.told.length > 0),
  );
  expect(stream.told[0]).toMatchObject({
    event: 'progress',
    id: '1',
    data: { state: 'running', version: 1 },
  });
  expect(openStreams()).toBe(1);
  await town.office.drain();
  await until(
    'the end',
    isTrue(() => stream.over),
  );
  expect(stream.events.at(-1)).toBe('end');
  const last = stream.told.filter(({ event }) => event === 'progress').at(-1);
  expect(last?.data).toMatchObject({
    state: 'completed',
    progress: { candidates: last?.data.progress?.evaluated },
  });

  const later = await ask(id, { after: '1' });
  await until(
    'the end',
    isTrue(() => later.over),
  );
  expect(later.told.map(({ event, id: seen }) => [event, seen])).toEqual([
    ['progress', last?.id],
    ['end', undefined],
  ]);
  expect((await ask(id, { after: last?.id ?? '' })).response.statusCode).toBe(204);
  await noneOpen();
});

it('ends with the session, and with a client that goes away', async () => {
  const { id } = await sweeps.running();
  const own = await town.office.token('policy-officer');
  const [signedOut, left] = [await ask(id, { by: own }), await ask(id)];
  await until(
    'both speak',
    isTrue(() => signedOut.told.length > 0 && left.told.length > 0),
  );
  expect(openStreams()).toBe(2);
  const closed = await fetch(`${town.url}/api/v1/sessions/current`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${own}` },
  });
  expect(closed.status).toBeLessThan(300);
  await until(
    'the stream of the session is over',
    isTrue(() => signedOut.over),
  );
  expect(signedOut.events).toEqual(['progress']);
  expect(left.over).toBe(false);
  left.hangUp();
  await noneOpen();
  await town.office.drain();
});

it('a person has ten at a time', async () => {
  const { id } = await sweeps.running();
  const streams = [];
  for (let count = 0; count < 11; count += 1) streams.push(await ask(id));
  expect(streams.map(({ response }) => response.statusCode)).toEqual([...Array<number>(10).fill(200), 429]);
  for (const stream of streams) stream.hangUp();
  await noneOpen();
  await town.office.drain();
});
