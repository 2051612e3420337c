import { addOpinionTemplate, DEMO_PASSWORD } from '@duixian/casework';
import { CITY, look, PLACES, prepare, valueOf, walkToAward } from '@duixian/testing';
import { RouteTable } from '../../apps/api/src/edge/route-table';
import { AccountSubjects } from './account-subjects';
import { CallSubjects } from './call-subjects';
import { type Caller } from './caller';
import { formOf } from './form';
import { PolicySubjects } from './policy-subjects';
import { AUDIT, CaseSubjects, OBJECTION, PDF, RELEASE } from './case-subjects';
import { PeopleSubjects } from './people-subjects';
import { ReadingSubjects } from './reading-subjects';
import { ledger, previewed, titleList, titleRecords } from './import-subjects';
import { MoneySubjects } from './money-subjects';
import { newPerson } from './new-person';
import { heldOn, letGo } from './hold-subjects';
import { type ExpectedRow, nameOf, readExpectedRows } from './role-route-table';
import { SweepSubjects } from './sweep-subjects';
import { Town } from './town';

jest.setTimeout(120_000);

const PEOPLE: Readonly<Record<string, string | null>> = {
  nobody: null,
  'own clerk': 'xinhua-clerk',
  'other clerk': 'yexian-clerk',
  'own reviewer': 'xinhua-reviewer',
  'other reviewer': 'yexian-reviewer',
  'city reviewer': 'city-reviewer',
  'own maker': 'xinhua-maker',
  'own checker': 'xinhua-checker',
  'other maker': 'yexian-maker',
  'other checker': 'yexian-checker',
  'city maker': 'city-maker',
  'city checker': 'city-checker',
  'policy officer': 'policy-officer',
  auditor: 'auditor',
  administrator: 'admin',
};

/** Cases and money in towns of their own: an enterprise that has its award gets it only once. */
let caseTown: Town;
let moneyTown: Town;
let sweepTown: Town;
let sweeps: SweepSubjects;
let calls: CallSubjects;
let policies: PolicySubjects;
let readings: ReadingSubjects;
let people: PeopleSubjects;
let cases: CaseSubjects;
/** Where money is there to award. */
let awards: CaseSubjects;
let money: MoneySubjects;
let accounts: AccountSubjects;
beforeAll(async () => {
  [caseTown, moneyTown, sweepTown] = await Promise.all([Town.open(), Town.open(), Town.open()]);
  sweeps = await SweepSubjects.open(sweepTown.office);
  calls = new CallSubjects(caseTown.office);
  policies = new PolicySubjects(caseTown.office);
  readings = new ReadingSubjects(caseTown.office);
  people = new PeopleSubjects(caseTown.office);
  cases = new CaseSubjects(caseTown.office);
  await cases.emptyBudget();
  money = await MoneySubjects.open(moneyTown.office);
  awards = new CaseSubjects(moneyTown.office);
  const second = { grants: [{ role: 'reviewer', regionCode: CITY.regionCode }] } as const;
  await newPerson(moneyTown.office, SECOND_REVIEWER, second);
  accounts = new AccountSubjects(moneyTown.office);
});
afterAll(() => Promise.all([caseTown, moneyTown, sweepTown].map((town) => town.close())));

/** What everybody of a row sends. */
interface Request {
  town?: Town;
  /** Path with its ids; the row's own path when absent. */
  path?: string;
  body?: string | object;
  headers?: Record<string, string>;
  /** Sent instead of a body, as it is. */
  file?: Buffer;
  /** Who sends it for a person, where it is not their usual session. */
  as?: (username: string | null) => Promise<Caller>;
  password?: true;
}

const OPINION = { verb: 'approve', title: '符合条件', body: '经审核,{企业名称}符合条件。' };

/** A template of the city, made for whoever tries. */
async function cityOpinion(): Promise<string> {
  const { office } = caseTown;
  const command = { actor: await office.as('city-reviewer'), idempotencyKey: office.key() };
  const content = { ...OPINION, verb: 'approve' as const, stage: null, cityCode: '410400' };
  return valueOf(await addOpinionTemplate(office.db, { ...command, content })).id;
}

const onCase = async (id: string): Promise<{ path: string; version: number }> => ({
  path: `/api/v1/applications/${id}`,
  version: (await look(caseTown.office, id)).version,
});

/** A verb on a case that is fresh in the state it needs. */
function verb(subject: () => Promise<string>, body: object): () => Promise<Request> {
  return async () => {
    const { path, version } = await onCase(await subject());
    return { path: `${path}/actions`, body: { version, ...body } };
  };
}

const SECOND_REVIEWER = 'city-reviewer-second';

/** What is decided about a termination, for the city's reviewer by another one than who proposed it. */
function onTermination(body: object): () => Promise<Request> {
  return async () => {
    const id = await awards.terminating();
    const { version } = await look(moneyTown.office, id);
    return {
      town: moneyTown,
      path: `/api/v1/applications/${id}/actions`,
      body: { version, ...body },
      as: (username) => callerOf(moneyTown, username === 'city-reviewer' ? SECOND_REVIEWER : username),
    };
  };
}

/** What is decided about an instalment, by another reviewer of the city than who proposed it, or by that one. */
const onInstalment = (action: 'confirm' | 'withdraw') => async (): Promise<Request> => ({
  town: moneyTown,
  path: `/api/v1/instalments/${(await awards.partProposed()).proposalId}/actions`,
  body: { action },
  ...(action === 'withdraw'
    ? {}
    : { as: (username) => callerOf(moneyTown, username === 'city-reviewer' ? SECOND_REVIEWER : username) }),
});

/** To a colleague of the stage that is open. */
async function handOn(stage: 'county' | 'city'): Promise<Request> {
  const place = stage === 'county' ? PLACES.xinhua : CITY;
  const to = await cases.colleague(place.regionCode);
  const subject = stage === 'county' ? () => cases.underCountyReview() : () => cases.underCityReview();
  return verb(subject, { action: 'transfer', to, reason: '经办人外出' })();
}

async function delegation(): Promise<object> {
  const { userId } = await caseTown.office.as('xinhua-maker');
  const reviewer = await caseTown.as('xinhua-reviewer');
  const { today } = await reviewer.read<{ today: string }>('sessions/current');
  const days = { fromOn: today, toOn: today };
  return {
    delegateId: userId,
    role: 'reviewer',
    regionCode: PLACES.xinhua.regionCode,
    ...days,
    reason: '出差',
  };
}

const onCall = async (id: string): Promise<{ path: string; version: number }> => {
  const officer = await caseTown.as('policy-officer');
  return {
    path: `/api/v1/calls/${id}`,
    version: (await officer.read<{ version: number }>(`calls/${id}`)).version,
  };
};

function policyVerb(subject: () => Promise<string>, body: () => object): () => Promise<Request> {
  return async () => {
    const path = `/api/v1/policies/${await subject()}`;
    const officer = await caseTown.as('policy-officer');
    const { revision } = await officer.read<{ revision: number }>(path.replace('/api/v1/', ''));
    return { path: `${path}/actions`, body: { revision, ...body() } };
  };
}

function callVerb(subject: () => Promise<string>, body: () => object): () => Promise<Request> {
  return async () => {
    const { path, version } = await onCall(await subject());
    return { path: `${path}/actions`, body: { version, ...body() } };
  };
}

