import * as casework from '@duixian/casework';
import { PLACES, valueOf, type Office } from '@duixian/testing';
import { formOf } from './form';

/** The account of 新华区's enterprise, for which one clerk acts, brought to the state that is wanted. */
export class AccountSubjects {
  private made = 0;

  constructor(private readonly office: Office) {}

  async partyId(): Promise<string> {
    const [party] = await casework.listMyParties(this.office.db, await this.office.as(PLACES.xinhua.clerk));
    if (!party) throw new Error('there is no enterprise');
    return party.id;
  }

  /** What nobody has proposed yet. */
  async written(): Promise<casework.GivenAccount> {
    const [party] = await casework.listMyParties(this.office.db, await this.office.as(PLACES.xinhua.clerk));
    const accountNumber = `4105010036080${String((this.made += 1)).padStart(7, '0')}`;
    return { accountName: party?.registeredName ?? '', accountNumber, bankCode: '313495000002' };
  }

  /** Proposed by the clerk; the one that waits already where there is one. */
  async proposed(): Promise<{ partyId: string; accountId: string }> {
    const partyId = await this.partyId();
    const actor = await this.office.as(PLACES.xinhua.clerk);
    const waiting = await this.newest('waiting');
    if (waiting !== null) return { partyId, accountId: waiting };
    const command = { actor, idempotencyKey: this.office.key(), partyId, ...(await this.written()) };
    return { partyId, accountId: valueOf(await casework.proposePayeeAccount(this.office.db, command)).id };
  }

  /** Confirmed by the treasury, and not used yet; the newest one where there is one. */
  async cooling(): Promise<{ partyId: string; accountId: string }> {
    const newest = await this.newest('cooling');
    if (newest !== null) return { partyId: await this.partyId(), accountId: newest };
    const wanted = await this.proposed();
    const actor = await this.office.as('xinhua-maker');
    const command = { actor, idempotencyKey: this.office.key(), ...wanted, coolingWorkingDays: 3 };
    valueOf(await casework.confirmPayeeAccount(this.office.db, command));
    return wanted;
  }

  async nothingWaits(): Promise<void> {
    const accountId = await this.newest('waiting');
    if (accountId === null) return;
    const actor = await this.office.as(PLACES.xinhua.clerk);
    const command = { actor, idempotencyKey: this.office.key(), partyId: await this.partyId(), accountId };
    valueOf(await casework.withdrawPayeeAccount(this.office.db, { ...command, reason: '改用另一账户' }));
  }

  /** An issue of the table of bank codes that is not there yet. */
  bankCodes(): ReturnType<typeof formOf> {
    const number = (this.made += 1);
    const content = `联行号,开户行名称\n${String(313_495_100_000 + number)},示例银行${number}号支行\n`;
    return formOf(
      { listedOn: `2021-01-${String(number).padStart(2, '0')}`, source: '人民银行' },
      { name: '联行号.csv', content },
    );
  }

  private async newest(wanted: casework.AccountStanding): Promise<string | null> {
    const actor = await this.office.as(PLACES.xinhua.clerk);
    const { items } = valueOf(
      await casework.readPayeeAccountsOf(this.office.db, actor, await this.partyId()),
    );
    return items.find(({ standing }) => standing === wanted)?.id ?? null;
  }
}
