import * as casework from '@duixian/casework';
import { newId, proveLedger, runQuery } from '@duixian/persistence';
import { CITY, Office, PLACES, valueOf } from '@duixian/testing';
import fc from 'fast-check';
import { MoneyDesk } from './money-desk';

jest.setTimeout(600_000);

const { regionCode } = PLACES.yexian;
const SYSTEM = { kind: 'system', name: 'test' } as const;
/** Sequences in all; they run a few at a time beside each other, all in one database. */
const SEQUENCES = Number(process.env['MONEY_SEQUENCES'] ?? 100);
const LENGTH = 50;
const TOGETHER = 5;
const YEAR = 2026;

/** How often each command is drawn: what comes late in the life of a payment is drawn more, or it would never come. */
const WEIGHTS = {
  ...{ allot: 1, increase: 1, decrease: 1, transfer: 3, carry: 1, refuse: 1, withdraw: 1 },
  ...{ award: 6, prepare: 4, cancel: 3, release: 6, send: 8, reject: 7, resend: 2 },
  ...{ settle: 6, return: 5, requeue: 10 },
  ...{ demand: 8, repay: 9, takeBack: 4, setOff: 9, writeOff: 5 },
  ...{ awardInParts: 4, partDue: 4, partLapses: 3 },
  ...{ advance: 6, follow: 9, payRefund: 7, settleRefund: 7, returnRefund: 5, requeueRefund: 7 },
};
type Kind = keyof typeof WEIGHTS;
const KINDS = Object.keys(WEIGHTS) as Kind[];
interface Step {
  kind: Kind;
  /** Which of the things there are. */
  pick: number;
  amount: number;
}
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...KINDS.flatMap((kind) => Array.from({ length: WEIGHTS[kind] }, () => kind))),
  pick: fc.nat({ max: 1000 }),
  amount: fc.integer({ min: 1, max: 5000 }),
});

const begin = (...kinds: Kind[]): Step[] =>
  kinds.map((kind, index) => ({ kind, pick: index, amount: 5000 - index }));
/** A course begins with money, and every second one with payments that arrived, or most of it would be refusals. */
const BEGINNINGS: readonly Step[][] = [
  begin('allot'),
  begin(
    'allot',
    'allot',
    'award',
    'award',
    'prepare',
    'release',
    'send',
    'send',
    'settle',
    'award',
    'demand',
  ),
  // One that was paid for the city as well, which refunds it.
  begin(
    ...(['allot', 'allot', 'advance', 'advance', 'prepare', 'release', 'send', 'send', 'settle'] as const),
  ).concat(begin('follow', 'payRefund', 'settleRefund', 'follow')),
];

let office: Office;
let desk: MoneyDesk;
/** What happened, so that a test of refusals alone does not pass for one of money. */
const done = new Map<string, number>();

beforeAll(async () => {
  office = await Office.open({ poolSize: 24 });
  await MoneyDesk.inviteStrangers(office);
  desk = await MoneyDesk.open(office, SEQUENCES * LENGTH);
});
afterAll(async () => {
  await desk.close();
  await office.close();
});

/** Refusals that a step may meet, being random; anything else is a fault. */
const EXPECTED = new Set([
  'budget-insufficient',
  'budget-line-taken',
  'budget-invalid',
  'batch-empty',
  'action-not-allowed',
  'payments-not-available',
  'recovery-invalid',
]);

/** One course of money under a subject of its own. */
class Course {
  private readonly subject = `科目${newId()}`;
  private readonly lines: string[] = [];
  private readonly payments = new Set<string>();
  private batches: { id: string; version: number; payments: string[] }[] = [];
  private allotted = 0;
  private readonly demands: string[] = [];
  private readonly refunds = new Set<string>();
  /** Those of the city, which owes. */
  private readonly cityLines: string[] = [];

  async take({ kind, pick, amount }: Step): Promise<void> {
    const happened = await this.dispatch(kind, pick, amount);
    if (happened) done.set(kind, (done.get(kind) ?? 0) + 1);
    const problems = await desk.problemsOf([...this.lines, ...this.cityLines]);
    if (problems.length > 0) throw new Error(`after ${kind}: ${problems.join('; ')}`);
  }