const coverage = () => ({
  cityCode: CITY.regionCode,
  clauseIds: ['PDS-A2-4-3-1'],
  completeTo: '2025-12-31',
  paidHereFrom: '2026-01-01',
  documentNumber: '平财函〔2026〕1号',
});

const onCoverage = (body: object) => async (): Promise<Request> => {
  const maker = await caseTown.as('city-maker');
  const { id, version } = await maker.make<{ id: string; version: number }>(
    'earlier-payments/coverage',
    coverage(),
  );
  return { path: `/api/v1/earlier-payments/coverage/${id}/actions`, body: { version, ...body } };
};

/** A list that the policy officer read; a row of the matrix then acts on it. */
const onImport =
  (rest: string, body?: object, committed = false) =>
  async (): Promise<Request> => {
    const officer = await caseTown.as('policy-officer');
    const { id, version } = await previewed(officer);
    if (committed) {
      await officer.make(`imports/${id}/actions`, { action: 'commit', version });
      await caseTown.office.drain();
    }
    const current = (await officer.read<{ version: number }>(`imports/${id}`)).version;
    return { path: `/api/v1/imports/${id}${rest}`, ...(body && { body: { ...body, version: current } }) };
  };

const onBudgetChange = (action: 'confirm' | 'withdraw') => async (): Promise<Request> => {
  const { id, version } = await money.proposedChange();
  return {
    town: moneyTown,
    path: `/api/v1/budgets/changes/${id}/actions`,
    body: { action, version },
  };
};

const onTreasuryAccount = (action: 'confirm' | 'withdraw') => async (): Promise<Request> => ({
  town: moneyTown,
  path: `/api/v1/treasury-accounts/${(await money.proposedAccount()).id}/actions`,
  body: { action },
});

const onSweep =
  (subject: () => Promise<{ id: string; version: number }>, rest: string, body?: object) =>
  async (): Promise<Request> => {
    const { id, version } = await subject();
    const path = `/api/v1/sweeps/${id}${rest}`;
    return { town: sweepTown, path, ...(body ? { body: { version, ...body } } : {}) };
  };

const onOffer = (clause: string, rest: string, body?: object) => async (): Promise<Request> => ({
  town: sweepTown,
  path: `/api/v1/offers/${sweeps.offer(clause)}${rest}`,
  ...(body ? { body: { version: (await sweeps.look(clause)).version, ...body } } : {}),
});

/** On a question about the offer that waits for its answer. */
const onQuestion =
  (rest: string, more: Partial<Request>, paper = false) =>
  async (): Promise<Request> => {
    const questionId = await sweeps.asked('PDS-A2-4-3-1', paper);
    const path = `/api/v1/offers/${sweeps.offer('PDS-A2-4-3-1')}/questions/${questionId}${rest}`;
    return { town: sweepTown, path, ...more };
  };

const onBatch = (rest: string) => async (): Promise<Request> => {
  const { id, version } = await money.preparedBatch();
  const path = `/api/v1/batches/${id}${rest}`;
  return {
    town: moneyTown,
    path,
    ...(['', '/file', '/payment-list'].includes(rest) ? {} : { body: { version } }),
  };
};

const onAccount =
  (body: object, which: 'proposed' | 'cooling' = 'proposed') =>
  async (): Promise<Request> => {
    const { partyId, accountId } = await accounts[which]();
    return { town: moneyTown, path: `/api/v1/parties/${partyId}/accounts/${accountId}/actions`, body };
  };

const first = async (list: string): Promise<string> => {
  const [one] = await (await caseTown.as('auditor')).list<{ id: string }>(list);
  return `/api/v1/${list}/${one?.id}`;
};

/** An action on a person who is fresh in the state it needs. */
const onPerson =
  (subject: () => Promise<string>, body: () => object | Promise<object>) => async (): Promise<Request> => ({
    path: `/api/v1/people/${await subject()}/actions`,
    body: await body(),
  });

const APPROVE = { action: 'approve' };
const RETURN = { action: 'return', reason: '请补充材料' };
const REMAND = { action: 'remand', reason: '请重新核对数据来源' };
const REJECT = { action: 'reject', reasonCode: 'not-eligible', reason: '入库时间不符' };
const UNKNOWN_RECOVERY = '/api/v1/recoveries/00000000-0000-7000-8000-000000000000';
const CLAIM = { action: 'claim' };
const HOLD = { action: 'hold', reason: '等待有关部门意见' };
const TERMINATE = { action: 'terminate', reasonCode: 'policy-ended', reason: '政策停止执行' };
const ATTEST = {
  action: 'attest',
  attestations: [{ fact: 'scale.first_entry', source: '统计联网直报平台', documentNumber: '9号' }],
};

/**
 * How the request of a row comes about, by the row's name; a row without an entry needs nothing but its path. Asked
 * again after every change that had its effect, so that everybody meets the state that the row speaks of.
 */
