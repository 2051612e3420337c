import { NOBODYS } from './bad-requests.table';
import { type Caller } from './caller';
import { Town } from './town';

jest.setTimeout(120_000);

let town: Town;
beforeAll(async () => {
  town = await Town.open();
});
afterAll(() => town.close());

interface Page {
  items: { id: string }[];
  nextCursor: string | null;
}

/** Everything, a few at a time, with how many came each time. */
async function inParts(caller: Caller, list: string, limit: number) {
  const ids: string[] = [];
  const sizes: number[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page = await caller.read(`${list}?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    ids.push(...page.items.map(({ id }) => id));
    sizes.push(page.items.length);
    cursor = page.nextCursor;
  }
  return { ids, sizes };
}

describe.each([
  ['clauses', 100],
  ['policies', 2],
  ['calls', 1],
  ['budgets', 3],
])('the list of %s', (list, limit) => {
  it('comes whole where nobody asks for less', async () => {
    const { items, nextCursor } = await (await town.as('city-maker')).read<Page>(list);
    expect(items.length).toBeGreaterThanOrEqual(limit);
    expect(nextCursor).toBeNull();
  });

  it('comes in parts of the size that is asked for, each entry once and in the same order', async () => {
    const caller = await town.as('city-maker');
    const whole = (await caller.read<Page>(list)).items.map(({ id }) => id);
    const { ids, sizes } = await inParts(caller, list, limit);
    expect(ids).toEqual(whole);
    expect(Math.max(...sizes)).toBe(limit);
    expect(sizes.at(-1)).toBeGreaterThan(0);
    const { nextCursor } = await caller.read<Page>(`${list}?limit=${Math.min(whole.length, 200)}`);
    expect(nextCursor === null).toBe(whole.length <= 200);
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'cursor=', `cursor=${NOBODYS}`, 'page=2'])(
    '%s is refused, not passed over',
    async (query) => {
      const { body } = await (await town.as('city-maker')).send('get', `${list}?${query}`);
      expect(body).toMatchObject({ status: 400, code: 'validation-failed' });
    },
  );
});
