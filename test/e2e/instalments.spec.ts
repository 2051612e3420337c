import * as casework from '@duixian/casework';
import { newId } from '@duixian/persistence';
import {
  act,
  CITY,
  look,
  passDays,
  PLACES,
  prepare,
  refusalOf,
  release,
  valueOf,
  WILLING_BANK,
} from '@duixian/testing';
import { Client } from 'pg';
import { newPerson } from '../http/new-person';
import { CallDesk } from './call-desk';

jest.setTimeout(300_000);

const COUNTY = PLACES.zhanhe;
/** The award of the example is 100000.01 yuan, half the city's: the odd fen is the city's, and of its first part. */
const CITY_PARTS = [2_500_001, 2_500_000];
const COUNTY_PARTS = [2_500_000, 2_500_000];
const AFTER_ACCEPTANCE = [
  { share: '50%', dueOn: null, condition: null },
  { share: '1/2', dueOn: null, condition: '项目验收合格' },
];

let desk: CallDesk;
let owner: Client;
let caseId: string;
afterEach(async () => {
  const broken = (await casework.proveEverything(desk.office.db)).filter(
    ({ problems }) => problems.length > 0,
  );
  expect(broken).toEqual([]);
});

/** An office of its own with one award under a call. */
async function awarded(changes: Partial<casework.CallContent>): Promise<void> {
  desk = await CallDesk.open();
  owner = new Client({
    connectionString: desk.office.database.ownerUrl,
    options: '-c duixian.scope=system -c duixian.actor=system:test',
  });
  await owner.connect();
  await newPerson(desk.office, 'city-reviewer-3', {
    grants: [{ role: 'reviewer', regionCode: CITY.regionCode }],
  });
  caseId = await desk.walkThrough(await desk.published({ number: '分期〔2026〕1号', ...changes }));
}
async function leave(): Promise<void> {
  await owner.end();
  await desk.office.close();
}

const by = async (username: string) => ({
  actor: await desk.office.as(username),
  idempotencyKey: desk.office.key(),
});
const propose = async (kind: 'release' | 'forfeit', username = 'city-reviewer', instalment = 2) =>
  casework.proposeInstalment(desk.office.db, {
    ...{ ...(await by(username)), applicationId: caseId, instalment, kind },
    ...{ reason: '项目于本月通过竣工验收', documentNumber: '平工信验〔2026〕3号' },
  });
const decide = async (proposalId: string, action: casework.InstalmentAction, username = 'city-reviewer-2') =>
  casework.decideOnInstalment(desk.office.db, {
    ...(await by(username)),
    proposalId,
    action,
    note: '已核对',
  });
async function both(kind: 'release' | 'forfeit'): Promise<void> {
  const { id } = valueOf(await propose(kind));
  valueOf(await decide(id, 'confirm'));
  await desk.office.drain();
}

/** Every payment: treasury, part, amount and state; refunds with the treasury they go to. */
async function payments(): Promise<string[]> {
  const { rows } = await owner.query<{ told: string }>(
    `SELECT concat_ws(' ', region_code, instalment, amount_fen, state, refund_to) AS told FROM payment
     WHERE application_id = $1 ORDER BY region_code, instalment`,
    [caseId],
  );
  return rows.map(({ told }) => told);
}

async function pay(prefix: 'zhanhe' | 'city'): Promise<void> {
  const { office } = desk;
  const place = prefix === 'city' ? CITY : COUNTY;
  await release(office, prefix, await prepare(office, prefix, place.regionCode));
  await office.drain(WILLING_BANK);
  const { rows } = await owner.query<{ reference: string; amount: string; name: string; number: string }>(
    `SELECT a.bank_reference AS reference, p.amount_fen AS amount, p.payee ->> 'accountName' AS name, p.payee ->> 'accountNumber' AS number
     FROM payment p JOIN payment_attempt a ON a.payment_id = p.id WHERE p.region_code = $1 AND p.state = 'accepted'`,
    [place.regionCode],
  );
  const { rows: clock } = await owner.query<{ today: string }>(
    `SELECT (business_now() AT TIME ZONE 'Asia/Shanghai')::date::text AS today`,
  );
  const day = clock[0]?.today ?? '';
  const lines = rows.map(({ reference, amount, name, number }) => ({
    ...{ bankSerial: newId(), reference, direction: 'debit', amountFen: Number(amount) },
    ...{ counterpartyName: name, counterpartyAccount: number, bookedOn: day },
  }));
  const debitFen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const content = JSON.stringify({
    ...{ statementId: newId(), account: place.account, date: day, lines },
    totals: { count: lines.length, debitFen, creditFen: 0 },
  });
  valueOf(await casework.importStatement(office.db, { ...(await by(`${prefix}-maker`)), content }));
  await office.drain(WILLING_BANK);
}
const payAll = async (): Promise<void> => {
  await pay('city');
  await pay('zhanhe');
};

