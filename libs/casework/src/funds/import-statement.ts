import { fen, formatYuan } from '@duixian/money';
import type { StatementHead } from '@duixian/payment-rail';
import {
  findStatementByHash,
  findTreasuryByAccount,
  findTreasuryDay,
  insertStatement,
  insertStatementLines,
  lockPaymentsOfReferences,
  lockTreasury,
  readKnownLines,
  runCommand,
  sha256,
  type CommandOutcome,
  type Database,
  type KnownLine,
  type Tx,
} from '@duixian/persistence';
import type { PersonActor, StatementClassification } from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { follow, knownFor, takeAwaited } from './follow-lines';
import { keyOf, needsPerson, reconcileLines, type Reconciliation } from './reconcile-lines';
import { LineSpool, spoolStatement, type PlacedLine, type StatementContent } from './statement-spool';

export interface StatementAnswer {
  id: string;
  statementDate: string;
  lines: number;
  classified: Partial<Record<StatementClassification, number>>;
  /** Lines that a person must look at, with what is wrong; each has a finance task, but for returned payments: theirs is the payment's. */
  exceptions: {
    position: number;
    reference: string;
    classification: StatementClassification;
    amountFen: number;
  }[];
}

/**
 * Reads one statement of a treasury's account, in the bank's own form or as camt.053. Only this settles payments. Every line is classified; what does not
 * match exactly (reference, amount, payee account) posts nothing, is answered as an exception and becomes a finance task.
 * The same content is read once; a later, longer statement of the same day is fine: lines already read are passed over, and it is
 * refused where it says something else about one of them.
 * A day that was closed takes no statement any more. It is believed whole or not at all, and however long it is, some lines at
 * a time are in hand.
 */
export async function importStatement(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; content: StatementContent },
): Promise<CommandOutcome<StatementAnswer, Refusal>> {
  const lines = new LineSpool();
  try {
    return await importSpooled(db, command, lines);
  } finally {
    await lines.drop();
  }
}

async function importSpooled(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; content: StatementContent },
  spool: LineSpool,
): Promise<CommandOutcome<StatementAnswer, Refusal>> {
  const { actor, idempotencyKey, content } = command;
  const contentHash = typeof content === 'string' ? sha256(content) : content.contentHash;
  const again: Refusal = {
    code: 'statement-already-read',
    message: '这份对账单此前已经导入,没有重复记账。',
  };
  const request = {
    name: 'importStatement',
    actor,
    idempotencyKey,
    input: { contentHash },
    conflicts: { bank_statement_content_hash_key: again },
  };
  const read = await spoolStatement(content, spool);
  return runCommand(db, request, async (tx): Promise<CaseOutcome<StatementAnswer>> => {
    if (!read.ok) {
      return refuse('statement-invalid', '对账单无法读取,没有记账。请向银行重新索取原始文件。', {
        problems: read.problems,
      });
    }
    const { head, lines } = read;
    const treasury = await treasuryOf(tx, actor, head);
    if (!treasury.ok) return treasury;
    const { regionCode } = treasury;
    if (await findStatementByHash(tx, contentHash)) return { ok: false, refusal: again };
    await lockTreasury(tx, regionCode);
    if (await findTreasuryDay(tx, regionCode, head.date))
      return refuse(
        'day-closed',
        `${head.date} 已经关账,没有记账。请向银行核实对账单为何变动;新增的明细应记在以后的日期。`,
      );
    const id = tx.newId();
    await insertStatement(tx, {
      ...{ id, regionCode, accountNumber: head.account, statementNumber: head.statementId },
      ...{ statementDate: head.date, contentHash, content: typeof content === 'string' ? content : null },
      ...{ importedAt: tx.now, importedBy: `user:${actor.userId}` },
    });
    await lockPaymentsOfReferences(tx, [...lines.references]);
    const answer: StatementAnswer = {
      id,
      statementDate: head.date,
      lines: 0,
      classified: {},
      exceptions: [],
    };
    for await (const some of lines.chunks()) {
      const refused = await take(tx, { id, head, regionCode }, some, answer);
      if (refused) return refused;
    }
    await takeAwaited(tx, id, regionCode);
    answer.exceptions.sort((a, b) => a.position - b.position);
    await tx.record({
      caseId: id,
      regionCode,
      type: 'statement.imported',
      data: { contentHash, classified: answer.classified },
    });
    return done(answer);
  });
}

