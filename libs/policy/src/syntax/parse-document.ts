import type { Node } from 'yaml';
import type {
  Clause,
  FundingRule,
  Jurisdiction,
  NamedList,
  PolicyDocument,
  Reading,
  StackingGroup,
} from '../ast';
import type { Problem } from '../problem';
import {
  placeOf,
  readDate,
  readField,
  readFields,
  readId,
  readItems,
  readNumberText,
  readText,
  whole,
} from './fields';
import { parseClause } from './parse-clause';
import { parseFundingRules } from './parse-funding';
import { parseLists, parseReadings } from './parse-readings';
import { parseStacking } from './parse-stacking';
import { readSheet, report, type Sheet } from './sheet';
import { validateClauses } from './validate-clauses';
import { validateDeductions } from './validate-deductions';
import { validateReadings } from './validate-readings';

const REQUIRED = ['document', 'semantics', 'number', 'title', 'issuer', 'jurisdiction', 'clauses'];
const OPTIONAL = ['issuedOn', 'publishedOn', 'readings', 'lists', 'funding', 'stacking'];

function parseJurisdiction(sheet: Sheet, node: Node): Jurisdiction | null {
  const fields = readFields(sheet, node, '"jurisdiction"', { required: ['province'], optional: ['city'] });
  if (!fields) return null;
  const province = whole({ province: readField(sheet, fields, 'province', readText) });
  return province && { ...province, city: readField(sheet, fields, 'city', readText) };
}

function byKey<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [key(item), item]));
}

function parseRoot(sheet: Sheet, root: Node): PolicyDocument | null {
  const fields = readFields(sheet, root, 'the document', { required: REQUIRED, optional: OPTIONAL });
  if (!fields) return null;
  const semantics = readField(sheet, fields, 'semantics', readNumberText);
  if (semantics !== null && semantics !== '1') {
    const at = placeOf(fields, 'semantics');
    report(
      sheet,
      at,
      'unknown-semantics',
      `semantics ${semantics.slice(0, 20)} is not known here`,
      'write 1',
    );
  }
  const id = readField(sheet, fields, 'document', readId);
  const number = readField(sheet, fields, 'number', readText);
  const title = readField(sheet, fields, 'title', readText);
  const issuer = readField(sheet, fields, 'issuer', readText);
  const issuedOn = readField(sheet, fields, 'issuedOn', readDate);
  const publishedOn = readField(sheet, fields, 'publishedOn', readDate);
  if (publishedOn !== null && publishedOn < (issuedOn ?? publishedOn)) {
    const at = placeOf(fields, 'publishedOn');
    report(sheet, at, 'date-order', 'published before it was issued', 'check issuedOn and publishedOn');
  }
  const jurisdiction = readField(sheet, fields, 'jurisdiction', parseJurisdiction);
  const section = <T>(name: string, parse: (node: Node) => readonly T[]): readonly T[] => {
    const entry = fields.entries.get(name);
    return entry ? parse(entry.value) : [];
  };
  const readings = section<Reading>('readings', (node) => parseReadings(sheet, node));
  const lists = section<NamedList>('lists', (node) => parseLists(sheet, node, readings));
  const listsByName = byKey(lists, (list) => list.name);
  const readingsById = byKey(readings, (reading) => reading.id);
  const fundingRules = section<FundingRule>('funding', (node) =>
    parseFundingRules(sheet, node, { lists: listsByName, readings: readingsById }),
  );
  const about = whole({ id, number, title, issuer, jurisdiction });
  if (!about) return null;
  const stackingGroups = section<StackingGroup>('stacking', (node) =>
    parseStacking(sheet, node, readingsById),
  );
  const scope = {
    number: about.number,
    jurisdiction: about.jurisdiction,
    lists: listsByName,
    readings: readingsById,
    stackingGroups: byKey(stackingGroups, (group) => group.id),
    fundingRules: byKey(fundingRules, (rule) => rule.id),
  };
  const clauses = section<Clause>('clauses', (node) =>
    (readItems(sheet, node, '"clauses"') ?? []).flatMap((item) => parseClause(sheet, item, scope) ?? []),
  );
  validateClauses(sheet, placeOf(fields, 'clauses'), { clauses, fundingRules });
  const { jurisdiction: place, ...named } = about;
  const head = { ...named, semantics: 1 as const, issuedOn, publishedOn, ...place };
  const document = { ...head, readings, lists, fundingRules, stackingGroups, clauses };
  validateDeductions(sheet, placeOf(fields, 'stacking'), document);
  validateReadings(sheet, placeOf(fields, 'readings'), document);
  return document;
}

/**
 * Reads a policy document (YAML) into its AST and checks everything that can be known without facts: names, types,
 * units, references, shares. Never throws; either the document, or all problems with file, line and a way out.
 */
export function parsePolicyDocument(
  text: string,
  file: string,
): { ok: true; document: PolicyDocument } | { ok: false; problems: readonly Problem[] } {
  const { value: document, problems } = readSheet(text, file, parseRoot);
  return document ? { ok: true, document } : { ok: false, problems };
}
