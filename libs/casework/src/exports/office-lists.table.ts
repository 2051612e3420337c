import {
  OPINION_VERB_LABELS,
  CALL_STATE_LABELS,
  CASE_STAGE_LABELS,
  NOTICE_STATE_LABELS,
  NOTIFICATION_CATEGORY_LABELS,
  OBJECTION_STATE_LABELS,
  PAYMENT_CHANNEL_LABELS,
  POLICY_STATE_LABELS,
  ROLE_LABELS,
  type NoticeState,
  type ObjectionState,
} from '@duixian/workflow';
import type { NotificationFilter, PartyFilter, RegionEntity, StageFigures } from '@duixian/persistence';
import { readSupervisionBoard, type BoardQuery } from '../supervision/read-board';
import { listCalls, type CallView } from '../calls/list-calls';
import { listPeople, type PersonView } from '../identity/list-people';
import { listRegions } from '../identity/list-regions';
import { listOpinionTemplates, type OpinionTemplateView } from '../applications/opinion-templates';
import { listOpinions, type AskedOpinionView } from '../applications/read-consultations';
import type { ApplicationSummary } from '../applications/list-applications';
import { listWaitingForNotice } from '../notices/list-waiting';
import { listNotices, type NoticeView } from '../notices/read-notices';
import { listNotifications, type NotificationView } from '../notifications/inbox';
import { listObjections, type ObjectionSummary } from '../notices/read-objections';
import { listParties, type ListedPartyView } from '../parties/read-party-file';
import { listPolicies, type PolicyView } from '../policies/read-policies';
import { clausesInWords, given, moment, wholeList, yuan, type ExportedList } from './exported-list';
import { withCounties, type Named } from './with-counties';

const notices: ExportedList<NoticeView> = {
  title: '公示公告',
  page: async (db, actor, _filter, page) => ({ ok: true, value: await listNotices(db, actor, page) }),
  columns: [
    { name: '编号', width: 26, of: ({ number }) => number },
    { name: '标题', width: 60, of: ({ title }) => title },
    { name: '城市代码', width: 12, of: ({ cityCode }) => cityCode },
    { name: '公示首日', width: 14, of: ({ startsOn }) => startsOn },
    { name: '公示末日', width: 14, of: ({ endsOn }) => endsOn },
    { name: '工作日', width: 8, of: ({ workingDays }) => String(workingDays) },
    { name: '笔数', width: 8, of: ({ lineCount }) => String(lineCount) },
    { name: '合计金额(元)', width: 18, of: ({ totalFen }) => yuan(totalFen) },
    { name: '状态', width: 12, of: ({ state }) => NOTICE_STATE_LABELS[state as NoticeState] },
  ],
};

const waitingForNotice: ExportedList<ApplicationSummary> = {
  title: '待公示申报',
  page: (db, actor, { callId, countyCode, search }, page) => {
    const filter = {
      ...(callId && { callId }),
      ...(countyCode && { countyCode }),
      ...(search && { search }),
    };
    return listWaitingForNotice(db, actor, filter, page);
  },
  columns: [
    { name: '业务编号', width: 22, of: ({ caseNumber }) => caseNumber },
    { name: '企业名称', width: 36, of: ({ applicantName }) => applicantName },
    { name: '统一社会信用代码', width: 22, of: ({ creditCode }) => creditCode ?? '' },
    { name: '县区', width: 14, of: ({ county }) => county },
    { name: '条款', width: 40, of: clausesInWords },
    { name: '核定金额(元)', width: 16, of: ({ amountFen }) => yuan(amountFen) },
    { name: '提交时间', width: 18, of: ({ submittedAt }) => moment(submittedAt) },
  ],
};

const opinionTemplates: ExportedList<OpinionTemplateView> = {
  title: '意见模板',
  page: async (db, actor) => {
    const found = await listOpinionTemplates(db, actor);
    return found.ok ? wholeList(found.value) : found;
  },
  columns: [
    { name: '范围', width: 12, of: ({ cityCode }) => cityCode ?? '本人' },
    { name: '用于', width: 12, of: ({ verb }) => OPINION_VERB_LABELS[verb] },
    { name: '环节', width: 14, of: ({ stage }) => (stage === null ? '各环节' : CASE_STAGE_LABELS[stage]) },
    { name: '名称', width: 30, of: ({ title }) => title },
    { name: '意见', width: 80, of: ({ body }) => body },
    { name: '修改时间', width: 18, of: ({ changedAt }) => moment(changedAt) },
  ],
};

