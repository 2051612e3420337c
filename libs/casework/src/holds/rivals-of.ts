import {
  readRivalClaims,
  type ApplicationEntity,
  type DeterminationEntity,
  type RivalClaim,
  type Tx,
} from '@duixian/persistence';

const OVER: readonly string[] = ['rejected', 'withdrawn', 'terminated', 'awarded', 'terminating', 'paid'];

/** Where the claims of a case under way are made besides: of lines that pay, or would once somebody adds what they lack. */
export async function rivalsOf(
  tx: Tx,
  { id, partyId, offerId, submittedAt, state }: ApplicationEntity,
  lines: readonly DeterminationEntity[],
): Promise<RivalClaim[]> {
  if (submittedAt === null || OVER.includes(state)) return [];
  const claimed = lines.filter(
    ({ payable, status }) => payable === true || ['needs-evidence', 'needs-decision'].includes(status),
  );
  return readRivalClaims(tx, { partyId, applicationId: id, offerId }, claimed);
}
