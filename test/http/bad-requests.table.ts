import { PLACES } from '@duixian/testing';

/** What the requests of the table are about; it stands before the first of them is sent. */
export interface World {
  /** 新华区's case under county review, at version 3. */
  reviewed: string;
  /** 湛河区's draft, with a claim, at version 1. */
  drafted: string;
  /** 叶县's prepared batch, at version 1, and the payment in it, at version 2. */
  batchId: string;
  paymentId: string;
  /** Call and applicant of the draft. */
  callId: string;
  partyId: string;
  /** People by user name; and what the administrator proposed, a role for 湛河区's maker at 叶县. */
  people: ReadonlyMap<string, string>;
  proposalId: string;
}

/** A request by a demo account; a POST unless said otherwise. */
export interface BadRequest {
  as: string;
  method?: 'get' | 'post' | 'put' | 'delete';
  path: string;
  body?: string | object;
  headers?: Record<string, string>;
  /** Further members of the problem. */
  shows?: object;
}

/** The key under which 叶县's maker prepared the batch. */
export const USED_KEY = 'used-for-the-batch';
export const NOBODYS = '01a2034d-669c-7359-a839-000000000000';
export const long = (count: number): string => '长'.repeat(count);

/** A statement with one line that is no business of ours. */
export function statementOf(account: string, totals: object = {}): string {
  const line = { bankSerial: 'TEST1', reference: '', direction: 'debit', amountFen: 100 };
  const other = { counterpartyName: '电费', counterpartyAccount: '', bookedOn: '2026-03-02' };
  return JSON.stringify({
    statementId: `TEST-${account}`,
    account,
    date: '2026-03-02',
    lines: [{ ...line, ...other }],
    totals: { count: 1, debitFen: 100, creditFen: 0, ...totals },
  });
}

type More = Partial<BadRequest>;
type Row = readonly [what: string, status: number, code: string, request: (world: World) => BadRequest];

const { xinhua, yexian, zhanhe } = PLACES;
const REVIEWER = xinhua.reviewer;
const MAKER = 'yexian-maker';
const CHECKER = 'yexian-checker';
const APPROVE = { action: 'approve', version: 3 };
const RETURN = { action: 'return', version: 3 };
const ATTEST = { action: 'attest', version: 3 };
const PROOF = { source: '台账', documentNumber: '1' };

/** By the reviewer whose turn it is, on the case under county review. */
const review =
  (body: string | object, more: More = {}) =>
  (world: World): BadRequest => ({
    as: REVIEWER,
    path: `applications/${world.reviewed}/actions`,
    body,
    ...more,
  });
const key = (value: string) => review(APPROVE, { headers: { 'idempotency-key': value } });
const type = (value: string, body: string) => review(body, { headers: { 'content-type': value } });
/** On the draft, by its clerk. */
const onDraft =
  (body: object, more: More = {}) =>
  (world: World): BadRequest => ({
    as: zhanhe.clerk,
    path: `applications/${world.drafted}/actions`,
    body: { version: 1, ...body },
    ...more,
  });
const edit = (claims: unknown) => onDraft({ action: 'edit', claims });
/** By the administrator, on a person. */
const onPerson =
  (username: string, body: object, as = 'admin') =>
  ({ people }: World): BadRequest => ({ as, path: `people/${people.get(username) ?? ''}/actions`, body });
/** About what the administrator proposed. */
const onProposal =
  (body: object, as = 'admin-2') =>
  ({ proposalId }: World): BadRequest => ({ as, path: `access-proposals/${proposalId}/actions`, body });
const GRANT = {
  action: 'grant_role',
  role: 'finance_maker',
  regionCode: yexian.regionCode,
  reason: '岗位调整',
};
const get = (path: string) => (): BadRequest => ({ as: 'auditor', method: 'get', path });
const statement =
  (body: string, as = MAKER) =>
  (): BadRequest => ({ as, path: 'statements', body });
const prepare =
  (body: object, as = MAKER) =>
  (): BadRequest => ({ as, path: 'batches', body });
const sql = (text: string): string => encodeURIComponent(text);
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const field = (name: string): More => ({ shows: { errors: [{ field: name }] } });

