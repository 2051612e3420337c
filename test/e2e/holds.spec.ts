import * as casework from '@duixian/casework';
import {
  act,
  draft,
  look,
  Office,
  passDays,
  PLACES,
  refusalOf,
  release,
  valueOf,
  walkToNotice,
  walkToReview,
} from '@duixian/testing';
import { Client } from 'pg';
import { ImportDesk } from './import-desk';

jest.setTimeout(240_000);

let office: Office;
let desk: ImportDesk;
let owner: Client;
beforeAll(async () => {
  office = await Office.open();
  desk = new ImportDesk(office);
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  desk.close();
  await owner.end();
  await office.close();
});

type Place = 'xinhua' | 'yexian' | 'zhanhe';

const party = async (place: Place): Promise<casework.PartyView> => {
  const [own] = await casework.listMyParties(office.db, await office.as(PLACES[place].clerk));
  if (!own) throw new Error('there is no enterprise');
  return own;
};

async function penalise(place: Place, number: string, until = ''): Promise<void> {
  const { creditCode, registeredName } = await party(place);
  const header = '统一社会信用代码,企业名称,记录类型,决定文书号,决定日期,有效期止';
  const row = `${creditCode},${registeredName},行政处罚,${number},2022-03-01,${until}`;
  await desk.bring({ kind: 'credit_records' }, `${header}\n${row}`);
}

async function register(
  place: Place,
  more: { name?: string; county?: string; status?: string },
): Promise<void> {
  const { creditCode, registeredName, county } = await party(place);
  const header = '统一社会信用代码,企业名称,区县,登记状态,状态日期';
  const row = [
    creditCode,
    more.name ?? registeredName,
    more.county ?? county,
    more.status ?? '',
    more.status ? '2026-01-05' : '',
  ];
  await desk.bring({ kind: 'registration', documentDate: '2026-02-01' }, `${header}\n${row.join(',')}`);
}

async function holds(username: string): Promise<casework.ListedHoldView[]> {
  return valueOf(await casework.listHolds(office.db, await office.as(username), {}, { limit: 50 })).items;
}

async function resolve(username: string, holdId: string, action: 'lift' | 'propose' | 'confirm' | 'refuse') {
  const { version } = (await holds('auditor')).find(({ id }) => id === holdId) ?? { version: 1 };
  const actor = await office.as(username);
  const command = { actor, idempotencyKey: office.key(), holdId, version, reason: '经核实,不影响兑付' };
  return casework.resolveHold(office.db, command, action);
}

/** How many of something wait on the desk of somebody; undefined where it is not theirs. */
const onDesk = async (username: string, key: casework.DeskKey): Promise<number | undefined> =>
  valueOf(await casework.readDesk(office.db, await office.as(username))).items.find(
    (item) => item.key === key,
  )?.count;

const approve = async (username: string, id: string) => {
  const actor = await office.as(username);
  const { version } = await look(office, id);
  return casework.approveApplication(office.db, {
    actor,
    idempotencyKey: office.key(),
    applicationId: id,
    version,
  });
};

const prepareOf = async (prefix: string, regionCode: string) => {
  const actor = await office.as(`${prefix}-maker`);
  return casework.prepareBatch(office.db, { actor, idempotencyKey: office.key(), regionCode });
};

let caseOfXinhua = '';

it('a penalty at submission holds the case in sight of everybody; the city lifts it with a reason', async () => {
  await penalise('xinhua', '处1');
  const id = await walkToReview(office, 'xinhua');
  caseOfXinhua = id;
  const seen = await look(office, id);
  expect(seen.holds.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['credit-listed open']);
  expect(seen.holds[0]?.words).toContain('处1');
  expect(seen.creditChecks.map(({ purpose, outcome }) => `${purpose} ${outcome}`)).toEqual([
    'submission listed',
  ]);
  expect(refusalOf(await approve('xinhua-reviewer', id))).toBe('case-held');
  const [hold] = await holds('city-reviewer');
  expect(await onDesk('city-reviewer', 'heldCases')).toBe(1);
  expect(refusalOf(await resolve('xinhua-reviewer', hold?.id ?? '', 'lift'))).toBe('forbidden');
  expect(refusalOf(await resolve('yexian-reviewer', hold?.id ?? '', 'lift'))).toBe('not-found');
  expect(refusalOf(await resolve('city-maker', hold?.id ?? '', 'propose'))).toBe('action-not-allowed');
  valueOf(await resolve('city-reviewer', hold?.id ?? '', 'lift'));
  expect(await onDesk('city-reviewer', 'heldCases')).toBe(0);
  expect(refusalOf(await resolve('city-reviewer', hold?.id ?? '', 'lift'))).toBe('action-not-allowed');
  valueOf(await approve('xinhua-reviewer', id));
  const after = await look(office, id);
  expect(after.timeline.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['hold.raised', 'hold.lifted']),
  );
});

