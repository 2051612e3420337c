import * as casework from '@duixian/casework';
import { insertEarlierPayments, runCommand, type EarlierPaymentEntity } from '@duixian/persistence';
import { fen } from '@duixian/money';
import { act, CITY, look, Office, refusalOf, valueOf, walkToAward, walkToReview } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

let office: Office;
beforeEach(async () => {
  office = await Office.open();
});
afterEach(() => office.close());

const MAKER = 'city-maker';

const CONTENT: casework.CoverageContent = {
  cityCode: CITY.regionCode,
  clauseIds: ['PDS-A2-4-3-1', 'PDS-A2-4-3-2'],
  completeTo: '2025-12-31',
  paidHereFrom: '2026-01-01',
  documentNumber: '平财函〔2026〕1号',
};

const by = async (username: string) => ({
  actor: await office.as(username),
  idempotencyKey: office.key(),
});

async function record(content: Partial<casework.CoverageContent> = {}, username = MAKER) {
  return casework.recordEarlierPaymentCoverage(office.db, {
    ...(await by(username)),
    ...CONTENT,
    ...content,
  });
}

async function confirm({ id, version }: { id: string; version: number }, username: string) {
  const command = { ...(await by(username)), coverageId: id, version };
  return casework.confirmEarlierPaymentCoverage(office.db, command);
}

/** Withdraws every mark of the seed. */
async function withoutMarks(): Promise<void> {
  const officer = await office.as('policy-officer');
  const marks = valueOf(await casework.listEarlierPaymentCoverage(office.db, officer, {}, { limit: 50 }));
  for (const { id, version } of marks.items) {
    const command = { ...(await by('policy-officer')), coverageId: id, version, reason: '台账有遗漏' };
    valueOf(await casework.withdrawEarlierPaymentCoverage(office.db, command));
  }
}

async function partyOf(clerk: string): Promise<string> {
  const [party] = await casework.listMyParties(office.db, await office.as(clerk));
  return party?.id ?? '';
}

/** Lines of a ledger, as an import brings them. */
async function paidBefore(
  partyId: string,
  ...lines: Pick<EarlierPaymentEntity, 'clauseId' | 'amountFen' | 'paidOn'>[]
) {
  const actor = { kind: 'system', name: 'test' } as const;
  const request = { name: 'importLedger', actor, idempotencyKey: office.key(), input: {} };
  await runCommand(office.db, request, async (tx) => {
    await insertEarlierPayments(
      tx,
      lines.map((line) => ({
        id: tx.newId(),
        partyId,
        subject: null,
        documentNumber: '平财〔2024〕9号',
        source: '既往兑付台账',
        importId: null,
        recordedAt: tx.now,
        recordedBy: 'system:test',
        ...line,
      })),
    );
    await tx.record({ caseId: tx.newId(), regionCode: CITY.regionCode, type: 'test', data: {} });
    return { ok: true as const, value: null };
  });
}

it('without the mark of its city a first-time clause parks, names city and clauses, and pays once it is there', async () => {
  await withoutMarks();
  const id = await walkToAward(office, 'xinhua');
  const parked = await look(office, id);
  expect(parked).toMatchObject({
    state: 'parked',
    stateReason: {
      code: 'earlier-payments-incomplete',
      details: { cityCode: '410400', clauses: ['PDS-A2-4-3-1', 'PDS-A2-4-3-2'] },
    },
  });
  expect(parked.stateReason?.text).toContain('平顶山市');

  const mark = valueOf(await record({ clauseIds: ['PDS-A2-4-3-1'] }));
  valueOf(await confirm(mark, 'city-checker'));
  await reconsider(id);
  expect((await look(office, id)).stateReason?.details).toEqual({
    cityCode: '410400',
    clauses: ['PDS-A2-4-3-2'],
  });

  const unconfirmed = valueOf(await record({ clauseIds: ['PDS-A2-4-3-2'] }));
  await reconsider(id);
  expect((await look(office, id)).state).toBe('parked');
  valueOf(await confirm(unconfirmed, 'policy-officer'));
  await reconsider(id);
  expect((await look(office, id)).state).toBe('awarded');
});

