import type { Node } from 'yaml';
import type { Deduction, Reading, StackingGroup } from '../ast';
import { all, readArticle, readField, readFields, readId, readItems, readMapping, readWord } from './fields';
import { parsePresetUnder } from './parse-under';
import { report, type Sheet } from './sheet';

const STACKING_OPTIONS = 'difference, full, nothing';

function refuseOptions(sheet: Sheet, node: Node, reading: Reading, rule: StackingGroup['rule']): boolean {
  const options = reading.options.map(({ key }) => key).sort();
  const known = STACKING_OPTIONS.split(', ');
  const fits =
    rule === 'highest'
      ? options.join(', ') === STACKING_OPTIONS
      : options.length > 1 && options.every((key) => known.includes(key));
  if (fits) return false;
  const message = `the options of "${reading.id}" do not say what another award of the group means`;
  report(sheet, node, 'options-differ', message, STACKING_OPTIONS);
  return true;
}

const MAKE_OPEN = 'put the clauses into the group, or write rule: open';

/** `deducts: { clauses, under: { R-1: difference } }`: what was paid under A-1 reduces the awards of the group. */
function parseDeduction(sheet: Sheet, node: Node, readings: ReadonlyMap<string, Reading>): Deduction | null {
  const fields = readFields(sheet, node, '"deducts"', { required: ['clauses'], optional: ['under'] });
  if (!fields) return null;
  const before = sheet.problems.length;
  const listed = readField(sheet, fields, 'clauses', readItems);
  const clauses = all(listed?.map((item) => readId(sheet, item, 'a clause')));
  const under = readField(sheet, fields, 'under', (at, value) => parsePresetUnder(at, value, readings));
  return clauses && sheet.problems.length === before ? { clauses, under } : null;
}

function parseGroup(
  sheet: Sheet,
  id: string,
  node: Node,
  readings: ReadonlyMap<string, Reading>,
): StackingGroup | null {
  const fields = readFields(sheet, node, `group "${id}"`, {
    required: ['article'],
    optional: ['reading', 'rule', 'per', 'deducts'],
  });
  if (!fields) return null;
  const before = sheet.problems.length;
  const article = readField(sheet, fields, 'article', readArticle);
  const rule = readField(sheet, fields, 'rule', readWord(['highest', 'open'] as const)) ?? 'highest';
  const per = readField(sheet, fields, 'per', readWord(['applicant', 'subject'] as const)) ?? 'applicant';
  const deducts = readField(sheet, fields, 'deducts', (at, value) => parseDeduction(at, value, readings));
  const name = readField(sheet, fields, 'reading', readId);
  if (article === null || sheet.problems.length > before) return null;
  if (deducts && rule === 'highest') {
    report(sheet, node, 'deducts', `the group "${id}" pays only the highest`, MAKE_OPEN);
    return null;
  }
  if (name === null) {
    if (rule === 'highest') return { id, article, per, rule, reading: null };
    const fix = 'name the reading that says what the other awards mean';
    report(sheet, node, 'missing-key', `the open group "${id}" needs "reading"`, fix);
    return null;
  }
  const reading = readings.get(name);
  if (!reading) {
    report(sheet, node, 'unknown-reading', `there is no reading "${name}"`, 'define it under readings');
  }
  if (!reading || refuseOptions(sheet, node, reading, rule)) return null;
  const head = { id, article, per, reading: name };
  return rule === 'open' ? { ...head, rule, deducts } : { ...head, rule };
}

/** Reads the stacking groups of a document; each names the reading that says what another award of it means. */
export function parseStacking(
  sheet: Sheet,
  node: Node,
  readings: ReadonlyMap<string, Reading>,
): readonly StackingGroup[] {
  const listed = readMapping(sheet, node, '"stacking"');
  return [...(listed?.entries ?? [])].flatMap(
    ([id, { value }]) => parseGroup(sheet, id, value, readings) ?? [],
  );
}
