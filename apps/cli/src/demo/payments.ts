import { everyCase, type PlayedCase } from './every-case';
import { TREASURY_DESKS } from './parts.table';
import { DemoRefusal } from './demo-refusal';
import { regionName } from './lookups';
import { type CaseView, type PaymentView, type RefundView } from './shapes';
import { type Stage } from './stage';
import { yuan } from './text';

interface Batch {
  id: string;
  number: string;
  state: string;
  version: number;
  paymentCount: number;
  totalFen: number;
}

/** A payment that failed goes to people; the story cannot go on with it. */
const FAILED: readonly string[] = ['rejected', 'returned', 'not_sent'];
/** A payment without an answer is asked about every half minute. */
const SENT_WITHIN_MS = 90_000;

/** Treasury by treasury: the maker's batch, the checker's release, the bank, its statement; then every case is paid. */
export async function payOut(stage: Stage): Promise<void> {
  const cases = (await everyCase(stage)).filter((part): part is PlayedCase => Boolean(part.seen?.award));
  const owed = await paymentsOf(stage, cases);
  const treasuries = [...new Set(owed.map(({ regionCode }) => regionCode))].sort();
  const isOpen = (code: string): boolean =>
    owed.some(({ regionCode, state }) => regionCode === code && state !== 'settled');
  const open = treasuries.filter(isOpen);
  if (open.length < treasuries.length) stage.was(`${treasuries.length - open.length} 个财政已全部到账`);
  const mine = new Set(owed.map(({ id }) => id));
  for (const regionCode of open) await prepareAndRelease(stage, regionCode, mine);
  for (const regionCode of open) await settle(stage, regionCode, mine);
  for (const { clerk, seen } of cases)
    await stage.until(`${seen.caseNumber} is paid`, async () =>
      (await (await stage.as(clerk)).get<CaseView>(`applications/${seen.id}`)).state === 'awarded'
        ? null
        : true,
    );
  await payBack(stage, cases);
}

/** Where one level advanced for the others, each of them refunds its share, as it makes every other payment. */
async function payBack(stage: Stage, cases: readonly PlayedCase[]): Promise<void> {
  const due = await stage.until('what was advanced is owed', async () => {
    const refunds = await refundsOf(stage, cases);
    return refunds.some(({ state }) => state === 'waiting') ? null : refunds;
  });
  const mine = new Set(due.map(({ id }) => id));
  const open = due.filter(({ state }) => state !== 'settled').map(({ regionCode }) => regionCode);
  for (const regionCode of [...new Set(open)].sort()) {
    stage.did(`${await treasury(stage, regionCode)}归还其他财政先行拨付的款项`);
    await prepareAndRelease(stage, regionCode, mine);
    await settle(stage, regionCode, mine);
  }
  await stage.until('what was refunded is no longer owed', async () =>
    (await refundsOf(stage, cases)).every(({ refundedOn }) => refundedOn !== null) ? true : null,
  );
}

/** What other treasuries owe those that advanced an award of these cases. */
export async function refundsOf(stage: Stage, cases: readonly PlayedCase[]): Promise<RefundView[]> {
  const ids = new Set(cases.map(({ seen }) => seen.id));
  const advancing = cases.flatMap(({ seen }) => seen.award?.sources ?? []);
  const regionCodes = advancing.filter(({ advancedFen }) => advancedFen > 0).map((each) => each.regionCode);
  const refunds: RefundView[] = [];
  for (const regionCode of [...new Set(regionCodes)].sort()) {
    const maker = await stage.as(`${deskOf(regionCode)}-maker`);
    const owed = await maker.all<RefundView>(`refunds?refundTo=${regionCode}`);
    refunds.push(...owed.filter(({ applicationId }) => ids.has(applicationId)));
  }
  return refunds;
}

