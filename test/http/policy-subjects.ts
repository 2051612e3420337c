import * as casework from '@duixian/casework';
import { valueOf, type Office } from '@duixian/testing';

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

  private async then(policyId: string, username: string, verb: Verb): Promise<string> {
    const { db } = this.office;
    const actor = await this.office.as(username);
    const { revision } = valueOf(await casework.readPolicy(db, actor, policyId));
    valueOf(await verb(db, { actor, idempotencyKey: this.office.key(), policyId, revision }));
    return policyId;
  }
}
