import * as casework from '@duixian/casework';
import { appendFacts, insertCall, readCalls, runCommand } from '@duixian/persistence';
import { look, passDays, refusalOf, valueOf } from '@duixian/testing';
import { ORDERER, SweepDesk } from './sweep-desk';

jest.setTimeout(120_000);

let desk: SweepDesk;
beforeEach(async () => {
  desk = await SweepDesk.open();
});
afterEach(() => desk.office.close());

const CLERK = 'xinhua-clerk';

it('finds who is owed without applying, has the list approved by a second officer, and pays by one click', async () => {
  const sweep = await desk.run();
  expect(sweep).toMatchObject({ state: 'prepared', offers: { count: 3 }, allowedActions: ['cancel'] });
  expect(await desk.found(sweep.id, '新华区')).toEqual(['PDS-A2-4-3-1 offer', 'PDS-A2-4-3-2 offer']);
  expect(await desk.offersOf(CLERK)).toEqual([]);

  expect(refusalOf(await desk.approve(sweep, ORDERER))).toBe('separation-of-duties');
  valueOf(await desk.approve(sweep));
  await desk.office.drain();
  expect(await desk.look(sweep.id)).toMatchObject({ state: 'completed' });

  const [offer] = await desk.offersOf(CLERK);
  expect(offer).toMatchObject({ state: 'open', stateZh: '待确认', amountFen: 8_000_000 });
  const answer = valueOf(await desk.confirm(offer!, CLERK));
  expect(answer).toMatchObject({ state: 'confirmed', reason: null });
  const id = answer.applicationId!;
  expect((await look(desk.office, id)).state).toBe('approved');
  await desk.office.drain();
  await passDays(desk.office, 20);
  await casework.closeEndedNotices(desk.db);
  await desk.office.drain();
  expect(await look(desk.office, id)).toMatchObject({
    state: 'awarded',
    award: { amountFen: 8_000_000 },
  });
});

it('a clause for a period that is over is offered to nobody, though its facts are known and a call names it', async () => {
  const id = desk.office.key();
  const [party] = await casework.listMyParties(desk.db, await desk.office.as(CLERK));
  const request = {
    name: 'call',
    actor: { kind: 'system', name: 'test' },
    idempotencyKey: id,
    input: {},
  } as const;
  await runCommand(desk.db, request, async (tx) => {
    const [like] = await readCalls(tx);
    if (!like || !party) throw new Error('the demo seed is not there');
    await insertCall(tx, { ...like, id, number: `TEST-${id}`, clauseIds: ['PDS-2-1'] });
    const known = {
      'q1_2022.full_load_continuous': true,
      'q1_2022.main_revenue_yoy_pct': '12.5',
      'scale.above_scale_industrial': true,
    };
    await appendFacts(
      tx,
      party.id,
      Object.entries(known).map(([name, value]) => ({
        id: tx.newId(),
        partyId: party.id,
        applicationId: null,
        name,
        value,
        status: 'authoritative' as const,
        source: '统计联网直报',
        documentNumber: '一季度数据',
        documentDate: null,
        importId: null,
        validFrom: null,
        validTo: null,
        learnedAt: tx.now,
        learnedBy: 'system:test',
      })),
    );
    await tx.record({ caseId: id, regionCode: like.cityCode, type: 'test.called', data: {} });
    return { ok: true, value: null };
  });
  const sweep = await desk.run({ callIds: [id] });
  expect(await desk.found(sweep.id, '新华区')).toEqual(['PDS-2-1 held period-over']);
  expect(sweep.offers?.count).toBe(0);
});

it('a second sweep finds nothing new: what is offered, paid or under way is said to be so', async () => {
  await desk.offered();
  const [offer] = await desk.offersOf(CLERK);
  const again = await desk.run();
  expect(again).toMatchObject({ state: 'completed', offers: { count: 0 } });
  expect(await desk.found(again.id, '新华区')).toEqual([
    'PDS-A2-4-3-1 already-offered offer-open',
    'PDS-A2-4-3-2 already-offered offer-open',
  ]);
  expect(again.difference?.counts).toEqual({ new: 0, gone: 0, changed: 3 });
  valueOf(await desk.confirm(offer!, CLERK));
  await desk.office.drain();
  const third = await desk.run();
  expect(await desk.found(third.id, '新华区')).toEqual([
    'PDS-A2-4-3-1 already-offered offer-confirmed',
    'PDS-A2-4-3-2 already-offered offer-confirmed',
  ]);
});
