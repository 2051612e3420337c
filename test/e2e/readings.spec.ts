import * as casework from '@duixian/casework';
import { look, refusalOf, valueOf } from '@duixian/testing';
import { insertReadingChoice, insertReadingVerdict, runCommand } from '@duixian/persistence';
import { Client } from 'pg';
import { FIRST, SECOND } from './call-desk';
import { OpenLaw } from './open-law';
import { takeAway } from './take-away';

jest.setTimeout(120_000);

let law: OpenLaw;
beforeAll(async () => {
  law = await OpenLaw.open();
});
afterAll(() => law.desk.office.close());

const ANYBODY = { kind: 'anonymous' } as const;
const readingOf = async (actor: casework.Actor, id: string): Promise<casework.ReadingView> => {
  const views = await casework.listReadings(law.desk.office.db, actor);
  const found = views.find((view) => view.documentId === 'test-open' && view.reading === id);
  if (!found) throw new Error(`no reading ${id}`);
  return found;
};
const worth = async (on: string): Promise<unknown> => {
  const facts = {
    evaluation_date: on,
    'applicant.province': '河南',
    'applicant.city': '平顶山',
    'equipment.actual_investment_yuan': '1000000',
    'equipment.invested_to': '2026-03-01',
  };
  const { results } = valueOf(await casework.calculate(law.desk.office.db, ANYBODY, facts));
  const line = results.find(({ clause }) => clause === 'TEST-READ');
  return line?.status === 'determined' ? line.amountFen : line?.status;
};

it('tells anybody what is open: the ways to understand it, the preset, who can settle it, and the clauses', async () => {
  expect(await readingOf(ANYBODY, 'T-1')).toEqual({
    documentId: 'test-open',
    documentNumber: '测试〔2026〕2号',
    reading: 'T-1',
    article: '第三条',
    question: '旧设备是否给予',
    options: [
      { key: 'full', meaning: '照给' },
      { key: 'nothing', meaning: '不给' },
    ],
    choosable: ['full', 'nothing', 'ask'],
    preset: null,
    decidedBy: '市工信局',
    fixed: false,
    clauses: ['TEST-READ'],
    choices: [],
  });
  expect(await readingOf(ANYBODY, 'T-2')).toMatchObject({
    choosable: ['wide', 'narrow'],
    clauses: ['TEST-FIXED'],
  });
  const fixed = { fixed: true, choosable: [], preset: 'decision', clauses: ['TEST-AMOUNT'] };
  expect(await readingOf(ANYBODY, 'T-3')).toMatchObject(fixed);
});

it('an option of a reading that is written into its clauses is no choice', async () => {
  expect(refusalOf(await law.propose({ reading: 'T-3', option: 'table' }))).toBe('reading-invalid');
});

it('changes what is determined only once another officer confirmed it, from its day on', async () => {
  const { desk } = law;
  expect(await worth(desk.today)).toBe('needs-decision');
  const { id } = valueOf(await law.propose({}));
  expect(await worth(desk.today)).toBe('needs-decision');
  expect(refusalOf(await law.confirm(id, FIRST))).toBe('separation-of-duties');
  valueOf(await law.confirm(id));
  expect(await worth(desk.today)).toBe(3_000_000);
  expect(await worth(desk.dayAfter(-1))).toBe('needs-decision');
  expect(refusalOf(await law.confirm(id))).toBe('action-not-allowed');

  const application = await law.assessed(['TEST-READ']);
  const line = await law.line(application, 'TEST-READ');
  expect(line).toMatchObject({ status: 'determined', amountFen: 3_000_000 });
  expect(line.trace?.readings).toEqual({ 'T-1': 'full' });
  const { rows } = await ask<{ readings: unknown; readings_hash: string }>(
    `SELECT readings, readings_hash FROM determination WHERE application_id = $1`,
    [application],
  );
  expect(rows[0]?.readings).toEqual({ 'T-1': 'full' });
  expect(rows[0]?.readings_hash).toMatch(/^[0-9a-f]{64}$/);
});

