import * as casework from '@duixian/casework';
import { CITY, valueOf, type Office } from '@duixian/testing';

const DRAFTER = 'policy-officer-2';
const APPROVER = 'policy-officer';

/** Calls of the city, as many as are wanted; last in every list, and none of them open. */
export class CallSubjects {
  constructor(private readonly office: Office) {}

  /** What a call says, under a number of its own. */
  content(): Omit<casework.CallContent, 'fundingShares' | 'advancedBy' | 'instalments'> {
    return {
      number: `TEST-${this.office.key()}`,
      title: '测试申报通知',
      clauseIds: ['PDS-A2-4-3-1'],
      year: 2000,
      opensOn: '2098-01-01',
      closesOn: '2098-12-31',
      testedFrom: '2098-01-01',
      testedTo: '2098-12-31',
      parameters: {},
      materials: [{ key: 'proof', title: '证明', required: true }],
      route: ['county_review', 'city_review'],
      noticeWorkingDays: 5,
      noticePublication: 'automatic',
      deadlines: {},
      budgetSubject: '测试资金',
    };
  }

  /** By the second officer. */
  async draft(): Promise<string> {
    const command = { ...(await this.by(DRAFTER)), cityCode: CITY.regionCode };
    const content = { ...this.content(), fundingShares: null, advancedBy: null, instalments: null };
    return valueOf(await casework.draftCall(this.office.db, { ...command, content })).id;
  }

  async approved(): Promise<string> {
    const callId = await this.draft();
    valueOf(await casework.approveCall(this.office.db, { ...(await this.by(APPROVER)), callId, version: 1 }));
    return callId;
  }

  async published(): Promise<string> {
    const callId = await this.approved();
    valueOf(await casework.publishCall(this.office.db, { ...(await this.by(APPROVER)), callId, version: 2 }));
    return callId;
  }

  private async by(username: string): Promise<{ actor: casework.PersonActor; idempotencyKey: string }> {
    return { actor: await this.office.as(username), idempotencyKey: this.office.key() };
  }
}
