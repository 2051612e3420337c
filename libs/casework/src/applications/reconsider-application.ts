import type { CommandOutcome, Database } from '@duixian/persistence';
import type { Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';

/** A parked case is tried again, after its cause (budget, funding, facts) was mended. */
export async function reconsiderApplication(
  db: Database,
  command: CaseCommand & { reason: string },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  return takeAction(db, command, {
    name: 'reconsiderApplication',
    action: 'reconsider',
    input: { reason: command.reason },
  });
}