it('a later choice stands in its place from its own day on; a correction of the earlier one does not reach beyond', async () => {
  const { desk } = law;
  await law.chosen({ option: 'nothing', validFrom: desk.dayAfter(10) });
  expect(await worth(desk.dayAfter(9))).toBe(3_000_000);
  expect(await worth(desk.dayAfter(10))).toBe('not-eligible');
  await law.chosen({ option: 'ask', validFrom: desk.today });
  expect(await worth(desk.dayAfter(9))).toBe('needs-decision');
  expect(await worth(desk.dayAfter(10))).toBe('not-eligible');
  const { choices } = await readingOf(ANYBODY, 'T-1');
  expect(choices.map(({ option, state, inForce }) => [option, state, inForce])).toEqual([
    ['full', 'confirmed', false],
    ['nothing', 'confirmed', false],
    ['ask', 'confirmed', true],
  ]);
});

it('the calculator explains every result and says what lies above on the ladder of titles', async () => {
  const facts = {
    'applicant.province': '河南',
    'applicant.city': '郑州',
    'applicant.kind': 'enterprise',
    titles: [],
  };
  const given = { ...facts, evaluation_date: law.desk.today };
  const { results, ladder } = valueOf(await casework.calculate(law.desk.office.db, ANYBODY, given));
  expect(results.every(({ explanation }) => /结论:.+。$/.test(explanation))).toBe(true);
  expect(ladder).toMatchObject({ held: [], next: { code: 'PROV_ZJTX' } });
});

it('what was determined keeps the reading that held then', async () => {
  const before = await law.assessed(['TEST-READ']);
  expect(await law.line(before, 'TEST-READ')).toMatchObject({ status: 'needs-decision' });
  await law.chosen({ option: 'full' });
  expect((await look(law.desk.office, before)).determinations[0]).toMatchObject({ status: 'needs-decision' });
});

it('a proposal is the place’s own paper until it is confirmed, and may be withdrawn', async () => {
  const { office } = law.desk;
  const { id } = valueOf(await law.propose({ reading: 'T-2', option: 'narrow' }));
  const ids = async (actor: casework.Actor) => (await readingOf(actor, 'T-2')).choices.map((each) => each.id);
  expect(await ids(await office.as('auditor'))).toEqual([id]);
  expect(await ids(ANYBODY)).toEqual([]);
  const [seen] = (await readingOf(await office.as(SECOND), 'T-2')).choices;
  expect(seen?.allowedActions).toEqual(['confirm', 'withdraw']);
  const [own] = (await readingOf(await office.as(FIRST), 'T-2')).choices;
  expect(own?.allowedActions).toEqual(['withdraw']);
  const by = { actor: await office.as(FIRST), idempotencyKey: office.key() };
  expect(valueOf(await casework.withdrawReading(office.db, { ...by, choiceId: id })).state).toBe('withdrawn');
  expect(refusalOf(await law.confirm(id))).toBe('action-not-allowed');
});

it('every choice and its verdict stand on the trail, with place, option and day', async () => {
  const id = await law.chosen({ reading: 'T-2', option: 'narrow', validFrom: '2098-01-01' });
  const { rows } = await ask<{ type: string; actor: string; bytes: string }>(
    `SELECT type, actor, bytes FROM audit_event WHERE case_id = $1 ORDER BY sequence`,
    [id],
  );
  expect(rows.map(({ type }) => type)).toEqual(['reading.proposed', 'reading.confirmed']);
  expect(new Set(rows.map(({ actor }) => actor)).size).toBe(2);
  for (const { bytes } of rows)
    expect(JSON.parse(bytes)).toMatchObject({ data: { option: 'narrow', validFrom: '2098-01-01' } });
});

it.each([
  ['an unknown option', { option: 'half' }, 'reading-invalid'],
  ['ask, where no clause puts it to a person', { reading: 'T-2', option: 'ask' }, 'reading-invalid'],
  ['an unknown reading', { reading: 'T-9' }, 'reading-invalid'],
  [
    'a document of another city',
    { documentId: 'zhengzhou-2022-36', reading: 'Z-2', option: 'wide' },
    'reading-invalid',
  ],
  ['a county', { regionCode: '410402' }, 'reading-invalid'],
  ['a place of somebody else', { regionCode: '410100' }, 'forbidden'],
  ['no place at all', { regionCode: '999999' }, 'not-found'],
] as const)('%s is refused', async (_, proposal, code) => {
  const outcome = await law.propose(proposal);
  // A county's officer would be needed for a county; the city's is refused by right before by sense.
  expect(['forbidden', code]).toContain(refusalOf(outcome));
  if (code === 'forbidden') expect(refusalOf(outcome)).toBe('forbidden');
});

