import type { CommandOutcome, Database } from '@duixian/persistence';
import { refuseUnlessAllIsHere } from '../funds/ending-award';
import type { Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';

/** 同意终止: a second person of the city ends an award of which nothing has left; its money goes back to the budget lines. */
export async function confirmTermination(
  db: Database,
  command: CaseCommand & { comment?: string },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  const { comment } = command;
  return takeAction(db, command, {
    name: 'confirmTermination',
    action: 'confirm',
    input: comment === undefined ? {} : { comment },
    reason: 'as-it-was',
    apply: async (tx, { application }) => (await refuseUnlessAllIsHere(tx, application)) ?? { ok: true },
  });
}

/** 不同意终止: a second person of the city leaves the award as it was; its payments go on. */
export async function refuseTermination(
  db: Database,
  command: CaseCommand & { reason: string },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  return takeAction(db, command, {
    name: 'refuseTermination',
    action: 'refuse',
    input: { reason: command.reason },
  });
}