  private async dispatch(kind: Kind, pick: number, amount: number): Promise<boolean> {
    switch (kind) {
      case 'allot':
        return this.changed(
          casework.proposeAllotment(office.db, {
            ...(await desk.by('maker')),
            regionCode,
            year: YEAR,
            subject: this.subject,
            documentNumber: `文${(this.allotted += 1)}`,
            amountFen: amount * 10,
            note: '下达',
          }),
        );
      case 'increase':
      case 'decrease':
      case 'transfer':
      case 'carry':
        return this.adjust(kind, pick, amount, 'confirm');
      case 'refuse':
      case 'withdraw':
        return this.adjust('increase', pick, amount, kind);
      case 'award':
        return this.award(amount);
      case 'awardInParts':
        return this.awardInParts(pick, amount);
      case 'partDue':
      case 'partLapses':
        return this.decidePart(kind, pick);
      case 'advance':
        return this.advance(pick, amount);
      case 'follow':
        return this.follow();
      case 'payRefund':
        return this.payRefund(pick);
      case 'settleRefund':
      case 'returnRefund':
        return this.statementOfCity(kind, pick);
      case 'requeueRefund':
        return this.requeue(pick, 'city');
      case 'prepare':
        return this.prepare();
      case 'cancel':
      case 'release':
        return this.endBatch(
          kind === 'cancel' ? casework.cancelBatch : casework.releaseBatch,
          kind === 'cancel' ? 'maker' : 'checker',
          pick,
        );
      case 'send':
      case 'reject':
      case 'resend':
        return this.send(kind, pick);
      case 'settle':
      case 'return':
        return this.statement(kind, pick);
      case 'requeue':
        return this.requeue(pick);
      case 'demand':
        return this.demand(pick);
      case 'takeBack':
        return this.takeBack(pick);
      case 'repay':
      case 'setOff':
      case 'writeOff':
        return this.meet(kind, pick);
    }
  }

  /** Something of a payment that arrived is demanded back by two people. */
  private async demand(pick: number): Promise<boolean> {
    const { rows } = await desk.pool.query<{
      paymentId: string;
      clauseId: string;
      subject: string;
      amount: number;
    }>(
      `SELECT p.id AS "paymentId", l.clause_id AS "clauseId", l.subject, l.amount_fen::int AS amount FROM payment p JOIN award w ON w.application_id = p.application_id
       JOIN award_line l ON l.award_id = w.id WHERE p.id = ANY ($1) AND p.state IN ('settled', 'offset') ORDER BY p.id`,
      [[...this.payments]],
    );
    const wrong = rows[pick % Math.max(1, rows.length)];
    if (!wrong) return false;
    const { amount, ...about } = wrong;
    const proposed = await casework.proposeRecovery(office.db, {
      ...(await desk.by('maker')),
      ...{
        ...about,
        amountFen: Math.ceil(amount / 2),
        reason: '误付',
        documentNumber: '追',
        workingDays: 10,
      },
    });
    if (!proposed.ok) return refused(proposed);
    const decided = await casework.decideRecovery(office.db, {
      ...(await desk.by('checker')),
      ...{ recoveryId: proposed.value.id, version: 1, action: 'confirm' },
    });
    if (!decided.ok) return refused(decided);
    this.demands.push(proposed.value.id);
    return true;
  }

  /** A part of a demand is repaid, set off against a payment that waits, or given up. */
  private async meet(kind: 'repay' | 'setOff' | 'writeOff', pick: number): Promise<boolean> {
    const recoveryId = this.demands[pick % Math.max(1, this.demands.length)];
    const waiting = kind === 'setOff' ? await this.inState(['planned']) : [];
    const offsetPaymentId = waiting[pick % Math.max(1, waiting.length)]?.id;
    if (recoveryId === undefined || (kind === 'setOff' && offsetPaymentId === undefined)) return false;
    const maker = kind === 'writeOff' ? await desk.stranger('maker') : await desk.by('maker');
    const amountFen = 1 + (pick % 100);
    const given = { recoveryId, version: 2, note: '办理', amountFen };
    const recorded = await casework.recordRecoveryEntry(office.db, {
      ...maker,
      ...given,
      ...(kind === 'repay' ? { kind: 'repayment', bankReference: newId(), paidOn: '2026-03-01' } : {}),
      ...(kind === 'setOff' ? { kind: 'offset', offsetPaymentId: offsetPaymentId ?? '' } : {}),
      ...(kind === 'writeOff' ? { kind: 'write_off' } : {}),
    } as Parameters<typeof casework.recordRecoveryEntry>[1]);
    if (!recorded.ok) return refused(recorded, 'stale-version');
    const about = { recoveryId, entryId: recorded.value.id };
    if (kind === 'setOff') {
      const by = await desk.by('clerk');
      valueOf(
        await casework.decideRecoveryEntry(office.db, { ...by, ...about, version: 1, action: 'consent' }),
      );
    }
    const checker = kind === 'writeOff' ? await desk.stranger('checker') : await desk.by('checker');
    const version = kind === 'setOff' ? 2 : 1;
    valueOf(await casework.decideRecoveryEntry(office.db, { ...checker, ...about, version, action: 'book' }));
    return true;
  }

