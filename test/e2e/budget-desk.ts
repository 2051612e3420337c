import * as casework from '@duixian/casework';
import { PLACES, valueOf, type Office, type Place } from '@duixian/testing';

/** A treasury's budget desk: its maker proposes, its checker decides. */
export class BudgetDesk {
  constructor(
    private readonly office: Office,
    private readonly prefix: Place | 'city' = 'yexian',
  ) {}

  get regionCode(): string {
    return this.prefix === 'city' ? '410400' : PLACES[this.prefix].regionCode;
  }

  async by(role: 'maker' | 'checker') {
    return { actor: await this.office.as(`${this.prefix}-${role}`), idempotencyKey: this.office.key() };
  }

  async lines(): Promise<casework.BudgetBalance[]> {
    const { actor } = await this.by('maker');
    return valueOf(await casework.listBudgets(this.office.db, actor)).items;
  }

  /** The line of a document; the seeded one when no document is named. */
  async line(documentNumber?: string): Promise<casework.BudgetBalance> {
    const lines = await this.lines();
    const line =
      documentNumber === undefined ? lines[0] : lines.find((one) => one.documentNumber === documentNumber);
    if (!line) throw new Error(`no budget line ${documentNumber}`);
    return line;
  }

  async allot(amountFen: number, more: Partial<casework.BudgetAllotment> = {}) {
    const { year, subject } = await this.line();
    const allotment = {
      regionCode: this.regionCode,
      year,
      subject,
      documentNumber: '叶财指〔2026〕9号',
      note: '年初下达',
    };
    return casework.proposeAllotment(this.office.db, {
      ...(await this.by('maker')),
      ...allotment,
      amountFen,
      ...more,
    });
  }

  async adjust(
    kind: casework.BudgetAdjustment['kind'],
    lineId: string,
    amountFen?: number,
    more: Partial<casework.BudgetAdjustment> = {},
  ) {
    return casework.proposeAdjustment(this.office.db, {
      ...(await this.by('maker')),
      kind,
      lineId,
      ...(amountFen === undefined ? {} : { amountFen }),
      documentNumber: '叶财预〔2026〕17号',
      note: '年中调整',
      ...more,
    });
  }

  async decide(
    { id: changeId, version }: { id: string; version: number },
    action: casework.BudgetChangeAction = 'confirm',
    role: 'maker' | 'checker' = action === 'withdraw' ? 'maker' : 'checker',
  ) {
    return casework.decideOnBudgetChange(this.office.db, {
      ...(await this.by(role)),
      changeId,
      version,
      action,
    });
  }

  /** Proposed and confirmed. */
  async done(proposed: Awaited<ReturnType<BudgetDesk['allot']>>): Promise<void> {
    valueOf(await this.decide(valueOf(proposed)));
  }
}
