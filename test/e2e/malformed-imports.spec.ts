import { Office, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import { ImportDesk } from './import-desk';
import { DATES, REFUSED_FILES, REJECTED_ROWS } from './malformed-imports.table';

jest.setTimeout(180_000);

let office: Office;
let desk: ImportDesk;
beforeAll(async () => {
  office = await Office.open();
  desk = new ImportDesk(office);
});
afterAll(async () => {
  desk.close();
  await office.close();
});

const storedRows = async (): Promise<number> => {
  const owner = new Client(office.database.ownerUrl);
  await owner.connect();
  try {
    await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true)`);
    const { rows } = await owner.query<{ n: number }>(
      'SELECT (SELECT count(*) FROM import_row)::int + (SELECT count(*) FROM data_import)::int AS n',
    );
    return rows[0]?.n ?? -1;
  } finally {
    await owner.end();
  }
};

it.each(REFUSED_FILES.map((each) => [each.what, each] as const))(
  '%s is refused as a whole, and leaves no trace',
  async (_, { kind, file, code, names }) => {
    const before = await storedRows();
    const outcome = await desk.receive({ kind }, await file());
    if (outcome.ok) throw new Error('was read');
    expect(outcome.refusal.code).toBe(code);
    const { details } = outcome.refusal as { details?: { problems?: { message: string; fix: string }[] } };
    const problems = details?.problems ?? [];
    expect(problems[0]).toMatchObject(names);
    for (const { message, fix } of problems) expect([message, fix]).not.toContain('');
    expect(await storedRows()).toBe(before);
  },
);

it.each(REJECTED_ROWS.map((each) => [each.what, each] as const))(
  '%s rejects its row and keeps the other',
  async (_, { kind, file, line, column, message }) => {
    const { id, counts } = valueOf(await desk.receive({ kind }, await file()));
    expect(counts).toMatchObject({ rows: 2, good: 1, rejected: 1 });
    const rejected = (await desk.rows(id)).find((row) => row.includes('rejected')) ?? '';
    expect(rejected.startsWith(`${line} rejected ${column ?? ''}:`)).toBe(true);
    expect(rejected).toMatch(message);
  },
);

it('dates come as dates and as numbers; blank rows at the end are none', async () => {
  const { id, counts } = valueOf(await desk.receive({ kind: 'title_list' }, await DATES()));
  expect(counts).toMatchObject({ rows: 2, good: 2 });
  expect(await desk.rows(id)).toEqual(['2 new', '3 new']);
});