  /** The bank takes a repayment back; its debit may be larger, and what came in may be spent by then. */
  private async takeBack(pick: number): Promise<boolean> {
    const { rows } = await desk.pool.query<{ recoveryId: string; entryId: string; amount: number }>(
      `SELECT recovery_id AS "recoveryId", id AS "entryId", amount_fen::int AS amount FROM recovery_entry
       WHERE recovery_id = ANY ($1) AND kind = 'repayment' AND state = 'booked' ORDER BY id`,
      [this.demands],
    );
    const repayment = rows[pick % Math.max(1, rows.length)];
    if (!repayment) return false;
    const { amount, ...about } = repayment;
    const line = await desk.outgoing(amount + (pick % 2));
    const proposal = { ...about, version: 2, line, note: '银行退回' };
    const proposed = await casework.proposeReversal(office.db, { ...(await desk.by('maker')), ...proposal });
    if (!proposed.ok) return refused(proposed);
    const { id: reversalId, version } = proposed.value;
    const confirm = { recoveryId: about.recoveryId, reversalId, version, action: 'confirm' } as const;
    const decided = await casework.decideReversal(office.db, { ...(await desk.by('checker')), ...confirm });
    return decided.ok ? true : refused(decided);
  }

  private async changed(
    proposing: ReturnType<typeof casework.proposeAllotment>,
    action: casework.BudgetChangeAction = 'confirm',
  ): Promise<boolean> {
    const proposed = await proposing;
    if (!proposed.ok) return refused(proposed);
    const by = await desk.by(action === 'withdraw' ? 'maker' : 'checker');
    const decided = await casework.decideOnBudgetChange(office.db, {
      ...by,
      changeId: proposed.value.id,
      version: 1,
      action,
    });
    if (!decided.ok) return refused(decided);
    const { rows } = await desk.pool.query<{ line: string | null }>(
      'SELECT to_line_id AS line FROM budget_change WHERE id = $1',
      [proposed.value.id],
    );
    const line = rows[0]?.line ?? null;
    if (line !== null && !this.lines.includes(line)) this.lines.push(line);
    return true;
  }

  private async adjust(
    kind: 'increase' | 'decrease' | 'transfer' | 'carry',
    pick: number,
    amount: number,
    action: casework.BudgetChangeAction,
  ): Promise<boolean> {
    const lineId = this.lines[pick % Math.max(1, this.lines.length)];
    if (lineId === undefined) return false;
    const toLineId = this.lines[(pick + 1) % this.lines.length];
    return this.changed(
      casework.proposeAdjustment(office.db, {
        ...(await desk.by('maker')),
        ...{ kind: kind === 'carry' ? 'carry_over' : kind, lineId, amountFen: amount, note: '调整' },
        documentNumber: kind === 'carry' ? `结${(this.allotted += 1)}` : '调',
        ...(kind === 'transfer' && toLineId !== undefined ? { toLineId } : {}),
      }),
      action,
    );
  }

  private async award(amount: number): Promise<boolean> {
    const paymentId = await desk.award(this.subject, YEAR, amount);
    if (paymentId !== null) this.payments.add(paymentId);
    return paymentId !== null;
  }

  private async awardInParts(pick: number, amount: number): Promise<boolean> {
    const weights = [1 + (pick % 3), 1 + (pick % 5), ...(pick % 2 === 0 ? [1] : [])];
    const parts = await desk.awardInParts(this.subject, YEAR, amount, weights);
    for (const id of parts ?? []) this.payments.add(id);
    return parts !== null;
  }

  /** A part that waits falls due, or is given up. */
  private async decidePart(kind: 'partDue' | 'partLapses', pick: number): Promise<boolean> {
    const waiting = await this.inState(['waiting']);
    const part = waiting[pick % Math.max(1, waiting.length)];
    if (!part) return false;
    await desk.decidePart(part.id, kind === 'partDue' ? 'release' : 'forfeit');
    return true;
  }

