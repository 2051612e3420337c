import * as casework from '@duixian/casework';
import { fen } from '@duixian/money';
import { reserve } from '@duixian/ledger';
import { lockBudgetLines, postJournal, proveLedger, runCommand, runQuery } from '@duixian/persistence';
import { Office, refusalOf, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import { BudgetDesk } from './budget-desk';

jest.setTimeout(120_000);

const SYSTEM = { kind: 'system', name: 'test' } as const;
let office: Office;
let desk: BudgetDesk;

beforeAll(async () => {
  office = await Office.open({ poolSize: 24 });
  desk = new BudgetDesk(office);
});
afterAll(async () => {
  const proof = await runQuery(office.db, SYSTEM, proveLedger);
  await office.close();
  expect(proof.problems).toEqual([]);
});

const pending = async (): Promise<casework.BudgetChangeView[]> => {
  const { actor } = await desk.by('checker');
  return valueOf(await casework.listBudgetChanges(office.db, actor, { open: true }, { limit: 50 })).items;
};

it('a line is there, with its money, once a second person confirmed it', async () => {
  const before = await desk.lines();
  const change = valueOf(await desk.allot(30_000_000));
  expect(await desk.lines()).toEqual(before);
  expect(await pending()).toMatchObject([
    {
      kind: 'allot',
      state: 'pending',
      from: null,
      to: { lineId: null, availableFen: 0 },
      allowedActions: ['confirm', 'refuse'],
    },
  ]);
  valueOf(await desk.decide(change));
  expect(await desk.line('叶财指〔2026〕9号')).toMatchObject({
    allottedFen: 30_000_000,
    availableFen: 30_000_000,
  });
  expect(refusalOf(await desk.allot(1))).toBe('budget-line-taken');
  expect(await pending()).toEqual([]);
});

it('of two proposals of one line the second cannot be confirmed, and can be refused', async () => {
  const twice = { documentNumber: '叶财指〔2026〕10号' };
  const [first, second] = [valueOf(await desk.allot(5, twice)), valueOf(await desk.allot(6, twice))];
  const answers = await Promise.all([desk.decide(first), desk.decide(second)]);
  expect(answers.map((answer) => (answer.ok ? 'made' : answer.refusal.code)).sort()).toEqual([
    'budget-line-taken',
    'made',
  ]);
  const [open] = await pending();
  valueOf(await desk.decide(open ?? first, 'refuse'));
  expect(await pending()).toEqual([]);
});

// What is asked, and what a line with 30,000,000 fen free says.
it.each<[string, () => Promise<{ ok: boolean; refusal?: { code: string } }>, string]>([
  [
    'less than is free',
    async () => desk.adjust('decrease', (await desk.line()).id, (await desk.line()).availableFen + 1),
    'budget-insufficient',
  ],
  ['a transfer to nowhere', async () => desk.adjust('transfer', (await desk.line()).id, 5), 'budget-invalid'],
  [
    'a transfer to itself',
    async () => desk.adjust('transfer', (await desk.line()).id, 5, { toLineId: (await desk.line()).id }),
    'budget-invalid',
  ],
  [
    'an increase that names a second line',
    async () => desk.adjust('increase', (await desk.line()).id, 5, { toLineId: (await desk.line()).id }),
    'budget-invalid',
  ],
  [
    'a decrease of nothing named',
    async () => desk.adjust('decrease', (await desk.line()).id),
    'budget-invalid',
  ],
  [
    'a line of another treasury',
    async () => new BudgetDesk(office, 'xinhua').adjust('increase', (await desk.line()).id, 5),
    'not-found',
  ],
  [
    'a line of a treasury below',
    async () => new BudgetDesk(office, 'city').adjust('increase', (await desk.line()).id, 5),
    'forbidden',
  ],
  ['a region that is not there', () => desk.allot(5, { regionCode: '999999' }), 'not-found'],
  ['another treasury', () => desk.allot(5, { regionCode: '410402' }), 'not-found'],
])('%s is refused', async (_about, ask, code) => {
  expect(refusalOf(await ask())).toBe(code);
});

it('who proposed does not decide, a decision is made once, and only the proposer withdraws', async () => {
  const { id } = await desk.line();
  const change = valueOf(await desk.adjust('increase', id, 700));
  expect(refusalOf(await desk.decide(change, 'confirm', 'maker'))).toBe('forbidden');
  expect(refusalOf(await desk.decide(change, 'withdraw', 'checker'))).toBe('forbidden');
  expect(refusalOf(await desk.decide({ ...change, version: 2 }))).toBe('stale-version');
  valueOf(await desk.decide(change, 'withdraw'));
  expect(refusalOf(await desk.decide({ ...change, version: 2 }))).toBe('action-not-allowed');
});

it('one person with both roles does not confirm their own, whatever the code thinks', async () => {
  const { id } = await desk.line();
  const both = { ...(await office.as('yexian-maker')) };
  both.grants = [...both.grants, { role: 'finance_checker' as const, regionCode: desk.regionCode }];
  const change = valueOf(await desk.adjust('increase', id, 700));
  const decided = await casework.decideOnBudgetChange(office.db, {
    actor: both,
    idempotencyKey: office.key(),
    changeId: change.id,
    version: change.version,
    action: 'confirm',
  });
  expect(refusalOf(decided)).toBe('separation-of-duties');
  valueOf(await desk.decide(change, 'refuse'));
});

it('a transfer and a carry over move exactly what was agreed, and the history says so with what was free after it', async () => {
  await desk.done(await desk.allot(1000, { documentNumber: 'T1' }));
  await desk.done(await desk.allot(10, { documentNumber: 'T2', subject: '专精特新奖励资金' }));
  const [one, two] = [await desk.line('T1'), await desk.line('T2')];
  await desk.done(await desk.adjust('transfer', one.id, 400, { toLineId: two.id }));
  await desk.done(await desk.adjust('decrease', one.id, 100));
  await desk.done(await desk.adjust('carry_over', one.id, undefined, { documentNumber: 'T3' }));
  expect(await desk.line('T1')).toMatchObject({ allottedFen: 0, availableFen: 0 });
  expect(await desk.line('T2')).toMatchObject({ allottedFen: 410, availableFen: 410 });
  expect(await desk.line('T3')).toMatchObject({
    year: one.year + 1,
    originYear: one.year,
    availableFen: 500,
  });
  const { actor } = await desk.by('maker');
  const { items } = valueOf(await casework.readBudgetHistory(office.db, actor, one.id, { limit: 3 }));
  expect(
    items.map(({ kind, amountFen, availableAfterFen, documentNumber }) => [
      kind,
      amountFen,
      availableAfterFen,
      documentNumber,
    ]),
  ).toEqual([
    ['carry_out', 500, 0, 'T3'],
    ['decrease', 100, 500, '叶财预〔2026〕17号'],
    ['transfer_out', 400, 600, '叶财预〔2026〕17号'],
  ]);
  const stranger = await office.as('xinhua-maker');
  expect(refusalOf(await casework.readBudgetHistory(office.db, stranger, one.id, { limit: 3 }))).toBe(
    'not-found',
  );
});

it('what was carried over still pays the calls of the year it comes from', async () => {
  await desk.done(await desk.allot(1000, { documentNumber: 'C1', subject: '结转科目' }));
  const line = await desk.line('C1');
  await desk.done(await desk.adjust('carry_over', line.id, 900, { documentNumber: 'C2' }));
  const free = await runCommand(
    office.db,
    { name: 'look', actor: SYSTEM, idempotencyKey: office.key(), input: {} },
    async (tx) => {
      await tx.record({ caseId: line.id, regionCode: desk.regionCode, type: 'test.looked', data: {} });
      const lines = await lockBudgetLines(tx, desk.regionCode, '结转科目', line.year);
      return { ok: true as const, value: lines.map(({ availableFen }) => availableFen) };
    },
  );
  expect(free).toMatchObject({ ok: true, value: [100, 900] });
});

it('forty reservations and ten decreases race for one line: as much leaves as was there, and nothing below zero', async () => {
  await desk.done(await desk.allot(1000, { documentNumber: 'R', subject: '争用科目' }));
  const { id, year } = await desk.line('R');
  const proposals = [];
  for (let n = 0; n < 10; n += 1) proposals.push(valueOf(await desk.adjust('decrease', id, 90)));
  const reserveOne = async (n: number): Promise<boolean> => {
    const answer = await runCommand(
      office.db,
      { name: 'reserveOne', actor: SYSTEM, idempotencyKey: office.key(), input: { n } },
      async (tx) => {
        const [line] = await lockBudgetLines(tx, desk.regionCode, '争用科目', year);
        if (!line || line.availableFen < 60) return { ok: false as const, refusal: { code: 'short' } };
        await postJournal(tx, reserve(line.id, fen(60)), `race/${n}`);
        await tx.record({ caseId: line.id, regionCode: desk.regionCode, type: 'test.reserved', data: {} });
        return { ok: true as const, value: null };
      },
    );
    return answer.ok;
  };
  const outcomes = await Promise.all([
    ...Array.from({ length: 40 }, (_, n) => reserveOne(n).then((ok) => (ok ? 60 : 0))),
    ...proposals.map((change) => desk.decide(change).then((answer) => (answer.ok ? 90 : 0))),
  ]);
  const left = outcomes.reduce<number>((sum, each) => sum + each, 0);
  const line = await desk.line('R');
  expect(line.availableFen).toBe(1000 - left);
  expect(line.availableFen).toBeLessThan(60);
  // Nothing of the test but its journals moved: they are taken back, so that payments explain what is reserved.
  await runCommand(
    office.db,
    { name: 'undo', actor: SYSTEM, idempotencyKey: office.key(), input: {} },
    async (tx) => {
      const { unreserve } = await import('@duixian/ledger');
      if (line.reservedFen > 0) await postJournal(tx, unreserve(id, fen(line.reservedFen)), 'race/undo');
      await tx.record({ caseId: id, regionCode: desk.regionCode, type: 'test.undone', data: {} });
      return { ok: true as const, value: null };
    },
  );
});

it('the same key proposes and confirms once', async () => {
  const { id } = await desk.line();
  const adjustment = {
    kind: 'increase' as const,
    lineId: id,
    amountFen: 11,
    documentNumber: 'K',
    note: '重复提交',
  };
  const by = await desk.by('maker');
  const [first, second] = await Promise.all([
    casework.proposeAdjustment(office.db, { ...by, ...adjustment }),
    casework.proposeAdjustment(office.db, { ...by, ...adjustment }),
  ]);
  expect(valueOf(first)).toEqual(valueOf(second));
  const { availableFen } = await desk.line();
  const command = {
    ...(await desk.by('checker')),
    changeId: valueOf(first).id,
    version: 1,
    action: 'confirm' as const,
  };
  await Promise.all([
    casework.decideOnBudgetChange(office.db, command),
    casework.decideOnBudgetChange(office.db, command),
  ]);
  expect((await desk.line()).availableFen).toBe(availableFen + 11);
});

describe('the database says it too', () => {
  let app: Client;
  beforeAll(async () => {
    app = new Client(office.database.appUrl);
    await app.connect();
  });
  afterAll(() => app.end());

  /** As the application in the system context; answers what the database said at the latest at commit. */
  async function attempt(...statements: string[]): Promise<string> {
    await app.query('BEGIN');
    try {
      await app.query(`SELECT set_config('duixian.scope', 'system', true), set_config('duixian.actor', 'user:x', true),
        set_config('duixian.regions', '{}', true), set_config('duixian.parties', '{}', true)`);
      for (const statement of statements) await app.query(statement);
      await app.query('COMMIT');
      return 'committed';
    } catch (error) {
      await app.query('ROLLBACK');
      return (error as Error).message;
    }
  }
  const journal = (kind: string, cause: string, amount: number, by = 'user:x'): string[] => {
    const [from, to] = kind === 'decrease' ? ['available', 'allotment'] : ['allotment', 'available'];
    const entry = (position: number, account: string, fenOf: number): string =>
      `INSERT INTO journal_entry SELECT '00000000-0000-7000-8000-00000000000a', ${position}, a.id, ${fenOf} FROM ledger_account a
       JOIN budget_line b ON b.id = a.budget_line_id WHERE b.document_number = '叶财指〔2026〕9号' AND a.kind = '${account}'`;
    return [
      `INSERT INTO journal (id, kind, cause, posted_at, posted_by) VALUES ('00000000-0000-7000-8000-00000000000a', '${kind}', '${cause}', now(), '${by}')`,
      entry(1, from ?? '', -amount),
      entry(2, to ?? '', amount),
    ];
  };

  it.each<[string, string[], RegExp]>([
    ['money from nowhere', journal('allot', 'mine', 5), /no confirmed change/],
    ['an increase of nobody', journal('increase', 'mine', 5), /no confirmed change/],
    ['a decrease of nobody', journal('decrease', 'mine', 5, 'system:me'), /no confirmed change/],
    [
      'a decision by who proposed',
      [
        `UPDATE budget_change SET decision = 'confirmed', decided_by = proposed_by, decided_at = now(), version = 2
      WHERE id = (SELECT id FROM budget_change WHERE decision IS NULL AND kind = 'increase')`,
      ],
      /budget_change_two_people/,
    ],
    [
      'another amount than was agreed',
      [`UPDATE budget_change SET amount_fen = 1`],
      /decided once and never changed/,
    ],
    ['a change that is gone', [`DELETE FROM budget_change`], /permission denied|never changed/],
  ])('%s', async (_about, statements, said) => {
    const { id } = await desk.line();
    const change = valueOf(await desk.adjust('increase', id, 3));
    expect(await attempt(...statements)).toMatch(said);
    valueOf(await desk.decide(change, 'withdraw'));
  });

  it('a journal of another amount than two people confirmed', async () => {
    const line = await desk.line('叶财指〔2026〕9号');
    const change = valueOf(await desk.adjust('increase', line.id, 3));
    const checker = (await office.as('yexian-checker')).userId;
    const confirm = `UPDATE budget_change SET decision = 'confirmed', decided_by = '${checker}', decided_at = now(), version = 2 WHERE id = '${change.id}'`;
    const cause = `budget-change:${change.id}/increase`;
    expect(await attempt(confirm, ...journal('increase', cause, 4))).toMatch(/no confirmed change/);
    expect(await attempt(...journal('increase', cause, 3))).toMatch(/no confirmed change/);
    expect(await attempt(confirm, ...journal('increase', cause, 3))).toBe('committed');
  });
});