async function reconsider(id: string): Promise<void> {
  await act(office, 'city-reviewer', id, (db, command) =>
    casework.reconsiderApplication(db, { ...command, reason: '已补录' }),
  );
  await office.drain();
}

it('what was paid in an earlier year counts as paid, and its party is to be looked at again', async () => {
  const partyId = await partyOf('xinhua-clerk');
  await paidBefore(partyId, {
    clauseId: 'PDS-A2-4-3-1',
    amountFen: fen(5_000_000),
    paidOn: '2024-06-30',
  });
  const { determinations } = await look(office, await walkToReview(office, 'xinhua'));
  expect(determinations.map(({ clause, status }) => [clause, status])).toEqual(
    expect.arrayContaining([
      ['PDS-A2-4-3-1', 'already-paid'],
      // Paid in an earlier year, so whether the top-up is still owed is an open reading.
      ['PDS-A2-4-3-2', 'needs-decision'],
    ]),
  );
  const owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await owner.query("SELECT set_config('duixian.scope', 'system', false)");
  const { rows } = await owner.query('SELECT reason FROM dirty_party WHERE party_id = $1', [partyId]);
  await owner.end();
  expect(rows).toEqual([{ reason: 'earlier-payment' }]);
});

it('a sweep says of what was paid since the last one that it was paid, not that facts changed', async () => {
  const partyId = await partyOf('xinhua-clerk');
  const run = async () => {
    const asOf = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
    const { id } = valueOf(
      await casework.orderSweep(office.db, { ...(await by('policy-officer')), asOf, dryRun: true }),
    );
    await office.drain();
    return valueOf(await casework.readSweep(office.db, await office.as('policy-officer'), id));
  };
  await run();
  await paidBefore(partyId, { clauseId: 'PDS-A2-4-3-1', amountFen: fen(5_000_000), paidOn: '2024-06-30' });
  const { difference } = await run();
  const ofParty = difference?.first.filter((each) => each.partyId === partyId) ?? [];
  expect(
    Object.fromEntries(ofParty.map(({ clauseId, now, causes }) => [clauseId, [now?.disposition, causes]])),
  ).toEqual({
    'PDS-A2-4-3-1': ['already-paid', ['paid']],
    // The top-up was not paid: the payment beside it is a fact that changed.
    'PDS-A2-4-3-2': ['needs-decision', ['facts']],
  });
});

it.each<[string, Partial<casework.CoverageContent>, string]>([
  ['a gap before this system pays', { paidHereFrom: '2026-01-02' }, 'paidHereFrom'],
  ['a day that is still to come', { completeTo: '2099-12-31' }, 'completeTo'],
  ['a clause that nobody knows', { clauseIds: ['PDS-X'] }, 'clauseIds'],
  ['a clause of another city', { clauseIds: ['ZZ-2-1'] }, 'clauseIds'],
])('a mark with %s is refused', async (_, content, field) => {
  const outcome = await record(content);
  expect(refusalOf(outcome)).toBe('coverage-invalid');
  expect(outcome).toMatchObject({ refusal: { details: { problems: [{ field }] } } });
});

it('nobody confirms their own mark, a county none of the city, and nobody twice', async () => {
  const mark = valueOf(await record({}, 'policy-officer'));
  expect(refusalOf(await confirm(mark, 'policy-officer'))).toBe('separation-of-duties');
  expect(refusalOf(await confirm(mark, 'xinhua-checker'))).toBe('not-found');
  expect(refusalOf(await confirm(mark, MAKER))).toBe('forbidden');
  const confirmed = valueOf(await confirm(mark, 'policy-officer-2'));
  expect(refusalOf(await confirm(mark, 'city-checker'))).toBe('stale-version');
  expect(refusalOf(await confirm(confirmed, 'city-checker'))).toBe('action-not-allowed');
  expect(refusalOf(await record({ cityCode: '410402' }))).toBe('forbidden');
});
