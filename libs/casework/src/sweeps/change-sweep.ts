import {
  lockSweep,
  runCommand,
  saveSweep,
  sumLinesToOffer,
  type CommandOutcome,
  type Database,
  type SweepEntity,
  type Tx,
} from '@duixian/persistence';
import {
  allowedSweepActions,
  describeRefusal,
  mayApproveSweep,
  moveSweep,
  permit,
  type PersonActor,
  type SweepPersonAction,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import type { SweepAnswer } from './order-sweep';

/** What every verb on a sweep takes. */
export interface SweepCommand {
  actor: PersonActor;
  idempotencyKey: string;
  sweepId: string;
  version: number;
}

/** A second officer approves exactly the list that was put before them; from now on its offers go out. */
export async function approveSweep(
  db: Database,
  command: SweepCommand,
): Promise<CommandOutcome<SweepAnswer, Refusal>> {
  return changeSweep(db, command, 'approve', async (tx, sweep) => {
    const { userId } = command.actor;
    if (!mayApproveSweep(sweep.orderedBy, userId)) {
      const rule = '本次比对由您发起,清单须由本市另一名政策人员审定。';
      return refuse('separation-of-duties', rule);
    }
    const { hash } = await sumLinesToOffer(tx, sweep.id);
    if (hash !== sweep.offerHash) throw new Error(`the list of sweep ${sweep.id} is not what was presented`);
    sweep.approvedBy = userId;
    sweep.approvedAt = tx.now;
    await tx.enqueue('sweep.approved', { sweepId: sweep.id });
    return null;
  });
}

/** Nothing of it goes out. What it found stays to be read. */
export async function cancelSweep(
  db: Database,
  command: SweepCommand,
): Promise<CommandOutcome<SweepAnswer, Refusal>> {
  return changeSweep(db, command, 'cancel', (tx, sweep) => {
    sweep.endedAt = tx.now;
    return Promise.resolve(null);
  });
}

/** Locked, seen, current, permitted, possible; then the verb's own part, the new state, the event. */
async function changeSweep(
  db: Database,
  { actor, idempotencyKey, sweepId, version }: SweepCommand,
  action: SweepPersonAction,
  apply: (tx: Tx, sweep: SweepEntity) => Promise<Refused | null>,
): Promise<CommandOutcome<SweepAnswer, Refusal>> {
  const request = { name: `${action}Sweep`, actor, idempotencyKey, input: { sweepId, version } };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<SweepAnswer>> => {
    const sweep = await lockSweep(tx, sweepId);
    const resource = sweep && regionResource(tx, sweep.cityCode);
    if (!sweep || !resource || !permit(actor, 'sweep.read', resource).allowed) return refuseAsUnknown();
    // A running sweep counts its chunks; who cancels it means the sweep, not one of its counts.
    const counts = sweep.state === 'running' && action === 'cancel' && version < sweep.version;
    if (sweep.version !== version && !counts) return refuseStale(version, sweep.version);
    const forbidden = refuseUnlessPermitted(actor, `sweep.${action}`, resource);
    if (forbidden) return forbidden;
    const from = sweep.state;
    const move = moveSweep(from, action);
    if (!move.ok) {
      const allowed = allowedSweepActions(from);
      const details = { state: from, allowedActions: allowed };
      return refuse('action-not-allowed', describeRefusal({ ...move.refusal, allowed }), details);
    }
    const refused = await apply(tx, sweep);
    if (refused) return refused;
    sweep.state = move.to;
    await saveSweep(tx, sweep);
    await tx.record({
      caseId: sweep.id,
      regionCode: sweep.cityCode,
      type: move.event,
      data: {
        from: { state: from },
        to: { state: sweep.state },
        version: sweep.version,
        hash: sweep.offerHash,
      },
    });
    return done({ id: sweep.id, state: sweep.state, version: sweep.version });
  });
}
