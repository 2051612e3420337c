import { Readable } from 'node:stream';
import * as casework from '@duixian/casework';
import { valueOf, type Office } from '@duixian/testing';
import { FILES_FOLDER, PDF } from './case-subjects';

const DRAFTER = 'policy-officer-2';
const TEXT = `
document: test-matrix
semantics: 1
number: 测试〔2026〕9号
title: 测试
issuer: 平顶山市
jurisdiction: { province: 河南, city: 平顶山 }
clauses:
  - id: TEST-MATRIX
    article: 第一条
    title: 定额
    kind: fixed
    treatment: award
    trigger: { fact: equipment.actual_investment_yuan, atLeast: 999999999 }
    award: { fixedYuan: 1 }
`;
const CASES = `
cases: test-matrix
table:
  - case: 什么也没有
    expect: nothing
`;

type Verb = (
  db: casework.Database,
  command: casework.PolicyCommand,
) => Promise<{ ok: true; value: casework.PolicyAnswer } | { ok: false; refusal: casework.Refusal }>;

/** Versions of a document that concerns nobody, as many as are wanted; the second officer writes them. */
export class PolicySubjects {
  constructor(private readonly office: Office) {}

  written(): casework.PolicyText {
    return { text: TEXT, cases: CASES, effectiveFrom: '2099-01-01' };
  }

  async draft(): Promise<string> {
    const by = { actor: await this.office.as(DRAFTER), idempotencyKey: this.office.key() };
    return valueOf(await casework.draftPolicy(this.office.db, { ...by, written: this.written() })).id;
  }

  async validated(): Promise<string> {
    return this.then(await this.draft(), DRAFTER, casework.validatePolicy);
  }

  async tried(): Promise<string> {
    const id = await this.then(await this.validated(), DRAFTER, casework.requestTrial);
    await this.office.drain();
    return id;
  }

  async approved(): Promise<string> {
    return this.then(await this.tried(), 'policy-officer', casework.approvePolicy);
  }

  /** A document of the officers' own city that is in force. */
  async published(): Promise<string> {
    const all = await casework.listPolicies(this.office.db, await this.office.as('policy-officer'));
    const one = all.find(({ status, regionCode }) => status === 'published' && regionCode === '410400');
    if (!one) throw new Error('no document of 平顶山 is published');
    return one.id;
  }

  /** The path of such a document, with its issued text attached. */
  async withOriginal(): Promise<string> {
    const policyId = await this.published();
    const by = { actor: await this.office.as('policy-officer'), idempotencyKey: this.office.key() };
    const file = { fileName: '通知.pdf', content: Readable.from([PDF]) };
    valueOf(
      await casework.attachOriginal(this.office.db, new casework.FileStore(FILES_FOLDER), {
        ...by,
        policyId,
        ...file,
      }),
    );
    return `/api/v1/policies/${policyId}`;
  }

  private async then(policyId: string, username: string, verb: Verb): Promise<string> {
    const { db } = this.office;
    const actor = await this.office.as(username);
    const { revision } = valueOf(await casework.readPolicy(db, actor, policyId));
    valueOf(await verb(db, { actor, idempotencyKey: this.office.key(), policyId, revision }));
    return policyId;
  }
}
