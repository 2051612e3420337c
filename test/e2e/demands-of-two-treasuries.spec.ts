import { setTimeout as sleep } from 'node:timers/promises';
import * as casework from '@duixian/casework';
import { proveLedger, runQuery } from '@duixian/persistence';
import { CITY, Office, PLACES, prepare, refusalOf, release, valueOf, walkToAward } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

const SYSTEM = { kind: 'system', name: 'test' } as const;
const TREASURIES = { xinhua: PLACES.xinhua, city: CITY } as const;
type Treasury = keyof typeof TREASURIES;

let office: Office;
let owner: Client;
let applicationId: string;
beforeAll(async () => {
  office = await Office.open();
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
  applicationId = await walkToAward(office, 'xinhua');
  for (const treasury of ['xinhua', 'city'] as const) {
    const batch = await prepare(office, treasury, TREASURIES[treasury].regionCode);
    await release(office, treasury, batch);
  }
  await office.drain();
  for (const treasury of ['xinhua', 'city'] as const) await arrive(treasury);
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

const rowsOf = async <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await owner.query<T>(sql, values)).rows;

const as = async (username: string) => ({
  actor: await office.as(username),
  idempotencyKey: office.key(),
});

interface Paid {
  id: string;
  amountFen: number;
  reference: string;
  name: string;
  account: string;
}
async function paidBy(treasury: Treasury): Promise<Paid> {
  const rows = await rowsOf<Paid>(
    `SELECT p.id, p.amount_fen::int AS "amountFen", a.bank_reference AS reference, p.payee->>'accountName' AS name,
       p.payee->>'accountNumber' AS account FROM payment p JOIN payment_attempt a ON a.payment_id = p.id
     WHERE p.application_id = $1 AND p.region_code = $2`,
    [applicationId, TREASURIES[treasury].regionCode],
  );
  if (!rows[0]) throw new Error(`${treasury} pays nothing`);
  return rows[0];
}

async function arrive(treasury: Treasury): Promise<void> {
  const { amountFen, reference, name, account } = await paidBy(treasury);
  const [{ day } = { day: '' }] = await rowsOf<{ day: string }>(
    `SELECT (business_now() AT TIME ZONE 'Asia/Shanghai')::date::text AS day`,
  );
  const line = {
    ...{ bankSerial: reference, reference, direction: 'debit', amountFen, bookedOn: day },
    ...{ counterpartyName: name, counterpartyAccount: account },
  };
  const content = JSON.stringify({
    ...{ statementId: reference, account: TREASURIES[treasury].account, date: day, lines: [line] },
    totals: { count: 1, debitFen: amountFen, creditFen: 0 },
  });
  valueOf(await casework.importStatement(office.db, { ...(await as(`${treasury}-maker`)), content }));
  await office.drain();
}

const demand = async (treasury: Treasury, clauseId: string, subject: string) => {
  const { id: paymentId, amountFen } = await paidBy(treasury);
  return casework.proposeRecovery(office.db, {
    ...{ ...(await as(`${treasury}-maker`)), paymentId, clauseId, subject, amountFen },
    ...{ reason: '申报数据不实', documentNumber: '追〔2026〕1号', workingDays: 10 },
  });
};

const lines = () =>
  rowsOf<{ clause: string; subject: string; fen: number }>(
    `SELECT l.clause_id AS clause, l.subject, l.amount_fen::int AS fen FROM award_line l JOIN award w ON w.id = l.award_id
     WHERE w.application_id = $1 ORDER BY l.amount_fen DESC`,
    [applicationId],
  );

it('two treasuries together demand no more of a clause than was awarded for it, at once or one after the other', async () => {
  // Each paid 40,000 yuan; of 50,000 both cannot have that back.
  expect((await lines()).map(({ fen }) => fen)).toEqual([5_000_000, 3_000_000]);
  const [{ clause, subject } = { clause: '', subject: '' }] = await lines();
  const { id: recoveryId, version } = valueOf(await demand('city', clause, subject));
  expect(refusalOf(await demand('xinhua', clause, subject))).toBe('recovery-invalid');
  const withdraw = { recoveryId, version, action: 'withdraw' as const };
  valueOf(await casework.decideRecovery(office.db, { ...(await as('city-maker')), ...withdraw }));
  // The city proposes it again, and has not committed when the county asks.
  await owner.query('BEGIN');
  await owner.query(
    `INSERT INTO recovery SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'number', 'ZH-410400-0000-00000',
       'state', 'proposed', 'version', 1, 'decided_by', NULL, 'decided_at', NULL, 'decision_note', NULL))).* FROM recovery r WHERE id = $1`,
    [recoveryId],
  );
  const county = demand('xinhua', clause, subject);
  await sleep(300);
  await owner.query('COMMIT');
  expect(refusalOf(await county)).toBe('recovery-invalid');
  expect((await runQuery(office.db, SYSTEM, proveLedger)).problems).toEqual([]);
});