it('a penalty between approval and award parks the case; what was lifted does not hold it again', async () => {
  const id = await walkToNotice(office, 'yexian');
  await penalise('yexian', '处2');
  await passDays(office, 20);
  await casework.closeEndedNotices(office.db);
  await office.drain();
  expect(await look(office, id)).toMatchObject({ state: 'parked', stateReason: { code: 'check-holds' } });
  const hold = (await holds('city-reviewer')).find(
    ({ applicationId, state }) => applicationId === id && state === 'open',
  );
  expect(hold).toMatchObject({ kind: 'credit-listed', purpose: 'award' });
  valueOf(await resolve('city-reviewer', hold?.id ?? '', 'lift'));
  await act(office, 'city-reviewer', id, (db, command) =>
    casework.reconsiderApplication(db, { ...command, reason: '已解除' }),
  );
  await office.drain();
  expect((await look(office, id)).state).toBe('awarded');
});

it('a payment with a penalty goes into no batch before two people of its treasury let it', async () => {
  // 叶县's case of above: its lifted hold was the case's; a payment needs its own two people.
  expect(refusalOf(await prepareOf('yexian', PLACES.yexian.regionCode))).toBe('payments-held');
  const [hold] = (await holds('yexian-maker')).filter(({ paymentId }) => paymentId !== null);
  expect(hold).toMatchObject({
    kind: 'credit-listed',
    purpose: 'payment',
    regionCode: PLACES.yexian.regionCode,
  });
  const id = hold?.id ?? '';
  const waiting = async () => [
    await onDesk('yexian-maker', 'heldPayments'),
    await onDesk('yexian-checker', 'liftsToConfirm'),
    await onDesk('xinhua-checker', 'liftsToConfirm'),
  ];
  expect(await waiting()).toEqual([1, 0, 0]);
  expect(refusalOf(await resolve('yexian-maker', id, 'confirm'))).toBe('forbidden');
  expect(refusalOf(await resolve('xinhua-maker', id, 'propose'))).toBe('not-found');
  expect(refusalOf(await resolve('yexian-checker', id, 'confirm'))).toBe('action-not-allowed');
  valueOf(await resolve('yexian-maker', id, 'propose'));
  expect(await waiting()).toEqual([0, 1, 0]);
  valueOf(await resolve('yexian-checker', id, 'refuse'));
  valueOf(await resolve('yexian-maker', id, 'propose'));
  expect(refusalOf(await prepareOf('yexian', PLACES.yexian.regionCode))).toBe('payments-held');
  valueOf(await resolve('yexian-checker', id, 'confirm'));
  const batch = valueOf(await prepareOf('yexian', PLACES.yexian.regionCode));
  expect(batch.heldCount).toBe(0);

  // A second penalty and a new name come between preparation and release.
  await penalise('yexian', '处3');
  await register('yexian', { name: '叶县更名示例有限公司' });
  const actor = await office.as('yexian-checker');
  const idempotencyKey = office.key().padEnd(200, '-');
  const command = { actor, idempotencyKey, batchId: batch.id, version: batch.version };
  expect(refusalOf(await casework.releaseBatch(office.db, command))).toBe('payments-held');
  const standing = (await holds('yexian-maker'))
    .filter(({ state }) => state === 'open')
    .map(({ kind }) => kind);
  expect(standing.sort()).toEqual(['applicant-renamed', 'credit-listed']);
  for (const { id: each } of (await holds('yexian-maker')).filter(({ state }) => state === 'open')) {
    valueOf(await resolve('yexian-maker', each, 'propose'));
    valueOf(await resolve('yexian-checker', each, 'confirm'));
  }

  // The same request again, a day later: its key was left free, and what was found for it then is old.
  await passDays(office, 1);
  await penalise('yexian', '处4');
  expect(refusalOf(await casework.releaseBatch(office.db, command))).toBe('payments-held');
  const [found] = (await holds('yexian-maker')).filter(({ state }) => state === 'open');
  valueOf(await resolve('yexian-maker', found?.id ?? '', 'propose'));
  valueOf(await resolve('yexian-checker', found?.id ?? '', 'confirm'));
  await release(office, 'yexian', batch);
});

