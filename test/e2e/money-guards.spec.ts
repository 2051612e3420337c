import * as casework from '@duixian/casework';
import { newId } from '@duixian/persistence';
import { Office, PLACES, valueOf } from '@duixian/testing';
import { Secret, TOTP } from 'otpauth';
import { randomBytes } from 'node:crypto';
import { MoneyDesk } from './money-desk';

jest.setTimeout(180_000);

const { regionCode } = PLACES.yexian;
const SUBJECT = '护栏科目';
const AMOUNT = 100_000;

let office: Office;
let desk: MoneyDesk;
let year: number;
/** A settled payment, and planned ones, one for each guard that one is needed for. */
let paid = '';
const planned: string[] = [];
let maker = '';
let checker = '';

beforeAll(async () => {
  office = await Office.open();
  desk = await MoneyDesk.open(office, 8);
  const { rows } = await desk.pool.query<{ year: number }>(
    'SELECT extract(year FROM business_now())::int AS year',
  );
  year = rows[0]?.year ?? 0;
  const allotment = {
    regionCode,
    year,
    subject: SUBJECT,
    documentNumber: '护栏指标',
    amountFen: 10 * AMOUNT,
    note: '下达',
  };
  const { id: changeId } = valueOf(
    await casework.proposeAllotment(office.db, { ...(await desk.by('maker')), ...allotment }),
  );
  const decision = { changeId, version: 1, action: 'confirm' as const };
  valueOf(await casework.decideOnBudgetChange(office.db, { ...(await desk.by('checker')), ...decision }));
  paid = (await desk.award(SUBJECT, year, AMOUNT)) ?? '';
  const batch = valueOf(
    await casework.prepareBatch(office.db, { ...(await desk.by('maker')), regionCode, paymentIds: [paid] }),
  );
  const released = { ...(await desk.by('checker')), batchId: batch.id, version: batch.version };
  valueOf(await casework.releaseBatch(office.db, released));
  await office.drain();
  valueOf(await desk.statement([paid], 'debit'));
  for (let count = 0; count < 2; count += 1) planned.push((await desk.award(SUBJECT, year, AMOUNT)) ?? '');
  maker = (await office.as('yexian-maker')).userId;
  checker = (await office.as('yexian-checker')).userId;
  await run(DEMAND, [paid, newId(), 10, maker, checker]);
  const paper = { actor: await office.as('yexian-maker'), kind: 'batch-list', id: batch.id } as const;
  const address = 'https://duixian.example/verify/';
  ({ code } = valueOf(await casework.issueDocument(office.db, { ...paper, format: 'xlsx', address })));
  codes = { required: true, key: randomBytes(32) };
  const actor = await office.as('yexian-checker');
  const { token } = valueOf(
    await casework.openSession(office.db, { username: 'yexian-checker', password: casework.DEMO_PASSWORD }),
  );
  const sessionId = (await casework.authenticate(office.db, token))?.sessionId ?? '';
  const enrolment = { actor, sessionId, password: casework.DEMO_PASSWORD };
  ({ secret } = valueOf(await casework.beginEnrolment(office.db, codes, enrolment)));
  valueOf(await casework.confirmEnrolment(office.db, codes, { actor, code: codeAt(-1) }));
});
afterAll(async () => {
  await desk.close();
  await office.close();
});

