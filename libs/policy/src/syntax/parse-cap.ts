import { isSeq, type Node } from 'yaml';
import type { Cap, Reading } from '../ast';
import { all, readArticle, readField, readFields, readItems, readWord, readYuan, whole } from './fields';
import { readMoneyFact } from './parse-amount';
import { parsePresetUnder } from './parse-under';
import { report, type Sheet } from './sheet';

type Readings = ReadonlyMap<string, Reading>;

const ONE_EACH = 'one cap under each option of one reading';

function parseCap(
  sheet: Sheet,
  node: Node,
  outer: string,
  readings: Readings,
  isOneOfSeveral: boolean,
): Cap | null {
  const fields = readFields(sheet, node, '"cap"', {
    required: ['yuan', 'per', ...(isOneOfSeveral ? ['under'] : [])],
    optional: ['paid', 'article'],
  });
  if (!fields) return null;
  const before = sheet.problems.length;
  const amountFen = readField(sheet, fields, 'yuan', readYuan);
  const per = readField(sheet, fields, 'per', readWord(['award', 'year', 'life', 'subject'] as const));
  const paidFact = readField(sheet, fields, 'paid', readMoneyFact);
  const under = readField(sheet, fields, 'under', (at, value) => parsePresetUnder(at, value, readings));
  const article = readField(sheet, fields, 'article', readArticle) ?? outer;
  const said = whole({ amountFen, per, article });
  return said && sheet.problems.length === before ? { ...said, paidFact, under } : null;
}

/** Under each option of one reading stands exactly one of the caps: an option without a cap would pay without bounds. */
function coversEachOption(caps: readonly Cap[], readings: Readings): boolean {
  const reading = readings.get(caps[0]?.under?.reading ?? '');
  if (caps.length !== reading?.options.length) return false;
  const isOf = ({ under }: Cap, key: string): boolean =>
    under?.reading === reading.id && under.option === key;
  return reading.options.every(({ key }) => caps.some((cap) => isOf(cap, key)));
}

/**
 * Reads the most that a clause pays: one cap, or a list with one under each option of a reading (lifetime or yearly).
 */
export function parseCaps(
  sheet: Sheet,
  node: Node,
  outer: string,
  readings: Readings,
): readonly Cap[] | null {
  if (!isSeq(node)) {
    const cap = parseCap(sheet, node, outer, readings, false);
    return cap && [cap];
  }
  const caps = all(
    readItems(sheet, node, '"cap"')?.map((item) => parseCap(sheet, item, outer, readings, true)),
  );
  if (!caps) return null;
  if (coversEachOption(caps, readings)) return caps;
  report(sheet, node, 'options-differ', 'the caps do not match the options of a reading', ONE_EACH);
  return null;
}