const REQUESTS: Readonly<Record<string, () => Promise<Request> | Request>> = {
  'POST /api/v1/sessions, with one’s own password': () => ({ password: true }),
  'DELETE /api/v1/sessions/current': () => ({
    as: (username) => (username === null ? Promise.resolve(caseTown.anybody) : caseTown.signIn(username)),
  }),
  'GET /api/v1/sessions/current/second-factor': () => ({ path: '/api/v1/sessions/current/second-factor' }),
  'POST /api/v1/sessions/current/second-factor, where none is in use': () => ({
    path: '/api/v1/sessions/current/second-factor',
    body: { password: DEMO_PASSWORD },
  }),
  'POST /api/v1/sessions/current/second-factor/confirmation, that nobody began': () => ({
    path: '/api/v1/sessions/current/second-factor/confirmation',
    body: { code: '123456' },
  }),
  'POST /api/v1/sessions/current/password, with a wrong current one': () => ({
    body: { currentPassword: 'not the password', newPassword: 'four plain words here' },
  }),
  'POST /api/v1/regions, a county of the city': () => ({ body: people.region() }),
  'PUT /api/v1/regions/:code, of the city': () => ({
    path: '/api/v1/regions/410411',
    body: { name: '湛河区', financeOfficeName: '湛河区财政局' },
  }),
  'POST /api/v1/regions/:code/channel-proposals, where none waits': async () => ({
    path: `/api/v1/regions/${await people.added()}/channel-proposals`,
    body: { toChannel: 'list-csv', reason: '改用付款文件' },
  }),
  'POST /api/v1/channel-proposals/:id/actions, confirm a way to pay that another proposed': async () => ({
    path: `/api/v1/channel-proposals/${await people.channelProposed('admin-2')}/actions`,
    body: { action: 'confirm' },
  }),
  'POST /api/v1/channel-proposals/:id/actions, refuse a way to pay that another proposed': async () => ({
    path: `/api/v1/channel-proposals/${await people.channelProposed('admin-2')}/actions`,
    body: { action: 'refuse', reason: '财政部门未提出' },
  }),
  'POST /api/v1/channel-proposals/:id/actions, withdraw a way to pay of their own': async () => ({
    path: `/api/v1/channel-proposals/${await people.channelProposed('admin')}/actions`,
    body: { action: 'withdraw' },
  }),
  'POST /api/v1/people, of 新华区': () => ({ body: people.written() }),
  'POST /api/v1/people/:id/actions, suspend one of 新华区': onPerson(
    () => people.active(),
    () => ({ action: 'suspend', reason: '离职' }),
  ),
  'POST /api/v1/people/:id/actions, let a suspended one sign in again': onPerson(
    () => people.suspended(),
    () => ({ action: 'resume', reason: '返岗' }),
  ),
  'POST /api/v1/people/:id/actions, reset the password of one of 新华区': onPerson(
    () => people.active(),
    () => ({ action: 'reset_password', reason: '忘记密码' }),
  ),
  'POST /api/v1/people/:id/actions, reset the second factor of one of 新华区': onPerson(
    () => people.active(),
    () => ({ action: 'reset_second_factor', reason: '手机丢失' }),
  ),
  'POST /api/v1/people/:id/actions, grant a role at 新华区': onPerson(
    () => people.active(),
    () => ({ action: 'grant_role', role: 'auditor', regionCode: '410402', reason: '岗位调整' }),
  ),
  'POST /api/v1/people/:id/actions, propose a role about money at 新华区': onPerson(
    () => people.active(),
    () => ({ action: 'grant_role', role: 'finance_maker', regionCode: '410402', reason: '岗位调整' }),
  ),
  'POST /api/v1/access-proposals/:id/actions, confirm what another administrator proposed': async () => ({
    path: `/api/v1/access-proposals/${await people.proposed('admin-2')}/actions`,
    body: { action: 'confirm' },
  }),
  'POST /api/v1/access-proposals/:id/actions, refuse what another administrator proposed': async () => ({
    path: `/api/v1/access-proposals/${await people.proposed('admin-2')}/actions`,
    body: { action: 'refuse', reason: '不在编制内' },
  }),
  'POST /api/v1/access-proposals/:id/actions, withdraw what they proposed themselves': async () => ({
    path: `/api/v1/access-proposals/${await people.proposed('admin')}/actions`,
    body: { action: 'withdraw' },
  }),
  'POST /api/v1/people/:id/actions, end a role at 新华区': async () => {
    const { personId, roleId } = await people.holding();
    const body = { action: 'end_role', grantId: roleId, reason: '调离' };
    return { path: `/api/v1/people/${personId}/actions`, body };
  },
  'POST /api/v1/people/:id/actions, let one act for the enterprise of 新华区': onPerson(
    () => people.active(),
    async () => ({
      action: 'link_party',
      creditCode: await people.creditCode(),
      capacity: 'clerk',
      document: '授权委托书',
    }),
  ),
  'POST /api/v1/people/:id/actions, end that one acts for the enterprise of 新华区': async () => {
    const { personId, linkId } = await people.holding();
    const body = { action: 'unlink_party', grantId: linkId, reason: '授权到期' };
    return { path: `/api/v1/people/${personId}/actions`, body };
  },
  'POST /api/v1/calendar, a year that is not published': () => ({ body: people.year() }),
  'POST /api/v1/calendar/preview, a year that is not published': () => {
    const { year, daysOff, workingWeekends } = people.year();
    return { body: { year, daysOff, workingWeekends } };
  },
  'POST /api/v1/calendar/notice-text': () => ({ body: { year: 2060, text: '元旦:1月1日放假1天。' } }),
  'GET /api/v1/policies/:id': async () => ({ path: await first('policies') }),
  'GET /api/v1/policies/:id/diff': async () => ({ path: `${await first('policies')}/diff` }),
  'GET /api/v1/policies/:id/original, that is attached': async () => ({
    path: `${await policies.withOriginal()}/original`,
  }),
  'POST /api/v1/policies/:id/original, of a published one': async () => ({
    path: `/api/v1/policies/${await policies.published()}/original?fileName=notice.pdf`,
    file: PDF,
  }),
  'POST /api/v1/policies, of the city': () => ({ body: policies.written() }),
  'POST /api/v1/policies/check': () => {
    const { text, cases } = policies.written();
    return { body: { text, cases } };
  },
  'GET /api/v1/policies/:id, a draft': async () => ({ path: `/api/v1/policies/${await policies.draft()}` }),
  'POST /api/v1/policies/:id/actions, edit a draft': policyVerb(
    () => policies.draft(),
    () => ({ action: 'edit', ...policies.written() }),
  ),
  'POST /api/v1/policies/:id/actions, validate a draft': policyVerb(
    () => policies.draft(),
    () => ({ action: 'validate' }),
  ),
  'POST /api/v1/policies/:id/actions, try a validated one': policyVerb(
    () => policies.validated(),
    () => ({ action: 'try' }),
  ),
  'POST /api/v1/policies/:id/actions, approve a tried one of another officer': policyVerb(
    () => policies.tried(),
    () => ({ action: 'approve' }),
  ),
  'POST /api/v1/policies/:id/actions, publish an approved one': policyVerb(
    () => policies.approved(),
    () => ({ action: 'publish' }),
  ),
  'POST /api/v1/policies/:id/actions, withdraw a draft': policyVerb(
    () => policies.draft(),
    () => ({ action: 'withdraw', reason: '不再需要' }),
  ),
  'GET /api/v1/determinations/:id/replay, of a case under county review': async () => {
    const { determinations } = await look(caseTown.office, await cases.underCountyReview());
    return { path: `/api/v1/determinations/${determinations[0]?.id}/replay` };
  },
  'GET /api/v1/clauses/:id': () => ({ path: '/api/v1/clauses/PDS-A2-4-3-1' }),
  'POST /api/v1/calls, of the city': () => ({ body: { ...calls.content(), cityCode: CITY.regionCode } }),
  'GET /api/v1/calls/:id, published': async () => onCall(await calls.published()),
  'GET /api/v1/calls/:id, a draft': async () => onCall(await calls.draft()),
  'POST /api/v1/calls/:id/actions, edit a draft': callVerb(
    () => calls.draft(),
    () => ({ action: 'edit', ...calls.content() }),
  ),
  'POST /api/v1/calls/:id/actions, approve a draft of another officer': callVerb(
    () => calls.draft(),
    () => APPROVE,
  ),
  'POST /api/v1/calls/:id/actions, publish an approved one': callVerb(
    () => calls.approved(),
    () => ({ action: 'publish' }),
  ),
  'POST /api/v1/calls/:id/actions, close a published one': callVerb(
    () => calls.published(),
    () => ({ action: 'close' }),
  ),
  'GET /api/v1/sweeps/registers, of the city': () => ({
    town: sweepTown,
    path: `/api/v1/sweeps/registers?city=${CITY.regionCode}&asOf=${sweeps.wish().asOf}`,
  }),
  'POST /api/v1/sweeps, dry, of the city': () => ({ town: sweepTown, body: sweeps.wish() }),
  'GET /api/v1/sweeps/:id, of the city': onSweep(() => sweeps.running(), ''),
  'GET /api/v1/sweeps/:id/results, of the city': onSweep(() => sweeps.running(), '/results'),
  'GET /api/v1/sweeps/:id/sample, of the city': onSweep(() => sweeps.running(), '/sample'),
  'GET /api/v1/sweeps/:id/events, of one that is over': onSweep(() => sweeps.finished(), '/events'),
  'POST /api/v1/sweeps/:id/actions, cancel a running one': onSweep(() => sweeps.running(), '/actions', {
    action: 'cancel',
  }),
  'POST /api/v1/sweeps/:id/actions, approve one of another officer': onSweep(
    () => sweeps.prepared('PDS-A2-4-3-1', PLACES.yexian.regionCode),
    '/actions',
    { action: 'approve' },
  ),
  'GET /api/v1/offers, those in one’s reach': () => ({ town: sweepTown }),
  'GET /api/v1/offers/:id, to the enterprise of 新华区': onOffer('PDS-A2-4-3-1', ''),
  'POST /api/v1/offers/:id/questions, to the enterprise of 新华区': async () => {
    await sweeps.answered('PDS-A2-4-3-1');
    return onOffer('PDS-A2-4-3-1', '/questions', { question: '金额是怎么算的?' })();
  },
  'POST /api/v1/offers/:id/questions/:questionId/file, to the enterprise of 新华区': onQuestion(
    '/file?fileName=question.pdf',
    { file: PDF },
  ),
  'GET /api/v1/offers/:id/questions/:questionId/file, to the enterprise of 新华区': onQuestion(
    '/file',
    {},
    true,
  ),
  'POST /api/v1/offers/:id/questions/:questionId/answer, to the enterprise of 新华区': onQuestion('/answer', {
    body: { answer: '按入规奖励计算。' },
  }),
  'POST /api/v1/offers/:id/decline, to the enterprise of 新华区': onOffer('PDS-A2-4-3-2', '/decline', {
    reason: '暂不需要',
  }),
  'POST /api/v1/offers/:id/confirm, to the enterprise of 新华区': onOffer('PDS-A2-4-3-1', '/confirm', {}),
  'GET /api/v1/earlier-payments/coverage/clauses, of the city': () => ({
    path: `/api/v1/earlier-payments/coverage/clauses?cityCode=${CITY.regionCode}`,
  }),
  'POST /api/v1/earlier-payments/coverage, of the city': () => ({ body: coverage() }),
  'POST /api/v1/earlier-payments/coverage/:id/actions, confirm one of the city maker': onCoverage({
    action: 'confirm',
  }),
  'POST /api/v1/earlier-payments/coverage/:id/actions, withdraw': onCoverage({
    action: 'withdraw',
    reason: '台账有遗漏',
  }),
  'POST /api/v1/readings/choices, of the city': () => ({ body: readings.proposal() }),
  'POST /api/v1/readings/choices/:id/actions, confirm one that another officer proposed': async () => ({
    path: `/api/v1/readings/choices/${await readings.proposed()}/actions`,
    body: { action: 'confirm' },
  }),
  'POST /api/v1/readings/choices/:id/actions, withdraw one that another officer proposed': async () => ({
    path: `/api/v1/readings/choices/${await readings.proposed()}/actions`,
    body: { action: 'withdraw' },
  }),
  'GET /api/v1/party-files, of one’s reach': () => ({}),
  'GET /api/v1/party-files/:id, of the enterprise of 新华区': async () => ({
    path: `/api/v1/party-files/${await cases.partyId()}`,
  }),
  'GET /api/v1/exports/:list, party files, as a workbook': () => ({ path: '/api/v1/exports/parties' }),
  'GET /api/v1/parties/:id/facts, of the enterprise of 新华区': async () => ({
    path: `/api/v1/parties/${await cases.partyId()}/facts`,
  }),
  'GET /api/v1/parties/:id/statement, of the enterprise of 新华区': async () => ({
    path: `/api/v1/parties/${await cases.partyId()}/statement`,
  }),
  'GET /api/v1/parties/:id/statement/paper, of the enterprise of 新华区': async () => ({
    path: `/api/v1/parties/${await cases.partyId()}/statement/paper?format=xlsx`,
  }),
  'GET /api/v1/parties/:id/ladder, of the enterprise of 新华区': async () => ({
    path: `/api/v1/parties/${await cases.partyId()}/ladder`,
  }),
  'GET /api/v1/bank-codes, words of a name': () => ({
    path: '/api/v1/bank-codes?query=%E5%B9%B3%E9%A1%B6%E5%B1%B1',
  }),
  'POST /api/v1/bank-codes, a new issue of the table': () => ({ town: moneyTown, ...accounts.bankCodes() }),
  'GET /api/v1/payee-accounts, those in one’s reach': () => ({ town: moneyTown }),
  'GET /api/v1/parties/:id/accounts, of the enterprise of 新华区': async () => ({
    town: moneyTown,
    path: `/api/v1/parties/${await accounts.partyId()}/accounts`,
  }),
  'POST /api/v1/parties/:id/accounts, of the enterprise of 新华区': async () => {
    await accounts.nothingWaits();
    const path = `/api/v1/parties/${await accounts.partyId()}/accounts`;
    return { town: moneyTown, path, body: await accounts.written() };
  },
  'POST /api/v1/parties/:id/accounts/:accountId/actions, confirm what its only clerk proposed': onAccount({
    action: 'confirm',
  }),
  'POST /api/v1/parties/:id/accounts/:accountId/actions, refuse what its only clerk proposed': onAccount({
    action: 'refuse',
    reason: '与开户许可证不符',
  }),
  'POST /api/v1/parties/:id/accounts/:accountId/actions, withdraw one’s own proposal': onAccount({
    action: 'withdraw',
    reason: '填写有误',
  }),
  'POST /api/v1/parties/:id/accounts/:accountId/actions, stop what was confirmed': onAccount(
    { action: 'stop', reason: '不是本企业办理的' },
    'cooling',
  ),
  'GET /api/v1/batches/:id/payment-list, prepared': onBatch('/payment-list'),
  'GET /api/v1/payments/:id/voucher, of the treasury of 新华区': async () => ({
    town: moneyTown,
    path: `/api/v1/payments/${(await money.payment()).id}/voucher`,
  }),
  'GET /api/v1/payments/:id/receipt, that has not arrived': async () => ({
    town: moneyTown,
    path: `/api/v1/payments/${(await money.payment()).id}/receipt`,
  }),
  'GET /api/v1/recoveries/:id/paper, that nobody made': () => ({
    town: moneyTown,
    path: `${UNKNOWN_RECOVERY}/paper`,
  }),
  'GET /api/v1/verifications/:code, that nobody issued': () => ({
    path: `/api/v1/verifications/${'A'.repeat(26)}`,
  }),
  'GET /api/v1/holds, those in one’s reach': () => ({ town: moneyTown }),
  'POST /api/v1/holds/:id/actions, lift one of a case of 新华区': async () => {
    const { id, version } = await heldOn(caseTown.office, await cases.parked(), null);
    return { path: `/api/v1/holds/${id}/actions`, body: { action: 'lift', version, reason: '经核实无误' } };
  },
  'POST /api/v1/holds/:id/actions, propose for a payment of the city': async () => {
    const { applicationId, ...payment } = await money.paymentOfCity();
    const { id, version } = await heldOn(moneyTown.office, applicationId, payment);
    const body = { action: 'propose', version, reason: '经核实无误' };
    return { town: moneyTown, path: `/api/v1/holds/${id}/actions`, body };
  },
  'GET /api/v1/recoveries, those in one’s reach': () => ({ town: moneyTown }),
  'POST /api/v1/recoveries, about a payment that has not arrived': async () => {
    const { id: paymentId } = await money.payment();
    const about = { paymentId, clauseId: 'PDS-2-1', amountFen: 1, workingDays: 10 };
    return { town: moneyTown, body: { ...about, reason: '误付', documentNumber: '新财追〔2026〕1号' } };
  },
  'GET /api/v1/recoveries/:id, that nobody made': () => ({ town: moneyTown, path: UNKNOWN_RECOVERY }),
  'POST /api/v1/recoveries/:id/actions, confirm one that nobody made': () => ({
    town: moneyTown,
    path: `${UNKNOWN_RECOVERY}/actions`,
    body: { action: 'confirm', version: 1 },
  }),
  'POST /api/v1/recoveries/:id/entries, of one that nobody made': () => ({
    town: moneyTown,
    path: `${UNKNOWN_RECOVERY}/entries`,
    body: { kind: 'write_off', version: 1, amountFen: 1, note: '无法收回' },
  }),
  'POST /api/v1/recoveries/:id/entries/:entryId/actions, consent to one that nobody made': () => ({
    town: moneyTown,
    path: `${UNKNOWN_RECOVERY}/entries/00000000-0000-7000-8000-000000000000/actions`,
    body: { action: 'consent', version: 1 },
  }),
  'POST /api/v1/recoveries/:id/entries/:entryId/reversals, of a repayment that nobody made': () => ({
    town: moneyTown,
    path: `${UNKNOWN_RECOVERY}/entries/00000000-0000-7000-8000-000000000000/reversals`,
    body: {
      ...{ version: 1, note: '银行退回' },
      line: { statementId: '00000000-0000-7000-8000-000000000000', position: 1 },
    },
  }),
  'POST /api/v1/recoveries/:id/reversals/:reversalId/actions, confirm one that nobody made': () => ({
    town: moneyTown,
    path: `${UNKNOWN_RECOVERY}/reversals/00000000-0000-7000-8000-000000000000/actions`,
    body: { action: 'confirm', version: 1 },
  }),
  'POST /api/v1/payments/:id/payee, planned, and on the account of today': async () => {
    await money.planned();
    const { id, version } = await money.payment();
    return { town: moneyTown, path: `/api/v1/payments/${id}/payee`, body: { version } };
  },
  'POST /api/v1/calculator': () => ({ body: { facts: { 'scale.first_entry': true } } }),

  'POST /api/v1/applications, for the enterprise of 新华区': async () => ({
    body: { callId: await cases.call(), partyId: await cases.partyId() },
  }),
  'GET /api/v1/applications/:id, a draft': async () => onCase(await cases.draft()),
  'GET /api/v1/applications/:id, under county review': async () => onCase(await cases.underCountyReview()),
  'POST /api/v1/applications/:id/actions, edit a draft': verb(() => cases.draft(), {
    action: 'edit',
    claims: {},
  }),
  'POST /api/v1/applications/:id/materials, to a draft': async () => {
    const { path } = await onCase(await cases.draft());
    return { path: `${path}/materials?key=scale_entry_notice&fileName=notice.pdf`, file: PDF };
  },
  'GET /api/v1/applications/:id/materials/:materialId, under county review': async () => ({
    path: await cases.attached(await cases.underCountyReview()),
  }),
  'DELETE /api/v1/applications/:id/materials/:materialId, of a draft': async () => ({
    path: await cases.attached(await cases.draft()),
  }),
  'POST /api/v1/applications/:id/notes, under county review': async () => ({
    path: `${(await onCase(await cases.underCountyReview())).path}/notes`,
    body: { body: '已电话核实入库时间。' },
  }),
  'POST /api/v1/applications/:id/actions, submit a draft': verb(() => cases.draft(), { action: 'submit' }),
  'POST /api/v1/applications/:id/actions, withdraw under county review': verb(
    () => cases.underCountyReview(),
    {
      action: 'withdraw',
    },
  ),
  'POST /api/v1/applications/:id/actions, attest under county review': verb(
    () => cases.underCountyReview(),
    ATTEST,
  ),
  'POST /api/v1/applications/:id/actions, decide under county review, where the law leaves nothing to it':
    verb(() => cases.underCountyReview(), {
      action: 'decide',
      clause: 'PDS-A2-4-3-1',
      amountFen: 1,
      documentNumber: '1号',
      reason: '决定',
    }),
  'POST /api/v1/applications/:id/actions, approve under county review': verb(
    () => cases.underCountyReview(),
    APPROVE,
  ),
  'POST /api/v1/applications/:id/actions, return under county review': verb(
    () => cases.underCountyReview(),
    RETURN,
  ),
  'POST /api/v1/applications/:id/actions, reject under county review': verb(
    () => cases.underCountyReview(),
    REJECT,
  ),
  'POST /api/v1/applications/:id/actions, approve under city review': verb(
    () => cases.underCityReview(),
    APPROVE,
  ),
  'POST /api/v1/applications/:id/actions, remand under city review': verb(
    () => cases.underCityReview(),
    REMAND,
  ),
  'POST /api/v1/applications/:id/actions, return under city review': verb(
    () => cases.underCityReview(),
    RETURN,
  ),
  'POST /api/v1/applications/:id/actions, reject under city review': verb(
    () => cases.underCityReview(),
    REJECT,
  ),
  'POST /api/v1/applications/:id/actions, hold under county review': verb(
    () => cases.underCountyReview(),
    HOLD,
  ),
  'POST /api/v1/applications/:id/actions, hold under city review': verb(() => cases.underCityReview(), HOLD),
  'POST /api/v1/applications/:id/actions, resume one that the county put on hold': verb(
    () => cases.onHold(),
    { action: 'resume', reason: '已核查清楚' },
  ),
  'POST /api/v1/applications/:id/actions, hand on under county review': () => handOn('county'),
  'POST /api/v1/applications/:id/actions, hand on under city review': () => handOn('city'),
  'POST /api/v1/applications/:id/actions, claim under county review': verb(
    () => cases.underCountyReview(),
    CLAIM,
  ),
  'POST /api/v1/applications/:id/actions, claim under city review': verb(
    () => cases.underCityReview(),
    CLAIM,
  ),
  'POST /api/v1/applications/:id/actions, put back what the county’s reviewer claimed': verb(
    () => cases.claimed(),
    { action: 'unclaim', reason: '另有任务' },
  ),
  'GET /api/v1/delegations, their own': () => ({}),
  'GET /api/v1/delegations/delegates, of 新华区': () => ({
    path: `/api/v1/delegations/delegates?regionCode=${PLACES.xinhua.regionCode}`,
  }),
  'POST /api/v1/delegations, reviewing in 新华区 to its finance maker': async () => ({
    body: await delegation(),
  }),
  'POST /api/v1/delegations/:id/revocation, what the reviewer of 新华区 gave': async () => {
    const reviewer = await caseTown.as('xinhua-reviewer');
    const { id } = await reviewer.make<{ id: string }>('delegations', await delegation());
    return { path: `/api/v1/delegations/${id}/revocation` };
  },
  'GET /api/v1/tasks/colleagues, of 新华区': () => ({
    path: `/api/v1/tasks/colleagues?regionCode=${PLACES.xinhua.regionCode}`,
  }),
  'POST /api/v1/applications/:id/actions, terminate under county review': verb(
    () => cases.underCountyReview(),
    TERMINATE,
  ),
  'POST /api/v1/applications/:id/actions, terminate one that was returned for correction': verb(
    () => cases.returned(),
    TERMINATE,
  ),
  'POST /api/v1/applications/:id/actions, confirm that an award is terminated': onTermination({
    action: 'confirm',
  }),
  'POST /api/v1/applications/:id/actions, refuse that an award is terminated': onTermination({
    action: 'refuse',
    reason: '企业仍在经营',
  }),
  'POST /api/v1/applications/:id/actions, record what the auditing firm says, under audit': async () => {
    const { id, opinionId } = await cases.auditPaper();
    return verb(() => Promise.resolve(id), { action: 'audit', opinionId, ...AUDIT })();
  },
  'POST /api/v1/applications/:id/audits, under audit': async () => ({
    path: `/api/v1/applications/${await cases.underAudit()}/audits?fileName=report.pdf`,
    file: PDF,
  }),
  'POST /api/v1/applications/:id/decision-papers, under county review': async () => ({
    path: `/api/v1/applications/${await cases.underCountyReview()}/decision-papers?fileName=minutes.pdf`,
    file: PDF,
  }),
  'GET /api/v1/applications/:id/decision-papers/:paperId/file, that a decision rests on': async () => {
    const { id, paperId } = await cases.decidedOnPaper();
    return { path: `/api/v1/applications/${id}/decision-papers/${paperId}/file` };
  },
  'GET /api/v1/applications/:id/audits/:opinionId/file, that the city recorded': async () => {
    const { id, opinionId } = await cases.audited();
    return { path: `/api/v1/applications/${id}/audits/${opinionId}/file` };
  },
  'POST /api/v1/applications/:id/actions, consult departments under county review': verb(
    () => cases.underCountyReview(),
    {
      action: 'consult',
      departments: [{ regionCode: CITY.regionCode, role: 'finance_maker' }],
      question: '是否已享受同类奖励',
    },
  ),
  'POST /api/v1/applications/:id/opinions/:opinionId, the city’s finance makers were asked': async () => ({
    path: (await cases.consulted()).opinion,
    body: { agrees: true, opinion: '无意见' },
  }),
  'POST /api/v1/applications/:id/opinions/:opinionId/file, the city’s finance makers were asked':
    async () => ({
      path: `${(await cases.consulted()).opinion}/file?fileName=opinion.pdf`,
      file: PDF,
    }),
  'GET /api/v1/applications/:id/opinions/:opinionId/file, that the city’s finance makers attached':
    async () => ({ path: `${await cases.opinionAttached()}/file` }),
  'POST /api/v1/applications/:id/consultations/:consultationId/recall, asked under county review':
    async () => ({ path: `${(await cases.consulted()).consultation}/recall`, body: { reason: '不再需要' } }),
  'POST /api/v1/applications/:id/reminders, under county review': async () => {
    const { path } = await onCase(await cases.underCountyReview());
    return { path: `${path}/reminders` };
  },
  'POST /api/v1/applications/:id/recusals/recorded, of an official of 新华区': async () => {
    const { path } = await onCase(await cases.underCountyReview());
    const officialId = await cases.colleague(PLACES.xinhua.regionCode, 'zhanhe-maker');
    return { path: `${path}/recusals/recorded`, body: { officialId, reason: '亲属任职' } };
  },
  'POST /api/v1/applications/:id/recusals, under county review': async () => {
    const { path } = await onCase(await cases.underCountyReview());
    return { path: `${path}/recusals`, body: { scope: 'case', reason: '亲属在该企业任职' } };
  },
  'POST /api/v1/applications/:id/actions, reconsider a parked case': verb(() => cases.parked(), {
    action: 'reconsider',
    reason: '预算已追加',
  }),
  'POST /api/v1/applications/:id/actions, reject a parked case': verb(() => cases.parked(), REJECT),
  'POST /api/v1/tasks/batch, approve under county review; each row is answered by itself': async () => {
    const applicationId = await cases.underCountyReview();
    const { version } = await onCase(applicationId);
    return { body: { action: 'approve', items: [{ applicationId, version }] } };
  },
  'POST /api/v1/tasks/reminders, of a case under county review; each is answered by itself': async () => ({
    body: { applicationIds: [await cases.underCountyReview()] },
  }),
  'GET /api/v1/notices/:id': async () => {
    await cases.onNotice();
    return { path: await first('notices') };
  },
  'POST /api/v1/imports, a title list of the city': () => titleList(),
  'POST /api/v1/imports/records, a title list of the city as JSON': () => ({ body: titleRecords() }),
  'POST /api/v1/imports, a ledger of earlier payments of the city': () => ledger(),
  'GET /api/v1/imports/templates/:kind': () => ({ path: '/api/v1/imports/templates/title_list' }),
  'GET /api/v1/imports/templates/:kind/columns': () => ({
    path: '/api/v1/imports/templates/title_list/columns',
  }),
  'GET /api/v1/imports/:id, of the city': onImport(''),
  'GET /api/v1/imports/:id/rows, of the city': onImport('/rows'),
  'GET /api/v1/imports/:id/rejected, of the city': onImport('/rejected'),
  'POST /api/v1/imports/:id/actions, commit a title list': onImport('/actions', { action: 'commit' }),
  'POST /api/v1/imports/:id/actions, discard a title list': onImport('/actions', { action: 'discard' }),
  'POST /api/v1/imports/:id/actions, undo a title list': onImport(
    '/actions',
    { action: 'undo', reason: '名单有误' },
    true,
  ),
  'GET /api/v1/notices/waiting, those of one’s city': () => ({}),
  'GET /api/v1/opinion-templates, one’s own and the city’s': () => ({}),
  'POST /api/v1/opinion-templates, of one’s own': () => ({ body: OPINION }),
  'POST /api/v1/opinion-templates, of the city': () => ({ body: { ...OPINION, cityCode: '410400' } }),
  'PUT /api/v1/opinion-templates/:id, of the city': async () => ({
    path: `/api/v1/opinion-templates/${await cityOpinion()}`,
    body: { ...OPINION, version: 1 },
  }),
  'POST /api/v1/opinion-templates/:id/retirement, of the city': async () => ({
    path: `/api/v1/opinion-templates/${await cityOpinion()}/retirement`,
    body: { version: 1 },
  }),
  'GET /api/v1/supervision/targets, of one’s reach': () => ({}),
  'GET /api/v1/supervision/target-kinds': () => ({}),
  'PUT /api/v1/supervision/targets, of 新华区': () => ({
    body: {
      ...{ regionCode: '410402', year: 2026, kind: 'title/PROV_ZJTX', target: 3 },
      sourceDocument: '市政府工作报告',
    },
  }),
  'GET /api/v1/notifications/mail': () => ({}),
  'PUT /api/v1/notifications/mail, their own choice': () => ({
    body: { enabled: true, kinds: ['task', 'reminder'] },
  }),
  'POST /api/v1/notifications/mail/address, where no mail server is named': () => ({
    body: { address: 'somebody@city.test' },
  }),
  'POST /api/v1/notifications/mail/address/confirmation, that nobody asked for': () => ({
    body: { code: '123456' },
  }),
  'DELETE /api/v1/notifications/mail/address, where they have none': () => ({}),
  'POST /api/v1/notifications/read, all of their own': () => ({ body: {} }),
  'POST /api/v1/notifications/read, a message to the clerk of 新华区': async () => {
    await cases.underCountyReview();
    const [message] = await (await caseTown.as('xinhua-clerk')).list<{ id: string }>('notifications');
    return { body: { id: message?.id } };
  },
  'POST /api/v1/notices/preview, of a case that waits': async () => ({
    body: await cases.waitingForNotice(),
  }),
  'POST /api/v1/notices, of a case that waits': async () => ({
    body: { ...(await cases.waitingForNotice()), title: '拟兑付名单公示' },
  }),
  'POST /api/v1/notices/:id/objections, to a line of a notice that stands': async () => {
    const { noticeId } = await cases.contested();
    return { path: `/api/v1/notices/${noticeId}/objections`, body: OBJECTION };
  },
  'GET /api/v1/notices/:id/objections/:receipt, with its receipt': async () => {
    const { noticeId, receipt } = await cases.contested();
    return { path: `/api/v1/notices/${noticeId}/objections/${receipt}` };
  },
  'GET /api/v1/objections/:id, to a notice of the city': async () => {
    const { objectionId } = await cases.contested();
    return { path: `/api/v1/objections/${objectionId}` };
  },
  'POST /api/v1/objections/:id/resolution, by who reviewed the case': async () => {
    const { objectionId } = await cases.contested();
    const body = { version: 1, outcome: 'dismissed', reply: '经核实,异议不成立。' };
    return { path: `/api/v1/objections/${objectionId}/resolution`, body };
  },

  'GET /api/v1/budgets, those in one’s reach': () => ({ town: moneyTown }),
  'POST /api/v1/budgets, of 新华区': () => ({ town: moneyTown, body: money.allotment() }),
  'GET /api/v1/budgets/changes, those in one’s reach': () => ({ town: moneyTown }),
  'GET /api/v1/budgets/waiting, those in one’s reach': () => ({ town: moneyTown }),
  'GET /api/v1/budgets/balance, of 新华区': () => ({
    town: moneyTown,
    path: `/api/v1/budgets/balance?region=${PLACES.xinhua.regionCode}&year=2026`,
  }),
  'GET /api/v1/exports/:list, balance sheet of 新华区, as a workbook': () => ({
    town: moneyTown,
    path: `/api/v1/exports/budgetBalance?regionCode=${PLACES.xinhua.regionCode}&year=2026`,
  }),
  'POST /api/v1/budgets/changes, increase a line of 新华区': async () => ({
    town: moneyTown,
    body: await money.increase(),
  }),
  'POST /api/v1/budgets/changes/:id/actions, confirm what the maker of 新华区 proposed':
    onBudgetChange('confirm'),
  'POST /api/v1/budgets/changes/:id/actions, withdraw what the maker of 新华区 proposed':
    onBudgetChange('withdraw'),
  'GET /api/v1/budgets/:id/history, of 新华区': async () => ({
    town: moneyTown,
    path: `/api/v1/budgets/${(await money.increase()).lineId}/history`,
  }),
  'GET /api/v1/treasury-accounts, those in one’s reach': () => ({ town: moneyTown }),
  'POST /api/v1/instalments, that the second part of an award is paid': async () => ({
    town: moneyTown,
    body: { applicationId: await awards.inParts(), ...RELEASE },
  }),
  'POST /api/v1/instalments/:id/actions, confirm what another reviewer of the city proposed':
    onInstalment('confirm'),
  'POST /api/v1/instalments/:id/actions, withdraw what one proposed': onInstalment('withdraw'),
  'POST /api/v1/treasury-accounts, of 新华区': async () => ({
    town: moneyTown,
    body: await money.treasuryAccount(),
  }),
  'POST /api/v1/treasury-accounts/:id/actions, confirm what the maker of 新华区 proposed':
    onTreasuryAccount('confirm'),
  'POST /api/v1/treasury-accounts/:id/actions, withdraw what the maker of 新华区 proposed':
    onTreasuryAccount('withdraw'),
  'GET /api/v1/awards, those in one’s reach': () => ({ town: moneyTown }),
  'GET /api/v1/exports/:list, awards, as a workbook': () => ({
    town: moneyTown,
    path: '/api/v1/exports/awards',
  }),
  'GET /api/v1/exports/:list, sweeps, as a workbook': () => ({
    town: sweepTown,
    path: '/api/v1/exports/sweeps',
  }),
  'GET /api/v1/white-lists, of one’s cities': () => ({ town: sweepTown }),
  'GET /api/v1/white-lists/enterprises, of one’s reach': () => ({ town: sweepTown }),
  'GET /api/v1/exports/:list, enterprises on white lists, as a workbook': () => ({
    town: sweepTown,
    path: '/api/v1/exports/whiteListed',
  }),
  'GET /api/v1/white-lists/rules, of one’s cities': () => ({ town: sweepTown }),
  'POST /api/v1/white-lists, of 平顶山': async () => {
    await sweeps.noWhiteListWaits();
    return { town: sweepTown, body: sweeps.whiteListWish() };
  },
  'GET /api/v1/white-lists/:id, of 平顶山': async () => ({
    town: sweepTown,
    path: `/api/v1/white-lists/${(await sweeps.whiteList()).id}`,
  }),
  'GET /api/v1/white-lists/:id/members, of 平顶山': async () => ({
    town: sweepTown,
    path: `/api/v1/white-lists/${(await sweeps.whiteList()).id}/members`,
  }),
  'POST /api/v1/white-lists/:id/actions, approve one of another officer': async () => {
    const { id, version } = await sweeps.freshWhiteList();
    return {
      town: sweepTown,
      path: `/api/v1/white-lists/${id}/actions`,
      body: { action: 'approve', version },
    };
  },
  'GET /api/v1/exports/:list, white lists, as a workbook': () => ({
    town: sweepTown,
    path: '/api/v1/exports/whiteLists',
  }),
  'GET /api/v1/exports/:list, the enterprises of a white list, as a workbook': async () => ({
    town: sweepTown,
    path: `/api/v1/exports/whiteListMembers?whiteListId=${await sweeps.approvedWhiteList()}`,
  }),
  'GET /api/v1/exports/:list, offers, as a workbook': () => ({
    town: sweepTown,
    path: '/api/v1/exports/offers',
  }),
  'GET /api/v1/exports/:list, notices, as a workbook': () => ({
    town: moneyTown,
    path: '/api/v1/exports/notices',
  }),
  'GET /api/v1/exports/:list, budgets, as a workbook': () => ({
    town: moneyTown,
    path: '/api/v1/exports/budgets',
  }),
  'GET /api/v1/exports/:list, recoveries, as a workbook': () => ({
    town: moneyTown,
    path: '/api/v1/exports/recoveries',
  }),
  'GET /api/v1/exports/:list, events, as a workbook': () => ({
    town: moneyTown,
    path: '/api/v1/exports/events',
  }),
  'GET /api/v1/exports/:list, people, as a workbook': () => ({
    town: moneyTown,
    path: '/api/v1/exports/people',
  }),
  'GET /api/v1/payments, those in one’s reach': () => ({ town: moneyTown }),
  'GET /api/v1/refunds, owed or advanced there': () => ({ town: moneyTown }),
  'GET /api/v1/batches, those in one’s reach': () => ({ town: moneyTown }),
  'POST /api/v1/batches, of the treasury of 新华区': async () => {
    await money.planned();
    return { town: moneyTown, body: { regionCode: PLACES.xinhua.regionCode } };
  },
  'GET /api/v1/batches/:id, prepared': onBatch(''),
  'GET /api/v1/batches/:id/file, prepared': onBatch('/file'),
  'POST /api/v1/batches/:id/cancel, prepared': onBatch('/cancel'),
  'POST /api/v1/batches/:id/release, prepared': onBatch('/release'),
  'POST /api/v1/batches/:id/file, prepared, and sent to the bank': async () => {
    const { id, version } = await money.preparedBatch();
    return { town: moneyTown, path: `/api/v1/batches/${id}/file`, body: { version } };
  },
  'POST /api/v1/batches/:id/results, whose file is not written': async () => {
    const { id } = await money.preparedBatch();
    const form = formOf({}, { name: 'result.csv', content: 'x' });
    return { town: moneyTown, path: `/api/v1/batches/${id}/results`, ...form };
  },
  'POST /api/v1/payments/:id/requeue, rejected by the bank': async () => {
    const { id, version } = await money.rejectedPayment();
    return { town: moneyTown, path: `/api/v1/payments/${id}/requeue`, body: { version } };
  },
  'POST /api/v1/statements, of the account of 新华区': () => ({ town: moneyTown, body: money.statement() }),
  'GET /api/v1/statements, those in one’s reach': () => ({ town: moneyTown }),
  'GET /api/v1/statements/:id, of 新华区': async () => ({
    town: moneyTown,
    path: `/api/v1/statements/${(await money.readStatement()).id}`,
  }),
  'GET /api/v1/finance-tasks, those in one’s reach': () => ({ town: moneyTown }),
  'POST /api/v1/finance-tasks/:id/proposals, explain a line of 新华区': async () => {
    const { id, version } = await money.openTask();
    const body = { version, resolution: 'explained', note: '电费' };
    return { town: moneyTown, path: `/api/v1/finance-tasks/${id}/proposals`, body };
  },
  'POST /api/v1/finance-tasks/:id/decision, confirm what the maker proposed': async () => {
    const { id, version } = await money.proposedTask();
    const body = { version, decision: 'confirm' };
    return { town: moneyTown, path: `/api/v1/finance-tasks/${id}/decision`, body };
  },
  'GET /api/v1/treasury-days, those in one’s reach': () => ({ town: moneyTown }),
  'POST /api/v1/treasury-days, of 新华区, everything explained': async () => ({
    town: moneyTown,
    body: await money.closableDay(),
  }),
  'PUT /api/v1/demo/clock, demo mode only': () => ({
    town: moneyTown,
    body: { now: new Date().toISOString() },
  }),
};

