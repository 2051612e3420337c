import {
  readNextCases,
  readNextPayments,
  type ChosenPayments,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';

/** Payments taken in hand at once: the memory that a batch of any size needs. Of fewer, statements cost more than their rows. */
const AT_ONCE = 1_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Goes through payments in the order of their ids, some at a time; locked, each is locked from when it comes until commit. */
export async function* goThroughPayments(
  tx: Tx,
  chosen: ChosenPayments,
  { lock = false }: { lock?: boolean } = {},
): AsyncGenerator<PaymentEntity[]> {
  for (let afterId = FIRST_ID; ;) {
    const payments = await readNextPayments(tx, chosen, afterId, { limit: AT_ONCE, lock });
    const last = payments.at(-1);
    if (!last) return;
    // Whoever goes through them may change them.
    afterId = last.id;
    yield payments;
    if (payments.length < AT_ONCE) return;
  }
}

/** The cases that the payments of a batch are of, some at a time; nothing else of them is read. */
export async function* goThroughCases(tx: Tx, batchId: string): AsyncGenerator<string[]> {
  for (let afterId = FIRST_ID; ;) {
    const some = await readNextCases(tx, batchId, afterId, AT_ONCE);
    const last = some.at(-1);
    if (!last) return;
    yield [...new Set(some.map(({ applicationId }) => applicationId))];
    if (some.length < AT_ONCE) return;
    afterId = last.id;
  }
}
