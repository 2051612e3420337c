import * as casework from '@duixian/casework';
import { appendFacts, newId, runCommand, runQuery } from '@duixian/persistence';
import { look, passDays, PLACES, refusalOf, valueOf, walkToReview } from '@duixian/testing';
import { Client } from 'pg';
import { CITY_CODE, SweepDesk } from './sweep-desk';
import { takeAway } from './take-away';

jest.setTimeout(180_000);

const CLERK = 'xinhua-clerk';
let desk: SweepDesk;
beforeEach(async () => {
  desk = await SweepDesk.open();
});
afterEach(() => desk.office.close());

const missedBy = async (
  username: string,
  query: casework.MissedQuery = {},
): Promise<casework.MissedView[]> => {
  const actor = await desk.office.as(username);
  return valueOf(await casework.listMissed(desk.db, actor, query, { limit: 200 })).items;
};
const shortly = (rows: readonly casework.MissedView[]): string[] =>
  rows.map(({ registeredName, clauseId, reason }) => `${registeredName.slice(0, 2)} ${clauseId} ${reason}`);

async function declineAs(username: string): Promise<void> {
  const [offer] = await desk.offersOf(username);
  const command = { offerId: offer!.id, version: offer!.version, reason: '不需要' };
  valueOf(await casework.declineOffer(desk.db, { ...(await desk.by(username)), ...command }));
}

/** The statistics office takes back that the enterprise entered for the first time. */
async function correct(partyId: string): Promise<void> {
  const system = { kind: 'system', name: 'test' } as const;
  const request = { name: 'correct', actor: system, idempotencyKey: desk.office.key(), input: {} };
  await runCommand(desk.db, request, async (tx) => {
    await appendFacts(tx, partyId, [
      {
        ...{ id: tx.newId(), partyId, applicationId: null, name: 'scale.first_entry' },
        ...{ value: false, status: 'authoritative', source: '统计联网直报', documentNumber: '更正' },
        ...{ documentDate: tx.today, importId: null, validFrom: null, validTo: null },
        ...{ learnedAt: tx.now, learnedBy: 'system:test' },
      },
    ]);
    await tx.record({ caseId: tx.newId(), regionCode: CITY_CODE, type: 'test.corrected', data: {} });
    return { ok: true, value: null };
  });
}

it('says of everybody who was owed and has no award why, and stops saying so with the award', async () => {
  expect(await missedBy('city-reviewer')).toEqual([]);
  const sweep = await desk.run();
  const before = await missedBy('city-reviewer');
  expect(new Set(before.map(({ reason }) => reason))).toEqual(new Set(['not-pushed']));
  expect(before.map(({ amountFen }) => amountFen)).toEqual(
    before.map(({ amountFen }) => amountFen).sort((a, b) => (b ?? 0) - (a ?? 0)),
  );
  valueOf(await desk.approve(sweep));
  await desk.office.drain();
  expect(new Set((await missedBy('city-reviewer')).map(({ reason }) => reason))).toEqual(
    new Set(['offer-open']),
  );
  const [offer] = await desk.offersOf(CLERK);
  valueOf(await desk.confirm(offer!, CLERK));
  expect(shortly(await missedBy(CLERK))).toEqual([
    '新华 PDS-A2-4-3-1 case-under-way',
    '新华 PDS-A2-4-3-2 case-under-way',
  ]);
  await desk.office.drain();
  await passDays(desk.office, 20);
  await casework.closeEndedNotices(desk.db);
  await desk.office.drain();
  expect(await missedBy(CLERK)).toEqual([]);
  expect(await missedBy('city-reviewer')).not.toEqual([]);
});

it('expired, declined, and no account are told apart, and the list, its sums and its file agree', async () => {
  await desk.offered();
  await declineAs(CLERK);
  expect(await missedBy(CLERK)).toMatchObject([
    { reason: 'offer-declined', open: false, why: expect.stringContaining('不需要') as string },
    { reason: 'offer-declined' },
  ]);
  await passDays(desk.office, 60);
  await casework.expireOffers(desk.db);
  const rest = (await missedBy('city-reviewer')).filter(({ reason }) => reason !== 'offer-declined');
  expect(rest.length).toBeGreaterThan(0);
  expect(new Set(rest.map(({ reason }) => reason))).toEqual(new Set(['offer-expired']));
  const [party] = rest;
  const owner = new Client(desk.office.database.ownerUrl);
  await owner.connect();
  await owner.query(
    `SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false)`,
  );
  await owner.query('ALTER TABLE payee_account DISABLE TRIGGER USER');
  await owner.query(`UPDATE payee_account SET effective_on = '2999-01-01' WHERE party_id = $1`, [
    party!.partyId,
  ]);
  await owner.end();
  const all = await missedBy('city-reviewer');
  expect(all.filter(({ partyId }) => partyId === party!.partyId).map(({ reason }) => reason)).toContain(
    'no-account',
  );

  const actor = await desk.office.as('city-reviewer');
  const report = valueOf(await casework.readMissedReport(desk.db, actor, {}));
  expect(report.count).toBe(all.length);
  expect(report.amountFen).toBe(all.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0));
  const pages: casework.MissedView[] = [];
  for (let cursor: string | undefined; ;) {
    const page = valueOf(
      await casework.listMissed(desk.db, actor, {}, { limit: 1, ...(cursor ? { cursor } : {}) }),
    );
    pages.push(...page.items);
    expect(page.totals).toEqual({ count: report.count, amountFen: report.amountFen });
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(pages).toEqual(all);
  expect(await takeAway(desk.office, 'city-reviewer', 'missed')).toHaveLength(all.length);
  expect(await takeAway(desk.office, 'city-reviewer', 'missed', { reason: 'offer-declined' })).toHaveLength(
    2,
  );
});