const ROWS = readExpectedRows();

it('has a column for everybody and rows for every route of the server, and none for others', () => {
  for (const row of ROWS) expect(Object.keys(row.statuses)).toEqual(Object.keys(PEOPLE));
  const registered = caseTown.api.get(RouteTable).all.map(({ method, path }) => `${method} ${path}`);
  // Fastify answers HEAD wherever there is a GET; below /api/docs lie the files that make up the page.
  const routes = registered.filter((route) => !/^HEAD |^GET \/api\/docs\//.test(route));
  expect([...new Set(ROWS.map(({ method, path }) => `${method} ${path}`))].sort()).toEqual(
    [...new Set(routes)].sort(),
  );
  expect(Object.keys(REQUESTS).filter((name) => !ROWS.some((row) => nameOf(row) === name))).toEqual([]);
});

it.each(ROWS.map((row) => [nameOf(row), row] as const))('%s', async (name, row) => {
  const answers: Record<string, number> = {};
  let request: Request | null = null;
  for (const person of refusedFirst(row)) {
    request ??= (await REQUESTS[name]?.()) ?? {};
    const username = PEOPLE[person] ?? null;
    const { town = caseTown, path = row.path, body, headers } = request;
    const caller = await (request.as?.(username) ?? callerOf(town, username));
    const sent = request.password ? { username: username ?? 'auditor', password: DEMO_PASSWORD } : body;
    const method = row.method.toLowerCase() as 'get';
    const { status } = await (request.file
      ? caller.upload(path, request.file)
      : caller.send(method, path, sent, headers));
    answers[person] = status;
    if (row.method !== 'GET' && status < 300) request = null;
  }
  const inOrder = Object.fromEntries(Object.keys(PEOPLE).map((person) => [person, answers[person]]));
  expect(inOrder).toEqual(row.statuses);
});

const callerOf = (town: Town, username: string | null): Promise<Caller> =>
  username === null ? Promise.resolve(town.anybody) : town.as(username);

/** Whoever is refused must change nothing: those who may come last, with the version from before, and succeed. */
const refusedFirst = ({ statuses }: ExpectedRow): string[] =>
  Object.keys(PEOPLE).sort((a, b) => Number((statuses[b] ?? 0) >= 400) - Number((statuses[a] ?? 0) >= 400));

it('a batch of decisions answers each row as a single request would', async () => {
  const applicationId = await cases.underCountyReview();
  const { version } = await onCase(applicationId);
  const answers: Record<string, unknown> = {};
  for (const username of ['yexian-reviewer', 'city-reviewer', 'xinhua-reviewer']) {
    const reviewer = await caseTown.as(username);
    const { results } = await reviewer.make<{ results: { ok: boolean; problem?: { code: string } }[] }>(
      'tasks/batch',
      { action: 'approve', items: [{ applicationId, version }] },
    );
    answers[username] = results.map((row) => (row.ok ? 'done' : row.problem?.code));
  }
  expect(answers).toEqual({
    'yexian-reviewer': ['not-found'],
    'city-reviewer': ['forbidden'],
    'xinhua-reviewer': ['done'],
  });
});

// Which regions' rows somebody finds in a list: 新 新华区, 叶 叶县, 湛 湛河区, 市 the city; 403 where there is no list.
// 新华区's award is paid by district and city, 叶县's by the county; each treasury has prepared a batch.
// prettier-ignore
const REACH: readonly [list: string, field: string, ...regions: string[]][] = [
  //                               own clerk  other clerk  own rev.  other rev. city rev. own maker own check. other maker city maker policy  auditor   admin
  ['applications', 'countyCode',   '新',      '叶',        '新',     '叶',      '新叶',   '新',     '新',      '叶',       '新叶',    '新叶', '新叶',   ''],
  ['awards',       'countyCode',   '新',      '叶',        '新',     '叶',      '新叶',   '新',     '新',      '叶',       '新叶',    '403',  '新叶',   '403'],
  ['payments',     'regionCode',   '市新',    '叶',        '403',    '403',     '403',    '新',     '新',      '叶',       '市新叶',  '403',  '市新叶', '403'],
  ['batches',      'regionCode',   '403',     '403',       '403',    '403',     '403',    '新',     '新',      '叶',       '市新叶',  '403',  '市新叶', '403'],
  ['budgets',      'regionCode',   '403',     '403',       '403',    '403',     '403',    '新',     '新',      '叶',       '市新湛叶', '403', '市新湛叶', '403'],
];
const READERS = [
  'own clerk',
  'other clerk',
  'own reviewer',
  'other reviewer',
  'city reviewer',
  'own maker',
  'own checker',
  'other maker',
  'city maker',
  'policy officer',
  'auditor',
  'administrator',
];
const SHORT: Record<string, string> = { 410400: '市', 410402: '新', 410411: '湛', 410422: '叶' };

describe('a list holds what is in reach and nothing else', () => {
  beforeAll(async () => {
    await walkToAward(moneyTown.office, 'yexian');
    await letGo(moneyTown.office);
    await money.planned();
    for (const [prefix, code] of [
      ['city', '410400'],
      ['xinhua', '410402'],
      ['yexian', '410422'],
    ] as const) {
      await prepare(moneyTown.office, prefix, code);
    }
  });

  it.each(REACH)('%s', async (list, field, ...expected) => {
    const seen: string[] = [];
    for (const person of READERS) {
      const caller = await moneyTown.as(PEOPLE[person] ?? '');
      const { status, body } = await caller.send('get', `${list}?limit=200`);
      const items = (body as { items?: Record<string, string>[] }).items ?? [];
      const codes = [...new Set(items.map((item) => item[field] ?? ''))].sort();
      seen.push(status === 200 ? codes.map((code) => SHORT[code]).join('') : String(status));
    }
    expect(seen).toEqual(expected);
  });
});