async function reserved(): Promise<number> {
  const { rows } = await owner.query<{ sum: string }>(
    `SELECT sum(balance_fen) AS sum FROM ledger_account WHERE kind = 'reserved'`,
  );
  return Number(rows[0]?.sum);
}

describe('a half with the award, a half after acceptance', () => {
  beforeAll(() => awarded({ instalments: AFTER_ACCEPTANCE }));
  afterAll(leave);

  it('all of it is reserved, and each part of each source is a payment of its own', async () => {
    expect(await payments()).toEqual([
      ...CITY_PARTS.map(
        (fen, index) => `${CITY.regionCode} ${index + 1} ${fen} ${index === 0 ? 'planned' : 'waiting'}`,
      ),
      ...COUNTY_PARTS.map(
        (fen, index) => `${COUNTY.regionCode} ${index + 1} ${fen} ${index === 0 ? 'planned' : 'waiting'}`,
      ),
    ]);
    expect(await reserved()).toBe(10_000_001);
    const { award } = await look(desk.office, caseId);
    expect(award?.instalments).toMatchObject([
      { number: 1, share: '1/2', amountFen: 5_000_001, state: 'due', condition: null },
      { number: 2, share: '1/2', amountFen: 5_000_000, state: 'waiting', condition: '项目验收合格' },
    ]);
  });

  /** What the database itself refuses; $1 is the waiting payment of the city, $2 somebody. */
  const DECISION = `INSERT INTO instalment_decision SELECT gen_random_uuid(), s.award_id, 2, 'release', 'r', 'd', $2::uuid, now()`;
  const OF_PAYMENT = `FROM payment p JOIN award_source s ON s.id = p.award_source_id WHERE p.id = $1::uuid`;
  it.each([
    [
      'an instalment before its time',
      /payment_instalment_due/,
      `UPDATE payment SET state = 'planned' WHERE id = $1::uuid AND $2 <> ''`,
    ],
    [
      'one that is cancelled by nobody',
      /payment_of_standing_award/,
      `UPDATE payment SET state = 'cancelled' WHERE id = $1::uuid AND $2 <> ''`,
    ],
    [
      'another number',
      /payment_instalment_kept/,
      `UPDATE payment SET instalment = 3 WHERE id = $1::uuid AND $2 <> ''`,
    ],
    [
      'one that the plan has not',
      /payment_instalment_planned/,
      `INSERT INTO payment SELECT r.* FROM payment one, LATERAL jsonb_populate_record(one, '{"instalment": 3}') AS r WHERE one.id = $1::uuid AND $2 <> ''`,
    ],
    [
      'one that does not wait',
      /payment_instalment_planned/,
      `INSERT INTO payment SELECT r.* FROM payment one, LATERAL jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'state', 'planned')) AS r WHERE one.id = $1::uuid AND $2 <> ''`,
    ],
    [
      'a plan made later',
      /award_instalment_before_payments/,
      `INSERT INTO award_instalment SELECT s.award_id, 3, 1, NULL, 'x' ${OF_PAYMENT} AND $2 <> ''`,
    ],
    [
      'a plan that changes',
      null,
      `UPDATE award_instalment i SET weight = 2 FROM payment p JOIN award_source s ON s.id = p.award_source_id WHERE p.id = $1::uuid AND i.award_id = s.award_id AND $2 <> ''`,
    ],
    [
      'a decision that nobody proposed',
      null,
      `${DECISION}, 'confirmed', $2::uuid, now(), NULL ${OF_PAYMENT}`,
    ],
  ])('the database refuses %s', async (_, constraint, statement) => {
    const { rows } = await owner.query<{ id: string; person: string }>(
      `SELECT p.id, u.id AS person FROM payment p, user_account u WHERE p.application_id = $1 AND p.region_code = $2 AND p.instalment = 2
       AND u.username = 'city-reviewer'`,
      [caseId, CITY.regionCode],
    );
    await owner.query('BEGIN');
    const broken = owner.query(statement.replace(/\$2 <> ''/g, `$2::text <> ''`), [
      rows[0]?.id,
      rows[0]?.person,
    ]);
    if (constraint === null) await expect(broken).rejects.toMatchObject({ code: '42501' });
    else
      await expect(broken).rejects.toMatchObject({ constraint: expect.stringMatching(constraint) as string });
    await owner.query('ROLLBACK');
  });

  it('without its guard a part that went before its time is found by the books', async () => {
    await owner.query('ALTER TABLE payment DISABLE TRIGGER payment_instalment_due');
    const early = `UPDATE payment SET state = 'planned' WHERE application_id = $1 AND region_code = $2 AND instalment = 2`;
    await owner.query(early, [caseId, CITY.regionCode]);
    await owner.query('ALTER TABLE payment DISABLE TRIGGER payment_instalment_kept');
    await owner.query(early.replace("state = 'planned'", 'instalment = 4'), [caseId, CITY.regionCode]);
    const found = (await casework.proveEverything(desk.office.db)).flatMap(({ problems }) => problems).join();
    expect(found).toMatch(/which the plan of its award has not/);
    expect(found).toMatch(/pays 0 as part 2, which is 1\/2/);
    await owner.query(
      `UPDATE payment SET instalment = 2 WHERE application_id = $1 AND region_code = $2 AND instalment = 4`,
      [caseId, CITY.regionCode],
    );
    await owner.query('ALTER TABLE payment ENABLE TRIGGER payment_instalment_kept');
    const again = (await casework.proveEverything(desk.office.db)).flatMap(({ problems }) => problems).join();
    expect(again).toMatch(/is planned as part 2 of its award, which nobody let fall due/);
    await owner.query(
      `UPDATE payment SET state = 'waiting' WHERE application_id = $1 AND region_code = $2 AND instalment = 2`,
      [caseId, CITY.regionCode],
    );
    await owner.query('ALTER TABLE payment ENABLE TRIGGER payment_instalment_due');
  });

  it('whoever confirms is another one than who proposed, by the database too', async () => {
    const { id } = valueOf(await propose('release'));
    await owner.query('BEGIN');
    await expect(
      owner.query(
        `UPDATE instalment_decision SET decision = 'confirmed', decided_by = proposed_by, decided_at = now() WHERE id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ constraint: 'instalment_decision_two_people' });
    await owner.query('ROLLBACK');
    expect(refusalOf(await propose('forfeit'))).toBe('action-not-allowed');
    expect(refusalOf(await decide(id, 'confirm', 'city-reviewer'))).toBe('separation-of-duties');
    expect(refusalOf(await decide(id, 'withdraw'))).toBe('separation-of-duties');
    valueOf(await decide(id, 'withdraw', 'city-reviewer'));
    await owner.query('BEGIN');
    await expect(
      owner.query(`UPDATE instalment_decision SET reason = 'x' WHERE id = $1`, [id]),
    ).rejects.toMatchObject({ code: '42501' });
    await owner.query('ROLLBACK');
  });

  it('nobody but reviewers of the city decides about it, and no first or unknown part', async () => {
    for (const username of ['zhanhe-reviewer', 'city-maker', 'zhanhe-clerk', 'auditor'])
      expect(refusalOf(await propose('release', username))).toBe('forbidden');
    expect(refusalOf(await propose('release', 'yexian-reviewer'))).toBe('not-found');
    expect(refusalOf(await propose('release', 'city-reviewer', 3))).toBe('not-found');
    expect(refusalOf(await propose('release', 'city-reviewer', 1))).toBe('action-not-allowed');
  });

  it('after the first part the case is not paid; a batch holds no part that waits; it cannot be terminated', async () => {
    await payAll();
    expect((await look(desk.office, caseId)).state).toBe('awarded');
    const command = { ...(await by('city-maker')), regionCode: CITY.regionCode };
    expect(refusalOf(await casework.prepareBatch(desk.office.db, command))).toBe('batch-empty');
    const { version } = await look(desk.office, caseId);
    const ended = await casework.terminateApplication(desk.office.db, {
      ...{ ...(await by('city-reviewer')), applicationId: caseId, version },
      ...{ reasonCode: 'other', reason: '未通过验收' },
    });
    expect(JSON.stringify(ended)).toContain('提出不予拨付');
  });

  it('two people of the city find its condition met: it is paid, and then the case is', async () => {
    const { id } = valueOf(await propose('release'));
    valueOf(await decide(id, 'refuse'));
    await both('release');
    expect((await payments()).filter((one) => one.includes('planned'))).toHaveLength(2);
    expect(refusalOf(await propose('release'))).toBe('action-not-allowed');
    const clerk = await desk.office.as(COUNTY.clerk);
    const own = valueOf(await casework.readApplication(desk.office.db, clerk, caseId));
    expect(own.award?.instalments[1]).toMatchObject({
      state: 'released',
      proposal: null,
      allowedActions: [],
    });
    expect(own.timeline.map(({ type }) => type).filter((type) => type.includes('instalment'))).toEqual([
      'application.instalment_released',
    ]);
    await payAll();
    expect((await look(desk.office, caseId)).state).toBe('paid');
    expect(await reserved()).toBe(0);
  });
});

describe('a part that is not paid', () => {
  beforeAll(() => awarded({ instalments: AFTER_ACCEPTANCE }));
  afterAll(leave);

  it('is given up by two people: its money is free, and once the rest arrived the case is paid', async () => {
    await pay('city');
    await both('forfeit');
    expect((await payments()).filter((one) => one.includes('cancelled'))).toHaveLength(2);
    expect(await reserved()).toBe(COUNTY_PARTS[0]);
    expect((await look(desk.office, caseId)).state).toBe('awarded');
    await pay('zhanhe');
    const { state, award } = await look(desk.office, caseId);
    expect([state, award?.instalments[1]?.state]).toEqual(['paid', 'forfeited']);
    await owner.query('BEGIN');
    await expect(
      owner.query(`UPDATE payment SET state = 'planned' WHERE state = 'cancelled'`),
    ).rejects.toMatchObject({ constraint: 'payment_of_standing_award' });
    await owner.query('ROLLBACK');
  });
});

describe('given up last', () => {
  beforeAll(() => awarded({ instalments: AFTER_ACCEPTANCE }));
  afterAll(leave);

  it('the case is paid at once; what an award still waits for goes with it when it is terminated', async () => {
    await act(desk.office, 'city-reviewer', caseId, (db, command) =>
      casework.terminateApplication(db, { ...command, reasonCode: 'other', reason: '企业已注销' }),
    );
    expect(refusalOf(await propose('release'))).toBe('action-not-allowed');
    await act(desk.office, 'city-reviewer-2', caseId, (db, command) =>
      casework.refuseTermination(db, { ...command, reason: '企业仍在经营' }),
    );
    await payAll();
    await both('forfeit');
    expect((await look(desk.office, caseId)).state).toBe('paid');
    expect(await reserved()).toBe(0);
  });
});

describe('on a day', () => {
  beforeAll(async () => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const dueOn = new Date(Date.parse(today) + 40 * 864e5).toISOString().slice(0, 10);
    await awarded({
      instalments: [
        { share: '1/3', dueOn: null, condition: null },
        { share: '2/3', dueOn, condition: null },
      ],
    });
  });
  afterAll(leave);

  it('it falls due by itself, unless somebody proposed otherwise', async () => {
    const released = () => casework.releaseDueInstalments(desk.office.db);
    expect(await released()).toEqual({ released: 0 });
    await passDays(desk.office, 41);
    const { id } = valueOf(await propose('forfeit'));
    expect(await released()).toEqual({ released: 0 });
    valueOf(await decide(id, 'refuse'));
    expect(await released()).toEqual({ released: 1 });
    expect(await released()).toEqual({ released: 0 });
    await desk.office.drain();
    expect((await payments()).filter((one) => one.includes('planned'))).toHaveLength(4);
    await payAll();
    expect((await look(desk.office, caseId)).state).toBe('paid');
  });
});

describe('where one level advances', () => {
  beforeAll(() => awarded({ instalments: AFTER_ACCEPTANCE, advancedBy: 'county' }));
  afterAll(leave);

  it('it pays every part for all, and each part is refunded after it arrived', async () => {
    const [county, city] = [COUNTY.regionCode, CITY.regionCode];
    expect(await payments()).toEqual([
      `${city} 1 ${CITY_PARTS[0]} waiting ${county}`,
      `${city} 2 ${CITY_PARTS[1]} waiting ${county}`,
      `${county} 1 5000001 planned`,
      `${county} 2 5000000 waiting`,
    ]);
    await pay('zhanhe');
    const states = async () => (await payments()).map((one) => one.split(' ')[3]);
    expect(await states()).toEqual(['planned', 'waiting', 'settled', 'waiting']);
    await both('release');
    expect(await states()).toEqual(['planned', 'waiting', 'settled', 'planned']);
    await payAll();
    expect(await states()).toEqual(['settled', 'planned', 'settled', 'settled']);
    expect((await look(desk.office, caseId)).state).toBe('paid');
    await pay('city');
    expect(await states()).toEqual(['settled', 'settled', 'settled', 'settled']);
  });
});
