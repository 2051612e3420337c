import { compareRatios, formatRatio, parseRatio, ratio, sumRatios } from '@duixian/money';
import { FACT_VOCABULARY, parseFacts } from '@duixian/policy';
import {
  type CallEntity,
  type CallInstalment,
  type CallMaterial,
  type FundingShares,
  type PolicyVersionEntity,
  type RegionLevel,
  type StoredFactValue,
  type Tx,
} from '@duixian/persistence';
import {
  CASE_STAGE_LABELS,
  confirmedBy,
  REVIEW_STAGES,
  type NoticePublication,
  type Stage,
} from '@duixian/workflow';
import { refuse, type Refused } from '../ground/refusal';
import { policiesOfCity } from '../policies/policies-of-city';
import { documentOf } from '../policies/policy-in-force';
import { inLowestShare, instalmentChecks } from './call-instalments';

export { REVIEW_STAGE_KEYS } from '@duixian/workflow';
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
  /** The level that pays for all that bear it and is refunded by the others (先行拨付); null: each level pays its share. */
  advancedBy: RegionLevel | null;
  /** In which parts every award is paid (分期拨付); null: at once. */
  instalments: CallInstalment[] | null;
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

const STAGE_KEYS: readonly string[] = REVIEW_STAGES.map((stage) => stage.key);
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
    ...problemsOf(
      'instalments',
      content.instalments ? instalmentChecks(content.instalments, content.opensOn) : [],
    ),
  ];
  if (!law.version || problems.length > 0) {
    return refuse(
      'call-invalid',
      `申报通知内容不符合要求:${problems.map(({ message }) => message).join(';')}。`,
      { problems },
    );
  }
  const { parameters, fundingShares, instalments, route, ...rest } = content;
  return {
    ok: true,
    stored: {
      ...rest,
      policyVersionId: law.version.id,
      parameters: parameters as Record<string, StoredFactValue>,
      route: REVIEW_STAGES.filter((stage) => route.includes(stage.key)),
      fundingShares: fundingShares && inLowestTerms(fundingShares),
      instalments: instalments && instalments.map(inLowestShare),
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
  advancedBy: call.advancedBy,
  instalments: call.instalments,
  budgetSubject: call.budgetSubject,
});

function lawOf(
  inForce: readonly PolicyVersionEntity[],
  clauseIds: readonly string[],
): { version: PolicyVersionEntity | undefined; problems: ContentProblem[] } {
  const holderOf = (id: string): PolicyVersionEntity | undefined =>
    inForce.find((version) => documentOf(version).clauses.some((clause) => clause.id === id));
  const unknown = clauseIds.filter((id) => !holderOf(id));
  // A rule, a loan or a restatement is determined for nobody: whoever applied for it would have filed for nothing.
  const stated = inForce
    .flatMap((version) => documentOf(version).clauses)
    .filter((clause) => clause.form === 'stated' && clauseIds.includes(clause.id))
    .map((clause) => clause.id);
  const holders = new Set(clauseIds.map(holderOf).filter((version) => version !== undefined));
  const problems = problemsOf('clauseIds', [
    [clauseIds.length === 0, '没有选择条款', '请至少选择一个条款'],
    [new Set(clauseIds).size < clauseIds.length, '条款有重复', '每个条款只选一次'],
    [
      unknown.length > 0,
      `本市现行政策中没有这些条款:${unknown.slice(0, 10).join('、')}`,
      '请从现行条款中选择',
    ],
    [
      stated.length > 0,
      `这些条款不核定奖补:${stated.slice(0, 10).join('、')}`,
      '规则、贷款、重复其他条款的内容等不能申报,请去掉',
    ],
    [holders.size > 1, '所选条款属于不同的政策文件', '一份通知只能选同一文件的条款,请分别起草'],
  ]);
  return { version: [...holders][0], problems };
}

function windowProblems(content: CallContent): ContentProblem[] {
  const { opensOn, closesOn, testedFrom, testedTo } = content;
  return [
    ...problemsOf('closesOn', [[closesOn < opensOn, '申报截止日早于开始日', '请选择不早于开始日的日期']]),
    ...problemsOf('testedTo', [
      [testedTo < testedFrom, '考核期截止日早于起始日', '请选择不早于起始日的日期'],
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
      message: '不是申报通知可以设定的参数',
      fix: `可以设定:${PARAMETER_NAMES.join('、')}`,
    })),
    ...misfits
      .filter(({ fact }) => !foreign.includes(fact))
      .map(({ fact, message, fix }) => ({ field: `parameters.${fact}`, message, fix })),
  ];
}

function materialProblems(materials: readonly CallMaterial[]): ContentProblem[] {
  const keys = materials.map((material) => material.key);
  return problemsOf('materials', [
    [new Set(keys).size < keys.length, '材料编码有重复', '请给每项材料不同的编码'],
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
        '审核环节不符合要求',
        `请至少选择一个环节,按先后顺序:${REVIEW_STAGES.map(({ key }) => CASE_STAGE_LABELS[key]).join('、')}`,
      ],
      [
        route.some((key) => {
          const confirmed = confirmedBy(key);
          return confirmed !== null && !route.includes(confirmed);
        }),
        '复核没有对应的审核环节',
        '请选择被复核的审核环节,或取消复核',
      ],
    ]),
    ...problemsOf('noticeWorkingDays', [
      [
        !isWithin(noticeWorkingDays, 0, longNotice),
        '公示工作日数不符合要求',
        `请填写 0 到 ${longNotice} 的整数`,
      ],
    ]),
    ...problemsOf('noticePublication', [
      [
        noticePublication === 'built' && noticeWorkingDays === 0,
        '公示天数为 0 时没有公示可以编制',
        '请填写公示工作日数,或改为自动发布',
      ],
    ]),
    ...Object.entries(deadlines).flatMap(([stage, days]) =>
      problemsOf(`deadlines.${stage}`, [
        [!route.some((key) => key === stage), '时限对应的环节不在审核环节中', '请删除该时限'],
        [!isWithin(days, 1, longStage), '办理时限不符合要求', `请填写 1 到 ${longStage} 个工作日`],
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
  const fix = '请按级次写明份额,合计为 1,例如市 1/2、县区 1/2;文件已有规定的留空';
  return problemsOf('fundingShares', [
    [!known, '资金分担中有省、市、县区以外的级次', fix],
    [usable.length < ratios.length, '资金分担中有不大于零的份额', fix],
    [compareRatios(sum, ratio(1n)) !== 0, '资金分担的份额合计不为 1', fix],
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
