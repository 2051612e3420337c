import * as casework from '@duixian/casework';
import { appendFacts, runCommand } from '@duixian/persistence';
import { act, look, valueOf } from '@duixian/testing';
import { CallDesk, CITY_CODE } from './call-desk';

jest.setTimeout(120_000);

/** Every financing is paid for, all of a year together no more than 100 yuan. */
const LAW = `
document: test-yearly
semantics: 1
number: 测试〔2025〕3号
title: 测试用年度上限
issuer: 平顶山市
issuedOn: 2025-01-01
jurisdiction: { province: 河南, city: 平顶山 }
clauses:
  - id: TEST-YEARLY
    article: 第一条
    title: 融资奖励
    kind: ratio_with_cap
    treatment: award
    subject: { facts: [zyec.financing_id] }
    trigger: { fact: zyec.financing_yuan, moreThan: 0 }
    award: { amount: { share: 1%, of: { fact: zyec.financing_yuan } } }
    cap: { yuan: 100, per: year, paid: zyec.paid_this_year_yuan }
`;
const CLAUSE = 'TEST-YEARLY';
const YEAR_BEFORE = { testedFrom: '2025-01-01', testedTo: '2025-12-31' };

let desk: CallDesk;
beforeEach(async () => {
  desk = await CallDesk.open();
  valueOf(await casework.loadPolicy(desk.office.db, { file: 'test-yearly.yaml', text: LAW }));
  await markComplete();
});
afterEach(() => desk.office.close());

async function markComplete(): Promise<void> {
  const { office } = desk;
  const by = async (username: string) => ({
    actor: await office.as(username),
    idempotencyKey: office.key(),
  });
  const mark = valueOf(
    await casework.recordEarlierPaymentCoverage(office.db, {
      ...(await by('city-maker')),
      cityCode: CITY_CODE,
      clauseIds: [CLAUSE],
      completeTo: '2024-12-31',
      paidHereFrom: '2025-01-01',
      documentNumber: '平财函〔2026〕1号',
    }),
  );
  const command = { ...(await by('city-checker')), coverageId: mark.id, version: mark.version };
  valueOf(await casework.confirmEarlierPaymentCoverage(office.db, command));
}

/** 湛河区's case about a financing of 20,000 yuan, whose hundredth is twice the cap. */
async function assessed(financing: string, period: Partial<casework.CallContent> = {}): Promise<string> {
  const number = `TEST-${desk.office.key()}`;
  const call = await desk.published({ number, clauseIds: [CLAUSE], parameters: {}, ...period });
  return desk.assessedUnder(call, { 'zyec.financing_id': financing, 'zyec.financing_yuan': '20000' });
}

async function awarded(id: string): Promise<void> {
  await desk.approveByCounty(id);
  await act(desk.office, 'city-reviewer', id, casework.approveApplication);
  await desk.office.drain();
  expect((await look(desk.office, id)).state).toBe('awarded');
}

const lineOf = async (id: string) => {
  const [line] = (await look(desk.office, id)).determinations;
  return { status: line?.status, amountFen: line?.amountFen };
};
const FULL = { status: 'determined', amountFen: 10_000 };

/** What a register says was paid in a year, by a document of a day. */
async function stated(yuan: string, documentDate: string): Promise<void> {
  const { office } = desk;
  const [party] = await casework.listMyParties(office.db, await office.as('zhanhe-clerk'));
  const partyId = party?.id ?? '';
  const actor = { kind: 'system', name: 'test' } as const;
  const request = { name: 'stateTotal', actor, idempotencyKey: office.key(), input: {} };
  await runCommand(office.db, request, async (tx) => {
    await appendFacts(tx, partyId, [
      {
        ...{ id: tx.newId(), partyId, applicationId: null, name: 'zyec.paid_this_year_yuan', value: yuan },
        ...{ status: 'authoritative', source: '兑付台账', documentNumber: '平财〔2025〕9号', documentDate },
        ...{ validFrom: null, validTo: null, learnedAt: tx.now, learnedBy: 'system:test' },
      },
    ]);
    await tx.record({ caseId: tx.newId(), regionCode: CITY_CODE, type: 'test', data: {} });
    return { ok: true as const, value: null };
  });
}

it('what is awarded later for a year uses up the cap of that year, and not that of the year in which it is awarded', async () => {
  const first = await assessed('F-1', YEAR_BEFORE);
  expect(await lineOf(first)).toEqual(FULL);
  await awarded(first);
  // The cap of 2025 is used up, whichever day it was awarded on.
  expect(await lineOf(await assessed('F-2', YEAR_BEFORE))).toMatchObject({ status: 'already-paid' });
  // Nothing was paid of that of this year.
  expect(await lineOf(await assessed('F-3'))).toEqual(FULL);
});

it('two cases of one year that were approved side by side get one cap between them', async () => {
  const [first, second] = [await assessed('F-1', YEAR_BEFORE), await assessed('F-2', YEAR_BEFORE)];
  await awarded(first);
  await desk.approveByCounty(second);
  await act(desk.office, 'city-reviewer', second, casework.approveApplication);
  await desk.office.drain();
  expect(await look(desk.office, second)).toMatchObject({
    state: 'parked',
    stateReason: { code: 'determination-changed' },
  });
});

it('a total that was stated in an earlier year says nothing about this one', async () => {
  await stated('100', '2025-11-30');
  expect(await lineOf(await assessed('F-1', YEAR_BEFORE))).toMatchObject({ status: 'already-paid' });
  expect(await lineOf(await assessed('F-2'))).toEqual(FULL);
});

it('a total that was stated later goes on to count in the year that is looked at', async () => {
  await stated('40', desk.today);
  expect(await lineOf(await assessed('F-1', YEAR_BEFORE))).toEqual({
    status: 'determined',
    amountFen: 6_000,
  });
});