it('an applicant that moved away or ended holds what is owed to it, and the treasury still sees it', async () => {
  const id = caseOfXinhua;
  valueOf(await approve('city-reviewer', id));
  await office.drain();
  await passDays(office, 20);
  await casework.closeEndedNotices(office.db);
  await office.drain();
  expect((await look(office, id)).state).toBe('awarded');
  await register('xinhua', { county: '叶县', status: '注销' });
  expect(refusalOf(await prepareOf('xinhua', PLACES.xinhua.regionCode))).toBe('payments-held');
  const own = (await holds('xinhua-maker')).filter(({ applicationId }) => applicationId === id);
  expect(
    own
      .filter(({ paymentId }) => paymentId)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['applicant-ended', 'applicant-moved', 'credit-listed']);
  expect(own[0]?.applicantName).not.toBe('');
  const { rows } = await within(
    `SELECT id FROM payment WHERE application_id = $1 AND region_code = '410402'`,
    [id],
  );
  await expect(
    within(
      `UPDATE payment SET state = 'batched', batch_id = (SELECT id FROM disbursement_batch LIMIT 1) WHERE id = $1`,
      [rows.find(Boolean)?.['id']],
    ),
  ).rejects.toThrow(/is held/);
});

it('the database wants two people for a payment, and keeps what was found', async () => {
  const [hold] = (await holds('xinhua-maker')).filter(
    ({ paymentId, state }) => paymentId !== null && state === 'open',
  );
  const set = (columns: string) => within(`UPDATE case_hold SET ${columns} WHERE id = $1`, [hold?.id]);
  const lifted = `state = 'lifted', version = 2, lifted_at = now(), lift_reason = 'x', lifted_by = (SELECT min(id::text)::uuid FROM user_account)`;
  await expect(set(lifted)).rejects.toThrow('case_hold_two_people');
  await expect(set(`details = '{}'`)).rejects.toThrow('never changed');
});

it('a register nobody knows of is shown as not checked, and holds only where that is wanted', async () => {
  const submit = async (creditRules?: casework.CreditRules): Promise<casework.ApplicationView> => {
    const { id: applicationId, version } = await draft(office, 'zhanhe');
    const actor = await office.as(PLACES.zhanhe.clerk);
    const command = { actor, idempotencyKey: office.key(), applicationId, version };
    valueOf(
      await casework.submitApplication(office.db, { ...command, ...(creditRules ? { creditRules } : {}) }),
    );
    const seen = await look(office, applicationId);
    const withdraw = { actor, idempotencyKey: office.key(), applicationId, version: seen.version };
    valueOf(await casework.withdrawApplication(office.db, withdraw));
    return seen;
  };
  const warned = await submit();
  expect(warned.holds).toEqual([]);
  expect(warned.creditChecks[0]?.words).toContain('未核查');
  const held = await submit({ unknown: 'hold', staleAfterDays: 31 });
  expect(held.holds.map(({ kind }) => kind)).toEqual(['credit-unknown']);
});

async function within(sql: string, values: unknown[]): Promise<{ rows: Record<string, unknown>[] }> {
  await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true)`);
  try {
    return await owner.query<Record<string, unknown>>(sql, values);
  } finally {
    await owner.query('ROLLBACK');
  }
}
