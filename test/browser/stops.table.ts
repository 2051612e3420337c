import { type Scene } from './scene';
import { type Visitor } from './visitor';

/** A page as one person sees it. */
export interface Stop {
  /** Name of the picture. */
  readonly name: string;
  /** Who looks, by user name; null: not signed in. */
  readonly who: string | null;
  /** Path of the page in the table of pages. */
  readonly page: string;
  /** The address, where the path alone is none. */
  readonly at?: (scene: Scene) => string;
  /** What is done on the page before it is looked at. */
  readonly before?: (visitor: Visitor) => Promise<void>;
}

/** Pastes the text of a notice, so that the preview is there. */
async function readNoticeText(visitor: Visitor): Promise<void> {
  await visitor.page.getByLabel('粘贴通知正文').fill('元旦:1月1日至3日放假,共3天。1月9日上班。');
  await visitor.button('识别日期').click();
  await visitor.sees('全年工作日');
}

/** Picks what waits and looks at the list as the public would read it. */
async function previewNotice(visitor: Visitor): Promise<void> {
  await visitor.button('全选筛选结果').click();
  await visitor.button('预览公示(1)').click();
  await visitor.sees(/今日发布/);
}

/** The dialog of somebody about whom a proposal waits. */
async function openChecker(visitor: Visitor): Promise<void> {
  await visitor.button('管理 湛河区财政复核').click();
  await visitor.sees(/待另一名系统管理员确认/);
}

/** What a second reviewer of the city says to it. */
async function openInstalment(visitor: Visitor): Promise<void> {
  await visitor.page.getByRole('button', { name: '同意', exact: true }).click();
  await visitor.sees(/第 2 期:同意/);
}