/** The payments of awarded cases, with their attempts, as the applicants see them. */
export async function paymentsOf(stage: Stage, cases: readonly PlayedCase[]): Promise<PaymentView[]> {
  const payments: PaymentView[] = [];
  for (const { clerk, seen } of cases)
    payments.push(...(await (await stage.as(clerk)).all<PaymentView>(`payments?applicationId=${seen.id}`)));
  return payments;
}

/** Those of a treasury, as its maker sees them. @throws DemoRefusal where one failed */
async function ofTreasury(
  stage: Stage,
  regionCode: string,
  mine: ReadonlySet<string>,
): Promise<PaymentView[]> {
  const maker = await stage.as(`${deskOf(regionCode)}-maker`);
  const payments = (await maker.all<PaymentView>(`payments?regionCode=${regionCode}`)).filter(({ id }) =>
    mine.has(id),
  );
  const failed = payments.find(({ state }) => FAILED.includes(state));
  if (failed)
    throw new DemoRefusal(
      `A payment of ${yuan(failed.amountFen)} yuan from treasury ${regionCode} came back or was refused (${failed.state}): its maker has to look into it in the console, then repeat npm run demo.`,
    );
  return payments;
}

async function prepareAndRelease(stage: Stage, regionCode: string, mine: ReadonlySet<string>): Promise<void> {
  const maker = await stage.as(`${deskOf(regionCode)}-maker`);
  const planned = (await ofTreasury(stage, regionCode, mine)).filter(({ state }) => state === 'planned');
  if (planned.length > 0) {
    const paymentIds = planned.map(({ id }) => id).sort();
    const batch = await maker.post<Batch>('batches', { regionCode, paymentIds });
    stage.did(
      `${await treasury(stage, regionCode)}经办编批 ${batch.number}:${batch.paymentCount} 笔,${yuan(batch.totalFen)} 元`,
    );
  }
  const batchIds = new Set((await ofTreasury(stage, regionCode, mine)).map(({ batchId }) => batchId));
  const prepared = (await maker.all<Batch>('batches')).filter(
    ({ id, state }) => batchIds.has(id) && state === 'prepared',
  );
  for (const { id, version, number } of prepared) {
    await (await stage.as(`${deskOf(regionCode)}-checker`)).post(`batches/${id}/release`, { version });
    stage.did(`${await treasury(stage, regionCode)}复核放行 ${number}`);
  }
}

/** What the bank accepted is settled by its statement of the day, and by nothing else. */
async function settle(stage: Stage, regionCode: string, mine: ReadonlySet<string>): Promise<void> {
  const sent = await stage.until(
    `the bank has every payment of ${regionCode}`,
    async () => {
      const payments = await ofTreasury(stage, regionCode, mine);
      return payments.every(({ state }) => state === 'accepted' || state === 'settled') ? payments : null;
    },
    SENT_WITHIN_MS,
  );
  const references = sent
    .filter(({ state }) => state === 'accepted')
    .flatMap(({ attempts }) => attempts.map(({ bankReference }) => bankReference));
  const booked = (await stage.ledger()).received.filter(({ reference }) => references.includes(reference));
  if (references.length > 0 && booked.length === 0)
    throw new DemoRefusal(
      'The simulated bank does not know the payments of this system: set BANK_URL to the address that npm start printed.',
    );
  const days = new Set(booked.map(({ payerAccount, bookedOn }) => `${payerAccount} ${bookedOn}`));
  for (const day of days) {
    const [account = '', date = ''] = day.split(' ');
    const statement = await stage.statement(account, date);
    await (await stage.as(`${deskOf(regionCode)}-maker`)).post('statements', statement);
    stage.did(`${await treasury(stage, regionCode)}导入银行对账单 ${account} ${date}`);
  }
}

const treasury = async (stage: Stage, regionCode: string): Promise<string> =>
  `${await regionName(stage, regionCode)}财政`;

function deskOf(regionCode: string): string {
  const desk = TREASURY_DESKS[regionCode];
  if (desk === undefined) throw new Error(`the story has nobody at the treasury ${regionCode}`);
  return desk;
}
