import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as casework from '@duixian/casework';
import { act, look, Office, PLACES, valueOf, type Place } from '@duixian/testing';

/** A clause that names nobody to bear it, with a window that the yearly call sets. */
const DOCUMENT = `
document: test-equipment
semantics: 1
number: 测试〔2026〕1号
title: 测试用设备奖补
issuer: 平顶山市
issuedOn: 2026-01-01
jurisdiction: { province: 河南, city: 平顶山 }
clauses:
  - id: TEST-EQ
    article: 第一条
    title: 设备奖补
    kind: fixed
    treatment: award
    trigger: { fact: equipment.actual_investment_yuan, atLeast: 1000000 }
    conditions:
      all:
        - { fact: equipment.invested_to, atLeast: { fact: equipment.calc_window_from } }
        - { fact: equipment.invested_to, atMost: { fact: equipment.calc_window_to } }
    award: { fixedYuan: "100000.01" }
`;
export const CLAIMS = {
  'equipment.actual_investment_yuan': '2000000.00',
  'equipment.invested_to': '2026-03-01',
};
export const WINDOW = {
  'equipment.calc_window_from': '2026-01-01',
  'equipment.calc_window_to': '2026-06-30',
};
export const CITY_CODE = '410400';
/** The two policy officers of the city: one drafts, the other approves. */
export const [FIRST, SECOND] = ['policy-officer', 'policy-officer-2'] as const;

type Outcome<T> = Promise<{ ok: true; value: T } | { ok: false; refusal: casework.Refusal }>;
type Content = casework.CallContent;
export type CallVerb = (db: casework.Database, command: casework.CallCommand) => Outcome<casework.CallAnswer>;

/** An office with a law of its own, whose policy officers make calls and where 湛河区's enterprise applies. */
export class CallDesk {
  private constructor(
    readonly office: Office,
    readonly today: string,
    readonly content: Content,
  ) {}

  static async open(): Promise<CallDesk> {
    const office = await Office.open();
    valueOf(await casework.loadPolicy(office.db, { file: 'test-equipment.yaml', text: DOCUMENT }));
    const [seeded] = await casework.listCalls(office.db, await office.as('auditor'));
    if (!seeded) throw new Error('the demo seed is not there');
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    return new CallDesk(office, today, {
      number: '平工信〔2026〕9号',
      title: '2026年度设备奖补申报通知',
      clauseIds: ['TEST-EQ'],
      year: seeded.year,
      opensOn: today,
      closesOn: daysAfter(today, 30),
      testedFrom: today,
      testedTo: daysAfter(today, 60),
      parameters: WINDOW,
      materials: [{ key: 'invoices', title: '设备发票', required: true }],
      route: ['county_review', 'city_review'],
      noticeWorkingDays: 0,
      noticePublication: 'automatic',
      deadlines: { county_review: 5 },
      fundingShares: { city: '50%', county: '1/2' },
      advancedBy: null,
      instalments: null,
      budgetSubject: seeded.budgetSubject,
    });
  }

  dayAfter(days: number): string {
    return daysAfter(this.today, days);
  }

  async draftBy(username: string, changes: Partial<Content> = {}): Outcome<casework.CallAnswer> {
    const { office } = this;
    const command = { actor: await office.as(username), idempotencyKey: office.key(), cityCode: CITY_CODE };
    return casework.draftCall(office.db, { ...command, content: { ...this.content, ...changes } });
  }

  /** A verb with the version as it stands. */
  async on(username: string, callId: string, verb: CallVerb): Outcome<casework.CallAnswer> {
    const { version } = await this.seenBy(FIRST, callId);
    const actor = await this.office.as(username);
    return verb(this.office.db, { actor, idempotencyKey: this.office.key(), callId, version });
  }

  async seenBy(username: string, id: string): Promise<casework.CallView> {
    return valueOf(await casework.readCall(this.office.db, await this.office.as(username), id));
  }

  editTo(changes: Partial<Content>): CallVerb {
    return (db, command) => casework.editCall(db, { ...command, content: { ...this.content, ...changes } });
  }

  async approved(changes: Partial<Content> = {}): Promise<string> {
    const { id } = valueOf(await this.draftBy(FIRST, changes));
    valueOf(await this.on(SECOND, id, casework.approveCall));
    return id;
  }

  async published(changes: Partial<Content> = {}): Promise<string> {
    const id = await this.approved(changes);
    valueOf(await this.on(FIRST, id, casework.publishCall));
    return id;
  }

  async applyUnder(
    callId: string,
    { place = 'zhanhe' as Place, claims = CLAIMS as Record<string, string> } = {},
  ): Outcome<casework.CaseAnswer> {
    const actor = await this.office.as(PLACES[place].clerk);
    const [party] = await casework.listMyParties(this.office.db, actor);
    const command = { actor, idempotencyKey: this.office.key(), callId, partyId: party?.id ?? '' };
    return casework.createApplication(this.office.db, { ...command, claims });
  }

  /** A file for each material that the call requires. */
  async attachRequired(id: string): Promise<void> {
    const actor = await this.office.as('zhanhe-clerk');
    const files = new casework.FileStore(join(tmpdir(), `duixian-files-${process.pid}`));
    const { materials } = await look(this.office, id);
    for (const { key } of materials.filter(({ required }) => required)) {
      const content = Readable.from([Buffer.from('%PDF-1.7\n%%EOF\n')]);
      const file = { applicationId: id, key, fileName: `${key}.pdf`, content };
      valueOf(
        await casework.attachMaterial(this.office.db, files, {
          actor,
          idempotencyKey: this.office.key(),
          ...file,
        }),
      );
    }
  }

  /** 湛河区's application under a call, submitted and assessed. */
  async assessedUnder(callId: string, claims: Record<string, string> = CLAIMS): Promise<string> {
    const { id } = valueOf(await this.applyUnder(callId, { claims }));
    await this.attachRequired(id);
    await act(this.office, 'zhanhe-clerk', id, casework.submitApplication);
    await this.office.drain();
    return id;
  }

  /** 湛河区's reviewer attests what is only claimed, and approves. */
  async approveByCounty(id: string): Promise<void> {
    const { factsToAttest } = await look(this.office, id);
    const attestations = factsToAttest.map((fact) => ({ fact, source: '发票', documentNumber: '1' }));
    await act(this.office, 'zhanhe-reviewer', id, (db, command) =>
      casework.attestFacts(db, { ...command, attestations }),
    );
    await act(this.office, 'zhanhe-reviewer', id, casework.approveApplication);
  }

  /** Approved by every stage of its route; what follows by itself has happened. */
  async walkThrough(callId: string): Promise<string> {
    const id = await this.assessedUnder(callId);
    await this.approveByCounty(id);
    const { stage } = await look(this.office, id);
    if (stage) await act(this.office, 'city-reviewer', id, casework.approveApplication);
    await this.office.drain();
    return id;
  }
}

const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
