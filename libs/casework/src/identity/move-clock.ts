import { newId, runCommand, shiftDemoClock, type CommandOutcome, type Database } from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted } from '../ground/authorise';
import { done, type Refusal } from '../ground/refusal';

/** A fixed case for the trail of the demo clock. */
const CLOCK_CASE = '00000000-0000-7000-8000-00000000c10c';

/** Demo mode only (elsewhere no route leads here): the administrator moves business time; both times go into the trail. */
export async function moveClock(
  db: Database,
  actor: PersonActor,
  to: Date,
): Promise<CommandOutcome<{ serverTime: string; businessTime: string }, Refusal>> {
  return runCommand(db, { name: 'moveClock', actor, idempotencyKey: newId(), input: { to } }, async (tx) => {
    const refused = refuseUnlessPermitted(actor, 'demo.moveClock');
    if (refused) return refused;
    const before = tx.nowText;
    const times = await shiftDemoClock(tx, to, `user:${actor.userId}`);
    const region = actor.grants[0]?.regionCode ?? tx.regions.regions[0]?.code ?? '';
    await tx.record({
      caseId: CLOCK_CASE,
      regionCode: region,
      type: 'demo.clock_moved',
      data: { before, ...times },
    });
    return done(times);
  });
}
