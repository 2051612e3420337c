import * as casework from '@duixian/casework';
import { fen } from '@duixian/money';
import { insertEarlierPayments, runCommand } from '@duixian/persistence';
import { act, look, valueOf } from '@duixian/testing';
import { CITY_CODE, CLAIMS } from './call-desk';
import { OpenLaw } from './open-law';

jest.setTimeout(120_000);

/** Old equipment is a question of its own; what a lower award of the group that was paid before means is another one. */
const LAW = `
document: test-two-questions
semantics: 1
number: 测试〔2026〕5号
title: 测试用两个口径
issuer: 平顶山市
issuedOn: 2026-01-01
jurisdiction: { province: 河南, city: 平顶山 }
readings:
  W-1:
    article: 第二条
    question: 旧设备是否给予
    preset: ask
    options: { full: 照给, nothing: 不给 }
    decidedBy: 市工信局
  W-2:
    article: 第三条
    question: 较低的奖励已兑付的,较高的如何兑付
    preset: ask
    options: { difference: 只补差额, full: 全额, nothing: 不再兑付 }
    decidedBy: 市财政局
stacking:
  W-G: { article: 第三条, reading: W-2 }
clauses:
  - id: TEST-LOW
    article: 第一条
    title: 一般设备
    kind: fixed
    treatment: award
    stackingGroup: W-G
    trigger: { fact: equipment.actual_investment_yuan, atLeast: 1 }
    award: { fixedYuan: 100 }
  - id: TEST-HIGH
    article: 第二条
    title: 重点设备
    kind: fixed
    treatment: award
    stackingGroup: W-G
    trigger: { fact: equipment.actual_investment_yuan, atLeast: 1000000 }
    award: { fixedYuan: 300 }
    questions:
      - reading: W-1
        when: { fact: equipment.invested_to, lessThan: 2026-06-01 }
        effects: { full: full, nothing: nothing }
`;

let law: OpenLaw;
beforeEach(async () => {
  law = await OpenLaw.open();
  const { office } = law.desk;
  valueOf(await casework.loadPolicy(office.db, { file: 'test-two-questions.yaml', text: LAW }));
  const by = async (username: string) => ({
    actor: await office.as(username),
    idempotencyKey: office.key(),
  });
  const mark = valueOf(
    await casework.recordEarlierPaymentCoverage(office.db, {
      ...(await by('city-maker')),
      cityCode: CITY_CODE,
      clauseIds: ['TEST-LOW', 'TEST-HIGH'],
      completeTo: '2025-12-31',
      paidHereFrom: '2026-01-01',
      documentNumber: '平财函〔2026〕1号',
    }),
  );
  const command = { ...(await by('city-checker')), coverageId: mark.id, version: mark.version };
  valueOf(await casework.confirmEarlierPaymentCoverage(office.db, command));
});
afterEach(() => law.desk.office.close());

/** A ledger turns up: 100 yuan of the lower award were paid to 湛河区's enterprise in an earlier year. */
async function paidBefore(): Promise<void> {
  const { office } = law.desk;
  const [party] = await casework.listMyParties(office.db, await office.as('zhanhe-clerk'));
  const actor = { kind: 'system', name: 'test' } as const;
  const request = { name: 'importLedger', actor, idempotencyKey: office.key(), input: {} };
  await runCommand(office.db, request, async (tx) => {
    await insertEarlierPayments(tx, [
      {
        ...{ id: tx.newId(), partyId: party?.id ?? '', clauseId: 'TEST-LOW', subject: null },
        ...{ amountFen: fen(10_000), paidOn: '2025-06-30', documentNumber: '平财〔2025〕9号' },
        ...{ source: '既往兑付台账', importId: null, recordedAt: tx.now, recordedBy: 'system:test' },
      },
    ]);
    await tx.record({ caseId: tx.newId(), regionCode: CITY_CODE, type: 'test', data: {} });
    return { ok: true as const, value: null };
  });
}

const decide = async (id: string, option: string, username = 'zhanhe-reviewer') =>
  valueOf(await law.decide(username, id, { clause: 'TEST-HIGH', option }));

async function approveByCity(id: string): Promise<void> {
  await act(law.desk.office, 'city-reviewer', id, casework.approveApplication);
  await law.desk.office.drain();
}

it('the answer to one question is not taken for the answer to another one that nobody was asked', async () => {
  const id = await law.assessed(['TEST-HIGH']);
  await decide(id, 'full');
  await law.attestAll('zhanhe-reviewer', id);
  await act(law.desk.office, 'zhanhe-reviewer', id, casework.approveApplication);
  await paidBefore();
  await approveByCity(id);
  // Whether the lower award is to be set off was never decided: nobody is paid 300 beside 100.
  expect(await look(law.desk.office, id)).toMatchObject({
    state: 'parked',
    stateReason: { code: 'determination-changed' },
  });
  expect(await law.line(id, 'TEST-HIGH')).toMatchObject({
    status: 'needs-decision',
    options: [
      { key: 'difference', amountFen: 20_000, reading: 'W-2' },
      { key: 'full', amountFen: 30_000, reading: 'W-2' },
      { key: 'nothing', amountFen: 0, reading: 'W-2' },
    ],
  });
});

it.each([
  ['difference', 20_000],
  ['full', 30_000],
] as const)('one decision that was shown both answers both: %s', async (option, amountFen) => {
  await paidBefore();
  const id = await law.assessed(['TEST-HIGH']);
  expect((await law.line(id, 'TEST-HIGH')).options?.map(({ key, reading }) => [key, reading])).toEqual([
    ['difference', 'W-2'],
    ['full', 'W-2'],
    ['nothing', 'W-1'],
  ]);
  await decide(id, option);
  expect(await law.line(id, 'TEST-HIGH')).toMatchObject({ status: 'determined', amountFen });
  await law.attestAll('zhanhe-reviewer', id);
  await act(law.desk.office, 'zhanhe-reviewer', id, casework.approveApplication);
  await approveByCity(id);
  expect((await look(law.desk.office, id)).state).toBe('awarded');
});

it('a later decision about the same takes the place of all that it was asked about', async () => {
  await paidBefore();
  const id = await law.assessed(['TEST-HIGH']);
  await decide(id, 'nothing');
  expect(await law.line(id, 'TEST-HIGH')).toMatchObject({ status: 'not-eligible' });
  await decide(id, 'difference');
  expect(await law.line(id, 'TEST-HIGH')).toMatchObject({ status: 'determined', amountFen: 20_000 });
  await decide(id, 'full');
  expect(await law.line(id, 'TEST-HIGH')).toMatchObject({ status: 'determined', amountFen: 30_000 });
  expect((await look(law.desk.office, id)).decisions).toHaveLength(1);
  await decide(id, 'nothing');
  expect(await law.line(id, 'TEST-HIGH')).toMatchObject({ status: 'not-eligible' });
});

it('an option that answers nothing that is asked is refused', async () => {
  const id = await law.assessed(['TEST-HIGH']);
  expect(CLAIMS['equipment.invested_to'] < '2026-06-01').toBe(true);
  const outcome = await law.decide('zhanhe-reviewer', id, { clause: 'TEST-HIGH', option: 'half' });
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'decision-refused' } });
});
