import {
  actorId,
  lockEarlierPaymentCoverage,
  runCommand,
  saveEarlierPaymentCoverage,
  type CommandOutcome,
  type Database,
  type EarlierPaymentCoverageEntity,
  type Tx,
} from '@duixian/persistence';
import {
  describeRefusal,
  moveCoverage,
  permit,
  type CoverageAction,
  type PersonActor,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import type { CoverageAnswer } from './record-coverage';

/** What every verb on a mark takes. */
export interface CoverageCommand {
  actor: PersonActor;
  idempotencyKey: string;
  coverageId: string;
  version: number;
}

/** A different officer than who recorded it confirms a mark; from now on it counts. */
export async function confirmEarlierPaymentCoverage(
  db: Database,
  command: CoverageCommand,
): Promise<CommandOutcome<CoverageAnswer, Refusal>> {
  return changeCoverage(db, command, 'confirm', {}, (tx, mark) => {
    if (mark.recordedBy === actorId(tx.actor))
      return refuse('separation-of-duties', '这项声明由您登记,须由另一名人员确认。');
    mark.confirmedAt = tx.now;
    mark.confirmedBy = actorId(tx.actor);
    return null;
  });
}

/** The ledger turned out incomplete: the mark counts no more. What was awarded meanwhile stays awarded. */
export async function withdrawEarlierPaymentCoverage(
  db: Database,
  command: CoverageCommand & { reason: string },
): Promise<CommandOutcome<CoverageAnswer, Refusal>> {
  const { reason } = command;
  return changeCoverage(db, command, 'withdraw', { reason }, (tx, mark) => {
    mark.withdrawnAt = tx.now;
    mark.withdrawnBy = actorId(tx.actor);
    mark.withdrawalReason = reason;
    return null;
  });
}

/** Locked, seen, current, permitted, possible; then the verb's own part, the new state, the event. */
async function changeCoverage(
  db: Database,
  { actor, idempotencyKey, coverageId, version }: CoverageCommand,
  action: CoverageAction,
  more: Record<string, unknown>,
  apply: (tx: Tx, mark: EarlierPaymentCoverageEntity) => Refused | null,
): Promise<CommandOutcome<CoverageAnswer, Refusal>> {
  const input = { coverageId, version, ...more };
  const request = { name: `${action}EarlierPaymentCoverage`, actor, idempotencyKey, input };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<CoverageAnswer>> => {
    const mark = await lockEarlierPaymentCoverage(tx, coverageId);
    const seen = mark && permit(actor, 'coverage.list', regionResource(tx, mark.cityCode)).allowed;
    if (!mark || !seen) return refuseAsUnknown();
    if (mark.version !== version) return refuseStale(version, mark.version);
    const resource = regionResource(tx, mark.cityCode);
    const forbidden = refuseUnlessPermitted(actor, `coverage.${action}`, resource);
    if (forbidden) return forbidden;
    const from = mark.state;
    const move = moveCoverage(from, action);
    if (!move.ok) {
      const details = { state: from, allowedActions: move.refusal.allowed };
      return refuse('action-not-allowed', describeRefusal(move.refusal), details);
    }
    const refused = apply(tx, mark);
    if (refused) return refused;
    mark.state = move.to;
    await saveEarlierPaymentCoverage(tx, mark);
    await tx.record({
      caseId: mark.id,
      regionCode: mark.cityCode,
      type: move.event,
      data: { from: { state: from }, to: { state: mark.state }, version: mark.version, ...more },
    });
    return done({ id: mark.id, state: mark.state, version: mark.version });
  });
}
