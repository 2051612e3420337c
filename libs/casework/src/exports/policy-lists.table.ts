import type { CoverageFilter, SweepFilter } from '@duixian/persistence';
import {
  COVERAGE_STATE_LABELS,
  IMPORT_KIND_LABELS,
  IMPORT_STATE_LABELS,
  OFFER_STATE_LABELS,
  stateReasonInWords,
  SWEEP_DISPOSITION_LABELS,
  SWEEP_CAUSE_LABELS,
  SWEEP_STATE_LABELS,
  type SweepDisposition,
} from '@duixian/workflow';
import {
  listClauseCoverage,
  listEarlierPaymentCoverage,
  type ClauseCoverageView,
  type CoverageView,
} from '../facts/list-coverage';
import {
  listImports,
  readRowsOfImport,
  type ImportFilter,
  type ImportRowView,
} from '../imports/read-imports';
import type { ImportView } from '../imports/import-view';
import { describeProblems } from '../imports/write-rejected';
import { listReadings, type ReadingView } from '../policies/list-readings';
import { listOffers, type OffersAsked, type OfferSummary } from '../sweeps/read-offers';
import { readSweepResults, type SweepLineView, type SweepResultsFilter } from '../sweeps/read-sweep-lines';
import type { DifferenceCause, ExplainedDifference } from '../sweeps/explain-differences';
import { listSweepDifferences, listSweepFailures, listSweeps, type SweepView } from '../sweeps/read-sweeps';
import { given, moment, wholeList, yuan, type ExportedList } from './exported-list';

const offers: ExportedList<OfferSummary> = {
  title: '推送',
  page: (db, actor, { state, callId, sweepId, partyId, county, clause, dueWithin, asked }, page) =>
    listOffers(
      db,
      actor,
      given<OffersAsked>({
        ...{ state, callId, sweepId, partyId, dueWithin, asked },
        ...{ countyCode: county, clauseId: clause },
      }),
      page,
    ),
  columns: [
    { name: '企业名称', width: 36, of: ({ applicant }) => applicant.registeredName },
    { name: '统一社会信用代码', width: 22, of: ({ applicant }) => applicant.creditCode ?? '' },
    { name: '县区代码', width: 12, of: ({ countyCode }) => countyCode },
    { name: '申报通知', width: 36, of: ({ call }) => call.title },
    { name: '条款', width: 30, of: ({ lines }) => lines.map(({ clause }) => clause).join('、') },
    { name: '金额(元)', width: 16, of: ({ amountFen }) => yuan(amountFen) },
    { name: '状态', width: 12, of: ({ state }) => OFFER_STATE_LABELS[state] },
    {
      name: '结束原因',
      width: 40,
      of: ({ stateReason }) => (stateReason ? stateReasonInWords(stateReason) : ''),
    },
    { name: '推送时间', width: 18, of: ({ madeAt }) => moment(madeAt) },
    { name: '确认期限', width: 14, of: ({ expiresOn }) => expiresOn },
    { name: '询问待答复,计时暂停自', width: 24, of: ({ pausedOn }) => pausedOn ?? '' },
  ],
};

const sweeps: ExportedList<SweepView> = {
  title: '批量比对',
  page: (db, actor, { state, dryRun }, page) =>
    listSweeps(db, actor, given<SweepFilter>({ state, dryRun }), page),
  columns: [
    { name: '下达时间', width: 18, of: ({ orderedAt }) => moment(orderedAt) },
    { name: '比对日期', width: 14, of: ({ asOf }) => asOf },
    { name: '方式', width: 10, of: ({ dryRun }) => (dryRun ? '试运行' : '正式') },
    { name: '发起', width: 20, of: ({ cause, orderedByName }) => orderedByName ?? SWEEP_CAUSE_LABELS[cause] },
    { name: '城市代码', width: 12, of: ({ cityCode }) => cityCode },
    { name: '状态', width: 12, of: ({ state }) => SWEEP_STATE_LABELS[state] },
    { name: '比对企业数', width: 12, of: ({ progress }) => String(progress.evaluated) },
    { name: '拟推送条数', width: 12, of: ({ offers: list }) => String(list?.count ?? '') },
    { name: '拟推送金额(元)', width: 18, of: ({ offers: list }) => yuan(list?.amountFen ?? null) },
    { name: '清单校验码', width: 66, of: ({ offers: list }) => list?.hash ?? '' },
  ],
};

