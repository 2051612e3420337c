import 'reflect-metadata';
import { type Type } from '@nestjs/common';
import { AttestBody, CreateApplicationBody, RejectBody } from '../applications/application-bodies';
import { BatchApproveBody } from '../applications/batch-bodies';
import { ApplicationsQuery, TasksQuery } from '../applications/application-summary.shapes';
import { PrepareBatchBody, VersionBody } from '../funds/funds.shapes';
import { MoveClockBody, OpenSessionBody } from '../identity/identity.shapes';
import { ClausePath } from '../policies/clauses.shapes';
import { IdPath, PageQuery } from './page';
import { type FieldProblem, type RequestRefused } from './problem';
import { readAs } from './read-as';

const ID = '01a2034d-669c-7359-a839-a3cc217f3be5';
const OTHER = '01a2034d-652a-76ff-875d-12118604f8c0';
const attestation = (fact: string): object => ({ fact, source: '统计联网直报平台', documentNumber: '1号' });
const rows = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({
    applicationId: `01a2034d-669c-7359-a839-${index.toString(16).padStart(12, '0')}`,
    version: 1,
  }));

function problemsOf(shape: Type<object>, given: unknown): string[] {
  try {
    readAs(shape, given);
  } catch (error) {
    const { code, details } = error as RequestRefused;
    expect(code).toBe('validation-failed');
    const errors = details['errors'] as FieldProblem[];
    for (const each of errors) expect([each.message, each.fix].every((text) => text.length > 0)).toBe(true);
    return errors.map((each) => `${each.field} ${each.message}`);
  }
  return [];
}

const GOOD: [Type<object>, unknown, object][] = [
  [OpenSessionBody, { username: ' clerk ', password: ' p ' }, { username: 'clerk', password: ' p ' }],
  [CreateApplicationBody, { callId: ID.toUpperCase(), partyId: OTHER }, { callId: ID, partyId: OTHER }],
  [
    CreateApplicationBody,
    { callId: ID, partyId: OTHER, claims: { 'a.b': [{ c: 1 }] } },
    { claims: { 'a.b': [{ c: 1 }] } },
  ],
  [PageQuery, {}, { limit: 50 }],
  [PageQuery, { limit: '200', cursor: ID }, { limit: 200, cursor: ID }],
  [
    ApplicationsQuery,
    { state: 'in_review', countyCode: '410422' },
    { state: 'in_review', countyCode: '410422' },
  ],
  [TasksQuery, { done: 'true' }, { done: true }],
  [TasksQuery, { done: 'false' }, { done: false }],
  [
    RejectBody,
    { action: 'reject', version: 1, reasonCode: 'other', reason: ' 不符合条件\n见附件 ' },
    { reason: '不符合条件\n见附件' },
  ],
  [AttestBody, { action: 'attest', version: 3, attestations: [attestation('a.b')] }, { version: 3 }],
  [BatchApproveBody, { action: 'approve', items: rows(200) }, { action: 'approve' }],
  [PrepareBatchBody, { regionCode: '410400', paymentIds: [ID, OTHER] }, { paymentIds: [ID, OTHER] }],
  [ClausePath, { id: 'PDS-A2-4-3-1' }, { id: 'PDS-A2-4-3-1' }],
  [MoveClockBody, { now: '2026-03-02T09:00:00+08:00' }, { now: '2026-03-02T09:00:00+08:00' }],
];

it.each(GOOD)('%# reads %o', (shape, given, expected) => {
  expect(problemsOf(shape, given)).toEqual([]);
  expect(readAs(shape, given)).toMatchObject(expected);
});