/** Whose account it is of, where this person may read its statements, and the day has begun. */
async function treasuryOf(
  tx: Tx,
  actor: PersonActor,
  { account, date }: StatementHead,
): Promise<{ ok: true; regionCode: string } | Refused> {
  if (date > tx.today)
    return refuse(
      'statement-invalid',
      `对账单日期 ${date} 还没有到,没有记账。请核对日期,向银行重新索取原始文件。`,
    );
  const treasury = await findTreasuryByAccount(tx, account);
  if (!treasury)
    return refuse('not-found', `您管辖的财政中没有账号为 ${account} 的账户。请核对是否选错了文件。`);
  const { regionCode } = treasury;
  return (
    refuseUnlessPermitted(actor, 'statement.import', regionResource(tx, regionCode)) ?? {
      ok: true,
      regionCode,
    }
  );
}

/** Some lines: classified, stored, with all that follows from them. Refused where an earlier statement says something else about one. */
async function take(
  tx: Tx,
  { id, head, regionCode }: { id: string; head: StatementHead; regionCode: string },
  some: readonly PlacedLine[],
  answer: StatementAnswer,
): Promise<Refused | null> {
  const before = await readKnownLines(
    tx,
    { accountNumber: head.account, day: head.date },
    some.map(({ line }) => line.bankSerial),
  );
  const changed = changesOf(some, before);
  if (changed.length > 0)
    return refuse('statement-invalid', CHANGED, { problems: changed.slice(0, MOST_CHANGES) });
  const known = await knownFor(tx, regionCode, some);
  const reconciled = reconcileLines(id, some, { ...known, serials: new Set(before.keys()) });
  await store(tx, { id, head }, reconciled);
  await follow(tx, id, regionCode, reconciled);
  count(answer, reconciled);
  return null;
}

const CHANGED =
  '对账单中有明细与此前导入的同一流水号不一致,整份没有记账。请向银行核实该明细为何变动,并重新索取原始文件。';
const MOST_CHANGES = 100;

/** What these lines say otherwise than an earlier statement of the day did about the same, one sentence each. */
function changesOf(lines: readonly PlacedLine[], before: ReadonlyMap<string, KnownLine>): string[] {
  return lines.flatMap(({ position, line }) => {
    const was = before.get(keyOf(line));
    if (!was) return [];
    const differ = (what: string, then: string, now: string): string[] =>
      then === now
        ? []
        : [`第 ${position} 笔(流水号 ${line.bankSerial}):${what}此前导入的是“${then}”,现在是“${now}”`];
    return [
      ...differ('金额(元)', formatYuan(was.amountFen), formatYuan(fen(line.amountFen))),
      ...differ('付款编号', was.reference, line.reference),
      ...differ('对方账号', was.counterpartyAccount, line.counterpartyAccount),
    ];
  });
}

async function store(
  tx: Tx,
  { id, head }: { id: string; head: StatementHead },
  { lines }: Reconciliation,
): Promise<void> {
  await insertStatementLines(
    tx,
    { id, accountNumber: head.account },
    lines.map(({ position, line, classification, attemptId }) => ({
      position,
      bankSerial: line.bankSerial,
      reference: line.reference,
      direction: line.direction,
      amountFen: fen(line.amountFen),
      counterpartyName: line.counterpartyName,
      counterpartyAccount: line.counterpartyAccount,
      bookedOn: line.bookedOn,
      classification,
      attemptId,
      remark: line.remark ?? '',
    })),
  );
}

function count(answer: StatementAnswer, { lines }: Reconciliation): void {
  answer.lines += lines.length;
  for (const { position, line, classification } of lines) {
    answer.classified[classification] = (answer.classified[classification] ?? 0) + 1;
    if (!needsPerson(classification) && classification !== 'returned') continue;
    const { reference, amountFen } = line;
    answer.exceptions.push({ position, reference, classification, amountFen });
  }
}
