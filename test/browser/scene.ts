import { completeCreditCode, issueDocument } from '@duixian/casework';
import { PLACES, type Place, valueOf } from '@duixian/testing';
import { CaseSubjects } from '../http/case-subjects';
import { act, type Batch, draft, handInStatement, reaches, setDay } from '../http/errands';
import { type Town } from '../http/town';
import { until } from '../http/until';

const CLAIMS = { 'scale.first_entry': true, 'revenue.main_business_yuan': '50000000' };

/** A town in the middle of its work, so that every page has something to show. */
export interface Scene {
  readonly callId: string;
  /** A version of a policy document. */
  readonly policyId: string;
  /** A draft of the same document. */
  readonly draftedPolicyId: string;
  /** 叶县: its payment arrived, with the batch it was in. */
  readonly awarded: string;
  readonly batchId: string;
  /** 叶县's budget line, with an increase that waits for the checker. */
  readonly budgetLineId: string;
  /** On the list of that batch. */
  readonly documentCode: string;
  /** 新华区: approved twice, on public notice. */
  readonly onNotice: string;
  readonly noticeId: string;
  /** A title list with a wrong row, read and not committed. */
  readonly importId: string;
  /** A real sweep, its offers out; and one of them, to the enterprise of 叶县. */
  readonly sweepId: string;
  /** Of 平顶山, waiting for its approval. */
  readonly whiteListId: string;
  readonly offerId: string;
  /** To the case on notice, filed and not yet resolved. */
  readonly objectionId: string;
  /** 叶县: a part of what it paid is demanded back. */
  readonly recoveryId: string;
  readonly statementId: string;
  /** 湛河区: waits for the county, with facts that are only claimed. */
  readonly inReview: string;
  /** 新华区: paid in two parts; it is proposed that the second one is paid. */
  readonly inParts: string;
  /** Of 新华区, whose case is on notice; and of 叶县, which was paid. */
  readonly partyId: string;
  readonly paidPartyId: string;
}

/** Walks three cases to where the scene has them. The business clock moves a little more than a week. */
export async function setScene(town: Town): Promise<Scene> {
  const { sweepId, offerId } = await swept(town);
  const awarded = await toNotice(town, 'yexian');
  const { notice } = await reaches(town, awarded, 'on_notice');
  await setDay(town, dayAfter(notice?.endsOn ?? ''));
  await reaches(town, awarded, 'awarded');
  const { regionCode } = PLACES.yexian;
  const batch = await (await town.as('yexian-maker')).make<Batch>('batches', { regionCode });
  const listed = await issueDocument(town.office.db, {
    ...{ actor: await town.office.as('yexian-maker'), kind: 'batch-list', id: batch.id },
    ...{ format: 'xlsx', address: `${town.url}/verify/` },
  });
  const documentCode = valueOf(listed).code;
  const onNotice = await toNotice(town, 'xinhua');
  const { id: inReview } = await draft(town, 'zhanhe', CLAIMS);
  await act(town, 'zhanhe-clerk', inReview, 'submit');
  await reaches(town, inReview, 'in_review/county_review');
  const published = await reaches(town, onNotice, 'on_notice');
  const [call] = await (await town.as('yexian-clerk')).list<{ id: string }>('calls');
  const noticeId = published.notice?.id ?? '';
  const objection = await (
    await town.as('yexian-clerk')
  ).make<{ id: string }>(`notices/${noticeId}/objections`, {
    ...{ position: 1, objectorKind: 'person', objectorName: '示例甲', identityNumber: '11010519491231002X' },
    ...{ phone: '13800000000', reason: '认为该企业的入库时间与公示不符。' },
    evidence: '县统计局公布的入库名单。',
  });
  await waitsForNotice(town);
  await asksForAccess(town);
  const asOf = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
  const whiteList = await (
    await town.as('policy-officer-2')
  ).make<{ id: string }>('white-lists', { ruleKey: 'pingdingshan-pool', asOf });
  const [policy] = await (await town.as('policy-officer')).list<{ id: string }>('policies');
  return {
    policyId: policy?.id ?? '',
    draftedPolicyId: await draftedPolicy(town, 'pingdingshan-2022-15'),
    ...{ awarded, onNotice, inReview, noticeId, callId: call?.id ?? '' },
    whiteListId: whiteList.id,
    ...{ partyId: await partyOf(town, 'xinhua'), paidPartyId: await partyOf(town, 'yexian') },
    ...{ sweepId, offerId, importId: await previewedImport(town) },
    batchId: batch.id,
    budgetLineId: await proposedIncrease(town),
    documentCode,
    objectionId: objection.id,
    inParts: await paidInParts(town),
    recoveryId: await demandedBack(town, awarded, batch),
    statementId: await readStatement(town),
  };
}