const sweepLines: ExportedList<SweepLineView> = {
  title: '批量比对明细',
  page: (db, actor, { sweepId = '', clause, county, disposition, reason, partyId }, page) => {
    const filter = given<SweepResultsFilter>({
      ...{ disposition, reason, partyId },
      ...{ clauseId: clause, countyCode: county },
    });
    return readSweepResults(db, actor, { id: sweepId, ...filter }, page);
  },
  columns: [
    { name: '企业名称', width: 36, of: ({ applicant }) => applicant.registeredName },
    { name: '统一社会信用代码', width: 22, of: ({ applicant }) => applicant.creditCode ?? '' },
    { name: '县区代码', width: 12, of: ({ countyCode }) => countyCode },
    { name: '条款', width: 16, of: ({ clause }) => clause },
    { name: '对象', width: 20, of: ({ subject }) => subject ?? '' },
    { name: '金额(元)', width: 16, of: ({ amountFen }) => yuan(amountFen) },
    { name: '省级承担(元)', width: 16, of: ({ splitFen }) => yuan(splitFen?.province ?? null) },
    { name: '市级承担(元)', width: 16, of: ({ splitFen }) => yuan(splitFen?.city ?? null) },
    { name: '县区级承担(元)', width: 16, of: ({ splitFen }) => yuan(splitFen?.county ?? null) },
    { name: '处理', width: 12, of: ({ disposition }) => SWEEP_DISPOSITION_LABELS[disposition] },
    { name: '原因', width: 60, of: ({ reason }) => (reason ? stateReasonInWords(reason) : '') },
    { name: '核定依据', width: 80, of: ({ explanation }) => explanation ?? '' },
  ],
};

const CHANGES: Readonly<Record<ExplainedDifference['change'], string>> = {
  new: '新增',
  gone: '消失',
  changed: '变化',
};
const CAUSES: Readonly<Record<DifferenceCause, string>> = {
  paid: '已兑付',
  facts: '企业数据',
  law: '政策版本',
  call: '申报通知',
};
const dispositionOf = (found: ExplainedDifference['now']): string =>
  found === null ? '' : SWEEP_DISPOSITION_LABELS[found.disposition as SweepDisposition];

const sweepDifferences: ExportedList<ExplainedDifference> = {
  title: '与上次比对的差异',
  page: (db, actor, { sweepId = '' }, page) => listSweepDifferences(db, actor, { id: sweepId }, page),
  columns: [
    { name: '企业名称', width: 36, of: ({ registeredName }) => registeredName },
    { name: '差异', width: 10, of: ({ change }) => CHANGES[change] },
    { name: '条款', width: 16, of: ({ clauseId }) => clauseId },
    { name: '对象', width: 20, of: ({ subject }) => subject },
    { name: '上次处理', width: 12, of: ({ before }) => dispositionOf(before) },
    { name: '上次金额(元)', width: 16, of: ({ before }) => yuan(before?.amountFen ?? null) },
    { name: '这次处理', width: 12, of: ({ now }) => dispositionOf(now) },
    { name: '这次金额(元)', width: 16, of: ({ now }) => yuan(now?.amountFen ?? null) },
    { name: '这次的原因', width: 60, of: ({ now }) => (now?.reason ? stateReasonInWords(now.reason) : '') },
    { name: '变化来自', width: 24, of: ({ causes }) => causes.map((cause) => CAUSES[cause]).join('、') },
  ],
};

const sweepFailures: ExportedList<{ registeredName: string; problem: string }> = {
  title: '无法比对的企业',
  page: (db, actor, { sweepId = '' }, page) => listSweepFailures(db, actor, { id: sweepId }, page),
  columns: [
    { name: '企业名称', width: 36, of: ({ registeredName }) => registeredName },
    { name: '问题与办法', width: 80, of: ({ problem }) => problem },
  ],
};

const STANDINGS: Readonly<Record<ClauseCoverageView['standing'], string>> = {
  confirmed: '已确认',
  recorded: '待另一人确认',
  missing: '待登记',
};

/** The option that counts in each place, or how the document reads itself where no place chose. */
const readings: ExportedList<ReadingView> = {
  title: '条款口径',
  page: async (db, actor) => wholeList(await listReadings(db, actor)),
  columns: [
    { name: '政策文件', width: 30, of: ({ documentNumber }) => documentNumber },
    { name: '编号', width: 12, of: ({ reading }) => reading },
    { name: '出处', width: 20, of: ({ article }) => article },
    { name: '问题', width: 60, of: ({ question }) => question },
    { name: '各选项', width: 60, of: ({ options }) => options.map(({ meaning }) => meaning).join(';') },
    {
      name: '默认',
      width: 40,
      of: (row) => (row.preset === null ? '逐件由审核人员决定' : meaningOfOption(row, row.preset)),
    },
    { name: '有权决定的单位', width: 20, of: ({ decidedBy }) => decidedBy ?? '' },
    { name: '切换方式', width: 14, of: ({ fixed }) => (fixed ? '修订文件' : '各地可切换') },
    { name: '涉及条款', width: 40, of: ({ clauses }) => clauses.join('、') },
    { name: '各地现行口径', width: 50, of: localReadings },
  ],
};

const meaningOfOption = ({ options }: ReadingView, option: string): string =>
  options.find(({ key }) => key === option)?.meaning ?? (option === 'ask' ? '逐件由审核人员决定' : option);