it('the database keeps the two officers apart and forgets nothing', async () => {
  const { id } = valueOf(await law.propose({}));
  const proposer = (await law.desk.office.as(FIRST)).userId;
  await expect(
    ask(`INSERT INTO reading_verdict VALUES ($1, $2, 'confirmed', $2, now())`, [id, proposer]),
  ).rejects.toThrow('reading_confirmed_by_another');
  const another = (await law.desk.office.as(SECOND)).userId;
  await expect(
    ask(`INSERT INTO reading_verdict VALUES ($1, $2, 'confirmed', $3, now())`, [id, another, proposer]),
  ).rejects.toThrow('foreign key');
  // No rule lets anybody, the owner included, reach a row to change it.
  expect((await ask('UPDATE reading_choice SET option_key = $1', ['x'])).rowCount).toBe(0);
  expect((await ask('DELETE FROM reading_verdict')).rowCount).toBe(0);
  await expect(ask('TRUNCATE reading_verdict')).rejects.toThrow('append-only');
});

async function ask<T extends object>(
  sql: string,
  values: unknown[] = [],
): Promise<{ rows: T[]; rowCount: number | null }> {
  const client = new Client(law.desk.office.database.ownerUrl);
  await client.connect();
  try {
    await client.query(
      `SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false),
              set_config('duixian.regions', '{}', false), set_config('duixian.parties', '{}', false)`,
    );
    return await client.query<T>(sql, values);
  } finally {
    await client.end();
  }
}

it('is taken away as a workbook, with what holds in each place', async () => {
  const { office } = law.desk;
  const rows = await takeAway(office, 'policy-officer', 'readings');
  const views = await casework.listReadings(office.db, await office.as('policy-officer'));
  expect(rows.map(([, reading]) => reading)).toEqual(views.map(({ reading }) => reading));
  const local = views.flatMap(({ choices }) =>
    choices.filter(({ inForce }) => inForce).map(({ region }) => region),
  );
  expect(
    rows
      .flatMap((row) => (row[9] === '' ? [] : (row[9]?.split(';') ?? [])))
      .map((text) => text.split(':')[0]),
  ).toEqual(local);
});

it('the calculator follows the province where the city that the facts name chose nothing, or is none of ours', async () => {
  const { office } = law.desk;
  const [first, second] = [await office.as(FIRST), await office.as(SECOND)];
  const actor = { kind: 'system', name: 'test' } as const;
  const request = { name: 'chooseReading', actor, idempotencyKey: office.key(), input: {} };
  await runCommand(office.db, request, async (tx) => {
    const [id, proposedBy] = [tx.newId(), first.userId];
    await insertReadingChoice(tx, {
      ...{ id, regionCode: '410000', documentId: 'henan-zjtx-measures', readingId: 'H-3b' },
      ...{ optionKey: 'yearly', decidedBy: '省财政厅', documentNumber: '豫财〔2023〕1号' },
      ...{ validFrom: '2023-01-01', proposedBy, proposedAt: tx.now },
    });
    const verdict = { choiceId: id, proposedBy, verdict: 'confirmed' as const };
    await insertReadingVerdict(tx, { ...verdict, givenBy: second.userId, givenAt: tx.now });
    await tx.record({ caseId: id, regionCode: '410000', type: 'test', data: {} });
    return { ok: true as const, value: null };
  });
  const given = (places: Record<string, string>) => ({
    ...{ evaluation_date: '2023-06-30', 'applicant.kind': 'enterprise', 'applicant.province': '河南' },
    ...{ 'zyec.listed': true, 'zyec.financing_id': 'B', 'zyec.financing_yuan': '500000000' },
    decisions: [{ clause: 'HN-3-3-4', approved_ratio: '0.001' }],
    awards_paid: [{ clause: 'HN-3-3-4', subject: 'A', amount_yuan: '500000', paid_on: '2022-05-01' }],
    ...places,
  });
  for (const places of [{}, { 'applicant.city': '郑州' }, { 'applicant.city': '洛阳' }]) {
    const { results } = valueOf(await casework.calculate(office.db, ANYBODY, given(places)));
    // The 500,000 yuan of the year before do not count where the cap is one of each year.
    expect(results.find(({ clause }) => clause === 'HN-3-3-4')).toMatchObject({
      status: 'determined',
      amountFen: 50_000_000,
    });
  }
});
