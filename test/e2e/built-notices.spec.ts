import * as casework from '@duixian/casework';
import { insertCall, readCalls, runCommand } from '@duixian/persistence';
import { act, look, Office, passDays, PLACES, refusalOf, valueOf, type Place } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

const SYSTEM = { kind: 'system', name: 'test' } as const;
const BUILDER = 'city-reviewer-2';
const PAGE = { limit: 50 };

let office: Office;
let callId: string;
beforeEach(async () => {
  office = await Office.open();
  callId = office.key();
  // A call like the demo's, but whose notices somebody builds.
  const request = { name: 'call', actor: SYSTEM, idempotencyKey: callId, input: {} };
  await runCommand(office.db, request, async (tx) => {
    const [like] = await readCalls(tx);
    if (!like) throw new Error('the demo seed is not there');
    await insertCall(tx, { ...like, id: callId, number: `TEST-${callId}`, noticePublication: 'built' });
    await tx.record({ caseId: callId, regionCode: like.cityCode, type: 'test.called', data: {} });
    return { ok: true, value: null };
  });
});
afterEach(() => office.close());

/** Approved by county and city under the call whose notices are built. */
async function approved(place: Place): Promise<string> {
  const actor = await office.as(PLACES[place].clerk);
  const [party] = await casework.listMyParties(office.db, actor);
  const asked = { actor, idempotencyKey: office.key(), callId, partyId: party?.id ?? '', claims: {} };
  const { id } = valueOf(await casework.createApplication(office.db, asked));
  await act(office, PLACES[place].clerk, id, casework.submitApplication);
  await office.drain();
  await act(office, PLACES[place].reviewer, id, casework.approveApplication);
  await act(office, 'city-reviewer', id, casework.approveApplication);
  await office.drain();
  return id;
}

const picked = async (...ids: string[]) =>
  Promise.all(
    ids.map(async (applicationId) => ({
      applicationId,
      version: (await look(office, applicationId)).version,
    })),
  );

async function waiting(username: string, filter: casework.WaitingFilter = {}) {
  return valueOf(await casework.listWaitingForNotice(office.db, await office.as(username), filter, PAGE));
}

async function build(username: string, ids: readonly string[], idempotencyKey = office.key()) {
  const applications = await picked(...ids);
  const actor = await office.as(username);
  const title = '2026年度第一批拟兑付名单公示';
  return casework.buildNotice(office.db, { actor, idempotencyKey, callId, title, applications });
}

it('approved cases wait, stand on one notice that the city builds, and go on to their award', async () => {
  const ids = [await approved('xinhua'), await approved('yexian')];
  const found = await waiting(BUILDER, { callId });
  expect(found.items.map(({ id, state }) => [id, state])).toEqual(ids.map((id) => [id, 'approved']));
  expect(found.totals).toEqual({
    count: 2,
    amountFen: found.items.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0),
  });
  expect((await waiting(BUILDER, { countyCode: PLACES.yexian.regionCode })).totals.count).toBe(1);
  expect((await waiting(PLACES.xinhua.reviewer)).items).toEqual([]);
  const { timeline } = await look(office, ids[0] ?? '');
  expect(timeline.at(-1)?.type).toBe('application.notice_awaited');

  const preview = valueOf(
    await casework.previewNotice(office.db, await office.as(BUILDER), {
      callId,
      applications: await picked(...ids),
    }),
  );
  expect(preview.results.every(({ ok }) => ok)).toBe(true);
  expect(preview.totalFen).toBe(found.totals.amountFen);

  const key = office.key();
  const built = valueOf(await build(BUILDER, ids, key));
  expect(built).toMatchObject({ lineCount: 2, totalFen: preview.totalFen, endsOn: preview.endsOn });
  const notice = valueOf(await casework.readNotice(office.db, { kind: 'anonymous' }, built.id));
  expect(notice.lines).toEqual(preview.lines);
  expect(notice.title).toBe('2026年度第一批拟兑付名单公示');
  expect((await waiting(BUILDER)).totals).toEqual({ count: 0, amountFen: 0 });

  await passDays(office, 20);
  await casework.closeEndedNotices(office.db);
  await office.drain();
  for (const id of ids) expect((await look(office, id)).state).toBe('awarded');
});

