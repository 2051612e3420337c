import * as casework from '@duixian/casework';
import { CITY, valueOf, type Office } from '@duixian/testing';

/** Choices of the city, as many as are wanted; valid from a day that no test reaches. */
export class ReadingSubjects {
  constructor(private readonly office: Office) {}

  proposal(): casework.ReadingProposal {
    return {
      regionCode: CITY.regionCode,
      documentId: 'pingdingshan-2022-15',
      reading: 'P-7',
      option: 'full',
      decidedBy: '市工信局局长办公会',
      documentNumber: '纪要〔2026〕1号',
      validFrom: '2099-01-01',
    };
  }

  /** By the second officer. */
  async proposed(): Promise<string> {
    const by = { actor: await this.office.as('policy-officer-2'), idempotencyKey: this.office.key() };
    return valueOf(await casework.proposeReading(this.office.db, { ...by, proposal: this.proposal() })).id;
  }
}
