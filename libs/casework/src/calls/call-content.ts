import { compareRatios, formatRatio, parseRatio, ratio, sumRatios } from '@duixian/money';
import { FACT_VOCABULARY, parseFacts } from '@duixian/policy';
import {
  type CallEntity,
  type CallMaterial,
  type FundingShares,
  type PolicyVersionEntity,
  type RegionLevel,
  type StoredFactValue,
  type Tx,
} from '@duixian/persistence';
import type { NoticePublication, Stage } from '@duixian/workflow';
import { refuse, type Refused } from '../ground/refusal';
import { policiesOfCity } from '../policies/policies-of-city';
import { documentOf } from '../policies/policy-in-force';

export type StageKey = Stage['key'];

/** Everything that an officer writes into a call. */
export interface CallContent {
  number: string;
  title: string;
  clauseIds: string[];
  year: number;
  opensOn: string;
  closesOn: string;
  testedFrom: string;
  testedTo: string;
  parameters: Record<string, unknown>;
  materials: CallMaterial[];
  route: StageKey[];
  noticeWorkingDays: number;
  noticePublication: NoticePublication;
  deadlines: Partial<Record<StageKey, number>>;
  fundingShares: FundingShares | null;
  budgetSubject: string;
}

/** The same as a call stores it. */
export type StoredCallContent = Omit<CallContent, 'route' | 'parameters'> &
  Pick<CallEntity, 'policyVersionId' | 'route' | 'parameters'>;

interface ContentProblem {
  field: string;
  message: string;
  fix: string;
}

const STAGES: readonly Stage[] = [
  { key: 'county_review', level: 'county' },
  { key: 'city_review', level: 'city' },
];
const STAGE_KEYS: readonly string[] = STAGES.map((stage) => stage.key);
/** Higher level first: in a split the odd fen goes to the first. */
export const FUNDING_LEVELS: readonly RegionLevel[] = ['province', 'city', 'county'];
const MOST_DAYS = { noticeWorkingDays: 60, deadline: 250 };

/** Only what the law leaves to the yearly call or to a general rule; no word of a call replaces evidence. */
const SET_BY_CALLS: ReadonlySet<string> = new Set(['年度申报通知', '统计制度']);
const PARAMETER_NAMES: readonly string[] = FACT_VOCABULARY.filter(
  (fact) => SET_BY_CALLS.has(fact.source) && !fact.name.includes('[]'),
).map((fact) => fact.name);

/**
 * Checks a call of a city against the law in force and itself.
 * @returns what to store, or a refusal that lists every problem by field with what to do
 */
export async function checkCallContent(
  tx: Tx,
  cityCode: string,
  content: CallContent,
): Promise<{ ok: true; stored: StoredCallContent } | Refused> {
  const law = lawOf(await policiesOfCity(tx, cityCode), content.clauseIds);
  const problems = [
    ...law.problems,
    ...windowProblems(content),
    ...parameterProblems(content.parameters),
    ...materialProblems(content.materials),
    ...routeProblems(content),
    ...fundingProblems(content.fundingShares),
  ];
  if (!law.version || problems.length > 0) {
    const fields = [...new Set(problems.map((problem) => problem.field))].join(', ');
    return refuse('call-invalid', `The call does not hold together: ${fields}.`, { problems });
  }
  const { parameters, fundingShares, route, ...rest } = content;
  return {
    ok: true,
    stored: {
      ...rest,
      policyVersionId: law.version.id,
      parameters: parameters as Record<string, StoredFactValue>,
      route: STAGES.filter((stage) => route.includes(stage.key)),
      fundingShares: fundingShares && inLowestTerms(fundingShares),
    },
  };
}

/** What a stored call says, as it was written. */
export const contentOf = (call: CallEntity): CallContent => ({
  number: call.number,
  title: call.title,
  clauseIds: call.clauseIds,
  year: call.year,
  opensOn: call.opensOn,
  closesOn: call.closesOn,
  testedFrom: call.testedFrom,
  testedTo: call.testedTo,
  parameters: call.parameters,
  materials: call.materials,
  route: call.route.map((stage) => stage.key),
  noticeWorkingDays: call.noticeWorkingDays,
  noticePublication: call.noticePublication,
  deadlines: call.deadlines,
  fundingShares: call.fundingShares,
  budgetSubject: call.budgetSubject,
});

