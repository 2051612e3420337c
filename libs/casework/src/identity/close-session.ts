import {
  closeSessionRow,
  findHomeRegion,
  runCommand,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { done, type Refusal } from '../ground/refusal';

/** Signs out: the session ends at once and for good. */
export async function closeSession(
  db: Database,
  person: PersonActor,
  sessionId: string,
): Promise<CommandOutcome<{ closed: true }, Refusal>> {
  const actor = { kind: 'system', name: 'sign-out' } as const;
  return runCommand(
    db,
    { name: 'closeSession', actor, idempotencyKey: sessionId, input: { sessionId } },
    async (tx) => {
      await closeSessionRow(tx, sessionId);
      await tx.record({
        caseId: person.userId,
        regionCode: (await findHomeRegion(tx, person.userId)) ?? tx.regions.regions[0]?.code ?? '',
        type: 'session.closed',
        data: {},
      });
      return done({ closed: true as const });
    },
  );
}