  /** An award that 叶县 pays for the city as well; now and then the city bears all of it. */
  private async advance(pick: number, amount: number): Promise<boolean> {
    const shares = { ownShare: pick % 5 === 0 ? 0 : amount, citysShare: 1 + (pick % 700) };
    const made = await desk.advance(this.subject, YEAR, shares);
    if (made === null) return false;
    this.payments.add(made.paymentId);
    this.refunds.add(made.refundId);
    this.cityLines.push(made.cityLineId);
    return true;
  }

  /** The worker catches up with what the statements said. */
  private async follow(): Promise<boolean> {
    const all = new Set([...this.payments, ...this.refunds]);
    const settled = await this.inState(['settled', 'offset'], all);
    const returned = await this.inState(['returned'], all);
    for (const { id } of settled) await desk.follow(id, 'settled');
    for (const { id } of returned) await desk.follow(id, 'returned');
    return settled.length + returned.length > 0;
  }

  /** A refund that is due: prepared, released and sent by the city. */
  private async payRefund(pick: number): Promise<boolean> {
    const due = await this.inState(['planned'], this.refunds);
    const refund = due[pick % Math.max(1, due.length)];
    if (!refund) return false;
    const batch = await casework.prepareBatch(office.db, {
      ...(await desk.by('maker', 'city')),
      ...{ regionCode: CITY.regionCode, paymentIds: [refund.id] },
    });
    if (!batch.ok) return refused(batch);
    const { id: batchId, version } = batch.value;
    const by = await desk.by('checker', 'city');
    valueOf(await casework.releaseBatch(office.db, { ...by, batchId, version }));
    await desk.send(refund.id, pick % 7 === 0 ? 'rejects' : 'accepts');
    return true;
  }

  private async statementOfCity(kind: 'settleRefund' | 'returnRefund', pick: number): Promise<boolean> {
    const settle = kind === 'settleRefund';
    const booked = await this.inState(settle ? ['accepted'] : ['accepted', 'settled'], this.refunds);
    const one = booked[pick % Math.max(1, booked.length)];
    if (!one) return false;
    const read = await desk.statement([one.id], settle ? 'debit' : 'credit', 'city');
    // What comes back before its debit waits for it.
    const back = one.state === 'accepted' ? 'awaits-debit' : 'returned';
    expect(valueOf(read).classified).toEqual({ [settle ? 'matched' : back]: 1 });
    return true;
  }

  private async inState(
    states: readonly string[],
    among: ReadonlySet<string> = this.payments,
  ): Promise<{ id: string; version: number; state: string }[]> {
    const { rows } = await desk.pool.query<{ id: string; version: number; state: string }>(
      'SELECT id, version, state FROM payment WHERE id = ANY ($1) AND state = ANY ($2) ORDER BY id',
      [[...among], states],
    );
    return rows;
  }

  private async prepare(): Promise<boolean> {
    const paymentIds = (await this.inState(['planned'])).map(({ id }) => id);
    if (paymentIds.length === 0) return false;
    const batch = await casework.prepareBatch(office.db, {
      ...(await desk.by('maker')),
      regionCode,
      paymentIds,
    });
    if (!batch.ok) return refused(batch);
    this.batches.push({ ...batch.value, payments: paymentIds });
    return true;
  }

  private async endBatch(
    end: typeof casework.releaseBatch,
    role: 'maker' | 'checker',
    pick: number,
  ): Promise<boolean> {
    const batch = this.batches[pick % Math.max(1, this.batches.length)];
    if (!batch) return false;
    this.batches = this.batches.filter((one) => one !== batch);
    const ended = await end(office.db, {
      ...(await desk.by(role)),
      batchId: batch.id,
      version: batch.version,
    });
    return ended.ok || refused(ended);
  }

  private async send(kind: 'send' | 'reject' | 'resend', pick: number): Promise<boolean> {
    const ready = await this.inState(kind === 'resend' ? ['accepted', 'settled', 'rejected'] : ['released']);
    const payment = ready[pick % Math.max(1, ready.length)];
    if (!payment) return false;
    await desk.send(payment.id, kind === 'reject' ? 'rejects' : 'accepts');
    return true;
  }

