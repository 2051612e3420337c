import * as casework from '@duixian/casework';
import { act, look, refusalOf, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import { OpenLaw } from './open-law';

jest.setTimeout(120_000);

let law: OpenLaw;
beforeAll(async () => {
  law = await OpenLaw.open();
});
afterAll(() => law.desk.office.close());

const COUNTY = 'zhanhe-reviewer';

describe('a recorded decision', () => {
  let casus: string | undefined;

  it('makes an open line determined, within its bounds, and is awarded as decided', async () => {
    const id = await law.assessed(['TEST-AMOUNT', 'TEST-RATIO']);
    expect(await law.line(id, 'TEST-AMOUNT')).toMatchObject({
      status: 'needs-decision',
      range: { fromFen: 5_000_000, toFen: 10_000_000 },
    });
    const decidedBy = async () =>
      (await look(law.desk.office, id)).determinations.map(({ decidedBy: by }) => by);
    expect(await decidedBy()).toEqual([
      { form: 'amount', rule: '由人工决定,不低于50,000.00元、不高于100,000.00元' },
      { form: 'ratio', rule: '设备和软件实际投资额的一定比例,由人工决定,不高于30%' },
    ]);
    valueOf(await law.decide(COUNTY, id, { clause: 'TEST-AMOUNT', amountFen: 10_000_000 }));
    valueOf(await law.decide(COUNTY, id, { clause: 'TEST-RATIO', ratio: '0.25' }));
    expect(await law.line(id, 'TEST-AMOUNT')).toMatchObject({ status: 'determined', amountFen: 10_000_000 });
    // 2,000,000 yuan × 25 %
    expect(await law.line(id, 'TEST-RATIO')).toMatchObject({ status: 'determined', amountFen: 50_000_000 });
    expect(await decidedBy()).toEqual([null, null]);
    const view = await look(law.desk.office, id);
    expect(
      view.decisions.map(({ clause, amountFen, ratio, stage }) => [clause, amountFen, ratio, stage]),
    ).toEqual([
      ['TEST-AMOUNT', 10_000_000, null, 'county_review'],
      ['TEST-RATIO', null, '0.25', 'county_review'],
    ]);
    expect(view.facts['decisions']).toEqual([
      { clause: 'TEST-AMOUNT', approved_amount_yuan: '100000.00' },
      { clause: 'TEST-RATIO', approved_ratio: '0.25' },
    ]);
  });

  it.each([
    ['a fen below the range', { clause: 'TEST-AMOUNT', amountFen: 4_999_999 }, 'decision-out-of-range'],
    ['a fen above the range', { clause: 'TEST-AMOUNT', amountFen: 10_000_001 }, 'decision-out-of-range'],
    ['a ratio above the ceiling', { clause: 'TEST-RATIO', ratio: '0.300001' }, 'decision-out-of-range'],
    ['a ratio of nothing', { clause: 'TEST-RATIO', ratio: '0' }, 'decision-out-of-range'],
    ['a ratio where an amount is due', { clause: 'TEST-AMOUNT', ratio: '0.1' }, 'decision-refused'],
    ['an option that is not offered', { clause: 'TEST-READ', option: 'half' }, 'decision-refused'],
    ['an amount where an option is due', { clause: 'TEST-READ', amountFen: 1 }, 'decision-refused'],
    ['nothing', { clause: 'TEST-AMOUNT' }, 'decision-refused'],
    ['two things', { clause: 'TEST-AMOUNT', amountFen: 5_000_000, option: 'full' }, 'decision-refused'],
    ['a clause that computes', { clause: 'TEST-FIXED', amountFen: 1 }, 'decision-not-wanted'],
    ['a clause of another law', { clause: 'TEST-EQ', amountFen: 1 }, 'decision-not-wanted'],
    ['another subject', { clause: 'TEST-AMOUNT', subject: 'x', amountFen: 5_000_000 }, 'decision-not-wanted'],
  ] as const)('%s is refused and changes nothing', async (_, decision, code) => {
    casus ??= await law.assessed(['TEST-AMOUNT', 'TEST-RATIO', 'TEST-READ', 'TEST-FIXED']);
    const before = await look(law.desk.office, casus);
    expect(refusalOf(await law.decide(COUNTY, casus, decision))).toBe(code);
    expect(await look(law.desk.office, casus)).toEqual(before);
  });

  it('names the bounds when it refuses', async () => {
    const id = casus ?? '';
    const outcome = await law.decide(COUNTY, id, { clause: 'TEST-AMOUNT', amountFen: 1 });
    expect(outcome.ok ? null : outcome.refusal.details).toMatchObject({
      problem: 'decision-out-of-range',
      floorFen: 5_000_000,
      ceilingFen: 10_000_000,
    });
  });

  it('picks an option, and a later one stands in its place', async () => {
    const id = await law.assessed(['TEST-READ']);
    expect((await law.line(id, 'TEST-READ')).options).toEqual([
      { key: 'full', amountFen: 3_000_000, reading: 'T-1', meaning: '照给' },
      { key: 'nothing', amountFen: 0, reading: 'T-1', meaning: '不给' },
    ]);
    valueOf(await law.decide(COUNTY, id, { clause: 'TEST-READ', option: 'nothing' }));
    expect(await law.line(id, 'TEST-READ')).toMatchObject({ status: 'not-eligible' });
    valueOf(await law.decide(COUNTY, id, { clause: 'TEST-READ', option: 'full' }));
    expect(await law.line(id, 'TEST-READ')).toMatchObject({ status: 'determined', amountFen: 3_000_000 });
    expect((await look(law.desk.office, id)).decisions).toHaveLength(1);
  });

  it('ends with a new submission: it rested on facts that may have changed', async () => {
    const id = await law.assessed(['TEST-AMOUNT']);
    valueOf(await law.decide(COUNTY, id, { clause: 'TEST-AMOUNT', amountFen: 5_000_000 }));
    const { office } = law.desk;
    await act(office, COUNTY, id, (db, command) =>
      casework.returnApplication(db, { ...command, reason: '补正' }),
    );
    await act(office, 'zhanhe-clerk', id, casework.submitApplication);
    await office.drain();
    expect(await law.line(id, 'TEST-AMOUNT')).toMatchObject({ status: 'needs-decision' });
    expect((await look(office, id)).decisions).toEqual([]);
  });
});

describe('a second pair of eyes', () => {
  it('the last approval is not given by whoever decided, in code and in the database', async () => {
    const id = await law.assessed(['TEST-AMOUNT'], { route: ['county_review'], deadlines: {} });
    valueOf(await law.decide(COUNTY, id, { clause: 'TEST-AMOUNT', amountFen: 5_000_000 }));
    await law.attestAll(COUNTY, id);
    const { office } = law.desk;
    const { version } = await look(office, id);
    const by = { actor: await office.as(COUNTY), idempotencyKey: office.key() };
    const outcome = await casework.approveApplication(office.db, { ...by, applicationId: id, version });
    expect(refusalOf(outcome)).toBe('separation-of-duties');

    const client = new Client(office.database.ownerUrl);
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `SELECT set_config('duixian.scope', 'system', true), set_config('duixian.actor', $1, true),
                set_config('duixian.regions', '{}', true), set_config('duixian.parties', '{}', true)`,
        [`user:${by.actor.userId}`],
      );
      await expect(
        client.query(`UPDATE application SET state = 'noticed', stage_index = NULL WHERE id = $1`, [id]),
      ).rejects.toThrow('whoever decided an amount');
    } finally {
      await client.end();
    }
  });

  it('the other stage cannot be reached by the same person either', async () => {
    const id = await law.assessed(['TEST-AMOUNT']);
    valueOf(await law.decide(COUNTY, id, { clause: 'TEST-AMOUNT', amountFen: 5_000_000 }));
    expect(refusalOf(await law.decide('city-reviewer', id, { clause: 'TEST-AMOUNT', amountFen: 1 }))).toBe(
      'forbidden',
    );
    expect(refusalOf(await law.decide('xinhua-reviewer', id, { clause: 'TEST-AMOUNT', amountFen: 1 }))).toBe(
      'not-found',
    );
  });

  it('what a deputy decided is also decided by whom they act for, who does not give the last approval, nor another deputy of theirs', async () => {
    const { office } = law.desk;
    const id = await law.assessed(['TEST-AMOUNT'], { route: ['county_review'], deadlines: {} });
    const own = await office.as(COUNTY);
    const { today } = await casework.readSession(office.db, own);
    const { regionCode = '' } = own.grants[0] ?? {};
    const deputy = async (username: string): Promise<casework.PersonActor> => {
      const delegate = await office.as(username);
      const given = await casework.giveDelegation(office.db, {
        ...{ delegateId: delegate.userId, role: 'reviewer' as const, regionCode, fromOn: today, toOn: today },
        ...{ actor: own, idempotencyKey: office.key(), reason: '出差' },
      });
      const { id: delegationId } = valueOf(given);
      const actor = await casework.actInNameOf(office.db, delegate, delegationId);
      if (!actor) throw new Error(`${username} acts in nobody’s name`);
      return actor;
    };
    const command = async (actor: casework.PersonActor) => {
      const { version } = await look(office, id);
      return { actor, idempotencyKey: office.key(), applicationId: id, version };
    };
    const decision = {
      ...{ clause: 'TEST-AMOUNT', amountFen: 5_000_000 },
      ...{ documentNumber: '示例会纪〔2026〕1号', reason: '会议研究决定' },
    };
    valueOf(
      await casework.decideApplication(office.db, {
        ...(await command(await deputy('zhanhe-maker'))),
        decision,
      }),
    );
    await law.attestAll(COUNTY, id);
    for (const actor of [own, await deputy('zhanhe-checker')]) {
      const outcome = await casework.approveApplication(office.db, await command(actor));
      expect(refusalOf(outcome)).toBe('separation-of-duties');
    }
  });

  it('the later stage decides otherwise, and a colleague has to approve that', async () => {
    const id = await law.assessed(['TEST-AMOUNT']);
    valueOf(await law.decide(COUNTY, id, { clause: 'TEST-AMOUNT', amountFen: 5_000_000 }));
    await law.attestAll(COUNTY, id);
    await act(law.desk.office, COUNTY, id, casework.approveApplication);
    valueOf(await law.decide('city-reviewer', id, { clause: 'TEST-AMOUNT', amountFen: 7_000_000 }));
    expect(await law.line(id, 'TEST-AMOUNT')).toMatchObject({ amountFen: 7_000_000 });
    const { office } = law.desk;
    const { version } = await look(office, id);
    const by = { actor: await office.as('city-reviewer'), idempotencyKey: office.key() };
    const outcome = await casework.approveApplication(office.db, { ...by, applicationId: id, version });
    expect(refusalOf(outcome)).toBe('separation-of-duties');
  });
});

