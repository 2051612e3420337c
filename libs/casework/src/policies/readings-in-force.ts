import { choosableOptions, type PolicyDocument } from '@duixian/policy';
import { readReadingsInForce, type ReadingChoiceEntity, type Tx } from '@duixian/persistence';

/**
 * The choices that a place made of a document's open readings and that hold on a day, by reading id. A choice of an
 * option that this version of the document no longer has is left out: the version's own preset holds then.
 */
export async function choicesInForce(
  tx: Tx,
  document: PolicyDocument,
  regionCode: string,
  on: string,
): Promise<ReadingChoiceEntity[]> {
  const regionPath = tx.regions.path(regionCode);
  const choices = await readReadingsInForce(tx, { documentId: document.id, regionPath, on });
  return document.readings.flatMap((reading) => {
    const choice = choices.get(reading.id);
    return choice && choosableOptions(document, reading).includes(choice.optionKey) ? [choice] : [];
  });
}

/** The same as `evaluate` takes it: reading id → option. */
export async function readingsInForce(
  tx: Tx,
  document: PolicyDocument,
  regionCode: string,
  on: string,
): Promise<Record<string, string>> {
  const choices = await choicesInForce(tx, document, regionCode, on);
  return Object.fromEntries(choices.map(({ readingId, optionKey }) => [readingId, optionKey]));
}