function localReadings(row: ReadingView): string {
  return row.choices
    .filter(({ inForce }) => inForce)
    .map(
      ({ region, option, validFrom, documentNumber }) =>
        `${region}:${meaningOfOption(row, option)}(${validFrom} 起,${documentNumber})`,
    )
    .join(';');
}

const clauseCoverage: ExportedList<ClauseCoverageView> = {
  title: '条款与标记',
  page: async (db, actor, { cityCode = '' }) => {
    const outcome = await listClauseCoverage(db, actor, { cityCode });
    return outcome.ok ? { ok: true, value: { ...outcome.value, nextCursor: null } } : outcome;
  },
  columns: [
    { name: '条款', width: 18, of: ({ clauseId }) => clauseId },
    { name: '名称', width: 40, of: ({ title }) => title },
    { name: '出处', width: 36, of: ({ documentNumber, article }) => `${documentNumber} ${article}`.trim() },
    { name: '标记', width: 16, of: ({ standing }) => STANDINGS[standing] },
    { name: '台账完整至', width: 14, of: ({ completeTo }) => completeTo ?? '' },
    { name: '本系统兑付起', width: 14, of: ({ paidHereFrom }) => paidHereFrom ?? '' },
  ],
};

const imports: ExportedList<ImportView> = {
  title: '数据导入',
  page: (db, actor, { kind, state, regionCode }, page) =>
    listImports(db, actor, given<ImportFilter>({ kind, state, regionCode }), page),
  columns: [
    { name: '导入时间', width: 18, of: ({ importedAt }) => moment(importedAt) },
    { name: '类别', width: 14, of: ({ kind }) => IMPORT_KIND_LABELS[kind] },
    { name: '文件', width: 36, of: ({ fileName }) => fileName },
    { name: '来源', width: 24, of: ({ source }) => source },
    { name: '文号', width: 24, of: ({ documentNumber }) => documentNumber },
    { name: '导入人', width: 14, of: ({ importedBy }) => importedBy },
    { name: '状态', width: 12, of: ({ state }) => IMPORT_STATE_LABELS[state] },
    { name: '总行数', width: 10, of: ({ counts }) => String(counts.rows) },
    { name: '可导入', width: 10, of: ({ counts }) => String(counts.good) },
    { name: '未导入', width: 10, of: ({ counts }) => String(counts.rejected) },
  ],
};

/** What a row of an import comes to. */
const OUTCOME_LABELS: Readonly<Record<ImportRowView['outcome'], string>> = {
  new: '新增',
  changed: '变更',
  outdated: '较旧',
  known: '已有',
  rejected: '未导入',
};

const importRows: ExportedList<ImportRowView> = {
  title: '导入明细',
  page: async (db, actor, { importId = '', outcome }, { limit, cursor }) => {
    const asked = {
      after: Number(cursor ?? 0),
      limit,
      ...(outcome ? { outcome: outcome as ImportRowView['outcome'] } : {}),
    };
    return readRowsOfImport(db, actor, importId, asked);
  },
  columns: [
    { name: '行号', width: 8, of: ({ line }) => String(line) },
    { name: '结果', width: 10, of: ({ outcome }) => OUTCOME_LABELS[outcome] },
    { name: '统一社会信用代码', width: 22, of: ({ creditCode }) => creditCode ?? '' },
    { name: '原文', width: 80, of: ({ cells }) => cells.join(' | ') },
    { name: '问题与修改办法', width: 60, of: ({ problems }) => describeProblems(problems) },
  ],
};

const coverage: ExportedList<CoverageView> = {
  title: '台账完整性标记',
  page: (db, actor, { state, cityCode, clause }, page) =>
    listEarlierPaymentCoverage(db, actor, given<CoverageFilter>({ state, cityCode, clauseId: clause }), page),
  columns: [
    { name: '城市代码', width: 12, of: ({ cityCode }) => cityCode },
    { name: '条款', width: 60, of: ({ clauseIds }) => clauseIds.join('、') },
    { name: '台账完整至', width: 14, of: ({ completeTo }) => completeTo },
    { name: '本系统兑付起', width: 14, of: ({ paidHereFrom }) => paidHereFrom },
    { name: '文号', width: 24, of: ({ documentNumber }) => documentNumber },
    { name: '状态', width: 12, of: ({ state }) => COVERAGE_STATE_LABELS[state] },
    { name: '登记时间', width: 18, of: ({ recordedAt }) => moment(recordedAt) },
    { name: '撤回原因', width: 40, of: ({ withdrawalReason }) => withdrawalReason ?? '' },
  ],
};

/** The lists of policy officers that can be taken away. */
export const POLICY_LISTS = {
  offers,
  sweeps,
  sweepLines,
  sweepDifferences,
  sweepFailures,
  imports,
  importRows,
  coverage,
  readings,
  clauseCoverage,
};
