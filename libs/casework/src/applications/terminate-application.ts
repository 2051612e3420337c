import type { CommandOutcome, Database } from '@duixian/persistence';
import type { Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';
import { refuseUnlessAllIsHere } from '../funds/ending-award';

/** Why a case may be ended for good although nobody decided on it. */
export const TERMINATION_CODES = [
  'applicant-dissolved',
  'policy-ended',
  'ordered-by-authority',
  'false-statement',
  'duplicate-funding',
  'other',
] as const;
export type TerminationCode = (typeof TERMINATION_CODES)[number];

/**
 * 终止: the city ends a case for good with code and reason, whoever's turn it is. After its award it is only proposed, while
 * nothing of the money has left: a second person of the city decides, and nothing is paid meanwhile.
 */
export async function terminateApplication(
  db: Database,
  command: CaseCommand & { reasonCode: TerminationCode; reason: string },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  return takeAction(db, command, {
    name: 'terminateApplication',
    action: 'terminate',
    input: { reasonCode: command.reasonCode, reason: command.reason },
    reason: { code: command.reasonCode, text: command.reason },
    apply: async (tx, { application }) => (await refuseUnlessAllIsHere(tx, application)) ?? { ok: true },
  });
}