// prettier-ignore
export const STOPS: readonly Stop[] = [
  { name: 'public-policies',        who: null,              page: '/policies' },
  { name: 'public-clause',          who: null,              page: '/clauses/:id',       at: () => '/clauses/PDS-A2-4-3-1' },
  { name: 'public-document',        who: null,              page: '/documents/:id',     at: () => '/documents/henan-zjtx-measures' },
  { name: 'public-calculator',      who: null,              page: '/calculator',        before: (visitor) => visitor.choose('所在市', '平顶山市') },
  { name: 'public-notices',         who: null,              page: '/notices' },
  { name: 'public-notice',          who: null,              page: '/notices/:id',       at: ({ noticeId }) => `/notices/${noticeId}` },
  { name: 'public-verification',    who: null,              page: '/verify/:code',      at: ({ documentCode }) => `/verify/${documentCode}` },

  { name: 'enterprise-desk',        who: 'xinhua-clerk',    page: '/' },
  { name: 'enterprise-offers',      who: 'xinhua-clerk',    page: '/offers' },
  { name: 'enterprise-offers',      who: 'yexian-clerk',    page: '/offers' },
  { name: 'enterprise-cases',       who: 'xinhua-clerk',    page: '/applications' },
  { name: 'enterprise-case',        who: 'xinhua-clerk',    page: '/applications/:id',  at: ({ onNotice }) => `/applications/${onNotice}` },
  { name: 'enterprise-messages',    who: 'xinhua-clerk',    page: '/messages' },
  { name: 'enterprise-party',       who: 'xinhua-clerk',    page: '/party' },
  { name: 'enterprise-payments',    who: 'xinhua-clerk',    page: '/payments' },
  { name: 'enterprise-calls',       who: 'yexian-clerk',    page: '/calls' },
  { name: 'enterprise-call',        who: 'yexian-clerk',    page: '/calls/:id',         at: ({ callId }) => `/calls/${callId}` },
  { name: 'enterprise-filing',      who: 'zhanhe-clerk',    page: '/applications/new',  at: ({ callId }) => `/applications/new?call=${callId}` },

  { name: 'reviewer-desk',          who: 'zhanhe-reviewer', page: '/' },
  { name: 'reviewer-tasks',         who: 'zhanhe-reviewer', page: '/tasks' },
  { name: 'reviewer-delegations',   who: 'zhanhe-reviewer', page: '/delegations' },
  { name: 'reviewer-case',          who: 'zhanhe-reviewer', page: '/cases/:id',         at: ({ inReview }) => `/cases/${inReview}` },
  { name: 'reviewer-instalments',   who: 'city-reviewer-2', page: '/cases/:id',         at: ({ inParts }) => `/cases/${inParts}` },
  { name: 'reviewer-instalment',    who: 'city-reviewer-2', page: '/cases/:id',         at: ({ inParts }) => `/cases/${inParts}`, before: openInstalment },
  { name: 'enterprise-instalments', who: 'xinhua-clerk',    page: '/applications/:id',  at: ({ inParts }) => `/applications/${inParts}` },
  { name: 'reviewer-cases',         who: 'zhanhe-reviewer', page: '/cases' },
  { name: 'reviewer-objections',    who: 'city-reviewer',   page: '/objections' },
  { name: 'reviewer-objection',     who: 'city-reviewer',       page: '/objections/:id',    at: ({ objectionId }) => `/objections/${objectionId}` },
  { name: 'reviewer-new-notice',    who: 'city-reviewer',   page: '/notices/new',       before: previewNotice },
  { name: 'department-opinions',    who: 'city-maker',      page: '/opinions' },
  { name: 'reviewer-templates',     who: 'city-reviewer',   page: '/opinion-templates' },
  { name: 'reviewer-board',         who: 'city-reviewer',   page: '/supervision' },
  { name: 'reviewer-missed',        who: 'city-reviewer',   page: '/missed' },
  { name: 'enterprise-missed',      who: 'xinhua-clerk',    page: '/missed' },
  { name: 'reviewer-parties',       who: 'xinhua-reviewer', page: '/parties' },
  { name: 'reviewer-party-file',    who: 'xinhua-reviewer', page: '/parties/:id',       at: ({ partyId }) => `/parties/${partyId}` },
  { name: 'party-file-cases',       who: 'city-reviewer',   page: '/parties/:id',       at: ({ partyId }) => `/parties/${partyId}?sheet=cases` },
  { name: 'party-file-money',       who: 'auditor',         page: '/parties/:id',       at: ({ paidPartyId }) => `/parties/${paidPartyId}?sheet=money` },
  { name: 'party-file-alerts',      who: 'auditor',         page: '/parties/:id',       at: ({ paidPartyId }) => `/parties/${paidPartyId}?sheet=alerts` },
  { name: 'party-file-ladder',      who: 'city-reviewer',   page: '/parties/:id',       at: ({ partyId }) => `/parties/${partyId}?sheet=ladder` },
  { name: 'party-file-statement',   who: 'city-reviewer',   page: '/parties/:id',       at: ({ partyId }) => `/parties/${partyId}?sheet=statement` },
  { name: 'reviewer-white-listed',  who: 'xinhua-reviewer', page: '/white-listed' },
  { name: 'reviewer-pool',          who: 'city-reviewer',   page: '/cultivation' },
  { name: 'reviewer-warnings',      who: 'city-reviewer',   page: '/scale-warnings' },
  { name: 'reviewer-done',          who: 'city-reviewer',   page: '/tasks/done' },

  { name: 'finance-desk',           who: 'yexian-checker',  page: '/' },
  { name: 'finance-batches',        who: 'yexian-maker',    page: '/batches' },
  { name: 'finance-new-batch',      who: 'yexian-maker',    page: '/batches/new' },
  { name: 'finance-holds',          who: 'yexian-maker',    page: '/holds' },
  { name: 'finance-accounts',       who: 'yexian-maker',    page: '/payee-accounts' },
  { name: 'finance-refunds',        who: 'yexian-maker',    page: '/refunds' },
  { name: 'finance-payments',       who: 'yexian-maker',    page: '/payments' },
  { name: 'finance-recoveries',     who: 'yexian-maker',    page: '/recoveries' },
  { name: 'finance-new-recovery',   who: 'yexian-maker',    page: '/recoveries/new',    at: ({ awarded }) => `/recoveries/new?case=${awarded}` },
  { name: 'finance-recovery',       who: 'yexian-maker',    page: '/recoveries/:id',    at: ({ recoveryId }) => `/recoveries/${recoveryId}` },
  { name: 'enterprise-recoveries',  who: 'yexian-clerk',    page: '/recoveries' },
  { name: 'finance-statements',     who: 'yexian-maker',    page: '/statements' },
  { name: 'finance-statement',      who: 'auditor',         page: '/statements/:id',    at: ({ statementId }) => `/statements/${statementId}` },
  { name: 'finance-budgets',        who: 'yexian-checker',  page: '/budgets' },
  { name: 'finance-allotting',      who: 'yexian-maker',    page: '/budgets',           before: (visitor) => visitor.button('下达指标').click() },
  { name: 'finance-balance',        who: 'yexian-maker',    page: '/budgets/balance' },
  { name: 'finance-budget-line',    who: 'yexian-maker',    page: '/budgets/:id',       at: ({ budgetLineId }) => `/budgets/${budgetLineId}` },
  { name: 'finance-tasks',          who: 'yexian-checker',  page: '/finance-tasks' },
  { name: 'finance-days',           who: 'yexian-checker',  page: '/treasury-days' },
  { name: 'finance-own-accounts',   who: 'yexian-maker',    page: '/treasury-accounts', before: (visitor) => visitor.button('提出账户').click() },
  { name: 'finance-batch',          who: 'yexian-checker',  page: '/batches/:id',       at: ({ batchId }) => `/batches/${batchId}` },
  { name: 'finance-awards',         who: 'yexian-checker',  page: '/awards' },

  { name: 'auditor-desk',           who: 'auditor',         page: '/' },
  { name: 'auditor-case',           who: 'auditor',         page: '/cases/:id',         at: ({ awarded }) => `/cases/${awarded}` },
  { name: 'auditor-events',         who: 'auditor',         page: '/events' },
  { name: 'auditor-verification',   who: 'auditor',         page: '/verification' },

  { name: 'auditor-people',         who: 'auditor',         page: '/people' },

  { name: 'policy-desk',            who: 'policy-officer',  page: '/' },
  { name: 'policy-new-call',        who: 'policy-officer',  page: '/calls/new' },
  { name: 'policy-readings',        who: 'policy-officer',  page: '/readings' },
  { name: 'policy-versions',        who: 'policy-officer',  page: '/versions' },
  { name: 'policy-version',         who: 'policy-officer',  page: '/versions/:id',      at: ({ policyId }) => `/versions/${policyId}` },
  { name: 'policy-version-new',     who: 'policy-officer',  page: '/versions/new',      at: ({ policyId }) => `/versions/new?from=${policyId}`, before: (visitor) => visitor.sees(/写法没有问题/) },
  { name: 'policy-version-edit',    who: 'policy-officer',  page: '/versions/:id/edit', at: ({ draftedPolicyId }) => `/versions/${draftedPolicyId}/edit`, before: (visitor) => visitor.sees(/项不一致/) },
  { name: 'policy-imports',         who: 'policy-officer',  page: '/imports' },
  { name: 'policy-new-import',      who: 'policy-officer',  page: '/imports/new' },
  { name: 'policy-import',          who: 'policy-officer',  page: '/imports/:id',       at: ({ importId }) => `/imports/${importId}` },
  { name: 'policy-marks',           who: 'policy-officer',  page: '/marks' },
  { name: 'policy-white-lists',     who: 'policy-officer',  page: '/white-lists' },
  { name: 'policy-white-list',      who: 'policy-officer',  page: '/white-lists/:id',    at: ({ whiteListId }) => `/white-lists/${whiteListId}` },
  { name: 'policy-sweeps',          who: 'policy-officer',  page: '/sweeps' },
  { name: 'policy-new-sweep',       who: 'policy-officer',  page: '/sweeps/new' },
  { name: 'policy-sweep',           who: 'policy-officer',  page: '/sweeps/:id',        at: ({ sweepId }) => `/sweeps/${sweepId}` },
  { name: 'policy-offers',          who: 'policy-officer',  page: '/pushed-offers' },
  { name: 'policy-offer',           who: 'policy-officer',  page: '/pushed-offers/:id', at: ({ offerId }) => `/pushed-offers/${offerId}` },
  { name: 'policy-calendar',        who: 'policy-officer',  page: '/calendar' },

  { name: 'admin-people',           who: 'admin',           page: '/people' },
  { name: 'admin-access',           who: 'admin-2',         page: '/people' },
  { name: 'admin-new-year',         who: 'admin',           page: '/calendar/new',      before: readNoticeText },
  { name: 'own-mail',               who: 'xinhua-clerk',    page: '/mail' },
  { name: 'admin-person',           who: 'admin',           page: '/people',            before: openChecker },
  { name: 'second-factor',          who: 'city-checker',    page: '/second-factor' },
  { name: 'own-password',           who: 'admin',           page: '/password' },
  { name: 'admin-regions',          who: 'admin',           page: '/regions' },
  { name: 'admin-bank-codes',       who: 'admin',           page: '/bank-codes' },
];