  private async statement(kind: 'settle' | 'return', pick: number): Promise<boolean> {
    const booked = await this.inState(kind === 'settle' ? ['accepted'] : ['accepted', 'settled']);
    const some = kind === 'settle' ? booked : booked.slice(pick % Math.max(1, booked.length)).slice(0, 1);
    if (some.length === 0) return false;
    const read = await desk.statement(
      some.map(({ id }) => id),
      kind === 'settle' ? 'debit' : 'credit',
    );
    const back =
      some[0]?.state === 'accepted'
        ? 'awaits-debit'
        : (await this.isSpokenFor(some[0]?.id))
          ? 'unexpected-return'
          : 'returned';
    expect(valueOf(read).classified).toEqual({ [kind === 'settle' ? 'matched' : back]: some.length });
    return kind === 'settle' || back === 'returned';
  }

  private async isSpokenFor(paymentId?: string): Promise<boolean> {
    const { rows } = await desk.pool.query(
      `SELECT 1 FROM recovery WHERE payment_id = $1 UNION ALL
       SELECT 1 FROM payment WHERE refunds_payment_id = $1 AND (state NOT IN ('waiting', 'planned') OR refunded_on IS NOT NULL)`,
      [paymentId],
    );
    return rows.length > 0;
  }

  private async requeue(pick: number, where: 'yexian' | 'city' = 'yexian'): Promise<boolean> {
    const among = where === 'city' ? this.refunds : this.payments;
    const failed = await this.inState(['rejected', 'returned'], among);
    const payment = failed[pick % Math.max(1, failed.length)];
    if (!payment) return false;
    const queued = await casework.requeuePayment(office.db, {
      ...(await desk.by('maker', where)),
      paymentId: payment.id,
      version: payment.version,
    });
    return queued.ok || refused(queued);
  }
}

/** False for a refusal that random steps may meet, or that this one may. @throws for any other */
function refused(answer: { ok: false; refusal: { code: string; message: string } }, also = ''): false {
  if (EXPECTED.has(answer.refusal.code) || answer.refusal.code === also) return false;
  throw new Error(`${answer.refusal.code}: ${answer.refusal.message}`);
}

it(`${SEQUENCES} courses of ${LENGTH} commands: books balance, no line is negative, one live payment per obligation, shares add up, after each`, async () => {
  const course = fc
    .tuple(fc.constantFrom(...BEGINNINGS), fc.array(step, { minLength: LENGTH, maxLength: LENGTH }))
    .map(([begin, steps]): Step[] => [...begin, ...steps].slice(0, LENGTH));
  await fc.assert(
    fc.asyncProperty(fc.array(course, { minLength: TOGETHER, maxLength: TOGETHER }), async (courses) => {
      await Promise.all(
        courses.map(async (steps) => {
          const one = new Course();
          for (const each of steps) await one.take(each);
        }),
      );
    }),
    { numRuns: Math.ceil(SEQUENCES / TOGETHER), seed: 20261129, endOnFailure: true },
  );
  expect([...done.keys()].sort()).toEqual([...KINDS].sort());
  for (const kind of KINDS) expect([kind, (done.get(kind) ?? 0) >= SEQUENCES / 10]).toEqual([kind, true]);
  const proof = await runQuery(office.db, SYSTEM, proveLedger);
  expect(proof.problems).toEqual([]);
  expect(proof.payments).toBeGreaterThan(SEQUENCES * 2);
});

it('a thousand posts under one key at the same time have one effect', async () => {
  const allotment = {
    regionCode,
    year: YEAR,
    subject: '同键科目',
    documentNumber: '同键',
    amountFen: 1234,
    note: '下达',
  };
  const proposed = valueOf(
    await casework.proposeAllotment(office.db, { ...(await desk.by('maker')), ...allotment }),
  );
  const confirm = {
    ...(await desk.by('checker')),
    changeId: proposed.id,
    version: 1,
    action: 'confirm' as const,
  };
  const answers = await Promise.all(
    Array.from({ length: 1000 }, () => casework.decideOnBudgetChange(office.db, confirm)),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(valueOf(answer)))).size).toBe(1);
  expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
  const { rows } = await desk.pool.query(
    `SELECT j.id FROM budget_line b JOIN ledger_account a ON a.budget_line_id = b.id JOIN journal_entry e ON e.ledger_account_id = a.id
     JOIN journal j ON j.id = e.journal_id WHERE b.subject = '同键科目' AND a.kind = 'available' AND a.balance_fen = 1234`,
  );
  expect(rows).toHaveLength(1);
});
