import type { WhiteListMemberFilter } from '@duixian/persistence';
import { WHITE_LIST_STATE_LABELS, type WhiteListState } from '@duixian/workflow';
import {
  listWhiteLists,
  takeWhiteListMembers,
  type WhiteListMemberView,
  type WhiteListView,
} from '../cultivation/read-white-lists';
import { MISSED_REASON_WORDS } from '@duixian/workflow';
import type { PoolMember, PoolState, ScaleWarning, ScaleWarningState } from '@duixian/persistence';
import { listPool, type PoolQuery } from '../cultivation/read-pool';
import { listWhiteListed, type WhiteListedView } from '../cultivation/list-white-listed';
import { listScaleWarnings, type WarningQuery } from '../cultivation/read-warnings';
import { listMissed, type MissedQuery, type MissedView } from '../entitlements/read-missed';
import { listRegions } from '../identity/list-regions';
import { readTargets, type CountyTargetView } from '../supervision/county-targets';
import { given, moment, wholeList, yuan, type ExportedList } from './exported-list';
import { withCounties, type Named } from './with-counties';

const missed: ExportedList<Named<MissedView>> = {
  title: '应享未享',
  page: async (db, actor, { from, to, countyCode, clause, reason, partyId, open }, page) => {
    const query = given<MissedQuery>({ from, to, countyCode, clauseId: clause, reason, partyId, open });
    return withCounties(db, actor, await listMissed(db, actor, query, page));
  },
  columns: [
    { name: '企业名称', width: 36, of: ({ registeredName }) => registeredName },
    { name: '统一社会信用代码', width: 22, of: ({ creditCode }) => creditCode ?? '' },
    { name: '县区', width: 14, of: ({ county }) => county },
    { name: '条款', width: 18, of: ({ clauseId }) => clauseId },
    { name: '条款名称', width: 40, of: ({ clauseTitle }) => clauseTitle },
    { name: '对象', width: 24, of: ({ subject }) => subject ?? '' },
    { name: '应享金额(元)', width: 18, of: ({ amountFen }) => yuan(amountFen) },
    { name: '应享日期', width: 14, of: ({ owedOn }) => owedOn },
    { name: '最近比对仍符合', width: 14, of: ({ stillOwed }) => (stillOwed ? '是' : '否') },
    { name: '依据', width: 40, of: ({ law, article }) => `${law} ${article}`.trim() },
    { name: '原因', width: 22, of: ({ reason }) => MISSED_REASON_WORDS[reason].short },
    { name: '说明', width: 60, of: ({ why }) => why },
    { name: '仍可兑付', width: 10, of: ({ open }) => (open ? '是' : '否') },
    { name: '业务编号', width: 22, of: ({ caseNumber }) => caseNumber ?? '' },
  ],
};

const POOL_WORDS: Readonly<Record<PoolState, string>> = {
  reached: '已达标准、未入统',
  candidate: '培育对象',
};

const pool: ExportedList<Named<PoolMember>> = {
  title: '小升规培育库',
  page: async (db, actor, { countyCode, cityCode, state, sharePct, partyId }, page) => {
    const query = given<PoolQuery>({ countyCode, cityCode, state, sharePct, partyId });
    return withCounties(db, actor, await listPool(db, actor, query, page));
  },
  columns: [
    { name: '企业名称', width: 36, of: ({ registeredName }) => registeredName },
    { name: '统一社会信用代码', width: 22, of: ({ creditCode }) => creditCode ?? '' },
    { name: '县区', width: 14, of: ({ county }) => county },
    { name: '状态', width: 18, of: ({ state }) => POOL_WORDS[state] },
    { name: '营业收入(元)', width: 18, of: ({ revenueFen }) => yuan(revenueFen) },
    { name: '规上标准(元)', width: 18, of: ({ standardFen }) => yuan(standardFen) },
    { name: '达到标准(%)', width: 12, of: ({ reachedPct }) => String(reachedPct) },
    { name: '距标准(元)', width: 18, of: ({ missingFen }) => yuan(missingFen) },
    { name: '县区已列入培育库', width: 14, of: ({ listed }) => (listed ? '是' : '否') },
    { name: '规上情况已登记', width: 14, of: ({ scaleKnown }) => (scaleKnown ? '是' : '否') },
    { name: '收入来源', width: 30, of: ({ revenueSource }) => revenueSource ?? '' },
    { name: '收入数据日期', width: 14, of: ({ revenueStatedOn }) => revenueStatedOn ?? '' },
  ],
};

const WARNING_WORDS: Readonly<Record<ScaleWarningState, string>> = {
  below: '低于时序标准',
  near: '接近时序标准',
  'needs-evidence': '缺少数据',
};

