import type { Node } from 'yaml';
import type { Reading, Under } from '../ast';
import { readId, readMapping } from './fields';
import { report, type Sheet } from './sheet';

/** `under: { P-3b: local }`: what it stands in holds while that option of the reading is followed. */
export function parseUnder(sheet: Sheet, node: Node, readings: ReadonlyMap<string, Reading>): Under | null {
  const fields = readMapping(sheet, node, '"under"');
  const fix = 'write one reading and one of its options';
  const [entry, second] = fields?.entries ?? [];
  if (!entry) {
    if (fields) report(sheet, node, 'missing-key', '"under" names no reading', fix);
    return null;
  }
  const [id, { value }] = entry;
  const option = readId(sheet, value, 'an option');
  if (option === null) return null;
  const reading = readings.get(id);
  if (!reading)
    report(sheet, node, 'unknown-reading', `there is no reading "${id}"`, 'define it under readings');
  else if (second) report(sheet, node, 'one-form', '"under" names one reading', fix);
  else if (!reading.options.some(({ key }) => key === option))
    report(sheet, node, 'unknown-option', `reading "${id}" has no option "${option}"`, fix);
  else return { reading: id, option, isPreset: reading.preset === option };
  return null;
}

/**
 * The same where money hangs on it: a reading that is left to a person would leave it open which option is followed.
 */
export function parsePresetUnder(
  sheet: Sheet,
  node: Node,
  readings: ReadonlyMap<string, Reading>,
): Under | null {
  const under = parseUnder(sheet, node, readings);
  if (!under || readings.get(under.reading)?.preset !== null) return under;
  const message = `reading "${under.reading}" is asked case by case, so "under" cannot rest on it`;
  report(sheet, node, 'asked-reading', message, 'preset an option, or use it under questions');
  return null;
}
