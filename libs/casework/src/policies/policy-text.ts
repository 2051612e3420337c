import {
  judgePolicyCases,
  parsePolicyCases,
  parsePolicyDocument,
  type CaseOutcome,
  type PolicyDocument,
  type Problem,
} from '@duixian/policy';
import {
  sha256,
  type PolicyValidation,
  type PolicyVersionEntity,
  type RegionEntity,
  type Tx,
} from '@duixian/persistence';
import { refuse, type Refused } from '../ground/refusal';

/** What an officer writes: a document with its cases, and the first day on which it is to be in force. */
export interface PolicyText {
  text: string;
  cases: string;
  effectiveFrom: string;
}

const refuseProblems = (problems: readonly Problem[]): Refused => {
  const [first] = problems;
  const where = first ? `${first.file}:${first.line}: ${first.message}. ${first.fix}` : '';
  return refuse('policy-invalid', where, { problems });
};

/** The document of a text and the region whose it is. */
export function readPolicyText(
  tx: Tx,
  text: string,
  file: string,
): { ok: true; document: PolicyDocument; region: RegionEntity } | Refused {
  const parsed = parsePolicyDocument(text, file);
  if (!parsed.ok) return refuseProblems(parsed.problems);
  const { document } = parsed;
  const [name, level] = document.city ? [document.city, 'city'] : [document.province, 'province'];
  const region = tx.regions.regions.find((each) => each.factName === name && each.level === level);
  if (!region)
    return refuse(
      'policy-invalid',
      `${file}:没有名为“${name}”的${level === 'city' ? '市' : '省'}。请核对 jurisdiction。`,
    );
  return { ok: true, document, region };
}

/** The columns of a version that its text decides. */
export const columnsOf = (
  document: PolicyDocument,
  written: PolicyText,
): Pick<
  PolicyVersionEntity,
  'number' | 'title' | 'semantics' | 'content' | 'contentHash' | 'cases' | 'effectiveFrom'
> => ({
  number: document.number,
  title: document.title,
  semantics: document.semantics,
  content: written.text,
  contentHash: sha256(written.text),
  cases: written.cases,
  effectiveFrom: written.effectiveFrom,
});

/** What was found in a text and its cases. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly clauses: number;
  readonly cases: number;
  /** A row per expectation; none where the cases were not run or something cannot be read. */
  readonly outcomes: readonly CaseOutcome[];
}

/** Every problem of a text and its cases: what cannot be read and, unless told not to run them, each case that fails. */
export function problemsOfPolicy(text: string, cases: string, run = true): Findings {
  const parsed = parsePolicyDocument(text, 'document');
  const table = parsePolicyCases(cases, 'cases');
  const document = parsed.ok ? parsed.document : null;
  const count = { clauses: document?.clauses.length ?? 0, cases: table.ok ? table.cases.cases.length : 0 };
  const unread = [...(parsed.ok ? [] : parsed.problems), ...(table.ok ? [] : table.problems)];
  if (!document || !table.ok) return { problems: unread, outcomes: [], ...count };
  const foreign = foreignCases(document, table.cases.document);
  if (!run) return { problems: foreign, outcomes: [], ...count };
  const judged = judgePolicyCases(document, table.cases);
  return { problems: [...foreign, ...judged.problems], outcomes: judged.outcomes, ...count };
}

function foreignCases(document: PolicyDocument, named: string): readonly Problem[] {
  if (named === document.id) return [];
  const message = `这些用例属于文件 ${named}`;
  return [
    { file: 'cases', line: 1, column: 1, code: 'other-document', message, fix: `cases: ${document.id}` },
  ];
}

/** Runs a version's cases; what came out is stored with it. A version without a single case is not validated. */
export function validateVersion(
  version: PolicyVersionEntity,
  at: Date,
): { ok: true; validation: PolicyValidation } | Refused {
  const { problems, clauses, cases } = problemsOfPolicy(version.content, version.cases ?? '');
  if (problems.length > 0) return refuseProblems(problems);
  if (cases === 0) return refuse('policy-invalid', '请先写用例:条款是否算得对,由用例证明。');
  const { contentHash } = version;
  return { ok: true, validation: { contentHash, clauses, cases, validatedAt: at.toISOString() } };
}