/** A cashier is to come, and a checker forgot a password: both wait for the second administrator. */
async function asksForAccess(town: Town): Promise<void> {
  const admin = await town.as('admin');
  const person = { username: 'zhou.ba', displayName: '示例新任出纳', regionCode: '410402' };
  const { id } = await admin.make<{ id: string }>('people', person);
  await admin.make(`people/${id}/actions`, {
    ...{
      action: 'grant_role',
      role: 'finance_maker',
      regionCode: '410402',
      reason: '任职文件 新财人〔2026〕3号',
    },
  });
  const people = await admin.list<{ id: string; username: string }>('people?limit=200');
  const checker = people.find(({ username }) => username === 'zhanhe-checker');
  const reset = { action: 'reset_password', reason: '本人书面申请' };
  await admin.make(`people/${checker?.id ?? ''}/actions`, reset);
}

/** The statement on which 叶县's payment stands. */
async function readStatement(town: Town): Promise<string> {
  const statements = await (await town.as('yexian-maker')).list<{ id: string }>('statements');
  return statements.at(-1)?.id ?? '';
}

async function partyOf(town: Town, place: Place): Promise<string> {
  const [party] = await (await town.as(`${place}-clerk`)).list<{ id: string }>('parties');
  return party?.id ?? '';
}

/** 叶县's payment is released, arrives, and a part of it is demanded back. */
async function demandedBack(town: Town, applicationId: string, { id, version }: Batch): Promise<string> {
  const [maker, checker] = [await town.as('yexian-maker'), await town.as('yexian-checker')];
  await checker.make(`batches/${id}/release`, { version });
  const found = `payments?applicationId=${applicationId}`;
  const reached = (wanted: string) =>
    until(`the payment is ${wanted}`, async () => {
      const [payment] = await maker.list<{ id: string; state: string }>(found);
      return payment?.state === wanted ? payment : null;
    });
  await reached('accepted');
  await handInStatement(town, 'yexian', PLACES.yexian.account);
  const { id: paymentId } = await reached('settled');
  const { award } = await maker.read<{ award: { lines: { clause: string }[] } }>(
    `applications/${applicationId}`,
  );
  const demand = await maker.make<{ id: string; version: number }>('recoveries', {
    ...{ paymentId, clauseId: award.lines[0]?.clause, amountFen: 1_000_000, workingDays: 15 },
    ...{ reason: '申报时营业收入填报有误', documentNumber: '叶工信追〔2026〕1号' },
  });
  await checker.make(`recoveries/${demand.id}/actions`, { action: 'confirm', version: demand.version });
  await takenBack(town, demand.id);
  return demand.id;
}

/** A part was repaid and booked, the bank took it back, and the checker is to confirm that it is undone. */
async function takenBack(town: Town, recoveryId: string): Promise<void> {
  const [maker, checker] = [await town.as('yexian-maker'), await town.as('yexian-checker')];
  const [statement] = await maker.list<{ statementDate: string }>('statements');
  const bookedOn = statement?.statementDate ?? '';
  const { version } = await maker.read<{ version: number }>(`recoveries/${recoveryId}`);
  const entries = `recoveries/${recoveryId}/entries`;
  const entry = await maker.make<{ id: string; version: number }>(entries, {
    ...{ kind: 'repayment', version, amountFen: 300_000, note: '银行回单', bankReference: 'HK20260315' },
    paidOn: bookedOn,
  });
  await checker.make(`${entries}/${entry.id}/actions`, { action: 'book', version: entry.version });
  const line = {
    ...{ bankSerial: 'TH20260316', reference: '', direction: 'debit', amountFen: 300_000, bookedOn },
    ...{ counterpartyName: '来款退回', counterpartyAccount: '6222000000000001' },
  };
  const { id: statementId } = await maker.make<{ id: string }>('statements', {
    ...{ statementId: 'DZ-TH-1', account: PLACES.yexian.account, date: bookedOn, lines: [line] },
    totals: { count: 1, debitFen: 300_000, creditFen: 0 },
  });
  await maker.make(`${entries}/${entry.id}/reversals`, {
    ...{ version: entry.version + 1, line: { statementId, position: 1 } },
    note: '汇款行账号有误,款项被退回',
  });
}

/** 叶县 is to get more money: proposed, not yet confirmed. */
async function proposedIncrease(town: Town): Promise<string> {
  const maker = await town.as('yexian-maker');
  const [line] = await maker.list<{ id: string }>('budgets');
  const change = {
    kind: 'increase',
    lineId: line?.id,
    amountFen: 2_000_000,
    documentNumber: '叶财预〔2026〕8号',
  };
  await maker.make('budgets/changes', { ...change, note: '年中追加' });
  return line?.id ?? '';
}

