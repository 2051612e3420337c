import { compareRatios, ratio, sumRatios } from '@duixian/money';
import type { Node } from 'yaml';
import { LEVELS, type FundingBranch, type FundingRule, type NamedList, type Reading } from '../ast';
import {
  all,
  placeOf,
  readArticle,
  readField,
  readFields,
  readId,
  readItems,
  readMapping,
  readShare,
  whole,
} from './fields';
import { readFact } from './parse-fact-name';
import { parseUnder } from './parse-under';
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

/** What the branches of a funding rule may refer to. */
interface FundingScope {
  readonly lists: ReadonlyMap<string, NamedList>;
  readonly readings: ReadonlyMap<string, Reading>;
}

function parseBranch(sheet: Sheet, node: Node, { lists, readings }: FundingScope): FundingBranch | null {
  const before = sheet.problems.length;
  const fields = readFields(sheet, node, 'a branch', {
    required: ['list', 'article', 'shares'],
    optional: ['clause', 'under'],
  });
  if (!fields) return null;
  const name = readField(sheet, fields, 'list', readId);
  const under = readField(sheet, fields, 'under', (at, value) => parseUnder(at, value, readings));
  const article = readField(sheet, fields, 'article', readArticle);
  const clause = readField(sheet, fields, 'clause', readId);
  const shares = readField(sheet, fields, 'shares', parseShares);
  const list = name === null ? undefined : lists.get(name);
  if (name !== null && !list) {
    report(sheet, placeOf(fields, 'list'), 'unknown-list', `there is no list "${name}"`, 'define it');
  }
  const said = whole({ article, shares });
  if (!list || !said || sheet.problems.length > before) return null;
  return { ...said, clause, list: list.name, values: new Set(list.values), under };
}

/** The same shares wherever the applicant is. */
function parseAlways(sheet: Sheet, id: string, node: Node): FundingRule | null {
  const fields = readFields(sheet, node, '"always"', {
    required: ['article', 'shares'],
    optional: ['clause'],
  });
  if (!fields) return null;
  const article = readField(sheet, fields, 'article', readArticle);
  const shares = readField(sheet, fields, 'shares', parseShares);
  const said = whole({ article, shares });
  if (!said) return null;
  const clause = readField(sheet, fields, 'clause', readId);
  const branch = { ...said, clause, list: '', values: new Set<string>(), under: null };
  return { id, by: null, branches: [branch], readings: [] };
}

/** Two branches with a common value must stand under different options of one reading. */
function refuseOverlap(sheet: Sheet, node: Node, id: string, branches: readonly FundingBranch[]): void {
  branches.forEach((branch, index) => {
    for (const other of branches.slice(0, index)) {
      const excluded =
        branch.under !== null &&
        branch.under.reading === other.under?.reading &&
        branch.under.option !== other.under.option;
      const common = excluded ? undefined : [...branch.values].find((value) => other.values.has(value));
      if (common === undefined) continue;
      const message = `"${common}" lies in two branches of "${id}"`;
      report(sheet, node, 'overlap', message, 'every value in one list only');
    }
  });
}

/** Reads one funding rule: a fact chooses a branch by its list, the branch says who bears which share. */
function parseFundingRule(sheet: Sheet, id: string, node: Node, scope: FundingScope): FundingRule | null {
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
  const branches = all(items?.map((item) => parseBranch(sheet, item, scope)));
  if (!by || !branches) return null;
  refuseOverlap(sheet, node, id, branches);
  const readings = branches.flatMap(({ list, under }) => [
    ...(under ? [under.reading] : []),
    ...[scope.lists.get(list)?.reading ?? []].flat(),
  ]);
  return { id, by: by.name, branches, readings: [...new Set(readings)] };
}

/** Reads the funding rules of a document by their ids. */
export function parseFundingRules(sheet: Sheet, node: Node, scope: FundingScope): readonly FundingRule[] {
  const fields = readMapping(sheet, node, '"funding"');
  return [...(fields?.entries ?? [])].flatMap(
    ([id, { value }]) => parseFundingRule(sheet, id, value, scope) ?? [],
  );
}
