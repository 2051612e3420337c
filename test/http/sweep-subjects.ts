import { Readable } from 'node:stream';
import * as casework from '@duixian/casework';
import { CITY, PLACES, valueOf, type Office } from '@duixian/testing';
import { FILES_FOLDER, PDF } from './case-subjects';

const ORDERER = 'policy-officer-2';
const APPROVER = 'policy-officer';

/** Sweeps of the city and two offers to the enterprise of 新华区, one per clause. */
export class SweepSubjects {
  private constructor(
    private readonly office: Office,
    private readonly offerIds: ReadonlyMap<string, string>,
  ) {}

  static async open(office: Office): Promise<SweepSubjects> {
    const offers = new Map<string, string>();
    for (const clause of ['PDS-A2-4-3-1', 'PDS-A2-4-3-2']) {
      const subjects = new SweepSubjects(office, offers);
      const { id, version } = await subjects.prepared(clause, PLACES.xinhua.regionCode);
      const by = await subjects.by(APPROVER);
      valueOf(await casework.approveSweep(office.db, { ...by, sweepId: id, version }));
      await office.drain();
      const clerk = await office.as('xinhua-clerk');
      const own = valueOf(await casework.listOffers(office.db, clerk, { sweepId: id }, { limit: 10 }));
      offers.set(clause, own.items[0]?.id ?? '');
    }
    return new SweepSubjects(office, offers);
  }

  /** What a sweep of the city looks like; dry, so that any number can run. */
  wish(): Omit<casework.OrderSweep, 'actor' | 'idempotencyKey'> {
    const asOf = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
    return { asOf, dryRun: true, scope: [CITY.regionCode], clauses: ['PDS-A2-4-3-1'] };
  }

  /** Ordered by the second officer and not run yet. */
  async running(): Promise<casework.SweepAnswer> {
    const command = { ...this.wish(), ...(await this.by(ORDERER)) };
    return valueOf(await casework.orderSweep(this.office.db, command));
  }

  /** A dry one that is over. */
  async finished(): Promise<casework.SweepAnswer> {
    const { id } = await this.running();
    await this.office.drain();
    return valueOf(await casework.readSweep(this.office.db, await this.office.as(ORDERER), id));
  }

  /** A real one that waits for its approval. */
  async prepared(clause: string, regionCode: string): Promise<casework.SweepAnswer> {
    const wish = { ...this.wish(), clauses: [clause], scope: [regionCode] };
    const command = { ...wish, dryRun: false, ...(await this.by(ORDERER)) };
    const { id } = valueOf(await casework.orderSweep(this.office.db, command));
    await this.office.drain();
    return valueOf(await casework.readSweep(this.office.db, await this.office.as(ORDERER), id));
  }

  offer(clause: string): string {
    return this.offerIds.get(clause) ?? '';
  }

  /** The offer as its enterprise sees it. */
  async look(clause: string): Promise<casework.OfferView> {
    const clerk = await this.office.as('xinhua-clerk');
    return valueOf(await casework.readOffer(this.office.db, clerk, this.offer(clause)));
  }

  /** A question about an offer that waits, with a paper or without one. */
  async asked(clause: string, paper: boolean): Promise<string> {
    const waits = (await this.look(clause)).questions.find(({ endedAt }) => endedAt === null);
    const wanted = waits && (waits.file !== null) === paper ? waits : undefined;
    if (wanted) return wanted.id;
    await this.answered(clause);
    const { id: offerId, version } = await this.look(clause);
    const { db } = this.office;
    const command = { ...(await this.by('xinhua-clerk')), offerId, version, question: '金额是怎么算的?' };
    const { id } = valueOf(await casework.askAboutOffer(db, command));
    if (!paper) return id;
    const file = { fileName: 'question.pdf', content: Readable.from([PDF]) };
    const attached = { ...(await this.by('xinhua-clerk')), offerId, questionId: id, ...file };
    valueOf(await casework.attachToQuestion(db, new casework.FileStore(FILES_FOLDER), attached));
    return id;
  }

  /** No question about an offer waits. */
  async answered(clause: string): Promise<void> {
    const { id: offerId, questions } = await this.look(clause);
    const waits = questions.find(({ endedAt }) => endedAt === null);
    if (!waits) return;
    const command = {
      ...(await this.by('xinhua-reviewer')),
      offerId,
      questionId: waits.id,
      answer: '见通知。',
    };
    valueOf(await casework.answerOfferQuestion(this.office.db, command));
  }

  whiteListWish(): { ruleKey: string; asOf: string } {
    return { ruleKey: 'pingdingshan-pool', asOf: this.wish().asOf };
  }

  /** A white list that waits for its approval, of the second officer. */
  async whiteList(): Promise<{ id: string; version: number }> {
    const { db } = this.office;
    const officer = await this.office.as(ORDERER);
    const page = valueOf(await casework.listWhiteLists(db, officer, { state: 'prepared' }, { limit: 1 }));
    const [waiting] = page.items;
    if (waiting) return waiting;
    return valueOf(
      await casework.prepareWhiteList(db, { ...(await this.by(ORDERER)), ...this.whiteListWish() }),
    );
  }

  async noWhiteListWaits(): Promise<void> {
    const { id, version } = await this.whiteList();
    const command = { ...(await this.by(ORDERER)), listId: id, version, action: 'discard' as const };
    valueOf(await casework.decideWhiteList(this.office.db, command));
  }

  /** One that a second officer did not prepare, whoever prepared the last. */
  async freshWhiteList(): Promise<{ id: string; version: number }> {
    await this.noWhiteListWaits();
    return this.whiteList();
  }

  async approvedWhiteList(): Promise<string> {
    await this.noWhiteListWaits();
    const { id, version } = await this.whiteList();
    const command = { ...(await this.by(APPROVER)), listId: id, version, action: 'approve' as const };
    return valueOf(await casework.decideWhiteList(this.office.db, command)).id;
  }

  private async by(username: string) {
    return { actor: await this.office.as(username), idempotencyKey: this.office.key() };
  }
}
