import * as casework from '@duixian/casework';
import { act, look, valueOf } from '@duixian/testing';
import { CallDesk } from './call-desk';

jest.setTimeout(120_000);

/** Paid once for each financing, a hundredth of it, where most of it is used in the city. */
const LAW = `
document: test-financings
semantics: 1
number: 测试〔2026〕4号
title: 测试用融资奖励
issuer: 平顶山市
issuedOn: 2026-01-01
jurisdiction: { province: 河南, city: 平顶山 }
clauses:
  - id: TEST-FINANCING
    article: 第一条
    title: 融资奖励
    kind: ratio
    treatment: award
    subject: { facts: [zyec.financing_id] }
    trigger: { fact: zyec.financing_yuan, moreThan: 0 }
    conditions: { fact: zyec.local_use_pct, atLeast: 80 }
    award: { amount: { share: 1%, of: { fact: zyec.financing_yuan } } }
`;

let desk: CallDesk;
beforeEach(async () => {
  desk = await CallDesk.open();
  valueOf(await casework.loadPolicy(desk.office.db, { file: 'test-financings.yaml', text: LAW }));
});
afterEach(() => desk.office.close());

async function assessed(claims: Record<string, string>): Promise<string> {
  const number = `TEST-${desk.office.key()}`;
  const call = await desk.published({ number, clauseIds: ['TEST-FINANCING'], parameters: {} });
  return desk.assessedUnder(call, claims);
}
const financing = (id: string, yuan: string, share = '85') => ({
  'zyec.financing_id': id,
  'zyec.financing_yuan': yuan,
  'zyec.local_use_pct': share,
});
const lineOf = async (id: string) => (await look(desk.office, id)).determinations[0];

async function passed(id: string): Promise<string> {
  await desk.approveByCounty(id);
  await act(desk.office, 'city-reviewer', id, casework.approveApplication);
  await desk.office.drain();
  return (await look(desk.office, id)).state;
}

it('what was vouched for in one case does not stand for another financing in the next', async () => {
  const first = await assessed(financing('F-1', '10000'));
  expect(await passed(first)).toBe('awarded');
  const second = await assessed(financing('F-2', '30000'));
  expect(await lineOf(second)).toMatchObject({ subject: 'F-2', status: 'determined', amountFen: 30_000 });
  expect((await look(desk.office, second)).factsToAttest).toEqual([
    'zyec.financing_id',
    'zyec.financing_yuan',
    'zyec.local_use_pct',
  ]);
  expect(await passed(second)).toBe('awarded');
});

it('nor does it turn up in a case that was approved before', async () => {
  const [first, second] = [
    await assessed(financing('F-1', '10000')),
    await assessed(financing('F-2', '30000')),
  ];
  await desk.approveByCounty(first);
  await desk.approveByCounty(second);
  for (const id of [first, second]) {
    await act(desk.office, 'city-reviewer', id, casework.approveApplication);
    await desk.office.drain();
  }
  expect(await look(desk.office, first)).toMatchObject({ state: 'awarded', stateReason: null });
  expect(await look(desk.office, second)).toMatchObject({ state: 'awarded', stateReason: null });
});

it('what is not said of the second financing is asked for, not taken from the first', async () => {
  expect(await passed(await assessed(financing('F-1', '10000')))).toBe('awarded');
  const { 'zyec.local_use_pct': _share, ...silent } = financing('F-2', '30000');
  expect(await lineOf(await assessed(silent))).toMatchObject({
    subject: 'F-2',
    status: 'needs-evidence',
    missing: ['zyec.local_use_pct'],
  });
});

it('what was vouched for about the same financing is not asked for again', async () => {
  const first = await assessed(financing('F-1', '10000', '50'));
  const attestations = ['zyec.financing_id', 'zyec.financing_yuan'].map((fact) => ({
    ...{ fact, source: '验资报告', documentNumber: '1' },
  }));
  await act(desk.office, 'zhanhe-reviewer', first, (db, command) =>
    casework.attestFacts(db, { ...command, attestations }),
  );
  const second = await assessed(financing('F-1', '10000'));
  expect((await look(desk.office, second)).factsToAttest).toEqual(['zyec.local_use_pct']);
});

it('a claim that was taken back in a correction counts no more, nor what was vouched for of it', async () => {
  const id = await assessed(financing('F-1', '10000'));
  await act(desk.office, 'zhanhe-reviewer', id, (db, command) =>
    casework.attestFacts(db, {
      ...command,
      attestations: [{ fact: 'zyec.local_use_pct', source: '验资报告', documentNumber: '1' }],
    }),
  );
  await act(desk.office, 'zhanhe-reviewer', id, (db, command) =>
    casework.returnApplication(db, { ...command, reason: '投资比例请核对' }),
  );
  const { 'zyec.local_use_pct': _share, ...silent } = financing('F-1', '10000');
  await act(desk.office, 'zhanhe-clerk', id, (db, command) =>
    casework.editApplication(db, { ...command, claims: silent }),
  );
  await act(desk.office, 'zhanhe-clerk', id, casework.submitApplication);
  await desk.office.drain();
  expect(await lineOf(id)).toMatchObject({ status: 'needs-evidence', missing: ['zyec.local_use_pct'] });
});