/** Statements of one transaction, as the owner, whom every trigger and constraint holds as well. */
async function run(sql: string, values: readonly unknown[]): Promise<void> {
  const client = await desk.pool.connect();
  try {
    await client.query('BEGIN');
    const texts = sql.split(';;');
    for (const text of texts) {
      const used = [...text.matchAll(/\$(\d)/g)].map(([, n]) => Number(n));
      await client.query(text, values.slice(0, Math.max(0, ...used)));
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

const problems = async (): Promise<string[]> =>
  (await casework.proveEverything(office.db)).flatMap((proof) => proof.problems);

/** The checker's authenticator. */
let secret = '';
let codes: casework.SecondFactorRules;
const codeAt = (ahead: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead * 30_000 });
const show = async (code: string) => {
  const given = { actor: await office.as('yexian-checker'), code, idempotencyKey: newId(), about: '{}' };
  return (await casework.requireSecondFactor(office.db, codes, given))?.refusal.code ?? 'taken';
};

/** What the code of the list of the batch says to whoever asks. */
let code = '';
const holds = async () => valueOf(await casework.verifyDocument(office.db, code)).valid;

/** $1 payment, $2 id, $3 amount, $4 maker, $5 checker. */
const DEMAND = `
  INSERT INTO recovery SELECT $2::uuid, 'R-' || $2::uuid, p.id, l.id, p.application_id, p.party_id, p.region_code, w.county_code, p.budget_line_id,
    $3::bigint, '数据不实', '追〔2026〕1号', 10, current_date, 'demanded', 1, $4::uuid, now(), $5::uuid, now(), NULL
  FROM payment p JOIN award w ON w.application_id = p.application_id JOIN award_line l ON l.award_id = w.id WHERE p.id = $1::uuid`;
/** $1 payment, $2 id of the batch, $3 channel, $4 maker, $5 checker: a released batch with the payment. */
const RELEASED = `
  INSERT INTO disbursement_batch (id, number, region_code, state, version, payment_count, total_fen, content_hash, maker_id, prepared_at,
      checker_id, released_at, channel)
    SELECT $2::uuid, 'G-' || $2::uuid, region_code, 'released', 1, 1, amount_fen, 'x', $4::uuid, now(), $5::uuid, business_now(), $3::text
    FROM payment WHERE id = $1::uuid;;
  UPDATE payment SET state = 'released', batch_id = $2::uuid WHERE id = $1::uuid`;

interface Guard {
  /** How the guard is taken away. */
  without: string;
  harm: () => Promise<void>;
  refused: RegExp;
  /** What the books are then found to be broken by. */
  found: RegExp;
}

const GUARDS: Readonly<Record<string, Guard>> = {
  'no account below zero': {
    without: 'ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_not_negative',
    harm: () =>
      run(
        `INSERT INTO journal VALUES ($1, 'reserve', 'harm/' || $1::uuid, now(), 'system:harm');;
         INSERT INTO journal_entry SELECT $1::uuid, k.position, a.id, k.sign * 1000000000 FROM payment p JOIN ledger_account a ON a.budget_line_id = p.budget_line_id
           JOIN (VALUES (1, 'available', -1), (2, 'reserved', 1)) AS k(position, kind, sign) ON k.kind = a.kind WHERE p.id = $2::uuid`,
        [newId(), paid],
      ),
    refused: /ledger_account_not_negative/,
    found: /available is -\d+ fen/,
  },
  'no more demanded back than was paid': {
    without: 'DROP TRIGGER recovery_within_paid ON recovery',
    harm: () => run(DEMAND, [paid, newId(), AMOUNT, maker, checker]),
    refused: /fen are demanded of/,
    found: /fen are demanded back of/,
  },
  'incoming money pays back once': {
    without: 'DROP INDEX recovery_entry_reference_once',
    harm: () =>
      run(
        `INSERT INTO recovery_entry (id, recovery_id, region_code, kind, amount_fen, note, bank_reference, paid_on, state, version, proposed_by, proposed_at)
         SELECT gen_random_uuid(), r.id, r.region_code, 'repayment', 1, '还款', 'IN-1', current_date, 'proposed', 1, $2::uuid, now()
         FROM (SELECT * FROM recovery WHERE payment_id = $1::uuid ORDER BY amount_fen LIMIT 1) r, generate_series(1, 2)`,
        [paid, maker],
      ),
    refused: /recovery_entry_reference_once/,
    found: /incoming IN-1 .* pays back 2 times/,
  },
  'a journal balances': {
    without: 'DROP TRIGGER journals_balanced ON journal_to_check',
    harm: () =>
      run(
        `INSERT INTO journal VALUES ($1, 'reserve', 'harm/' || $1::uuid, now(), 'system:harm');;
         INSERT INTO journal_entry SELECT $1::uuid, k.position, a.id, k.amount FROM payment p JOIN ledger_account a ON a.budget_line_id = p.budget_line_id
           JOIN (VALUES (1, 'available', -5), (2, 'reserved', 4)) AS k(position, kind, amount) ON k.kind = a.kind WHERE p.id = $2::uuid`,
        [newId(), paid],
      ),
    refused: /is not balanced: 2 entries, sum -1 fen/,
    found: /adds up to -1 fen over 2 entries/,
  },
  'what is held is released by nobody': {
    without: 'DROP TRIGGER payment_not_held ON payment',
    harm: () =>
      run(
        `INSERT INTO case_hold (id, application_id, party_id, payment_id, region_code, kind, purpose, details, fingerprint, state, version, raised_at, raised_by)
           SELECT gen_random_uuid(), application_id, party_id, id, region_code, 'applicant-ended', 'payment', '{}', 'harm', 'open', 1,
             business_now() - interval '1 second', 'system:harm' FROM payment WHERE id = $1::uuid;;
         ${RELEASED}`,
        [planned[0], newId(), 'bank', maker, checker],
      ),
    refused: /is held/,
    found: /was held for applicant-ended when its batch was released/,
  },
  'what goes into a file goes to no bank': {
    without: 'DROP TRIGGER payment_attempt_by_its_channel ON payment_attempt',
    harm: () =>
      run(
        `${RELEASED};;
         INSERT INTO payment_attempt (id, payment_id, attempt_number, bank_reference, payload, payload_hash, state, started_at)
           VALUES (gen_random_uuid(), $1::uuid, 1, 'HARM1', '{}', 'x', 'sending', now())`,
        [planned[1], newId(), 'list-csv', maker, checker],
      ),
    refused: /leaves by another channel/,
    found: /of a batch by list-csv left to the bank/,
  },
  'a line of a statement counts once': {
    without: 'DROP INDEX bank_statement_line_once',
    harm: () =>
      run(
        `INSERT INTO bank_statement_line SELECT (jsonb_populate_record(l, jsonb_build_object('position', l.position + 100))).* FROM bank_statement_line l
           JOIN payment_attempt a ON a.id = l.attempt_id WHERE a.payment_id = $1::uuid`,
        [paid],
      ),
    refused: /bank_statement_line_once/,
    found: /is matched by 2 debits/,
  },
  'no batch is released by its maker': {
    without: 'ALTER TABLE disbursement_batch DROP CONSTRAINT batch_maker_is_not_checker',
    harm: () =>
      run(
        `INSERT INTO disbursement_batch (id, number, region_code, state, version, payment_count, total_fen, content_hash, maker_id, prepared_at,
           checker_id, released_at) SELECT $2::uuid, 'OWN', region_code, 'released', 1, 1, 1, 'x', $3::uuid, now(), $3::uuid, now() FROM payment WHERE id = $1::uuid`,
        [paid, newId(), maker],
      ),
    refused: /batch_maker_is_not_checker/,
    found: /batch OWN was released by its maker/,
  },
  'a one-time code is taken once': {
    without: 'DROP TRIGGER second_factor_steps ON second_factor',
    harm: async () => {
      // Somebody puts the step back that was used, and shows the code of it again.
      const used = codeAt(0);
      if ((await show(used)) !== 'taken') expect(await show(used)).toBe('second-factor-wrong');
      await run('UPDATE second_factor SET last_step = last_step - 1 WHERE user_id = $1', [checker]);
      expect(await show(used)).toBe('taken');
    },
    refused: /a code is taken once/,
    found: /the code of step \d+ of person .* was taken 2 times/,
  },
  'a code belongs to one paper': {
    without: 'ALTER TABLE issued_document DROP CONSTRAINT issued_document_code_key',
    harm: () =>
      run(
        `INSERT INTO issued_document SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'content_hash', 'forged'))).*
           FROM issued_document d WHERE code = $1`,
        [code],
      ),
    refused: /issued_document_code_key/,
    found: /papers .* carry one code/,
  },
  'a paper stays as it was handed out': {
    without: 'DROP TRIGGER issued_document_append_only ON issued_document',
    harm: () =>
      run(`UPDATE issued_document SET content_hash = 'other' WHERE code = $1 AND content_hash <> 'forged'`, [
        code,
      ]),
    refused: /append-only/,
    found: /\(batch-list\) is not what the trail says was handed out/,
  },
};

it.each(Object.keys(GUARDS))(
  '%s: refused by the database; without the guard done, and found by the proof of the books',
  async (name) => {
    const guard = GUARDS[name] as Guard;
    const before = await problems();
    await expect(guard.harm()).rejects.toThrow(guard.refused);
    expect(await problems()).toEqual(before);
    await desk.pool.query(guard.without);
    await guard.harm();
    expect((await problems()).filter((each) => !before.includes(each))).toEqual(
      expect.arrayContaining([expect.stringMatching(guard.found)]),
    );
  },
);

it('a paper does not hold once what it certifies was changed behind it, nor is one forgotten that is gone', async () => {
  const other = { actor: await office.as('yexian-maker'), kind: 'voucher', id: paid } as const;
  const address = 'https://duixian.example/verify/';
  ({ code } = valueOf(await casework.issueDocument(office.db, { ...other, format: 'xlsx', address })));
  expect(await holds()).toBe(true);
  await desk.pool.query('ALTER TABLE payment DISABLE TRIGGER USER');
  await run('UPDATE payment SET amount_fen = amount_fen + 1 WHERE id = $1', [paid]);
  expect(await holds()).toBe(false);
  await run('UPDATE payment SET amount_fen = amount_fen - 1 WHERE id = $1', [paid]);
  await desk.pool.query('ALTER TABLE payment ENABLE TRIGGER USER');
  expect(await holds()).toBe(true);
  // Its guard was dropped above.
  await run('DELETE FROM issued_document WHERE code = $1', [code]);
  expect(await problems()).toContainEqual(expect.stringMatching(/\(voucher\) was handed out and is gone/));
});

it('who awards waits for whoever gives money to the same subject, also before there is a line of it', async () => {
  const giver = await desk.pool.connect();
  const NEW = '还没有指标的科目';
  try {
    await giver.query('BEGIN');
    await giver.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `budget:${regionCode}/${NEW}`,
    ]);
    let ended = false;
    const awarding = desk.award(NEW, year, AMOUNT).finally(() => (ended = true));
    const waits = async (): Promise<boolean> => {
      const { rows } = await desk.pool.query(
        `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      return rows.length > 0;
    };
    while (!ended && !(await waits())) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(ended).toBe(false);
    await giver.query('COMMIT');
    expect(await awarding).toBeNull();
  } finally {
    giver.release();
  }
});
