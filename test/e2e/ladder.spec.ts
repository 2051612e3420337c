import * as casework from '@duixian/casework';
import { insertTitle, runCommand } from '@duixian/persistence';
import { Office, refusalOf, valueOf } from '@duixian/testing';

jest.setTimeout(120_000);

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

it('an enterprise reads what it holds, what the next title asks, and what its city would pay', async () => {
  const actor = await office.as('xinhua-clerk');
  const [party] = await casework.listMyParties(office.db, actor);
  const partyId = party!.id;
  const before = valueOf(await casework.readLadder(office.db, actor, partyId));
  expect(before.titles).toEqual([]);
  expect(before.ladder.next?.code).toBe('PROV_ZJTX');
  const state = (view: casework.LadderView, code: string, begins: string) =>
    view.ladder.above
      .find((rung) => rung.code === code)
      ?.standard?.conditions.find(({ text }) => text.startsWith(begins))?.state;
  expect(state(before, 'PROV_ZJTX', '已公告为创新型')).toBe('unknown');

  const request = {
    ...{ name: 'test', actor: { kind: 'system', name: 'test' } as const },
    ...{ idempotencyKey: office.key(), input: {} },
  };
  await runCommand(office.db, request, async (tx) => {
    for (const [code, validTo] of [
      ['INNOVATIVE_SME', null],
      ['PROV_ZJTX', '2023-04-30'],
    ] as const)
      await insertTitle(tx, {
        ...{ id: tx.newId(), partyId, code, level: 'provincial', subjectId: null, acquisition: 'new' },
        ...{
          firstEver: true,
          grantedCity: '平顶山',
          grantedOn: '2021-05-01',
          validFrom: '2021-05-01',
          validTo,
        },
        ...{ documentNumber: '豫工信企业〔2021〕1号', status: 'authoritative' },
        ...{ learnedAt: tx.now, learnedBy: 'system:test' },
      });
    await tx.record({ caseId: tx.newId(), regionCode: '410400', type: 'test.titled', data: {} });
    return { ok: true as const, value: null };
  });
  const after = valueOf(await casework.readLadder(office.db, actor, partyId));
  expect(after.titles.map(({ code, held }) => [code, held]).sort()).toEqual([
    ['INNOVATIVE_SME', true],
    ['PROV_ZJTX', false],
  ]);
  expect(after.ladder.held).toEqual(['INNOVATIVE_SME']);
  expect(state(after, 'PROV_ZJTX', '已公告为创新型')).toBe('met');
  // 平顶山 pays 首次认定 only, so the one that ran out stands against it.
  const [award] = after.ladder.above[0]?.awards ?? [];
  expect(award?.clause).toMatch(/^PDS-/);
  expect(award?.amountFen).not.toBe(0);
});

it('officers of its county and city read it, nobody else', async () => {
  const [party] = await casework.listMyParties(office.db, await office.as('xinhua-clerk'));
  const as = async (username: string) => casework.readLadder(office.db, await office.as(username), party!.id);
  for (const username of ['xinhua-reviewer', 'city-reviewer', 'policy-officer', 'auditor'])
    expect((await as(username)).ok).toBe(true);
  expect(refusalOf(await as('yexian-reviewer'))).toBe('not-found');
  expect(refusalOf(await as('yexian-clerk'))).toBe('not-found');
  expect(refusalOf(await as('xinhua-maker'))).toBe('forbidden');
});
