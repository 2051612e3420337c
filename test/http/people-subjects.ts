import * as casework from '@duixian/casework';
import { type Office, valueOf } from '@duixian/testing';

const REGION = '410402';

/** People of 新华区 that the administrator made, as many as are wanted. */
export class PeopleSubjects {
  private made = 0;

  constructor(private readonly office: Office) {}

  /** What nobody has yet. */
  written(): casework.NewPerson {
    return { username: `made-${(this.made += 1)}`, displayName: '示例人员', regionCode: REGION };
  }

  region(): casework.NewRegionContent {
    const number = (this.made += 1);
    return {
      ...{ code: String(410_450 + number), name: `示例${number}区`, factName: `示例${number}区` },
      ...{
        parentCode: '410400',
        kind: 'functional',
        validFrom: '2026-01-01',
        financeOfficeName: '示例区财政局',
      },
    };
  }

  /** A year that is not published, and another one each time. */
  year(): casework.GivenYear {
    const year = 2060 + (this.made += 1);
    return {
      ...{ year, sourceDocument: `国办发明电〔${year - 1}〕1号` },
      ...{ daysOff: [`${year}-01-01`], workingWeekends: [] },
    };
  }

  async creditCode(): Promise<string> {
    const [party] = await casework.listMyParties(this.office.db, await this.office.as('xinhua-clerk'));
    return party?.creditCode ?? '';
  }

  async active(): Promise<string> {
    const request = { ...(await this.by()), person: this.written() };
    return valueOf(await casework.createPerson(this.office.db, request)).id;
  }

  async suspended(): Promise<string> {
    const personId = await this.active();
    valueOf(await casework.suspendPerson(this.office.db, { ...(await this.by()), personId, reason: '离职' }));
    return personId;
  }

  /** What an administrator proposed about somebody fresh; the id of the proposal. */
  async proposed(by: 'admin' | 'admin-2'): Promise<string> {
    const personId = await this.active();
    const role = { role: 'finance_maker' as const, regionCode: REGION, reason: '岗位调整' };
    const command = { ...(await this.by()), actor: await this.office.as(by), personId };
    return valueOf(await casework.grantRole(this.office.db, { ...command, ...role })).proposalId ?? '';
  }

  /** A region that nobody proposed another way to pay for; its code. */
  async added(): Promise<string> {
    const region = this.region();
    valueOf(await casework.addRegion(this.office.db, { ...(await this.by()), region }));
    return region.code;
  }

  /** Another way to pay that an administrator proposed for a fresh region; the id of the proposal. */
  async channelProposed(by: 'admin' | 'admin-2'): Promise<string> {
    const wish = { code: await this.added(), toChannel: 'list-csv' as const, reason: '改用付款文件' };
    const command = { ...(await this.by()), actor: await this.office.as(by), ...wish };
    return valueOf(await casework.proposeChannel(this.office.db, command)).id;
  }

  /** With a role and an enterprise; the id of each to end it. */
  async holding(): Promise<{ personId: string; roleId: string; linkId: string }> {
    const personId = await this.active();
    const role = { role: 'auditor' as const, regionCode: REGION, reason: '岗位调整' };
    valueOf(await casework.grantRole(this.office.db, { ...(await this.by()), personId, ...role }));
    const link = { creditCode: await this.creditCode(), capacity: 'agent' as const, document: '委托书' };
    valueOf(await casework.linkParty(this.office.db, { ...(await this.by()), personId, ...link }));
    const { items } = valueOf(await casework.listPeople(this.office.db, await this.office.as('admin')));
    const person = items.find(({ id }) => id === personId);
    return {
      personId,
      roleId: person?.grants[0]?.id ?? '',
      linkId: person?.actsFor[0]?.grantId ?? '',
    };
  }

  private async by() {
    return { actor: await this.office.as('admin'), idempotencyKey: this.office.key() };
  }
}
