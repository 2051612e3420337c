import type { CommandOutcome, Database } from '@duixian/persistence';
import { checkClaims } from '../facts/check-claims';
import type { Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';

/** Replaces what the applicant claims, while the case is a draft or returned for correction. */
export async function editApplication(
  db: Database,
  command: CaseCommand & { claims: Record<string, unknown> },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  return takeAction(db, command, {
    name: 'editApplication',
    action: 'edit',
    input: { claims: command.claims },
    apply: (_tx, { application }) => {
      const checked = checkClaims(command.claims);
      if (checked.ok) application.claims = checked.claims;
      return Promise.resolve(
        checked.ok
          ? { ok: true, eventData: { claims: undefined, claimed: Object.keys(checked.claims).sort() } }
          : checked,
      );
    },
  });
}