const opinions: ExportedList<AskedOpinionView> = {
  title: '部门意见',
  page: (db, actor, { state }, page) =>
    listOpinions(db, actor, state === undefined ? {} : { waiting: state === 'waiting' }, page),
  columns: [
    { name: '业务编号', width: 22, of: ({ application }) => application.caseNumber },
    { name: '企业名称', width: 36, of: ({ application }) => application.applicantName },
    { name: '征求时间', width: 18, of: ({ askedAt }) => moment(askedAt) },
    { name: '征求事项', width: 60, of: ({ question }) => question },
    { name: '部门', width: 22, of: ({ regionCode, role }) => `${regionCode} ${ROLE_LABELS[role]}` },
    { name: '是否同意', width: 10, of: ({ agrees }) => (agrees === null ? '' : agrees ? '同意' : '不同意') },
    { name: '意见', width: 60, of: ({ opinion }) => opinion ?? '' },
    { name: '答复时间', width: 18, of: ({ answeredAt }) => moment(answeredAt) },
  ],
};

const OBJECTION_OUTCOMES: Readonly<Record<string, string>> = {
  review_again: '异议成立,退回重新审核',
  rejected: '异议成立,不予支持该申报',
  dismissed: '异议不成立,继续公示',
};

const objections: ExportedList<ObjectionSummary> = {
  title: '公示异议',
  page: (db, actor, { state }, page) =>
    listObjections(db, actor, state === undefined ? {} : { state: state as ObjectionState }, page),
  columns: [
    { name: '提出时间', width: 18, of: ({ filedAt }) => moment(filedAt) },
    { name: '城市代码', width: 12, of: ({ cityCode }) => cityCode },
    { name: '公示标识', width: 38, of: ({ noticeId }) => noticeId },
    { name: '名单行号', width: 10, of: ({ position }) => String(position) },
    { name: '状态', width: 12, of: ({ state }) => OBJECTION_STATE_LABELS[state] },
    {
      name: '处理结果',
      width: 30,
      of: ({ outcome }) => (outcome === null ? '' : (OBJECTION_OUTCOMES[outcome] ?? outcome)),
    },
    { name: '处理时间', width: 18, of: ({ resolvedAt }) => moment(resolvedAt) },
  ],
};

const calls: ExportedList<CallView> = {
  title: '申报通知',
  page: async (db, actor) => wholeList(await listCalls(db, actor)),
  columns: [
    { name: '编号', width: 24, of: ({ number }) => number },
    { name: '标题', width: 60, of: ({ title }) => title },
    { name: '发布地区代码', width: 14, of: ({ cityCode }) => cityCode },
    { name: '预算年度', width: 10, of: ({ year }) => String(year) },
    { name: '条款', width: 40, of: ({ clauseIds }) => clauseIds.join('、') },
    { name: '申报首日', width: 14, of: ({ opensOn }) => opensOn },
    { name: '申报末日', width: 14, of: ({ closesOn }) => closesOn },
    { name: '公示工作日', width: 12, of: ({ noticeWorkingDays }) => String(noticeWorkingDays) },
    { name: '资金科目', width: 24, of: ({ budgetSubject }) => budgetSubject },
    { name: '状态', width: 12, of: ({ state }) => CALL_STATE_LABELS[state] },
  ],
};

const policies: ExportedList<PolicyView> = {
  title: '政策版本',
  page: async (db, actor) => wholeList(await listPolicies(db, actor)),
  columns: [
    { name: '政策文件', width: 60, of: ({ title }) => title },
    { name: '文号', width: 30, of: ({ number }) => number },
    { name: '制定地代码', width: 12, of: ({ regionCode }) => regionCode },
    { name: '版本', width: 8, of: ({ version }) => String(version) },
    { name: '状态', width: 12, of: ({ status }) => POLICY_STATE_LABELS[status] },
    { name: '现行', width: 8, of: ({ inForce }) => (inForce ? '是' : '否') },
    { name: '施行首日', width: 14, of: ({ effectiveFrom }) => effectiveFrom },
    { name: '施行末日', width: 14, of: ({ effectiveTo }) => effectiveTo ?? '' },
    { name: '条款数', width: 8, of: ({ clauseIds }) => String(clauseIds.length) },
    { name: '校验码', width: 66, of: ({ contentHash }) => contentHash },
  ],
};

const people: ExportedList<PersonView> = {
  title: '人员与角色',
  page: async (db, actor) => {
    const found = await listPeople(db, actor);
    return found.ok ? wholeList(found.value.items) : found;
  },
  columns: [
    { name: '姓名', width: 18, of: ({ displayName }) => displayName },
    { name: '账号', width: 24, of: ({ username }) => username },
    { name: '所属地区代码', width: 14, of: ({ regionCode }) => regionCode },
    {
      name: '角色',
      width: 50,
      of: ({ grants }) =>
        grants.map(({ regionCode, role }) => `${regionCode} ${ROLE_LABELS[role]}`).join('、'),
    },
    { name: '代表企业', width: 50, of: ({ actsFor }) => actsFor.map(({ name }) => name).join('、') },
    { name: '状态', width: 10, of: ({ status }) => (status === 'active' ? '正常' : '停用') },
  ],
};

