import { isScalar, type Node } from 'yaml';
import type { NamedList, PolicyDocument, Reading } from '../ast';
import {
  all,
  placeOf,
  readArticle,
  readField,
  readFields,
  readId,
  readItems,
  readMapping,
  readText,
  readWord,
  whole,
} from './fields';
import { report, type Sheet } from './sheet';

/** The word that leaves a question to a person instead of presetting an option. */
export const ASK = 'ask';

/** The clauses that a reading is written into: `all`, or their ids. */
function readWrittenInto(sheet: Sheet, node: Node, what: string): readonly string[] | 'all' | null {
  if (isScalar(node)) return readWord(['all'] as const)(sheet, node, what);
  const ids = readItems(sheet, node, what)?.map((item) => readId(sheet, item, 'a clause'));
  return all(ids);
}

function parseReading(sheet: Sheet, id: string, node: Node): Reading | null {
  const fields = readFields(sheet, node, `reading "${id}"`, {
    required: ['article', 'question', 'preset', 'options'],
    optional: ['decidedBy', 'writtenInto'],
  });
  if (!fields) return null;
  const article = readField(sheet, fields, 'article', readArticle);
  const question = readField(sheet, fields, 'question', readText);
  const preset = readField(sheet, fields, 'preset', readId);
  const listed = readField(sheet, fields, 'options', readMapping);
  const said = whole({ article, question, preset, listed });
  if (!said) return null;
  const options = [...said.listed.entries].flatMap(([key, { value }]) => {
    const meaning = readText(sheet, value, `option "${key}"`);
    if (key === ASK) report(sheet, value, 'reserved-word', `"${ASK}" is no option`, 'another key');
    return meaning === null ? [] : [{ key, meaning }];
  });
  const fewest = preset === ASK ? 2 : 1;
  if (options.length < fewest && said.listed.entries.size === options.length) {
    const message = `reading "${id}" leaves nothing to choose`;
    report(
      sheet,
      node,
      'no-options',
      message,
      preset === ASK ? 'a question to a person needs two options' : 'give it an option',
    );
    return null;
  }
  if (preset !== ASK && !options.some(({ key }) => key === preset)) {
    report(
      sheet,
      placeOf(fields, 'preset'),
      'unknown-option',
      `reading "${id}" has no option "${said.preset}"`,
      `an option of it, or ${ASK}`,
    );
    return null;
  }
  const decidedBy = readField(sheet, fields, 'decidedBy', readText);
  const writtenInto = readField(sheet, fields, 'writtenInto', readWrittenInto);
  const head = { id, article: said.article, question: said.question };
  return { ...head, preset: said.preset === ASK ? null : said.preset, options, decidedBy, writtenInto };
}

/**
 * The options that a place may choose of a reading: its own, and `ask` where clauses put it as a question to a person.
 * None of a reading that is written into clauses.
 */
export function choosableOptions(document: PolicyDocument, reading: Reading): readonly string[] {
  if (reading.writtenInto !== null) return [];
  const asked =
    document.stackingGroups.some((group) => group.reading === reading.id) ||
    document.clauses.some(
      (clause) => clause.form === 'computed' && clause.questions.some((each) => each.reading === reading.id),
    );
  return [...reading.options.map(({ key }) => key), ...(asked ? [ASK] : [])];
}

/** Reads the readings of a document by their ids. */
export function parseReadings(sheet: Sheet, node: Node): readonly Reading[] {
  const fields = readMapping(sheet, node, '"readings"');
  return [...(fields?.entries ?? [])].flatMap(([id, { value }]) => parseReading(sheet, id, value) ?? []);
}

function parseList(sheet: Sheet, name: string, node: Node, readings: readonly Reading[]): NamedList | null {
  const fields = readFields(sheet, node, `list "${name}"`, {
    required: ['article', 'values'],
    optional: ['reading'],
  });
  if (!fields) return null;
  const article = readField(sheet, fields, 'article', readArticle);
  const reading = readField(sheet, fields, 'reading', readId);
  const values = readField(sheet, fields, 'values', readItems)?.map((item) =>
    readText(sheet, item, 'a value'),
  );
  if (reading !== null && !readings.some(({ id }) => id === reading)) {
    const at = placeOf(fields, 'reading');
    report(sheet, at, 'unknown-reading', `there is no reading "${reading}"`, 'define it under readings');
    return null;
  }
  const said = whole({ article, values: all(values) });
  if (!said) return null;
  if (new Set(said.values).size !== said.values.length) {
    report(sheet, node, 'overlap', `list "${name}" names a value twice`, 'once each');
  }
  return { name, reading, ...said };
}

/** Reads the named lists of a document. */
export function parseLists(sheet: Sheet, node: Node, readings: readonly Reading[]): readonly NamedList[] {
  const fields = readMapping(sheet, node, '"lists"');
  return [...(fields?.entries ?? [])].flatMap(
    ([name, { value }]) => parseList(sheet, name, value, readings) ?? [],
  );
}
