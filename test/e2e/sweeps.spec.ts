import * as casework from '@duixian/casework';
import {
  appendFacts,
  insertCall,
  insertRegisterCoverage,
  insertRegisterExtract,
  newId,
  readCalls,
  runCommand,
  runQuery,
  type Tx,
} from '@duixian/persistence';
import { look, passDays, refusalOf, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import { ImportDesk } from './import-desk';
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

describe('a list of titles that is imported again', () => {
  const HEADER = '统一社会信用代码,企业名称,区县,称号,级别,认定日期,是否首次,认定城市,主体标识';
  const CLAUSE = 'PDS-A3-2-7-2';
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
  let imports: ImportDesk;
  let callId: string;
  let row: string;
  beforeEach(async () => {
    imports = new ImportDesk(desk.office);
    const [party] = await casework.listMyParties(desk.db, await desk.office.as(CLERK));
    row = `${party?.creditCode},${party?.registeredName},新华区,SME_SERVICE_PLATFORM_PROV,省级,${today},是,平顶山`;
    callId = desk.office.key();
    const actor = { kind: 'system', name: 'test' } as const;
    const request = { name: 'call', actor, idempotencyKey: callId, input: {} };
    await runCommand(desk.db, request, async (tx) => {
      const [like] = await readCalls(tx);
      if (!like) throw new Error('the demo seed is not there');
      await insertCall(tx, { ...like, id: callId, number: `TEST-${callId}`, clauseIds: [CLAUSE] });
      await tx.record({ caseId: callId, regionCode: like.cityCode, type: 'test.called', data: {} });
      return { ok: true, value: null };
    });
  });
  afterEach(() => imports.close());

  /** Each list is another file, whatever it says. */
  const bring = (documentNumber: string, documentDate: string, belongsTo = '') => {
    const content = `${HEADER}\n${row},${belongsTo}${'\n'.repeat(documentNumber.length)}`;
    return imports.bring({ kind: 'title_list', documentNumber, documentDate }, content);
  };
  const found = async () => {
    const { id } = await desk.run({ callIds: [callId], dryRun: true });
    return (await desk.results(id)).map(({ clause, subject, disposition, status }) => [
      clause,
      subject,
      disposition,
      status,
    ]);
  };

  it('is the same recognition: what was awarded for it is not owed once more', async () => {
    await bring('平工信〔2022〕8号', '2022-04-01');
    const before = await found();
    expect(before).toEqual([[CLAUSE, expect.any(String), 'offer', 'determined']]);
    await desk.offered({ callIds: [callId] });
    const [offer] = await desk.offersOf(CLERK);
    const { applicationId } = valueOf(await desk.confirm(offer!, CLERK));
    await desk.office.drain();
    await passDays(desk.office, 20);
    await casework.closeEndedNotices(desk.db);
    await desk.office.drain();
    expect((await look(desk.office, applicationId!)).state).toBe('awarded');
    await bring('平工信〔2023〕11号', '2022-05-01');
    const paid = [[CLAUSE, before[0]?.[1], 'already-paid', 'already-paid']];
    expect(await found()).toEqual(paid);

    // An award that names the record which stood on its day, as earlier versions wrote it.
    const owner = new Client(desk.office.database.ownerUrl);
    await owner.connect();
    await owner.query(`SELECT set_config('duixian.scope', 'system', false);
      ALTER TABLE award_line DISABLE TRIGGER USER;
      UPDATE award_line SET subject = (SELECT id::text FROM standing_title WHERE code = 'SME_SERVICE_PLATFORM_PROV') WHERE clause_id = '${CLAUSE}';
      ALTER TABLE award_line ENABLE TRIGGER USER`);
    await owner.end();
    expect(await found()).toEqual(paid);
  });

  it.each([
    ['first left blank and then named', '', '平台甲'],
    ['first named and then left blank', '平台甲', ''],
    ['written in other signs', '平台甲(一)', '平台甲 (一)'],
  ])('is the same recognition also where what it belongs to was %s', async (_, first, then) => {
    await bring('平工信〔2022〕8号', '2022-04-01', first);
    await desk.offered({ callIds: [callId] });
    const [offer] = await desk.offersOf(CLERK);
    const { applicationId } = valueOf(await desk.confirm(offer!, CLERK));
    await desk.office.drain();
    await passDays(desk.office, 20);
    await casework.closeEndedNotices(desk.db);
    await desk.office.drain();
    expect((await look(desk.office, applicationId!)).state).toBe('awarded');
    await bring('平工信〔2023〕11号', '2022-05-01', then);
    expect(await found()).toEqual([[CLAUSE, first || then, 'already-paid', 'already-paid']]);
  });

  it('is the same recognition also when the list that told of it first is taken back', async () => {
    const first = await bring('平工信〔2022〕8号', '2022-04-01');
    const before = await found();
    await bring('平工信〔2023〕11号', '2022-05-01');
    valueOf(await imports.undo(first.id));
    expect(await found()).toEqual(before);
  });
});

it('who was deregistered is found and offered nothing, also by a sweep that rests on the one before', async () => {
  const [party] = await casework.listMyParties(desk.db, await desk.office.as(CLERK));
  const triggers: casework.SweepTriggers = new Set(['import'] as const);
  const bySystem = async (): Promise<casework.SweepDetail> => {
    const { nowText: since } = await runQuery(desk.db, { kind: 'system', name: 'test' }, (tx) =>
      Promise.resolve({ nowText: tx.nowText }),
    );
    const wanted = { cityCode: '410400', cause: 'import' as const, causeId: newId(), since };
    const begun = await casework.sweepForCause(desk.db, triggers, { outboxId: newId(), ...wanted });
    await desk.office.drain();
    return desk.look(valueOf(begun!).sweepId!);
  };
  expect(await desk.found((await bySystem()).id, '新华区')).toContain('PDS-A2-4-3-1 offer');
  const imports = new ImportDesk(desk.office);
  await imports.bring(
    { kind: 'registration' },
    `统一社会信用代码,企业名称,区县,登记状态,状态日期\n${party?.creditCode},${party?.registeredName},新华区,注销,2022-03-20`,
  );
  imports.close();
  const gone = [
    'PDS-A2-4-3-1 not-payable applicant-dissolved',
    'PDS-A2-4-3-2 not-payable applicant-dissolved',
  ];
  expect(await desk.found((await bySystem()).id, '新华区')).toEqual(gone);
  expect(await desk.found((await desk.run()).id, '新华区')).toEqual(gone);
  expect(
    valueOf(await casework.listMissed(desk.db, await desk.office.as('city-reviewer'), {}, { limit: 50 }))
      .items,
  ).not.toContainEqual(expect.objectContaining({ partyId: party?.id, stillOwed: true }));
});

it('what is owed no more when the approved list goes out is not offered, with the reason; the others get theirs', async () => {
  const [party] = await casework.listMyParties(desk.db, await desk.office.as(CLERK));
  const sweep = await desk.run();
  const imports = new ImportDesk(desk.office);
  await imports.bring({ kind: 'facts' }, `统一社会信用代码,首次纳入规模以上统计\n${party?.creditCode},否`);
  imports.close();
  valueOf(await desk.approve(sweep));
  await desk.office.drain();
  expect(await desk.offersOf(CLERK)).toEqual([]);
  const after = await desk.look(sweep.id);
  expect(after).toMatchObject({
    state: 'completed',
    failures: { count: 1, first: [{ partyId: party?.id }] },
  });
  expect(after.failures.first[0]?.problem).toContain('PDS-A2-4-3-1');
  expect((await desk.offersOf('yexian-clerk')).length).toBe(1);
});

describe('a list that is not complete to date', () => {
  const HIGHER = 'title/SME_SERVICE_PLATFORM_NATIONAL';
  const CLAUSE = 'PDS-A3-2-7-2';
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
  const daysAgo = (days: number): string =>
    new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);

  async function change(what: string, work: (tx: Tx) => Promise<void>): Promise<void> {
    const actor = { kind: 'system', name: 'test' } as const;
    const request = { name: 'test', actor, idempotencyKey: what, input: {} };
    await runCommand(desk.db, request, async (tx) => {
      await work(tx);
      await tx.record({ caseId: tx.newId(), regionCode: '410400', type: 'test', data: {} });
      return { ok: true as const, value: null };
    });
  }
  const mark = (completeTo: string): Promise<void> =>
    change(`mark ${completeTo}`, (tx) =>
      insertRegisterCoverage(tx, {
        ...{
          register: HIGHER,
          regionCode: '410400',
          completeTo,
          recordedAt: tx.now,
          recordedBy: 'system:test',
        },
      }),
    );
  const dry = async () => desk.run({ dryRun: true, clauses: [CLAUSE] });

  beforeEach(async () => {
    const [party] = await casework.listMyParties(desk.db, await desk.office.as(CLERK));
    const partyId = party?.id ?? '';
    await change('title', (tx) =>
      insertRegisterExtract(tx, {
        ...{ partyIds: [partyId], facts: [] },
        titles: [
          {
            ...{
              id: tx.newId(),
              partyId,
              code: 'SME_SERVICE_PLATFORM_PROV',
              level: 'provincial',
              subjectId: null,
            },
            ...{ acquisition: 'new', firstEver: true, grantedCity: '平顶山', grantedOn: daysAgo(20) },
            ...{ validFrom: daysAgo(20), validTo: null, documentNumber: '1号', status: 'authoritative' },
            ...{ learnedAt: tx.now, learnedBy: 'system:test' },
          },
        ],
      }),
    );
  });

  it('says so before ordering and on the page; where absence decides, what was found needs evidence until the list is renewed', async () => {
    const actor = await desk.office.as(ORDERER);
    const standing = async () =>
      valueOf(
        await casework.listRegisterStandings(desk.db, actor, { cityCode: '410400', asOf: today }),
      ).items.find(({ register }) => register === HIGHER);
    expect(await standing()).toMatchObject({ state: 'unmarked', completeTo: null, decisiveFor: [CLAUSE] });
    expect((await desk.found((await dry()).id)).join()).not.toContain('register-stale');

    await mark(daysAgo(401));
    expect(await standing()).toMatchObject({ state: 'stale', completeTo: daysAgo(401), toleranceDays: 400 });
    const stale = await dry();
    expect(stale.registers).toContainEqual(expect.objectContaining({ register: HIGHER, state: 'stale' }));
    expect(await desk.found(stale.id)).toEqual([`${CLAUSE} needs-evidence register-stale`]);

    await mark(daysAgo(400));
    expect(await standing()).toMatchObject({ state: 'fresh' });
    expect(await desk.found((await dry()).id)).toEqual([`${CLAUSE} held no-call`]);
  });

  it('no real sweep is ordered where the configuration refuses it; a dry one is', async () => {
    await mark(daysAgo(31));
    const rules = { stale: 'refuse' as const, toleranceDays: { [HIGHER]: 30 } };
    const wish = { clauses: [CLAUSE], registerRules: rules };
    expect(refusalOf(await desk.order(wish))).toBe('sweep-registers-stale');
    valueOf(await desk.order({ ...wish, dryRun: true }));
    valueOf(await desk.order({ ...wish, registerRules: { ...rules, stale: 'warn' } }));
  });
});