const parties: ExportedList<Named<ListedPartyView>> = {
  title: '企业档案',
  page: async (db, actor, { countyCode, search }, page) =>
    withCounties(db, actor, await listParties(db, actor, given<PartyFilter>({ countyCode, search }), page)),
  columns: [
    { name: '名称', width: 40, of: ({ registeredName }) => registeredName },
    { name: '统一社会信用代码', width: 22, of: ({ creditCode }) => creditCode ?? '' },
    { name: '县区', width: 14, of: ({ county }) => county },
    { name: '成立日期', width: 14, of: ({ registeredOn }) => registeredOn ?? '' },
  ],
};

const LEVELS: Readonly<Record<string, string>> = { province: '省', city: '市', county: '县区' };
const KINDS: Readonly<Record<string, string>> = { statutory: '行政区划', functional: '功能区' };

const regions: ExportedList<RegionEntity> = {
  title: '行政区划',
  page: async (db, actor) => wholeList(await listRegions(db, actor)),
  columns: [
    { name: '代码', width: 10, of: ({ code }) => code },
    { name: '名称', width: 24, of: ({ name }) => name },
    { name: '层级', width: 10, of: ({ level }) => LEVELS[level] ?? level },
    { name: '类别', width: 12, of: ({ kind }) => KINDS[kind] ?? kind },
    { name: '上级代码', width: 12, of: ({ parentCode }) => parentCode ?? '' },
    { name: '有效期首日', width: 14, of: ({ validFrom }) => validFrom },
    { name: '有效期末日', width: 14, of: ({ validTo }) => validTo ?? '' },
    { name: '财政部门', width: 30, of: ({ financeOfficeName }) => financeOfficeName ?? '' },
    { name: '付款方式', width: 24, of: ({ paymentChannel }) => PAYMENT_CHANNEL_LABELS[paymentChannel] },
  ],
};

const messages: ExportedList<NotificationView> = {
  title: '消息',
  page: (db, actor, { unread, category }, page) =>
    listNotifications(db, actor, given<NotificationFilter>({ unread, category }), page),
  columns: [
    { name: '时间', width: 18, of: ({ writtenAt }) => moment(writtenAt) },
    { name: '类别', width: 14, of: ({ category }) => NOTIFICATION_CATEGORY_LABELS[category] },
    { name: '标题', width: 24, of: ({ title }) => title },
    { name: '内容', width: 90, of: ({ body }) => body },
    { name: '阅读时间', width: 18, of: ({ readAt }) => moment(readAt) },
  ],
};

const supervision: ExportedList<StageFigures & { county: string }> = {
  title: '督办看板',
  page: async (db, actor, { from, to, countyCode, stage }) => {
    const found = await readSupervisionBoard(db, actor, given<BoardQuery>({ from, to, countyCode, stage }));
    if (!found.ok) return found;
    const regions = (await listRegions(db, actor)).map(({ code, name }) => [code, name] as const);
    const names = new Map(regions);
    return wholeList(
      found.value.figures.map((row) => ({ ...row, county: names.get(row.countyCode) ?? row.countyCode })),
    );
  },
  columns: [
    { name: '县区', width: 14, of: ({ county }) => county },
    { name: '环节', width: 14, of: ({ stage }) => CASE_STAGE_LABELS[stage] },
    { name: '待办', width: 10, of: ({ open }) => String(open) },
    { name: '临期', width: 10, of: ({ dueSoon }) => String(dueSoon) },
    { name: '超期', width: 10, of: ({ overdue }) => String(overdue) },
    { name: '最久超期(工作日)', width: 18, of: ({ worstOverdueDays }) => String(worstOverdueDays) },
    { name: '办结', width: 10, of: ({ finished }) => String(finished) },
    { name: '中位用时(工作日)', width: 18, of: ({ medianDays }) => String(medianDays ?? '') },
    { name: '九成办结用时(工作日)', width: 22, of: ({ p90Days }) => String(p90Days ?? '') },
    { name: '超期办结', width: 12, of: ({ finishedLate }) => String(finishedLate) },
  ],
};

/** The lists of an office that can be taken away: what it published, its law and calls, and its people. */
export const OFFICE_LISTS = {
  notices,
  waitingForNotice,
  opinions,
  opinionTemplates,
  objections,
  calls,
  policies,
  people,
  parties,
  regions,
  messages,
  supervision,
};
