import { fen } from '@duixian/money';
import { bounce, giveBack, settle, type Journal } from '@duixian/ledger';
import { parseStatement, type Statement, type StatementLine } from '@duixian/payment-rail';
import {
  findAttemptByReference,
  findStatementByHash,
  findTreasuryByAccount,
  insertStatement,
  lockPayment,
  postJournal,
  readKnownSerials,
  runCommand,
  saveAttempt,
  savePayment,
  sha256,
  type BankStatementLineEntity,
  type CommandOutcome,
  type Database,
  type PaymentAttemptEntity,
  type PaymentEntity,
  type StatementClassification,
  type Tx,
} from '@duixian/persistence';
import { movePayment, type PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal } from '../ground/refusal';
import { recordOnPayment } from './record-payment';

export interface StatementAnswer {
  id: string;
  statementDate: string;
  lines: number;
  classified: Partial<Record<StatementClassification, number>>;
  /** Lines that a person must look at, with what is wrong. */
  exceptions: {
    position: number;
    reference: string;
    classification: StatementClassification;
    amountFen: number;
  }[];
}

/**
 * Reads one statement of a treasury's account. Only this settles payments. Every line is classified; what does not
 * match exactly (reference, amount, payee account) posts nothing and is answered as an exception. The same content is
 * read once; a later, longer statement of the same day is fine: lines already read are passed over.
 */
export async function importStatement(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; content: string },
): Promise<CommandOutcome<StatementAnswer, Refusal>> {
  const { actor, idempotencyKey, content } = command;
  const contentHash = sha256(content);
  const again: Refusal = {
    code: 'statement-already-read',
    message: 'This statement was read before; nothing was posted again.',
  };
  const request = {
    name: 'importStatement',
    actor,
    idempotencyKey,
    input: { contentHash },
    conflicts: { bank_statement_content_hash_key: again },
  };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<StatementAnswer>> => {
    const parsed = parseStatement(content);
    if (!parsed.ok) {
      return refuse(
        'statement-invalid',
        'The statement cannot be read; nothing was posted. Ask the bank for it again.',
        { problems: parsed.problems },
      );
    }
    const { statement } = parsed;
    const treasury = await findTreasuryByAccount(tx, statement.account);
    if (!treasury)
      return refuse('not-found', `No treasury within your reach has the account ${statement.account}.`);
    const forbidden = refuseUnlessPermitted(
      actor,
      'statement.import',
      regionResource(tx, treasury.regionCode),
    );
    if (forbidden) return forbidden;
    if (await findStatementByHash(tx, contentHash)) return { ok: false, refusal: again };
    const id = tx.newId();
    const lines = await classifyLines(tx, id, statement, treasury.regionCode);
    await insertStatement(
      tx,
      {
        id,
        regionCode: treasury.regionCode,
        accountNumber: statement.account,
        statementNumber: statement.statementId,
        statementDate: statement.date,
        contentHash,
        content,
        importedAt: tx.now,
        importedBy: `user:${actor.userId}`,
      },
      lines,
    );
    const answer = answerOf(id, statement, lines);
    await tx.record({
      caseId: id,
      regionCode: treasury.regionCode,
      type: 'statement.imported',
      data: { contentHash, classified: answer.classified },
    });
    return done(answer);
  });
}

async function classifyLines(
  tx: Tx,
  statementId: string,
  statement: Statement,
  regionCode: string,
): Promise<BankStatementLineEntity[]> {
  const known = await readKnownSerials(
    tx,
    statement.account,
    statement.lines.map((line) => line.bankSerial),
  );
  const rows: BankStatementLineEntity[] = [];
  for (const [index, line] of statement.lines.entries()) {
    const key = `${line.bankSerial}/${line.direction}`;
    const found = known.has(key)
      ? { classification: 'already-read' as const, attemptId: null }
      : await classify(tx, line, regionCode);
    known.add(key);
    rows.push({
      statementId,
      position: index + 1,
      accountNumber: statement.account,
      bankSerial: line.bankSerial,
      reference: line.reference,
      direction: line.direction,
      amountFen: fen(line.amountFen),
      counterpartyName: line.counterpartyName,
      counterpartyAccount: line.counterpartyAccount,
      bookedOn: line.bookedOn,
      ...found,
    });
  }
  return rows;
}

