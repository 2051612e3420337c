import { readFundingWaitsOf, seeingEverything, type Tx } from '@duixian/persistence';

/** Where a case that waits for money stands, per treasury that has none free for it. */
export interface FundingPlaceView {
  regionCode: string;
  neededFen: number;
  since: string;
  /** From 1, among everybody who waits for the same money: of the others only how many there are before it is said. */
  position: number;
}

/** The places of a case in the funding queues, as they are now; none while it does not wait. */
export async function readFundingPlaces(tx: Tx, applicationId: string): Promise<FundingPlaceView[]> {
  const waits = await seeingEverything(tx, () => readFundingWaitsOf(tx, applicationId));
  return waits.map(({ regionCode, neededFen, since, position }) => ({
    regionCode,
    neededFen,
    since: since.toISOString(),
    position,
  }));
}
