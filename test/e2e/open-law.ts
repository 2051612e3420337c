import * as casework from '@duixian/casework';
import { act, look, valueOf } from '@duixian/testing';
import { CallDesk, CITY_CODE, FIRST, SECOND } from './call-desk';

type Outcome<T> = Promise<{ ok: true; value: T } | { ok: false; refusal: casework.Refusal }>;

/** A law that leaves an amount, a ratio and a reading open. */
export const OPEN_LAW = `
document: test-open
semantics: 1
number: 测试〔2026〕2号
title: 测试用裁量条款
issuer: 平顶山市
issuedOn: 2026-01-01
jurisdiction: { province: 河南, city: 平顶山 }
readings:
  T-1:
    article: 第三条
    question: 旧设备是否给予
    preset: ask
    options: { full: 照给, nothing: 不给 }
    decidedBy: 市工信局
  T-2:
    article: 第四条
    question: 何谓设备
    preset: wide
    options: { wide: 从宽, narrow: 从严 }
    decidedBy: 市财政局
  T-3:
    article: 第一条
    question: 数额由谁定
    preset: decision
    options: { decision: 逐件决定, table: 另定标准 }
    decidedBy: 市财政局
    writtenInto: [TEST-AMOUNT]
clauses:
  - id: TEST-AMOUNT
    article: 第一条
    title: 一事一议
    kind: discretionary
    treatment: discretionary
    trigger: { fact: equipment.actual_investment_yuan, atLeast: 1 }
    award: { decidedYuan: { atLeast: 50000, atMost: 100000 } }
  - id: TEST-RATIO
    article: 第二条
    title: 不超过百分之三十
    kind: ratio_with_cap
    treatment: discretionary
    trigger: { fact: equipment.actual_investment_yuan, atLeast: 1 }
    award: { decidedRatio: { of: { fact: equipment.actual_investment_yuan }, atMost: 30% } }
  - id: TEST-READ
    article: 第三条
    title: 旧设备
    kind: fixed
    treatment: award
    trigger: { fact: equipment.actual_investment_yuan, atLeast: 1 }
    award: { fixedYuan: 30000 }
    questions:
      - reading: T-1
        when: { fact: equipment.invested_to, lessThan: 2026-06-01 }
        effects: { full: full, nothing: nothing }
  - id: TEST-FIXED
    article: 第四条
    title: 定额
    kind: fixed
    treatment: award
    trigger: { fact: equipment.actual_investment_yuan, atLeast: 1 }
    conditions: { reading: T-2, is: wide }
    award: { fixedYuan: 10000 }
`;

/** Cases under a law that leaves much open, and the officers who choose how to read it. */
export class OpenLaw {
  private constructor(readonly desk: CallDesk) {}

  static async open(): Promise<OpenLaw> {
    const desk = await CallDesk.open();
    valueOf(await casework.loadPolicy(desk.office.db, { file: 'test-open.yaml', text: OPEN_LAW }));
    return new OpenLaw(desk);
  }

  /** What 湛河区's enterprise applied for before makes way: nobody claims the same twice. */
  private async makeWay(): Promise<void> {
    const { office } = this.desk;
    const clerk = await office.as('zhanhe-clerk');
    const { items } = await casework.listApplications(office.db, clerk, {}, { limit: 100 });
    for (const { id } of items) {
      const { allowedActions } = valueOf(await casework.readApplication(office.db, clerk, id));
      if (!allowedActions.includes('withdraw')) continue;
      await act(office, 'zhanhe-clerk', id, casework.withdrawApplication);
    }
  }

  /** 湛河区's application under a call for these clauses, submitted and assessed; the only one that is under way. */
  async assessed(clauseIds: string[], changes: Partial<casework.CallContent> = {}): Promise<string> {
    await this.makeWay();
    const number = `TEST-${this.desk.office.key()}`;
    return this.desk.assessedUnder(
      await this.desk.published({ number, clauseIds, parameters: {}, ...changes }),
    );
  }

  async decide(
    username: string,
    id: string,
    decision: Partial<casework.Decision>,
  ): Outcome<casework.CaseAnswer> {
    const { office } = this.desk;
    const { version } = await look(office, id);
    const said = { clause: '', documentNumber: '平工信纪要〔2026〕3号', reason: '经集体研究', ...decision };
    const by = { actor: await office.as(username), idempotencyKey: office.key() };
    return casework.decideApplication(office.db, { ...by, applicationId: id, version, decision: said });
  }

  async attestAll(username: string, id: string): Promise<void> {
    const { factsToAttest } = await look(this.desk.office, id);
    const attestations = factsToAttest.map((fact) => ({ fact, source: '发票', documentNumber: '1' }));
    await act(this.desk.office, username, id, (db, command) =>
      casework.attestFacts(db, { ...command, attestations }),
    );
  }

  async propose(
    proposal: Partial<casework.ReadingProposal>,
    username: string = FIRST,
  ): Outcome<casework.ReadingChoiceAnswer> {
    const { office, today } = this.desk;
    const by = { actor: await office.as(username), idempotencyKey: office.key() };
    const said = { regionCode: CITY_CODE, documentId: 'test-open', reading: 'T-1', option: 'full' };
    const source = { decidedBy: '市工信局局长办公会', documentNumber: '纪要〔2026〕1号', validFrom: today };
    return casework.proposeReading(office.db, { ...by, proposal: { ...said, ...source, ...proposal } });
  }

  async confirm(choiceId: string, username: string = SECOND): Outcome<casework.ReadingChoiceAnswer> {
    const { office } = this.desk;
    const by = { actor: await office.as(username), idempotencyKey: office.key() };
    return casework.confirmReading(office.db, { ...by, choiceId });
  }

  async chosen(proposal: Partial<casework.ReadingProposal>): Promise<string> {
    const { id } = valueOf(await this.propose(proposal));
    valueOf(await this.confirm(id));
    return id;
  }

  /** What the newest round says of a clause. */
  async line(id: string, clause: string): Promise<casework.ApplicationView['determinations'][number]> {
    const found = (await look(this.desk.office, id)).determinations.find((each) => each.clause === clause);
    if (!found) throw new Error(`no line ${clause}`);
    return found;
  }
}
