import type { CommandOutcome, Database } from '@duixian/persistence';
import type { Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';

/** The applicant takes the application back, for good, while no stage has finished it. */
export async function withdrawApplication(
  db: Database,
  command: CaseCommand & { reason?: string },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  const text = command.reason ?? '';
  return takeAction(db, command, {
    name: 'withdrawApplication',
    action: 'withdraw',
    input: { reason: text },
    reason: { code: 'withdrawn-by-applicant', text },
  });
}