type Classified = { classification: StatementClassification; attemptId: string | null };

async function classify(tx: Tx, line: StatementLine, regionCode: string): Promise<Classified> {
  const attempt = await findAttemptByReference(tx, line.reference);
  const payment = attempt && (await lockPayment(tx, attempt.paymentId));
  // Another treasury's payment cannot be settled by this treasury's account.
  if (!attempt || payment?.regionCode !== regionCode)
    return { classification: 'unknown-reference', attemptId: null };
  const as = (classification: StatementClassification): Classified => ({
    classification,
    attemptId: attempt.id,
  });
  if (line.amountFen !== payment.amountFen) return as('wrong-amount');
  if (line.counterpartyAccount !== payment.payee.accountNumber) return as('wrong-payee');
  return line.direction === 'debit'
    ? as(await settleBy(tx, line, payment, attempt))
    : as(await returnBy(tx, line, payment, attempt));
}

async function settleBy(
  tx: Tx,
  line: StatementLine,
  payment: PaymentEntity,
  attempt: PaymentAttemptEntity,
): Promise<StatementClassification> {
  if (attempt.state === 'settled' || attempt.state === 'returned') return 'duplicate-debit';
  if (payment.state !== attempt.state || !movePayment(payment.state, 'settle').ok) return 'unexpected-debit';
  payment.settledOn = line.bookedOn;
  await moveBy(tx, { line, payment, attempt }, 'settle', settle(payment.budgetLineId, payment.amountFen));
  await tx.enqueue('payment.settled', { paymentId: payment.id });
  return 'matched';
}

/** 退票: money that came back. The obligation stands; a maker queues it again with a right account. */
async function returnBy(
  tx: Tx,
  line: StatementLine,
  payment: PaymentEntity,
  attempt: PaymentAttemptEntity,
): Promise<StatementClassification> {
  if (payment.state !== attempt.state || !movePayment(payment.state, 'return').ok) return 'unexpected-return';
  const back = payment.state === 'settled' ? giveBack : bounce;
  payment.settledOn = null;
  await moveBy(tx, { line, payment, attempt }, 'return', back(payment.budgetLineId, payment.amountFen));
  return 'returned';
}

async function moveBy(
  tx: Tx,
  { line, payment, attempt }: { line: StatementLine; payment: PaymentEntity; attempt: PaymentAttemptEntity },
  action: 'settle' | 'return',
  journal: Journal,
): Promise<void> {
  const move = movePayment(payment.state, action);
  if (!move.ok) throw new Error(`payment ${payment.id}: ${action} from ${payment.state}`);
  payment.state = move.to;
  await savePayment(tx, payment);
  await saveAttempt(tx, {
    id: attempt.id,
    state: move.to as PaymentAttemptEntity['state'],
    bankSerial: line.bankSerial,
  });
  await postJournal(tx, journal, `attempt:${attempt.id}/${action}`);
  await recordOnPayment(tx, payment, move.event, {
    bankReference: attempt.bankReference,
    bookedOn: line.bookedOn,
  });
}

function answerOf(
  id: string,
  statement: Statement,
  lines: readonly BankStatementLineEntity[],
): StatementAnswer {
  const classified: StatementAnswer['classified'] = {};
  for (const line of lines) classified[line.classification] = (classified[line.classification] ?? 0) + 1;
  const exceptions = lines
    .filter((line) => line.classification !== 'matched' && line.classification !== 'already-read')
    .map(({ position, reference, classification, amountFen }) => ({
      position,
      reference,
      classification,
      amountFen,
    }));
  return { id, statementDate: statement.date, lines: lines.length, classified, exceptions };
}
