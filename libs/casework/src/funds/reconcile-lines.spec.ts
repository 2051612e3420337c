import { fen } from '@duixian/money';
import type { StatementLine } from '@duixian/payment-rail';
import type { OpenException, PaymentAttemptEntity, PaymentEntity } from '@duixian/persistence';
import { needsPerson, reconcileLines, type KnownToOffice } from './reconcile-lines';
import type { PlacedLine } from './statement-spool';

const LINES = 10_000;
const PAYEE = '6222000000000000001';
/** Every so many lines are one of each kind of anomaly; all others are payments as they should be. */
const EVERY = 100;

/** A payment as the office knows it before the statement, and the line that the bank writes about it. */
interface Case {
  /** What the line must be called. */
  kind: string;
  state?: PaymentEntity['state'];
  region?: string;
  line?: Partial<StatementLine>;
  /** A line of an earlier statement has this serial. */
  read?: true;
  /** A debit of this payment that nobody has explained yet. */
  open?: true;
}

/** The anomalies that a bank produces, each with what the office must make of it. */
const ANOMALIES: readonly Case[] = [
  { kind: 'already-read', read: true },
  { kind: 'duplicate-debit', state: 'settled' },
  { kind: 'unknown-reference', line: { reference: 'WHOISTHIS' } },
  { kind: 'unknown-reference', region: '410402' },
  { kind: 'wrong-amount', line: { amountFen: 99 } },
  { kind: 'wrong-payee', line: { counterpartyAccount: '6222000000000000002' } },
  { kind: 'unexpected-debit', state: 'rejected' },
  { kind: 'unexpected-return', state: 'rejected', line: { direction: 'credit' } },
  { kind: 'returned', state: 'settled', line: { direction: 'credit' } },
  { kind: 'awaits-debit', line: { direction: 'credit' } },
  { kind: 'awaits-debit', state: 'unknown', line: { direction: 'credit' } },
  { kind: 'fee', line: { reference: '', counterpartyName: '电子汇划手续费' } },
  { kind: 'reversed', state: 'rejected', line: { direction: 'credit' }, open: true },
];

const caseAt = (index: number): Case => ANOMALIES[index % EVERY] ?? { kind: 'matched' };
const serialAt = (index: number): string => `S${index}`;

interface Ground {
  known: KnownToOffice;
  lines: PlacedLine[];
}

function ground(): Ground {
  const attempts = new Map<string, PaymentAttemptEntity>();
  const payments = new Map<string, PaymentEntity>();
  const serials = new Set<string>();
  const openExceptions: OpenException[] = [];
  const lines: PlacedLine[] = [];
  for (let index = 0; index < LINES; index += 1) {
    const { state = 'accepted', region = '410422', line, read, open } = caseAt(index);
    const [id, reference] = [`P${index}`, `R${index}`];
    const amountFen = fen(1000 + index);
    payments.set(id, {
      id,
      regionCode: region,
      state,
      amountFen,
      budgetLineId: 'L',
      settledOn: null,
    } as PaymentEntity);
    const payload = JSON.stringify({ payeeAccount: PAYEE });
    attempts.set(reference, {
      id: `A${index}`,
      paymentId: id,
      bankReference: reference,
      state,
      payload,
    } as PaymentAttemptEntity);
    if (read) serials.add(`${serialAt(index)}/debit`);
    if (open)
      openExceptions.push({ statementId: 'earlier', position: index, attemptId: `A${index}`, amountFen });
    lines.push({
      position: index + 1,
      line: {
        ...{ bankSerial: serialAt(index), reference, direction: 'debit', amountFen },
        ...{ counterpartyName: '示例企业', counterpartyAccount: PAYEE, bookedOn: '2026-03-02' },
        ...line,
      },
    });
  }
  const known = {
    regionCode: '410422',
    serials,
    attemptsByReference: attempts,
    paymentsById: payments,
    openExceptions,
    spokenFor: new Set<string>(),
  };
  return { known, lines };
}

it('of ten thousand lines with every kind of anomaly each is called what it is, and only what is right settles', () => {
  const { known, lines } = ground();
  const before = new Map([...known.paymentsById].map(([id, payment]) => [id, payment.state]));
  const { lines: classified, moves, reversed } = reconcileLines('now', lines, known);

  expect(classified.map(({ classification }) => classification)).toEqual(
    lines.map((_, index) => caseAt(index).kind),
  );
  const settled = moves.filter(({ action }) => action === 'settle').map(({ payment }) => payment.id);
  const right = lines.flatMap((_, index) => (caseAt(index).kind === 'matched' ? [`P${index}`] : []));
  expect(settled).toEqual(right);
  expect(right.length).toBe((LINES / EVERY) * (EVERY - ANOMALIES.length));
  // Nothing else moved but what came back; no payment moved twice.
  const returned = moves.filter(({ action }) => action === 'return').map(({ payment }) => payment.id);
  expect(returned.every((id) => caseAt(Number(id.slice(1))).kind === 'returned')).toBe(true);
  expect(new Set(moves.map(({ payment }) => payment.id)).size).toBe(moves.length);
  const moved = new Set(moves.map(({ payment }) => payment.id));
  for (const [id, payment] of known.paymentsById)
    if (!moved.has(id)) expect(payment.state).toBe(before.get(id));
  expect(reversed).toHaveLength(LINES / EVERY);
  // Whatever did not settle, come back, or explain itself waits for a person.
  const waiting = classified.filter(({ classification }) => needsPerson(classification));
  expect(waiting).toHaveLength((LINES / EVERY) * 9);
});