/** What is sent → status and code of the answer. None of it changes anything. */
// prettier-ignore
export const BAD_REQUESTS: readonly Row[] = [
  // Idempotency-Key
  ['no key',                                400, 'idempotency-key-required', key('')],
  ['a key of 201 characters',               400, 'idempotency-key-invalid',  key('k'.repeat(201))],
  ['a key with a space',                    400, 'idempotency-key-invalid',  key('a b')],
  ['a key that is not ASCII',               400, 'idempotency-key-invalid',  key('clé')],
  ['a key used for another body',           422, 'idempotency-key-reused',   (w) => ({ as: MAKER, path: 'batches', body: { regionCode: yexian.regionCode, paymentIds: [w.paymentId] }, headers: { 'idempotency-key': USED_KEY } })],
  ['a key used for another command',        422, 'idempotency-key-reused',   (w) => ({ as: MAKER, path: `batches/${w.batchId}/cancel`, body: { version: 1 }, headers: { 'idempotency-key': USED_KEY } })],

  // Versions
  ['a stale version',                       409, 'stale-version',            review({ action: 'approve', version: 1 }, { shows: { givenVersion: 1, currentVersion: 3 } })],
  ['a version that is yet to come',         409, 'stale-version',            review({ action: 'approve', version: 99 }, { shows: { givenVersion: 99, currentVersion: 3 } })],
  ['a stale version of a batch',            409, 'stale-version',            (w) => ({ as: CHECKER, path: `batches/${w.batchId}/release`, body: { version: 7 }, shows: { currentVersion: 1 } })],
  ['a stale version of a payment',          409, 'stale-version',            (w) => ({ as: MAKER, path: `payments/${w.paymentId}/requeue`, body: { version: 1 }, shows: { currentVersion: 2 } })],
  ['no version',                            400, 'validation-failed',        review({ action: 'approve' }, field('version'))],
  ['a version as text',                     400, 'validation-failed',        review({ action: 'approve', version: '3' }, field('version'))],
  ['a version of 0',                        400, 'validation-failed',        review({ action: 'approve', version: 0 }, field('version'))],
  ['a broken version',                      400, 'validation-failed',        review({ action: 'approve', version: 3.5 }, field('version'))],
  ['a version beyond the column',           400, 'validation-failed',        review({ action: 'approve', version: 2 ** 31 }, field('version'))],
  ['a version beyond every number',         400, 'validation-failed',        review('{"action":"approve","version":1e999}', field('version'))],

  // States
  ['submitting what is under review',       409, 'action-not-allowed',       (w) => ({ as: xinhua.clerk, path: `applications/${w.reviewed}/actions`, body: { action: 'submit', version: 3 }, shows: { state: 'in_review', allowedActions: ['attest', 'decide', 'approve', 'return', 'reject', 'withdraw', 'consult', 'hold', 'transfer', 'claim', 'unclaim', 'terminate'] } })],
  ['going on with what is not on hold',     409, 'action-not-allowed',       (w) => ({ as: xinhua.reviewer, path: `applications/${w.reviewed}/actions`, body: { action: 'resume', version: 3, reason: '已核查清楚' }, shows: { state: 'in_review' } })],
  ['a decision on a paper that is not there', 422, 'decision-refused',       review({ action: 'decide', version: 3, clause: 'PDS-A2-4-3-1', amountFen: 1, documentNumber: '1号', paperId: NOBODYS, reason: '经集体研究' }, { shows: { problem: 'paper-unknown', field: 'paperId' } })],
  ['a decision on a paper that is no id',   400, 'validation-failed',        review({ action: 'decide', version: 3, clause: 'PDS-A2-4-3-1', amountFen: 1, documentNumber: '1号', paperId: '1', reason: '经集体研究' }, field('paperId'))],
  ['recording an audit outside of one',     409, 'action-not-allowed',       review({ action: 'audit', version: 3, opinionId: NOBODYS, firmName: '示例会计师事务所', firmCode: '91410100MB0000018X', documentNumber: '1号', issuedOn: '2026-01-05', conclusion: 'unqualified', opinion: '无' })],
  ['an audit that comes to nothing known',  400, 'validation-failed',        review({ action: 'audit', version: 3, opinionId: NOBODYS, firmName: '示例会计师事务所', firmCode: '91410100MB0000018X', documentNumber: '1号', issuedOn: '2026-01-05', conclusion: 'fine', opinion: '无' }, field('conclusion'))],
  ['terminating without a known ground',    400, 'validation-failed',        (w) => ({ as: 'city-reviewer', path: `applications/${w.reviewed}/actions`, body: { action: 'terminate', version: 3, reasonCode: 'because', reason: '政策停止' } })],
  ['handing on to somebody of no such stage', 422, 'transfer-invalid',       (w) => ({ as: xinhua.reviewer, path: `applications/${w.reviewed}/actions`, body: { action: 'transfer', version: 3, to: NOBODYS, reason: '外出' }, shows: { problem: 'unfit' } })],
  ['handing on without saying why',         400, 'validation-failed',        (w) => ({ as: xinhua.reviewer, path: `applications/${w.reviewed}/actions`, body: { action: 'transfer', version: 3, to: NOBODYS, reason: ' ' } })],
  ['putting back what nobody holds',        409, 'action-not-allowed',       review({ action: 'unclaim', version: 3, reason: '另有任务' }, { shows: { problem: 'nobodys' } })],
  ['putting back without saying why',       400, 'validation-failed',        review({ action: 'unclaim', version: 3, reason: ' ' }, field('reason'))],
  ['claiming with a version of before',     409, 'stale-version',            review({ action: 'claim', version: 2 }, { shows: { currentVersion: 3 } })],
  ['claiming without a version',            400, 'validation-failed',        review({ action: 'claim' }, field('version'))],
  ['claiming at another place',             404, 'not-found',                review({ action: 'claim', version: 3 }, { as: zhanhe.reviewer })],
  ['claiming the task of a draft',          404, 'not-found',                onDraft({ action: 'claim' }, { as: xinhua.reviewer })],
  ['tasks held by somebody unknown',        400, 'validation-failed',        () => ({ as: xinhua.reviewer, method: 'get', path: 'tasks?holder=somebody', ...field('holder') })],
  ['holding without a reason',              400, 'validation-failed',        (w) => ({ as: xinhua.reviewer, path: `applications/${w.reviewed}/actions`, body: { action: 'hold', version: 3, reason: ' ' } })],
  ['stepping aside from half a case',       400, 'validation-failed',        (w) => ({ as: xinhua.reviewer, path: `applications/${w.reviewed}/recusals`, body: { scope: 'half', reason: '同学' } })],
  ['approving a draft, which is nobody else’s', 404, 'not-found',            onDraft({ action: 'approve' }, { as: zhanhe.reviewer })],
  ['reconsidering what is not parked',      409, 'action-not-allowed',       review({ action: 'reconsider', version: 3, reason: '预算已追加' }, { shows: { state: 'in_review' } })],
  ['requeueing a batched payment',          409, 'action-not-allowed',       (w) => ({ as: MAKER, path: `payments/${w.paymentId}/requeue`, body: { version: 2 }, shows: { state: 'batched' } })],
  ['a second application under the call',   409, 'duplicate-application',    (w) => ({ as: zhanhe.clerk, path: 'applications', body: { callId: w.callId, partyId: w.partyId } })],
  ['an application under no call',          404, 'not-found',                (w) => ({ as: zhanhe.clerk, path: 'applications', body: { callId: NOBODYS, partyId: w.partyId } })],
  ['a batch with nothing to pay',           409, 'batch-empty',              prepare({ regionCode: zhanhe.regionCode }, 'zhanhe-maker')],
  ['a batch of what is batched',            409, 'payments-not-available',   (w) => prepare({ regionCode: yexian.regionCode, paymentIds: [w.paymentId] })()],
  ['a batch of a payment out of reach',     409, 'payments-not-available',   (w) => prepare({ regionCode: xinhua.regionCode, paymentIds: [w.paymentId] }, 'xinhua-maker')()],
  ['a batch of no treasury',                404, 'not-found',                prepare({ regionCode: '999999' })],

  // Verbs and fields
  ['an unknown verb',                       400, 'validation-failed',        review({ action: 'pay', version: 3 }, field('action'))],
  ['a verb of the system',                  400, 'validation-failed',        review({ action: 'award', version: 3 }, field('action'))],
  ['a verb out of the prototype',           400, 'validation-failed',        review({ action: 'constructor', version: 3 }, field('action'))],
  ['a verb that is a list',                 400, 'validation-failed',        review({ action: ['approve'], version: 3 }, field('action'))],
  ['an unknown field',                      400, 'validation-failed',        review({ ...APPROVE, amountFen: 1 }, field('amountFen'))],
  ['a field of another verb',               400, 'validation-failed',        review({ ...APPROVE, reasonCode: 'not-eligible' }, field('reasonCode'))],
  ['a field of the case itself',            400, 'validation-failed',        onDraft({ action: 'submit', state: 'paid' }, field('state'))],
  ['a reason of spaces',                    400, 'validation-failed',        review({ ...RETURN, reason: '  ' }, field('reason'))],
  ['a reason that is an object',            400, 'validation-failed',        review({ ...RETURN, reason: { $gt: '' } }, field('reason'))],
  ['a reason of 2001 characters',           400, 'validation-failed',        review({ ...RETURN, reason: long(2001) }, field('reason'))],
  ['a reason with an escape sequence',      400, 'validation-failed',        review({ ...RETURN, reason: '\u001b[2J' }, field('reason'))],
  ['an unknown reason code',                400, 'validation-failed',        review({ action: 'reject', version: 3, reasonCode: 'mood', reason: '不' }, field('reasonCode'))],
  ['an attestation of nothing',             400, 'validation-failed',        review({ ...ATTEST, attestations: [] }, field('attestations'))],
  ['an attestation with a value',           400, 'validation-failed',        review({ ...ATTEST, attestations: [{ fact: 'scale.first_entry', ...PROOF, value: true }] }, field('attestations[0].value'))],
  ['an attestation of what nobody claimed', 422, 'facts-invalid',            review({ ...ATTEST, attestations: [{ fact: 'revenue.main_business_yuan', ...PROOF }] })],
  ['a payment twice in a batch',            400, 'validation-failed',        prepare({ regionCode: yexian.regionCode, paymentIds: [NOBODYS, NOBODYS] })],

  // Facts
  ['an unknown fact',                       422, 'facts-invalid',            edit({ 'revenue.invented': '1' })],
  ['a fact out of the prototype',           422, 'facts-invalid',            edit({ toString: 'x' })],
  ['a fact of a register',                  422, 'facts-invalid',            edit({ 'applicant.county': '新华区' })],
  ['a list that only registers keep',       422, 'facts-invalid',            edit({ awards_paid: [] })],
  ['a flag as text',                        422, 'facts-invalid',            edit({ 'scale.first_entry': 'true' })],
  ['money as a number',                     422, 'facts-invalid',            edit({ 'revenue.main_business_yuan': 50_000_000 })],
  ['money in words',                        422, 'facts-invalid',            edit({ 'revenue.main_business_yuan': '五千万' })],
  ['money as SQL',                          422, 'facts-invalid',            edit({ 'revenue.main_business_yuan': '1; DROP TABLE payment' })],
  ['money to a thousandth of a fen',        422, 'facts-invalid',            edit({ 'revenue.main_business_yuan': '1.00001' })],
  ['claims that are a list',                400, 'validation-failed',        edit([])],
  ['claims that are null',                  400, 'validation-failed',        edit(null)],

  // Bodies
  ['malformed JSON',                        400, 'malformed-json',           review('{"action":"approve",')],
  ['no body',                               400, 'validation-failed',        (w) => ({ as: REVIEWER, path: `applications/${w.reviewed}/actions` })],
  ['a list for a body',                     400, 'validation-failed',        review('[]')],
  ['null for a body',                       400, 'validation-failed',        review('null')],
  ['a number for a body',                   400, 'validation-failed',        (w) => ({ as: CHECKER, path: `batches/${w.batchId}/release`, body: '1' })],
  ['a body that reaches for the prototype', 400, 'malformed-json',           review('{"action":"approve","version":3,"__proto__":{"admin":true}}')],
  ['a body 5000 levels deep',               400, 'malformed-json',           review(nested(5000))],
  ['a NUL in a text',                       400, 'unusable-text',            review({ ...RETURN, reason: 'a\0b' })],
  ['half a surrogate pair',                 400, 'unusable-text',            review('{"action":"return","version":3,"reason":"\\ud800"}')],
  ['a NUL in the name of a fact',           400, 'unusable-text',            edit({ 'a\0b': true })],
  ['a form',                                415, 'unsupported-media-type',   type('application/x-www-form-urlencoded', 'action=approve&version=3')],
  ['JSON that says it is text',             415, 'unsupported-media-type',   type('text/plain', JSON.stringify(APPROVE))],
  ['XML',                                   415, 'unsupported-media-type',   type('application/xml', '<approve/>')],
  ['a body of more than 1 MB',              413, 'payload-too-large',        review({ ...APPROVE, comment: 'x'.repeat(1024 * 1024) })],
  ['a statement of more than 20 MB',        413, 'payload-too-large',        statement(' '.repeat(20 * 1024 * 1024 + 1))],

  // Addresses
  ['an unknown address',                    404, 'route-not-found',          () => ({ as: REVIEWER, path: 'grants', body: {} })],
  ['an address outside of the interface',   404, 'route-not-found',          get('/api/v1/../../etc/passwd')],
  ['a method the address does not take',    405, 'method-not-allowed',       (w) => ({ as: REVIEWER, method: 'delete', path: `applications/${w.reviewed}` })],
  ['another one, with a body',              405, 'method-not-allowed',       (w) => ({ as: REVIEWER, method: 'put', path: `applications/${w.reviewed}`, body: { state: 'paid' } })],
  ['an address that cannot be read',        400, 'malformed-address',        get('applications/%E0%A4%A')],
  ['an id that is none',                    400, 'validation-failed',        get('applications/1')],
  ['an id with SQL',                        400, 'validation-failed',        get(`applications/${sql(`${NOBODYS}' OR '1'='1`)}`)],
  ['an id with a NUL',                      400, 'validation-failed',        get(`applications/${NOBODYS}%00`)],
  ['a clause id with SQL',                  400, 'validation-failed',        get(`clauses/${sql(`x' UNION SELECT password_hash FROM user_account --`)}`)],
  ['an unknown id',                         404, 'not-found',                get(`applications/${NOBODYS}`)],
  ['a limit of 0',                          400, 'validation-failed',        get('applications?limit=0')],
  ['a limit that is no plain number',       400, 'validation-failed',        get('applications?limit=1e2')],
  ['a limit twice',                         400, 'validation-failed',        get('applications?limit=1&limit=2')],
  ['a cursor with SQL',                     400, 'validation-failed',        get(`payments?cursor=${sql(`' OR true --`)}`)],
  ['a filter with SQL',                     400, 'validation-failed',        get(`applications?countyCode=${sql(`410402' OR true --`)}`)],
  ['an unknown filter',                     400, 'validation-failed',        get('applications?where=true')],
  ['an actor that nobody is',               400, 'validation-failed',        get('audit/events?actor=everybody')],
  ['a day of arrival that is none',         400, 'validation-failed',        get('applications?submittedFrom=yesterday')],
  ['a light of another colour',             400, 'validation-failed',        () => ({ as: 'xinhua-reviewer', method: 'get', path: 'tasks?light=blue' })],
  ['an event type with a wildcard',         400, 'validation-failed',        get('audit/events?type=%25')],

  // Statements
  ['a statement that is no JSON',           422, 'statement-invalid',        statement('not a statement')],
  ['a statement of nothing',                422, 'statement-invalid',        statement('{}')],
  ['a statement whose totals disagree',     422, 'statement-invalid',        statement(statementOf(yexian.account, { debitFen: 101 }))],
  ['a statement out of reach',              404, 'not-found',                statement(statementOf(xinhua.account))],
  ['a statement of no account of ours',     404, 'not-found',                statement(statementOf('6200000000000001'))],
  ['a county’s statement from the city',    403, 'forbidden',                statement(statementOf(yexian.account), 'city-maker')],

  // Roles and accounts of who decides about money
  ['a role without a reason',               400, 'validation-failed',        onPerson('zhanhe-checker', { ...GRANT, reason: ' ' })],
  ['a role that there is not',              400, 'validation-failed',        onPerson('zhanhe-checker', { ...GRANT, role: 'treasurer' })],
  ['a role that waits already',             409, 'action-not-allowed',       onPerson('zhanhe-maker', GRANT)],
  ['the same role by the other one',        409, 'action-not-allowed',       onPerson('zhanhe-maker', GRANT, 'admin-2')],
  ['a role that they have',                 409, 'action-not-allowed',       onPerson('yexian-maker', GRANT)],
  ['a role to oneself',                     403, 'separation-of-duties',     onPerson('admin', GRANT)],
  ['a role for an administrator',           403, 'separation-of-duties',     onPerson('admin-2', GRANT)],
  ['a role that is over',                   422, 'person-invalid',           onPerson('zhanhe-checker', { ...GRANT, validTo: '2020-01-01' })],
  ['a password without a reason',           400, 'validation-failed',        onPerson('zhanhe-checker', { action: 'reset_password' })],
  ['an account opened without a reason',    400, 'validation-failed',        onPerson('zhanhe-checker', { action: 'resume' })],
  ['opening an account that is open',       409, 'action-not-allowed',       onPerson('zhanhe-checker', { action: 'resume', reason: '返岗' })],
  ['what no third one could confirm',       409, 'second-administrator-missing', onPerson('admin-2', { action: 'reset_password', reason: '忘记密码' })],
  ['confirming one’s own proposal',         403, 'separation-of-duties',     onProposal({ action: 'confirm' }, 'admin')],
  ['refusing one’s own proposal',           403, 'separation-of-duties',     onProposal({ action: 'refuse', reason: '不需要' }, 'admin')],
  ['withdrawing another’s proposal',        403, 'separation-of-duties',     onProposal({ action: 'withdraw' })],
  ['refusing without a reason',             400, 'validation-failed',        onProposal({ action: 'refuse' })],
  ['confirming with a reason',              400, 'validation-failed',        onProposal({ action: 'confirm', reason: '好' })],
  ['a decision that there is not',          400, 'validation-failed',        onProposal({ action: 'approve' })],
  ['a proposal as an auditor',              403, 'forbidden',                onProposal({ action: 'confirm' }, 'auditor')],
  ['nobody’s proposal',                     404, 'not-found',                () => ({ as: 'admin-2', path: `access-proposals/${NOBODYS}/actions`, body: { action: 'confirm' } })],

  ['a way to pay by one alone',             400, 'channel-takes-two',        () => ({ as: 'admin', method: 'put', path: `regions/${yexian.regionCode}`, body: { name: '叶县', financeOfficeName: '叶县财政局', paymentChannel: 'list-csv' } })],
  ['a way to pay without a reason',         400, 'validation-failed',        () => ({ as: 'admin', path: `regions/${yexian.regionCode}/channel-proposals`, body: { toChannel: 'list-csv' } })],
  ['a way to pay that there is not',        400, 'validation-failed',        () => ({ as: 'admin', path: `regions/${yexian.regionCode}/channel-proposals`, body: { toChannel: 'cash', reason: '现金' } })],
  ['the way to pay that it has',            409, 'action-not-allowed',       () => ({ as: 'admin', path: `regions/${yexian.regionCode}/channel-proposals`, body: { toChannel: 'bank', reason: '直连' } })],
  ['a way to pay as an auditor',            403, 'forbidden',                () => ({ as: 'auditor', path: `regions/${yexian.regionCode}/channel-proposals`, body: { toChannel: 'list-csv', reason: '改' } })],
  ['nobody’s way to pay',                   404, 'not-found',                () => ({ as: 'admin-2', path: `channel-proposals/${NOBODYS}/actions`, body: { action: 'confirm' } })],

  // The business clock
  ['a day that does not exist',             400, 'validation-failed',        () => ({ as: 'admin', method: 'put', path: 'demo/clock', body: { now: '2026-02-30T09:00:00+08:00' } })],
  ['a time without a zone',                 400, 'validation-failed',        () => ({ as: 'admin', method: 'put', path: 'demo/clock', body: { now: '2026-03-02T09:00:00' } })],
];
