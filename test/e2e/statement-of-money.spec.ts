import * as casework from '@duixian/casework';
import { Office, PLACES, valueOf } from '@duixian/testing';
import { MoneyDesk } from './money-desk';
import { saidIn } from './paper-said';

jest.setTimeout(240_000);

const { regionCode } = PLACES.yexian;
const SUBJECT = '清单科目';
const ADDRESS = 'https://duixian.example/verify/';

let office: Office;
let desk: MoneyDesk;
let year: number;
let partyId: string;
/** What the enterprise has of the case that the desk was opened with. */
let before: casework.YearlyStatement;

const as = async (username: string) => ({
  actor: await office.as(username),
  idempotencyKey: office.key(),
});

beforeAll(async () => {
  office = await Office.open();
  desk = await MoneyDesk.open(office, 6);
  const [party] = await casework.listMyParties(office.db, await office.as('yexian-clerk'));
  partyId = party?.id ?? '';
  before = await statement();
  year = before.year;
  const allotment = { regionCode, year, subject: SUBJECT, documentNumber: '清单指标', note: '下达' };
  const { id: changeId } = valueOf(
    await casework.proposeAllotment(office.db, {
      ...(await as('yexian-maker')),
      ...allotment,
      amountFen: 9_000_000,
    }),
  );
  const decision = { changeId, version: 1, action: 'confirm' as const };
  valueOf(await casework.decideOnBudgetChange(office.db, { ...(await as('yexian-checker')), ...decision }));
});
afterAll(async () => {
  await desk.close();
  await office.close();
});

async function statement(): Promise<casework.YearlyStatement> {
  return valueOf(await casework.readYearlyStatement(office.db, await office.as('yexian-clerk'), { partyId }));
}

const paper = async (kind: 'statement' | 'demand' | 'voucher' | 'receipt', id: string) =>
  saidIn(
    valueOf(
      await casework.issueDocument(office.db, {
        ...{ actor: await office.as(kind === 'statement' ? 'yexian-clerk' : 'yexian-maker') },
        ...{ kind, id, format: 'xlsx', address: ADDRESS },
      }),
    ),
  );

/** What came to the year since the beginning, in fen. */
async function added() {
  const now = await statement();
  const since = (key: 'gotFen' | 'paidFen' | 'setOffFen' | 'paidBackFen') => now[key] - before[key];
  return {
    ...{ gotFen: since('gotFen'), paidFen: since('paidFen') },
    ...{ setOffFen: since('setOffFen'), paidBackFen: since('paidBackFen') },
  };
}

async function pay(paymentIds: string[]): Promise<void> {
  const batch = valueOf(
    await casework.prepareBatch(office.db, { ...(await as('yexian-maker')), regionCode, paymentIds }),
  );
  const release = { batchId: batch.id, version: batch.version };
  valueOf(await casework.releaseBatch(office.db, { ...(await as('yexian-checker')), ...release }));
  await office.drain();
  valueOf(await desk.statement(paymentIds, 'debit'));
  await office.drain();
}

async function demanded(paymentId: string, amountFen: number): Promise<string> {
  const { rows } = await desk.pool.query<{ clauseId: string; subject: string }>(
    `SELECT l.clause_id AS "clauseId", l.subject FROM payment p JOIN award w ON w.application_id = p.application_id
     JOIN award_line l ON l.award_id = w.id WHERE p.id = $1`,
    [paymentId],
  );
  const about = { ...(rows[0] ?? { clauseId: '', subject: '' }), paymentId, amountFen, workingDays: 10 };
  const { id, version } = valueOf(
    await casework.proposeRecovery(office.db, {
      ...{ ...(await as('yexian-maker')), ...about, reason: '申报数据不实', documentNumber: '追1号' },
    }),
  );
  const confirm = { recoveryId: id, version, action: 'confirm' as const };
  valueOf(await casework.decideRecovery(office.db, { ...(await as('yexian-checker')), ...confirm }));
  return id;
}

