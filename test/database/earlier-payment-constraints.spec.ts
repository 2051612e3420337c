import { Office } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

let office: Office;
let owner: Client;
beforeAll(async () => {
  office = await Office.open();
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

/** Runs statements as the owner with the system's context, then rolls back. */
async function tryOut(...statements: string[]): Promise<void> {
  await owner.query('BEGIN');
  try {
    await owner.query("SELECT set_config('duixian.scope', 'system', true)");
    for (const statement of statements) await owner.query(statement);
  } finally {
    await owner.query('ROLLBACK');
  }
}

const mark = (columns: Record<string, string> = {}): string => {
  const row = {
    id: 'gen_random_uuid()',
    city_code: "'410400'",
    clause_ids: "'{MINE}'",
    complete_to: "'2024-12-31'",
    paid_here_from: "'2025-01-01'",
    document_number: "'1'",
    state: "'recorded'",
    recorded_at: 'now()',
    recorded_by: "'user:a'",
    ...columns,
  };
  return `INSERT INTO earlier_payment_coverage (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).join(', ')})`;
};
const MINE = "WHERE clause_ids = '{MINE}'";
const CONFIRM = "state = 'confirmed', confirmed_at = now(), confirmed_by = 'user:b'";
const payment = `INSERT INTO earlier_payment (id, party_id, clause_id, amount_fen, paid_on, document_number, source, recorded_at, recorded_by)
  SELECT gen_random_uuid(), id, 'K-1', 100, '2024-01-01', '1', '台账', now(), 'user:a' FROM party LIMIT 1`;

it('a mark without a gap is stored, confirmed by somebody else and withdrawn', async () => {
  await tryOut(
    mark(),
    `UPDATE earlier_payment_coverage SET ${CONFIRM} ${MINE}`,
    `UPDATE earlier_payment_coverage SET state = 'withdrawn', withdrawn_at = now(), withdrawn_by = 'user:a', withdrawal_reason = 'x' ${MINE}`,
  );
});

it.each<[string, string[], RegExp]>([
  ['leaves a gap', [mark({ paid_here_from: "'2025-01-02'" })], /no_gap/],
  [
    'is complete to a day to come',
    [mark({ complete_to: 'current_date + 7', paid_here_from: 'current_date' })],
    /not_of_the_future/,
  ],
  [
    'is confirmed by its author',
    [mark(), `UPDATE earlier_payment_coverage SET ${CONFIRM.replace('user:b', 'user:a')} ${MINE}`],
    /second_person/,
  ],
  [
    'is confirmed by nobody',
    [mark(), `UPDATE earlier_payment_coverage SET state = 'confirmed' ${MINE}`],
    /check/,
  ],
  ['is born confirmed', [mark({ state: "'confirmed'" })], /check/],
  [
    'is widened',
    [mark(), `UPDATE earlier_payment_coverage SET clause_ids = '{MINE,OTHER}' ${MINE}`],
    /immutable/,
  ],
  [
    'is widened while it is confirmed',
    [mark(), `UPDATE earlier_payment_coverage SET ${CONFIRM}, complete_to = complete_to + 1 ${MINE}`],
    /immutable/,
  ],
  ['is removed', [mark(), `DELETE FROM earlier_payment_coverage ${MINE}`], /immutable/],
])('a mark that %s is refused', async (_, statements, problem) => {
  await expect(tryOut(...statements)).rejects.toThrow(problem);
});

it.each([
  'UPDATE earlier_payment SET amount_fen = 1',
  'DELETE FROM earlier_payment',
  'TRUNCATE earlier_payment',
])('a line of the ledger is kept: %s', async (statement) => {
  await expect(tryOut(payment, statement)).rejects.toThrow(/append-only/);
});