const scaleWarnings: ExportedList<Named<ScaleWarning>> = {
  title: '退规预警',
  page: async (db, actor, { countyCode, state, partyId }, page) => {
    const query = given<WarningQuery>({ countyCode, state, partyId });
    return withCounties(db, actor, await listScaleWarnings(db, actor, query, page));
  },
  columns: [
    { name: '企业名称', width: 36, of: ({ registeredName }) => registeredName },
    { name: '统一社会信用代码', width: 22, of: ({ creditCode }) => creditCode ?? '' },
    { name: '县区', width: 14, of: ({ county }) => county },
    { name: '预警', width: 16, of: ({ state }) => WARNING_WORDS[state] },
    { name: '本年累计营业收入(元)', width: 20, of: ({ runningFen }) => yuan(runningFen) },
    { name: '截至日', width: 14, of: ({ runningTo }) => runningTo ?? '' },
    { name: '时序标准(元)', width: 18, of: ({ dueFen }) => yuan(dueFen) },
    { name: '年度标准(元)', width: 18, of: ({ standardFen }) => yuan(standardFen) },
    { name: '差额(元)', width: 18, of: ({ missingFen }) => yuan(missingFen) },
    { name: '上年主营业务收入(元)', width: 20, of: ({ lastYearFen }) => yuan(lastYearFen) },
    { name: '来源', width: 30, of: ({ source }) => source ?? '' },
    { name: '数据日期', width: 14, of: ({ statedOn }) => statedOn ?? '' },
  ],
};

const targets: ExportedList<CountyTargetView & { place: string }> = {
  title: '目标完成情况',
  page: async (db, actor, { year }) => {
    const found = await readTargets(db, actor, given<{ year?: number }>({ year }));
    if (!found.ok) return found;
    const names = new Map((await listRegions(db, actor)).map(({ code, name }) => [code, name] as const));
    return wholeList(
      found.value.targets.map((row) => ({ ...row, place: names.get(row.regionCode) ?? row.regionCode })),
    );
  },
  columns: [
    { name: '年度', width: 10, of: ({ year }) => String(year) },
    { name: '地区', width: 18, of: ({ place }) => place },
    { name: '类别', width: 34, of: ({ kindZh }) => kindZh },
    { name: '目标', width: 10, of: ({ target }) => String(target) },
    { name: '实际', width: 10, of: ({ actual }) => String(actual) },
    { name: '依据', width: 44, of: ({ sourceDocument }) => sourceDocument },
  ],
};

const whiteLists: ExportedList<WhiteListView> = {
  title: '各版白名单',
  page: (db, actor, { state }, page) =>
    listWhiteLists(db, actor, given<{ state?: WhiteListState }>({ state }), page),
  columns: [
    { name: '名单', width: 40, of: ({ title }) => title },
    { name: '依据', width: 36, of: ({ number, article }) => `${number} ${article}` },
    { name: '基准日', width: 14, of: ({ asOf }) => asOf },
    { name: '状态', width: 12, of: ({ state }) => WHITE_LIST_STATE_LABELS[state] },
    { name: '企业数', width: 10, of: ({ memberCount }) => String(memberCount) },
    { name: '新增', width: 10, of: ({ addedCount }) => String(addedCount) },
    { name: '移出', width: 10, of: ({ goneCount }) => String(goneCount) },
    { name: '生成时间', width: 18, of: ({ preparedAt }) => moment(preparedAt) },
    { name: '审定或作废时间', width: 18, of: ({ decidedAt }) => moment(decidedAt) },
  ],
};

const whiteListMembers: ExportedList<Named<WhiteListMemberView>> = {
  title: '白名单企业',
  page: async (db, actor, { whiteListId = '', shown, countyCode }, page) => {
    const filter = given<WhiteListMemberFilter>({
      ...{ listId: whiteListId, countyCode, added: shown === 'added' ? true : undefined },
      standing: shown === 'added' ? undefined : shown,
    });
    return withCounties(db, actor, await takeWhiteListMembers(db, actor, filter, page));
  },
  columns: [
    { name: '企业名称', width: 36, of: ({ registeredName }) => registeredName },
    { name: '统一社会信用代码', width: 22, of: ({ creditCode }) => creditCode ?? '' },
    { name: '县区', width: 14, of: ({ county }) => county },
    {
      name: '变化',
      width: 10,
      of: ({ standing, added }) => (standing === 'gone' ? '移出' : added ? '新增' : '在名单'),
    },
    { name: '原因', width: 48, of: ({ reason }) => reason },
    { name: '来源', width: 36, of: ({ source }) => source ?? '' },
    { name: '来源日期', width: 14, of: ({ statedOn }) => statedOn ?? '' },
  ],
};

/** What the machine finds and counts besides offers. */
const whiteListed: ExportedList<Named<WhiteListedView>> = {
  title: '白名单企业',
  page: async (db, actor, { countyCode, partyId }, page) => {
    const filter = given<{ countyCode?: string; partyId?: string }>({ countyCode, partyId });
    return withCounties(db, actor, await listWhiteListed(db, actor, filter, page));
  },
  columns: [
    { name: '企业名称', width: 36, of: ({ registeredName }) => registeredName },
    { name: '统一社会信用代码', width: 22, of: ({ creditCode }) => creditCode ?? '' },
    { name: '县区', width: 14, of: ({ county }) => county },
    {
      name: '名单(基准日)',
      width: 40,
      of: ({ lists }) => lists.map(({ title, asOf }) => `${title}(${asOf})`).join(';'),
    },
    { name: '原因', width: 40, of: ({ lists }) => lists.map(({ reason }) => reason).join(';') },
    {
      name: '来源',
      width: 40,
      of: ({ lists }) =>
        lists.map(({ source, statedOn }) => [source, statedOn].filter(Boolean).join(' ')).join(';'),
    },
  ],
};

export const FOUND_LISTS = {
  missed,
  pool,
  scaleWarnings,
  targets,
  whiteLists,
  whiteListMembers,
  whiteListed,
};