it('a county sees its county, the enterprise its own, the treasury nothing; a period is held', async () => {
  await desk.offered();
  const all = await missedBy('city-reviewer');
  const own = await missedBy(PLACES.xinhua.reviewer);
  expect(own.length).toBeGreaterThan(0);
  expect(new Set(own.map(({ countyCode }) => countyCode))).toEqual(new Set([PLACES.xinhua.regionCode]));
  expect(all.length).toBeGreaterThan(own.length);
  expect(shortly(await missedBy(CLERK))).toEqual(shortly(own));
  expect(
    await missedBy(CLERK, {
      partyId: all.find(({ partyId }) => !own.some((o) => o.partyId === partyId))!.partyId,
    }),
  ).toEqual([]);
  const maker = await desk.office.as('xinhua-maker');
  expect(refusalOf(await casework.listMissed(desk.db, maker, {}, { limit: 10 }))).toBe('forbidden');
  expect(await missedBy('auditor')).toHaveLength(all.length);
  expect(await missedBy('auditor', { from: '2020-01-01', to: '2020-12-31' })).toEqual([]);
  expect(await missedBy('auditor', { open: false })).toEqual([]);
  const actor = await desk.office.as('auditor');
  expect(
    refusalOf(await casework.readMissedReport(desk.db, actor, { from: '2026-02-01', to: '2026-01-01' })),
  ).toBe('period-invalid');
});

it('an application that was rejected or waits is in it by what it was determined to be worth', async () => {
  const applicationId = await walkToReview(desk.office, 'yexian');
  expect((await missedBy('yexian-clerk')).map(({ reason }) => reason)).toEqual(['case-under-way']);
  const { version } = await look(desk.office, applicationId);
  const command = { ...(await desk.by(PLACES.yexian.reviewer)), applicationId, version };
  const decision = { reasonCode: 'not-eligible', reason: '名录中查无此企业' } as const;
  valueOf(await casework.rejectApplication(desk.db, { ...command, ...decision }));
  expect(await missedBy('yexian-clerk')).toMatchObject([
    {
      ...{ reason: 'case-rejected', applicationId, sweepId: null, open: false },
      why: expect.stringContaining('名录中查无此企业') as string,
    },
  ]);
});

it('a chain of sweeps says one thing once, and the last word of the period counts', async () => {
  const bySystem = async (): Promise<string> => {
    const system = { kind: 'system', name: 'test' } as const;
    const since = await runQuery(desk.db, system, (tx) => Promise.resolve(tx.nowText));
    const wanted = { cityCode: CITY_CODE, cause: 'import' as const, causeId: newId(), since };
    const begun = await casework.sweepForCause(desk.db, new Set(['import'] as const), {
      ...wanted,
      outboxId: newId(),
    });
    await desk.office.drain();
    return begun?.ok ? (begun.value.sweepId ?? '') : '';
  };
  await bySystem();
  const found = await missedBy('auditor');
  const again = await desk.look(await bySystem());
  expect(again.state).toBe('completed');
  expect(shortly(await missedBy('auditor'))).toEqual(shortly(found));
  const [one] = found;
  await correct(one!.partyId);
  await bySystem();
  const later = await missedBy('auditor');
  expect(later.map(({ id }) => id)).toEqual(found.map(({ id }) => id));
  const gone = later.filter(({ stillOwed }) => !stillOwed);
  expect(new Set(gone.map(({ partyId }) => partyId))).toEqual(new Set([one!.partyId]));
  expect(new Set(later.map(({ id }) => id)).size).toBe(later.length);
});

it('what is found changed at the award is told to the enterprise with its reason', async () => {
  await desk.offered();
  const [offer] = await desk.offersOf(CLERK);
  expect(offer?.caseReason).toBeNull();
  valueOf(await desk.confirm(offer!, CLERK));
  await desk.office.drain();
  expect((await desk.offersOf(CLERK))[0]?.caseReason).toBeNull();
  await correct(offer!.applicant.id);
  await passDays(desk.office, 20);
  await casework.closeEndedNotices(desk.db);
  await desk.office.drain();
  expect((await desk.offersOf(CLERK))[0]).toMatchObject({
    state: 'confirmed',
    caseReason: { code: 'determination-changed' },
  });
});