function lawOf(
  inForce: readonly PolicyVersionEntity[],
  clauseIds: readonly string[],
): { version: PolicyVersionEntity | undefined; problems: ContentProblem[] } {
  const holderOf = (id: string): PolicyVersionEntity | undefined =>
    inForce.find((version) => documentOf(version).clauses.some((clause) => clause.id === id));
  const unknown = clauseIds.filter((id) => !holderOf(id));
  const holders = new Set(clauseIds.map(holderOf).filter((version) => version !== undefined));
  const problems = problemsOf('clauseIds', [
    [clauseIds.length === 0, 'is empty', 'name at least one clause'],
    [new Set(clauseIds).size < clauseIds.length, 'names one twice', 'name each once'],
    [
      unknown.length > 0,
      `no document in force in this city has ${unknown.slice(0, 10).join(', ')}`,
      'GET /api/v1/clauses lists the clauses in force',
    ],
    [
      holders.size > 1,
      'names clauses of several documents',
      'make one call for each document: a case is decided by one version of the law',
    ],
  ]);
  return { version: [...holders][0], problems };
}

function windowProblems(content: CallContent): ContentProblem[] {
  const { opensOn, closesOn, testedFrom, testedTo } = content;
  return [
    ...problemsOf('closesOn', [
      [closesOn < opensOn, 'is before the first day', 'take a day from opensOn on'],
    ]),
    ...problemsOf('testedTo', [
      [testedTo < testedFrom, 'is before the first day', 'take a day from testedFrom on'],
    ]),
  ];
}

function parameterProblems(parameters: Record<string, unknown>): ContentProblem[] {
  const parsed = parseFacts(parameters);
  const misfits = parsed.ok ? [] : parsed.problems;
  const foreign = Object.keys(parameters).filter((name) => !PARAMETER_NAMES.includes(name));
  return [
    ...foreign.map((name) => ({
      field: `parameters.${name.slice(0, 100)}`,
      message: 'is nothing that a call sets',
      fix: `one of: ${PARAMETER_NAMES.join(', ')}`,
    })),
    ...misfits
      .filter(({ fact }) => !foreign.includes(fact))
      .map(({ fact, message, fix }) => ({ field: `parameters.${fact}`, message, fix })),
  ];
}

function materialProblems(materials: readonly CallMaterial[]): ContentProblem[] {
  const keys = materials.map((material) => material.key);
  return problemsOf('materials', [
    [new Set(keys).size < keys.length, 'names a key twice', 'give each its own key'],
  ]);
}

function routeProblems({
  route,
  deadlines,
  noticeWorkingDays,
  noticePublication,
}: CallContent): ContentProblem[] {
  const inOrder = STAGE_KEYS.filter((key) => route.some((each) => each === key));
  const [longNotice, longStage] = [MOST_DAYS.noticeWorkingDays, MOST_DAYS.deadline];
  return [
    ...problemsOf('route', [
      [
        route.length === 0 || inOrder.join() !== route.join(),
        'is no way a case can go',
        `one or more of ${STAGE_KEYS.join(', ')}, in this order, each once`,
      ],
    ]),
    ...problemsOf('noticeWorkingDays', [
      [!isWithin(noticeWorkingDays, 0, longNotice), 'is no length of a notice', `0 to ${longNotice}`],
    ]),
    ...problemsOf('noticePublication', [
      [
        noticePublication === 'built' && noticeWorkingDays === 0,
        'asks for notices where there are none',
        'give noticeWorkingDays, or leave it automatic',
      ],
    ]),
    ...Object.entries(deadlines).flatMap(([stage, days]) =>
      problemsOf(`deadlines.${stage}`, [
        [!route.some((key) => key === stage), 'is no stage of the route', 'leave it out'],
        [!isWithin(days, 1, longStage), 'is no number of working days', `1 to ${longStage}`],
      ]),
    ),
  ];
}

function fundingProblems(shares: FundingShares | null): ContentProblem[] {
  if (!shares) return [];
  const ratios = Object.values(shares).map(parseRatio);
  const usable = ratios.filter((share) => share !== null && share.numerator > 0n);
  const known = Object.keys(shares).every((level) => FUNDING_LEVELS.some((each) => each === level));
  const sum = sumRatios(usable.filter((share) => share !== null));
  const fix = 'write e.g. {"city": "1/2", "county": "1/2"}, or leave it out';
  return problemsOf('fundingShares', [
    [!known, `names another level than ${FUNDING_LEVELS.join(', ')}`, fix],
    [usable.length < ratios.length, 'holds something that is no share above 0', fix],
    [compareRatios(sum, ratio(1n)) !== 0, 'does not add up to 1', fix],
  ]);
}

const inLowestTerms = (shares: FundingShares): FundingShares =>
  Object.fromEntries(
    FUNDING_LEVELS.flatMap((level) => {
      const share = parseRatio(shares[level] ?? '');
      return share ? [[level, formatRatio(share)]] : [];
    }),
  );

const isWithin = (value: number, from: number, to: number): boolean =>
  Number.isInteger(value) && from <= value && value <= to;

const problemsOf = (
  field: string,
  checks: readonly (readonly [broken: boolean, message: string, fix: string])[],
): ContentProblem[] =>
  checks.filter(([broken]) => broken).map(([, message, fix]) => ({ field, message, fix }));
