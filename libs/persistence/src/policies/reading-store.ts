import { managerOf, type Tx } from '../ground/transaction';
import { ReadingChoiceEntity, ReadingVerdictEntity } from './reading-entities';

/** A choice with its verdict; null while it is only proposed. */
export type JudgedChoice = ReadingChoiceEntity & { verdict: ReadingVerdictEntity | null };

export async function insertReadingChoice(tx: Tx, choice: ReadingChoiceEntity): Promise<void> {
  await managerOf(tx).insert(ReadingChoiceEntity, choice);
}

/** A second verdict on the same choice breaks the primary key `reading_verdict_pkey`. */
export async function insertReadingVerdict(tx: Tx, verdict: ReadingVerdictEntity): Promise<void> {
  await managerOf(tx).insert(ReadingVerdictEntity, verdict);
}

export async function findReadingChoice(tx: Tx, id: string): Promise<JudgedChoice | null> {
  const choice = await managerOf(tx).findOneBy(ReadingChoiceEntity, { id });
  if (!choice) return null;
  return { ...choice, verdict: await managerOf(tx).findOneBy(ReadingVerdictEntity, { choiceId: id }) };
}

/** Every choice ever proposed, oldest first. */
export async function readReadingChoices(tx: Tx): Promise<JudgedChoice[]> {
  const choices = await managerOf(tx).find(ReadingChoiceEntity, { order: { id: 'ASC' } });
  const verdicts = await managerOf(tx).find(ReadingVerdictEntity);
  const byChoice = new Map(verdicts.map((verdict) => [verdict.choiceId, verdict]));
  return choices.map((choice) => ({ ...choice, verdict: byChoice.get(choice.id) ?? null }));
}

/**
 * The confirmed choices that hold for a document in a place on a day, by reading id. A city's own goes before its
 * province's; of one place the one that became valid last holds, of equal ones the one that was confirmed last.
 *
 * @param regionPath the place's code, then its parents up to the province
 * @returns reading id → the choice that holds
 */
export async function readReadingsInForce(
  tx: Tx,
  { documentId, regionPath, on }: { documentId: string; regionPath: readonly string[]; on: string },
): Promise<Map<string, ReadingChoiceEntity>> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `SELECT DISTINCT ON (c.reading_id) c.id FROM reading_choice c
     JOIN reading_verdict v ON v.choice_id = c.id AND v.verdict = 'confirmed'
     WHERE c.document_id = $1 AND c.region_code = ANY ($2) AND c.valid_from <= $3 AND v.given_at <= $4
     ORDER BY c.reading_id, array_position($2::text[], c.region_code), c.valid_from DESC, v.given_at DESC, c.id DESC`,
    [documentId, regionPath, on, tx.nowText],
  );
  const found = await Promise.all(
    rows.map(({ id }) => managerOf(tx).findOneByOrFail(ReadingChoiceEntity, { id })),
  );
  return new Map(found.map((choice) => [choice.readingId, choice]));
}
