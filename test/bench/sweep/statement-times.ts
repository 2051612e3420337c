import { Client } from 'pg';

interface Times {
  millis: number;
  count: number;
}

/** A statement as a person tells it from others: its verb and the table it is about. */
function nameOf(sql: string): string {
  const text = sql.replace(/\s+/g, ' ').trim();
  if (/^(BEGIN|START|COMMIT|ROLLBACK)/i.test(text)) return text.split(' ')[0]?.toLowerCase() ?? text;
  const target = /(?:INSERT INTO|UPDATE|DELETE FROM|COPY) "?(\w+)/i.exec(text);
  if (target) return target[0].replaceAll('"', '').toLowerCase();
  const table = /FROM "?([a-z]\w+)/.exec(text)?.[1];
  return table ? `select from ${table}` : text.slice(0, 40);
}

/**
 * Where the time of some work goes: for each kind of statement how long this process waited for it, and the rest, which it
 * computed itself (statements wait one after the other here, so the parts add up).
 */
export async function timeStatements(work: () => Promise<unknown>): Promise<[name: string, Times][]> {
  const times = new Map<string, Times>();
  const add = (name: string, millis: number): void => {
    const sum = times.get(name) ?? { millis: 0, count: 0 };
    times.set(name, { millis: sum.millis + millis, count: sum.count + 1 });
  };
  const own = Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const query = own.query;
  own.query = function (this: Client, ...args: unknown[]) {
    const [first] = args;
    const sql = typeof first === 'string' ? first : String((first as { text?: string }).text ?? '');
    const from = performance.now();
    const end = (): void => add(nameOf(sql), performance.now() - from);
    const last = args.at(-1);
    if (typeof last === 'function')
      args[args.length - 1] = (...answer: unknown[]) => {
        end();
        (last as (...answer: unknown[]) => void)(...answer);
      };
    const answer = query.apply(this, args);
    if (answer instanceof Promise) void answer.then(end, end);
    return answer;
  };
  const from = performance.now();
  try {
    await work();
  } finally {
    own.query = query;
  }
  const all = performance.now() - from;
  const waited = [...times.values()].reduce((sum, { millis }) => sum + millis, 0);
  add('this process', all - waited);
  return [...times].sort(([, a], [, b]) => b.millis - a.millis);
}
