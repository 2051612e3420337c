import { compareRatios, ratio, sumRatios } from '@duixian/money';
import type { Node } from 'yaml';
import { LEVELS, type FundingBranch, type FundingRule, type NamedList } from '../ast';
import { readField, readFields, readId, readItems, readMapping, readShare, readText } from './fields';
import { readFact } from './parse-fact-name';
import { report, type Sheet } from './sheet';

function parseShares(sheet: Sheet, node: Node): FundingBranch['shares'] | null {
  const fields = readFields(sheet, node, '"shares"', { required: [], optional: LEVELS });
  if (!fields) return null;
  const before = sheet.problems.length;
  const shares = LEVELS.flatMap((key) => {
    const share = readField(sheet, fields, key, readShare);
    return share ? [{ key, ratio: share }] : [];
  });
  if (sheet.problems.length > before) return null;
  if (compareRatios(sumRatios(shares.map((share) => share.ratio)), ratio(1)) === 0) return shares;
  report(sheet, node, 'shares-not-one', 'the shares do not add up to 1', 'e.g. city: 1/2 and county: 1/2');
  return null;
}

function parseBranch(sheet: Sheet, node: Node, lists: ReadonlyMap<string, NamedList>): FundingBranch | null {
  const fields = readFields(sheet, node, 'a branch', {
    required: ['list', 'article', 'shares'],
    optional: ['clause'],
  });
  if (!fields) return null;
  const name = readField(sheet, fields, 'list', readId);
  const article = readField(sheet, fields, 'article', readText);
  const clause = readField(sheet, fields, 'clause', readId);
  const shares = readField(sheet, fields, 'shares', parseShares);
  const list = name === null ? undefined : lists.get(name);
  if (name !== null && !list) {
    report(
      sheet,
      fields.entries.get('list')?.value ?? node,
      'unknown-list',
      `there is no list "${name}"`,
      'define it',
    );
  }
  if (!list || article === null || !shares) return null;
  return { clause, article, list: list.name, values: new Set(list.values), shares };
}

/** The same shares wherever the applicant is. */
function parseAlways(sheet: Sheet, id: string, node: Node): FundingRule | null {
  const fields = readFields(sheet, node, '"always"', {
    required: ['article', 'shares'],
    optional: ['clause'],
  });
  const article = fields && readField(sheet, fields, 'article', readText);
  const shares = fields && readField(sheet, fields, 'shares', parseShares);
  if (!fields || article === null || !shares) return null;
  const clause = readField(sheet, fields, 'clause', readId);
  return { id, by: null, branches: [{ clause, article, list: '', values: new Set(), shares }], readings: [] };
}

/** Reads one funding rule: a fact chooses a branch by its list, the branch says who bears which share. */
function parseFundingRule(
  sheet: Sheet,
  id: string,
  node: Node,
  lists: ReadonlyMap<string, NamedList>,
): FundingRule | null {
  const fields = readFields(sheet, node, `funding rule "${id}"`, {
    required: [],
    optional: ['by', 'branches', 'always'],
  });
  if (!fields) return null;
  const always = fields.entries.get('always')?.value;
  if (always && fields.entries.size === 1) return parseAlways(sheet, id, always);
  if (always || fields.entries.size !== 2) {
    report(sheet, node, 'missing-key', `funding rule "${id}" needs "by" and "branches"`, 'or "always" alone');
    return null;
  }
  const by = readField(sheet, fields, 'by', readFact);
  const items = readField(sheet, fields, 'branches', readItems);
  const branches = items?.map((item) => parseBranch(sheet, item, lists)) ?? [];
  if (!by || !items || !branches.every((branch) => branch !== null)) return null;
  const seen = new Set<string>();
  for (const branch of branches) {
    for (const value of branch.values) {
      if (seen.has(value)) {
        report(
          sheet,
          node,
          'overlap',
          `"${value}" lies in two branches of "${id}"`,
          'every value in one list only',
        );
      }
      seen.add(value);
    }
  }
  const readings = branches.flatMap(({ list }) => lists.get(list)?.reading ?? []);
  return { id, by: by.name, branches, readings: [...new Set(readings)] };
}

/** Reads the funding rules of a document by their ids. */
export function parseFundingRules(
  sheet: Sheet,
  node: Node,
  lists: ReadonlyMap<string, NamedList>,
): readonly FundingRule[] {
  const fields = readMapping(sheet, node, '"funding"');
  return [...(fields?.entries ?? [])].flatMap(
    ([id, { value }]) => parseFundingRule(sheet, id, value, lists) ?? [],
  );
}
