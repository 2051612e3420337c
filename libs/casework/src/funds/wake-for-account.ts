import {
  findTreasury,
  lockParkedForAccount,
  runCommand,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import { done, type Refusal } from '../ground/refusal';
import { goOnFrom } from './serve-funding-queue';

const WAKER = { kind: 'system', name: 'wake-for-account' } as const;

/**
 * After two people gave a treasury its account, as the system: the cases that parked because nobody could pay it back go on to be
 * awarded, in the order of their numbers. Where its account lacks its bank all the same, they stay.
 */
export async function wakeForAccount(
  db: Database,
  job: { outboxId: string; regionCode: string },
): Promise<CommandOutcome<{ woken: number }, Refusal>> {
  const { outboxId, regionCode } = job;
  const request = {
    ...{ name: 'wakeForAccount', actor: WAKER, idempotencyKey: `outbox:${outboxId}/wake-for-account` },
    input: { regionCode },
  };
  return runCommand(db, request, async (tx) => {
    const treasury = await findTreasury(tx, regionCode);
    const parked = treasury?.bankCode ? await lockParkedForAccount(tx, regionCode) : [];
    for (const application of parked) await goOnFrom(tx, application);
    await tx.record({
      ...{ caseId: tx.newId(), regionCode, type: 'treasury_account.cases_woken' },
      data: { woken: parked.map(({ caseNumber }) => caseNumber) },
    });
    return done({ woken: parked.length });
  });
}
