import * as casework from '@duixian/casework';
import type { PaymentRail } from '@duixian/payment-rail';
import { refusalOf, valueOf } from '@duixian/testing';
import { Treasury, type BankStatement } from './treasury';

jest.setTimeout(240_000);

let treasury: Treasury;
beforeEach(async () => {
  treasury = await Treasury.open();
});
afterEach(() => treasury.close());

/** The bank does as it is told, and none of its answers arrives. */
const mute = (rail: PaymentRail): PaymentRail => ({
  ...rail,
  send: async (payload) => {
    await rail.send(payload);
    return { outcome: 'unknown', cause: '连接中断', raw: '' };
  },
  query: () => Promise.resolve({ outcome: 'unknown', cause: '连接中断', raw: '' }),
});

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

const kinds = async (): Promise<string[]> => (await treasury.tasks()).map((task) => task.kind).sort();

const proof = async () =>
  valueOf(await casework.verifyAudit(treasury.office.db, await treasury.office.as('auditor')));

/** Sent on one day, and some or all of it given back on the next, which is over as well. */
async function paidAndBack(rail: PaymentRail): Promise<{ day: string; next: string }> {
  await treasury.send(rail);
  const day = await treasury.day();
  const [attempt] = (await treasury.payment()).attempts;
  await treasury.simulate({ returnReference: attempt?.bankReference, onDate: dayAfter(day) });
  await treasury.sleep();
  await treasury.sleep();
  return { day, next: dayAfter(day) };
}

const read = async (day: string, bend?: (statement: BankStatement) => void) =>
  valueOf(await treasury.read(await treasury.statement(day, bend)));

/** A debit that the bank made once too often. */
const twice = ({ lines }: BankStatement): void => {
  lines.push({ ...lines[0], bankSerial: 'TWICE' });
};

async function end(statements: Record<string, string>) {
  for (const [day, id] of Object.entries(statements)) valueOf(await treasury.closeDay(day, id));
  return {
    ...{ state: (await treasury.payment()).state, caseState: await treasury.caseState() },
    ...{ tasks: await kinds(), budget: await treasury.budget(), problems: (await proof()).ledger.problems },
  };
}

describe.each([
  ['unknown', mute],
  ['accepted', (rail: PaymentRail) => rail],
] as const)('a credit whose debit no statement has shown, of a payment that is %s', (state, throughIt) => {
  const RETURNED = {
    ...{ state: 'returned', caseState: 'awarded', tasks: ['payment_returned'], problems: [] },
    budget: expect.objectContaining({ reservedFen: 5_000_000, inFlightFen: 0, spentFen: 0 }) as unknown,
  };

  it('ends as if the statements had come in order: the money came back', async () => {
    const { day, next } = await paidAndBack(throughIt(treasury.rail));
    const back = await read(next);
    expect(back.classified).toEqual({ 'awaits-debit': 1 });
    expect([(await treasury.payment()).state, refusalOf(await treasury.requeue())]).toEqual([
      state,
      'action-not-allowed',
    ]);
    expect(refusalOf(await treasury.closeDay(next, back.id))).toBe('day-not-reconciled');
    const left = await read(day);
    expect(left.classified).toEqual({ matched: 1 });
    expect(await end({ [day]: left.id, [next]: back.id })).toEqual(RETURNED);
    expect((await treasury.payment()).attempts).toMatchObject([
      { state: 'returned', failure: expect.any(String) },
    ]);
    valueOf(await treasury.requeue());
  });

  it('and in order', async () => {
    const { day, next } = await paidAndBack(throughIt(treasury.rail));
    const [left, back] = [await read(day), await read(next)];
    expect([left.classified, back.classified]).toEqual([{ matched: 1 }, { returned: 1 }]);
    expect(await end({ [day]: left.id, [next]: back.id })).toEqual(RETURNED);
  });

  it('takes back what the bank had paid twice, and sends nothing again, whichever statement comes first', async () => {
    const { day, next } = await paidAndBack(throughIt(treasury.rail));
    const back = await read(next);
    const left = await read(day, twice);
    expect(left.classified).toEqual({ matched: 1, 'duplicate-debit': 1 });
    expect(await end({ [day]: left.id, [next]: back.id })).toEqual({
      ...{ state: 'settled', caseState: 'paid', tasks: [], problems: [] },
      budget: expect.objectContaining({ reservedFen: 0, inFlightFen: 0, spentFen: 5_000_000 }) as unknown,
    });
    expect((await treasury.tasks(true)).map(({ outcome }) => outcome)).toEqual(
      expect.arrayContaining(['reversed-by-bank', 'reversed-by-bank']),
    );
  });
});

it('where no statement ever shows the debit, two people say that it came back, once the day of the payment is closed', async () => {
  const { day, next } = await paidAndBack(mute(treasury.rail));
  const back = await read(next);
  expect(await treasury.tasks()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'statement_exception', resolutions: ['came-back', 'explained'] }),
    ]),
  );
  // Neither is it told away while its payment is under way, nor does it pay back anything else.
  expect(refusalOf(await treasury.propose('statement_exception', 'explained'))).toBe('not-proven');
  expect(refusalOf(await treasury.propose('statement_exception', 'was-paid'))).toBe('action-not-allowed');
  expect(refusalOf(await treasury.propose('statement_exception', 'came-back'))).toBe('not-proven');
  const empty = await read(day, ({ lines }) => lines.splice(0));
  valueOf(await treasury.closeDay(day, empty.id));
  valueOf(await treasury.propose('statement_exception', 'came-back'));
  expect(refusalOf(await treasury.decide('statement_exception', 'confirm', 'yexian-maker'))).toBe(
    'forbidden',
  );
  valueOf(await treasury.decide('statement_exception'));
  expect(await end({ [next]: back.id })).toMatchObject({
    ...{ state: 'returned', caseState: 'awarded', tasks: ['payment_returned'], problems: [] },
    budget: { reservedFen: 5_000_000, inFlightFen: 0, spentFen: 0 },
  });
  valueOf(await treasury.requeue());
});
