import 'reflect-metadata';
import { type Type } from '@nestjs/common';
import {
  AttestBody,
  BatchApproveBody,
  CreateApplicationBody,
  RejectBody,
} from '../applications/application-bodies';
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
  [OpenSessionBody, undefined, ['username is missing', 'password is missing']],
  [OpenSessionBody, [], [' is not a JSON object']],
  [OpenSessionBody, 'text', [' is not a JSON object']],
  [OpenSessionBody, { username: ['a'], password: 1 }, ['username is not a text', 'password is not a text']],
  [OpenSessionBody, { username: '   ', password: 'p' }, ['username is empty or too long']],
  [OpenSessionBody, { username: 'a', password: 'p', admin: true }, ['admin is not known here']],
  [OpenSessionBody, { username: 'a', password: 'p', constructor: 1 }, ['constructor is not known here']],
  [IdPath, { id: 'x' }, ['id is not an id']],
  [IdPath, { id: `${ID}'--` }, ['id is not an id']],
  [CreateApplicationBody, { callId: ID, partyId: OTHER, claims: null }, ['claims is not an object']],
  [CreateApplicationBody, { callId: ID, partyId: OTHER, claims: [] }, ['claims is not an object']],
  [PageQuery, { limit: '0' }, ['limit is below 1']],
  [PageQuery, { limit: '201' }, ['limit is above 200']],
  [PageQuery, { limit: '1e2' }, ['limit is not a whole number']],
  [PageQuery, { limit: ['1', '2'] }, ['limit is not a whole number']],
  [PageQuery, { cursor: '', page: '2' }, ['page is not known here', 'cursor is not an id']],
  [ApplicationsQuery, { state: 'DRAFT' }, ['state is none of the possible values']],
  [ApplicationsQuery, { countyCode: '4104%' }, ['countyCode has another form']],
  [TasksQuery, { done: 'yes' }, ['done is neither true nor false']],
  [VersionBody, { version: '1' }, ['version is not a whole number']],
  [VersionBody, { version: 1.5 }, ['version is not a whole number']],
  [VersionBody, { version: 0 }, ['version is below 1']],
  [VersionBody, { version: 2 ** 31 }, ['version is too large']],
  [
    RejectBody,
    { action: 'reject', version: 1, reasonCode: 'no', reason: ' ' },
    ['reasonCode is none of the possible values', 'reason is empty or too long'],
  ],
  [
    RejectBody,
    { action: 'reject', version: 1, reasonCode: 'other', reason: 'a\u0007' },
    ['reason holds control characters'],
  ],
  [
    RejectBody,
    { action: 'reject', version: 1, reasonCode: 'other', reason: '长'.repeat(2001) },
    ['reason is empty or too long'],
  ],
  [AttestBody, { action: 'attest', version: 1, attestations: [] }, ['attestations is empty']],
  [
    AttestBody,
    { action: 'attest', version: 1, attestations: [[attestation('a')]] },
    ['attestations holds something that is not an object'],
  ],
  [
    AttestBody,
    { action: 'attest', version: 1, attestations: [null] },
    ['attestations holds something that is not an object', 'attestations[0] is not an object'],
  ],
  [
    AttestBody,
    { action: 'attest', version: 1, attestations: [{ ...attestation('a'), source: '', x: 1 }] },
    ['attestations[0].x is not known here', 'attestations[0].source is empty or too long'],
  ],
  [
    AttestBody,
    { action: 'attest', version: 1, attestations: [attestation('a'), attestation('a')] },
    ['attestations names one twice'],
  ],
  [
    AttestBody,
    {
      action: 'attest',
      version: 1,
      attestations: Array.from({ length: 101 }, (_, n) => attestation(`f${n}`)),
    },
    ['attestations has more than 100 entries'],
  ],
  [BatchApproveBody, { action: 'approve', items: rows(201) }, ['items has more than 200 entries']],
  [BatchApproveBody, { action: 'approve', items: [...rows(1), ...rows(1)] }, ['items names one twice']],
  [BatchApproveBody, { action: 'approve', items: [{ applicationId: ID }] }, ['items[0].version is missing']],
  [PrepareBatchBody, { regionCode: '410400', paymentIds: [] }, ['paymentIds is empty']],
  [
    PrepareBatchBody,
    { regionCode: '410400', paymentIds: [ID, ID.toUpperCase()] },
    ['paymentIds names one twice'],
  ],
  [PrepareBatchBody, { regionCode: '410400', paymentIds: ID }, ['paymentIds is not a list']],
  [ClausePath, { id: '../x' }, ['id has another form']],
  [MoveClockBody, { now: '2026-02-30T00:00:00Z' }, ['now is not a date and time']],
  [MoveClockBody, { now: '2026-03-02T09:00:00' }, ['now is not a date and time']],
  [MoveClockBody, { now: '9999-01-01T00:00:00Z' }, ['now is not a date and time']],
];

it.each(BAD)('%# refuses %o', (shape, given, expected) => {
  expect(problemsOf(shape, given)).toEqual(expected);
});