/** Another enterprise of 新华区, under a call whose notices the city builds: approved, and waiting for one. */
export async function waitsForNotice(town: Town): Promise<void> {
  const [drafter, approver] = [await town.as('policy-officer'), await town.as('policy-officer-2')];
  const [like] = await drafter.list<Record<string, unknown>>('calls');
  const { clauseIds, year, opensOn, closesOn, testedFrom, testedTo, budgetSubject } = like ?? {};
  const { id: callId } = await drafter.make<{ id: string }>('calls', {
    ...{ cityCode: '410400', number: '示例第二批', title: '第二批奖补申报通知', clauseIds, year },
    ...{ opensOn, closesOn, testedFrom, testedTo, budgetSubject },
    ...{ route: ['county_review'], noticeWorkingDays: 5, noticePublication: 'built' },
  });
  await approver.make(`calls/${callId}/actions`, { action: 'approve', version: 1 });
  await drafter.make(`calls/${callId}/actions`, { action: 'publish', version: 2 });
  const partyId = await new CaseSubjects(town.office).enterprise();
  const clerk = await town.as('xinhua-clerk');
  const { id } = await clerk.make<{ id: string }>('applications', { callId, partyId });
  await act(town, 'xinhua-clerk', id, 'submit');
  await reaches(town, id, 'in_review/county_review');
  await act(town, 'xinhua-reviewer', id, 'approve');
  await reaches(town, id, 'approved');
}

/** Another one, awarded under a call with two parts; a reviewer of the city found the condition of the second one met. */
async function paidInParts(town: Town): Promise<string> {
  const subjects = new CaseSubjects(town.office);
  const id = await subjects.draft(await subjects.callInParts());
  await act(town, 'xinhua-clerk', id, 'submit');
  await reaches(town, id, 'in_review/county_review');
  await act(town, 'xinhua-reviewer', id, 'approve');
  await act(town, 'city-reviewer', id, 'approve');
  await reaches(town, id, 'awarded');
  const proposal = { instalment: 2, kind: 'release', reason: '项目通过竣工验收' };
  await (
    await town.as('city-reviewer')
  ).make('instalments', { ...proposal, applicationId: id, documentNumber: '平工信验〔2026〕3号' });
  return id;
}

/** Filed, approved by county and city: its notice comes by itself. */
export async function toNotice(town: Town, place: Place): Promise<string> {
  const { id } = await draft(town, place);
  await act(town, PLACES[place].clerk, id, 'submit');
  await reaches(town, id, 'in_review/county_review');
  await act(town, PLACES[place].reviewer, id, 'approve', { comment: '材料齐全' });
  await act(town, 'city-reviewer', id, 'approve');
  return id;
}

/** The calendar day after one, both as YYYY-MM-DD. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** A real sweep of 叶县 for one clause, approved by a second officer. */
async function swept(town: Town): Promise<{ sweepId: string; offerId: string }> {
  const [orderer, approver] = [await town.as('policy-officer'), await town.as('policy-officer-2')];
  const asOf = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
  const wish = { asOf, dryRun: false, scope: [PLACES.yexian.regionCode], clauses: ['PDS-A2-4-3-1'] };
  const { id: sweepId } = await orderer.make<{ id: string }>('sweeps', wish);
  const { version } = await until(`sweep ${sweepId} is prepared`, async () => {
    const sweep = await orderer.read<{ state: string; version: number }>(`sweeps/${sweepId}`);
    return sweep.state === 'prepared' ? sweep : null;
  });
  await approver.make(`sweeps/${sweepId}/actions`, { action: 'approve', version });
  const offer = await until(`sweep ${sweepId} made its offer`, async () => {
    const [made] = await orderer.list<{ id: string }>(`offers?sweepId=${sweepId}`);
    return made ?? null;
  });
  return { sweepId, offerId: offer.id };
}

/** The version in force written off as a draft, to be in force long after. */
async function draftedPolicy(town: Town, documentId: string): Promise<string> {
  const officer = await town.as('policy-officer');
  const versions = await officer.list<{ id: string; documentId: string }>('policies');
  const policyId = versions.find((version) => version.documentId === documentId)?.id ?? '';
  const { content, cases } = await officer.read<{ content: string; cases: string }>(`policies/${policyId}`);
  const written = { text: content, cases, effectiveFrom: '2099-01-01' };
  return (await officer.make<{ id: string }>('policies', written)).id;
}

/** Rows that are new, and one whose credit code is wrong. */
async function previewedImport(town: Town): Promise<string> {
  const row = (creditCode: string, registeredName: string) => ({
    ...{ 统一社会信用代码: creditCode, 企业名称: registeredName, 区县: '新华区' },
    ...{ 称号: '省级专精特新中小企业', 认定日期: '2025-03-01' },
  });
  const officer = await town.as('policy-officer');
  const { id } = await officer.make<{ id: string }>('imports/records', {
    ...{ kind: 'title_list', regionCode: '410400', source: '市工业和信息化局' },
    ...{ documentNumber: '豫工信企业〔2025〕1号', documentDate: '2025-03-01' },
    records: [
      row(completeCreditCode('91410402MA0H9001'), '示例精密机械有限公司'),
      row('914104', '示例错码有限公司'),
    ],
  });
  return id;
}