it('who reviewed a case does not publish it; what is refused stops nobody else', async () => {
  const [mine, other] = [await approved('xinhua'), await approved('yexian')];
  expect(refusalOf(await build('city-reviewer', [mine]))).toBe('notice-empty');
  expect(refusalOf(await build(PLACES.xinhua.reviewer, [mine]))).toBe('forbidden');
  expect(refusalOf(await build('auditor', [mine]))).toBe('forbidden');

  const stale = [{ applicationId: mine, version: 1 }, ...(await picked(other))];
  const actor = await office.as(BUILDER);
  const command = { actor, idempotencyKey: office.key(), callId, title: '第一批公示', applications: stale };
  const first = valueOf(await casework.buildNotice(office.db, command));
  expect(first.results).toMatchObject([
    { applicationId: mine, ok: false, refusal: { code: 'stale-version' } },
    { applicationId: other, ok: true },
  ]);
  expect([first.lineCount, (await look(office, mine)).state]).toEqual([1, 'approved']);
  // The same key is the same notice.
  expect(valueOf(await casework.buildNotice(office.db, command)).number).toBe(first.number);

  const twice = await build(BUILDER, [other]);
  expect(twice).toMatchObject({
    ok: false,
    refusal: {
      code: 'notice-empty',
      details: { results: [{ applicationId: other, refusal: { code: 'action-not-allowed' } }] },
    },
  });
  const [automatic] = (await casework.listCalls(office.db, actor)).filter(
    ({ noticePublication }) => noticePublication === 'automatic',
  );
  const elsewhere = { ...command, idempotencyKey: office.key(), callId: automatic?.id ?? '' };
  expect(refusalOf(await casework.buildNotice(office.db, elsewhere))).toBe('notice-automatic');
});

it('the database keeps a notice as it was published, under the name of who published it', async () => {
  const id = await approved('xinhua');
  const built = valueOf(await build(BUILDER, [id]));
  const owner = new Client(office.database.ownerUrl);
  await owner.connect();
  try {
    await owner.query("SELECT set_config('duixian.scope', 'system', false)");
    await expect(owner.query('UPDATE notice SET title = $2 WHERE id = $1', [built.id, '改'])).rejects.toThrow(
      'a public notice stays as it was published',
    );
    const { rows } = await owner.query<{ id: string }>(
      'SELECT published_by AS id FROM notice WHERE id = $1',
      [built.id],
    );
    expect(rows[0]?.id).toBe((await office.as(BUILDER)).userId);
  } finally {
    await owner.end();
  }
});

it.each<[string, Writer, string | null]>([
  ['the officer, for their city', {}, null],
  ['somebody in another name', { actor: 'user:00000000-0000-7000-8000-000000000000' }, 'row-level security'],
  ['somebody of another city', { regions: '{410500}' }, 'row-level security'],
  [
    'the officer, under a call whose notices the system publishes',
    { call: 'automatic' },
    'row-level security',
  ],
])('into the register of notices writes %s', async (_who, { actor, regions, call }, refusal) => {
  const { userId } = await office.as(BUILDER);
  const app = new Client(office.database.appUrl);
  await app.connect();
  try {
    await app.query('BEGIN');
    await app.query(
      `SELECT set_config('duixian.scope', 'person', true), set_config('duixian.parties', '{}', true),
         set_config('duixian.actor', $1, true), set_config('duixian.regions', $2, true)`,
      [actor ?? `user:${userId}`, regions ?? '{410400}'],
    );
    const written = app.query(
      `INSERT INTO notice (id, number, call_id, city_code, title, state, published_at, published_by, starts_on, working_days,
         ends_on, end_estimated, snapshot, snapshot_hash)
       SELECT gen_random_uuid(), 'TEST', id, city_code, 'test', 'published', now(), $1, now()::date, 5, now()::date, false, '[]', ''
       FROM call WHERE notice_publication = $2`,
      [userId, call ?? 'built'],
    );
    if (refusal === null) await written;
    else await expect(written).rejects.toThrow(refusal);
  } finally {
    await app.end();
  }
});

interface Writer {
  actor?: string;
  regions?: string;
  call?: 'automatic';
}
