import type { Fen } from '@duixian/money';
import {
  findExceptionTask,
  findStatementLine,
  lockFinanceTask,
  saveFinanceTask,
  type Tx,
} from '@duixian/persistence';
import { refuse, type Refused } from '../ground/refusal';

/**
 * A line of a statement is explained once all of it is used: its day can be closed; the rest of a larger one waits. One that people
 * explained otherwise serves for nothing else.
 * @param usedFen what of the line is used by now; asked under the lock of its task, for which everybody who uses the line waits
 * @param otherwise what to say where it was explained otherwise
 */
export async function explainLine(
  tx: Tx,
  { statementId, position }: { statementId: string; position: number },
  usedFen: () => Promise<Fen>,
  { doneBy, outcome, otherwise }: { doneBy: string | null; outcome: string; otherwise: string },
): Promise<Refused | null> {
  const known = await findExceptionTask(tx, statementId, position);
  const task = known && (await lockFinanceTask(tx, known.id));
  if (!task || task.doneAt !== null) return refuse('recovery-invalid', otherwise);
  const line = await findStatementLine(tx, statementId, position);
  if (!line || (await usedFen()) < line.amountFen) return null;
  await saveFinanceTask(tx, Object.assign(task, { doneAt: tx.now, doneBy, outcome }));
  return null;
}