it('a decision is never changed or removed', async () => {
  const client = new Client(law.desk.office.database.ownerUrl);
  await client.connect();
  try {
    for (const sql of [
      'UPDATE case_decision SET amount_fen = 1',
      'DELETE FROM case_decision',
      'TRUNCATE case_decision',
    ])
      await expect(
        client.query(`SELECT set_config('duixian.scope', 'system', false)`).then(() => client.query(sql)),
      ).rejects.toThrow('append-only');
  } finally {
    await client.end();
  }
});

// Last: what was awarded is paid once, ever.
it('goes through to the award, which determines again with it', async () => {
  const id = await law.assessed(['TEST-AMOUNT']);
  valueOf(await law.decide(COUNTY, id, { clause: 'TEST-AMOUNT', amountFen: 6_000_001 }));
  await law.attestAll(COUNTY, id);
  await act(law.desk.office, COUNTY, id, casework.approveApplication);
  await act(law.desk.office, 'city-reviewer', id, casework.approveApplication);
  await law.desk.office.drain();
  const view = await look(law.desk.office, id);
  expect(view.state).toBe('awarded');
  expect(view.award?.lines).toEqual([{ clause: 'TEST-AMOUNT', subject: null, amountFen: 6_000_001 }]);
  // The odd fen goes to the city.
  expect(view.award?.sources.map(({ level, amountFen }) => [level, amountFen]).sort()).toEqual([
    ['city', 3_000_001],
    ['county', 3_000_000],
  ]);
});