const BAD: [Type<object>, unknown, string[]][] = [
  [OpenSessionBody, undefined, ['username 没有填写', 'password 没有填写']],
  [OpenSessionBody, [], [' 不是 JSON 对象']],
  [OpenSessionBody, 'text', [' 不是 JSON 对象']],
  [OpenSessionBody, { username: ['a'], password: 1 }, ['username 不是文字', 'password 不是文字']],
  [OpenSessionBody, { username: '   ', password: 'p' }, ['username 没有填写或太长']],
  [OpenSessionBody, { username: 'a', password: 'p', admin: true }, ['admin 不认识的项']],
  [OpenSessionBody, { username: 'a', password: 'p', constructor: 1 }, ['constructor 不认识的项']],
  [IdPath, { id: 'x' }, ['id 不是编号']],
  [IdPath, { id: `${ID}'--` }, ['id 不是编号']],
  [CreateApplicationBody, { callId: ID, partyId: OTHER, claims: null }, ['claims 不是对象']],
  [CreateApplicationBody, { callId: ID, partyId: OTHER, claims: [] }, ['claims 不是对象']],
  [PageQuery, { limit: '0' }, ['limit 小于 1']],
  [PageQuery, { limit: '201' }, ['limit 大于 200']],
  [PageQuery, { limit: '1e2' }, ['limit 不是整数']],
  [PageQuery, { limit: ['1', '2'] }, ['limit 不是整数']],
  [PageQuery, { cursor: '', page: '2' }, ['page 不认识的项', 'cursor 不是编号']],
  [ApplicationsQuery, { state: 'DRAFT' }, ['state 不是可选的值']],
  [ApplicationsQuery, { countyCode: '4104%' }, ['countyCode 格式不正确']],
  [TasksQuery, { done: 'yes' }, ['done 不是是或否']],
  [VersionBody, { version: '1' }, ['version 不是整数']],
  [VersionBody, { version: 1.5 }, ['version 不是整数']],
  [VersionBody, { version: 0 }, ['version 小于 1']],
  [VersionBody, { version: 2 ** 31 }, ['version 太大']],
  [
    RejectBody,
    { action: 'reject', version: 1, reasonCode: 'no', reason: ' ' },
    ['reasonCode 不是可选的值', 'reason 没有填写或太长'],
  ],
  [
    RejectBody,
    { action: 'reject', version: 1, reasonCode: 'other', reason: 'a\u0007' },
    ['reason 含有无法显示的控制字符'],
  ],
  [
    RejectBody,
    { action: 'reject', version: 1, reasonCode: 'other', reason: '长'.repeat(2001) },
    ['reason 没有填写或太长'],
  ],
  [AttestBody, { action: 'attest', version: 1, attestations: [] }, ['attestations 没有内容']],
  [
    AttestBody,
    { action: 'attest', version: 1, attestations: [[attestation('a')]] },
    ['attestations 其中有的不是对象'],
  ],
  [
    AttestBody,
    { action: 'attest', version: 1, attestations: [null] },
    ['attestations 其中有的不是对象', 'attestations[0] 不是对象'],
  ],
  [
    AttestBody,
    { action: 'attest', version: 1, attestations: [{ ...attestation('a'), source: '', x: 1 }] },
    ['attestations[0].x 不认识的项', 'attestations[0].source 没有填写或太长'],
  ],
  [
    AttestBody,
    { action: 'attest', version: 1, attestations: [attestation('a'), attestation('a')] },
    ['attestations 有重复的项'],
  ],
  [
    AttestBody,
    {
      action: 'attest',
      version: 1,
      attestations: Array.from({ length: 101 }, (_, n) => attestation(`f${n}`)),
    },
    ['attestations 超过 100 项'],
  ],
  [BatchApproveBody, { action: 'approve', items: rows(201) }, ['items 超过 200 项']],
  [BatchApproveBody, { action: 'approve', items: [...rows(1), ...rows(1)] }, ['items 有重复的项']],
  [BatchApproveBody, { action: 'approve', items: [{ applicationId: ID }] }, ['items[0].version 没有填写']],
  [PrepareBatchBody, { regionCode: '410400', paymentIds: [] }, ['paymentIds 没有内容']],
  [PrepareBatchBody, { regionCode: '410400', paymentIds: [ID, ID.toUpperCase()] }, ['paymentIds 有重复的项']],
  [PrepareBatchBody, { regionCode: '410400', paymentIds: ID }, ['paymentIds 不是列表']],
  [ClausePath, { id: '../x' }, ['id 格式不正确']],
  [MoveClockBody, { now: '2026-02-30T00:00:00Z' }, ['now 不是日期和时间']],
  [MoveClockBody, { now: '2026-03-02T09:00:00' }, ['now 不是日期和时间']],
  [MoveClockBody, { now: '9999-01-01T00:00:00Z' }, ['now 不是日期和时间']],
];

it.each(BAD)('%# refuses %o', (shape, given, expected) => {
  expect(problemsOf(shape, given)).toEqual(expected);
});