async function booked(
  recoveryId: string,
  entry: Omit<casework.RecoveryEntryProposal, 'note'>,
): Promise<void> {
  const { version } = valueOf(
    await casework.readRecovery(office.db, await office.as('yexian-maker'), recoveryId),
  );
  const { id: entryId } = valueOf(
    await casework.recordRecoveryEntry(office.db, {
      ...{ ...(await as('yexian-maker')), recoveryId, version, note: '经核实', ...entry },
    }),
  );
  const decide = async (by: string, action: 'consent' | 'book', of: number) =>
    valueOf(
      await casework.decideRecoveryEntry(office.db, {
        ...{ ...(await as(by)), recoveryId, entryId, version: of, action },
      }),
    );
  if (entry.kind === 'offset') await decide('yexian-clerk', 'consent', 1);
  await decide('yexian-checker', 'book', entry.kind === 'offset' ? 2 : 1);
  await office.drain();
}

it('the year of an enterprise says what arrived, part by part, what was set off and what was paid back', async () => {
  const [first = '', second = ''] = (await desk.awardInParts(SUBJECT, year, 5_500_000, [3, 2])) ?? [];
  expect(await added()).toEqual({ gotFen: 5_500_000, paidFen: 0, setOffFen: 0, paidBackFen: 0 });
  await pay([first]);
  expect(await added()).toEqual({ gotFen: 5_500_000, paidFen: 3_300_000, setOffFen: 0, paidBackFen: 0 });
  // What is given up of it never arrives.
  await desk.decidePart(second, 'forfeit');
  await office.drain();
  expect(await added()).toEqual({ gotFen: 5_500_000, paidFen: 3_300_000, setOffFen: 0, paidBackFen: 0 });
  const [own] = (await statement()).got.filter(({ amountFen }) => amountFen === 5_500_000);
  expect(own).toMatchObject({ paid: false, paidInPart: true, paidBackFen: 0 });

  const later = (await desk.award(SUBJECT, year, 2_000_000)) ?? '';
  const whole = (await desk.award(SUBJECT, year, 300_000)) ?? '';
  const recoveryId = await demanded(first, 1_000_000);
  await booked(recoveryId, { kind: 'offset', amountFen: 400_000, offsetPaymentId: later });
  await booked(recoveryId, { kind: 'offset', amountFen: 300_000, offsetPaymentId: whole });
  await booked(recoveryId, {
    ...{ kind: 'repayment', amountFen: 100_000, bankReference: 'YEAR-1', paidOn: '2026-03-01' },
  });
  await pay([later]);
  expect(await added()).toEqual({
    ...{ gotFen: 7_800_000, paidFen: 4_900_000, setOffFen: 700_000, paidBackFen: 800_000 },
  });
  const got = (await statement()).got;
  const of = (amountFen: number) => got.find((row) => row.amountFen === amountFen);
  expect(of(5_500_000)).toMatchObject({ paid: false, paidBackFen: 800_000 });
  expect(of(2_000_000)).toMatchObject({ paid: true, paidBackFen: 0 });
  // Nothing of it is still to come.
  expect(of(300_000)).toMatchObject({ paid: true });
  const now = await statement();
  const yuan = (fen: number) => `¥${(fen / 100).toFixed(2)}`;
  expect(await paper('statement', partyId)).toMatchObject({
    ...{ '其中已到账(小写)': yuan(now.paidFen), 其中已抵扣应退款: yuan(now.setOffFen) },
    ...{ 已退缴或抵扣归还: yuan(now.paidBackFen) },
  });

  // A payment that was smaller by what was set off: its papers say both, and a demand says what it was.
  for (const kind of ['voucher', 'receipt'] as const)
    expect(await paper(kind, later)).toMatchObject({ '金额(小写)': '¥16000.00', 已抵扣应退款: '¥4000.00' });
  expect(await paper('voucher', whole)).toMatchObject({ '金额(小写)': '¥3000.00', 状态: '已抵扣' });
  expect(await paper('voucher', first)).not.toHaveProperty('已抵扣应退款');
  expect(await paper('demand', await demanded(later, 2_000_000))).toMatchObject({
    ...{ '追缴金额(小写)': '¥20000.00' },
    原拨付金额: expect.stringMatching(/^¥20000\.00\(.* 到账 ¥16000\.00,抵扣应退款 ¥4000\.00\)$/) as unknown,
  });
  expect(await paper('demand', await demanded(whole, 300_000))).toMatchObject({
    原拨付金额: '¥3000.00(抵扣应退款 ¥3000.00)',
  });
});
