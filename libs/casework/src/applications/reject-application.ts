import type { CommandOutcome, Database } from '@duixian/persistence';
import type { Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';

/** Why a case may be refused for good. */
export const REJECTION_CODES = ['not-eligible', 'false-statement', 'duplicate-funding', 'other'] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];

/** 不予支持: the reviewer whose turn it is (or the city's, for a parked case) refuses it with code and reason. */
export async function rejectApplication(
  db: Database,
  command: CaseCommand & { reasonCode: RejectionCode; reason: string },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  return takeAction(db, command, {
    name: 'rejectApplication',
    action: 'reject',
    input: { reasonCode: command.reasonCode, reason: command.reason },
    reason: { code: command.reasonCode, text: command.reason },
  });
}
