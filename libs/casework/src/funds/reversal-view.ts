import type { RecoveryEntity, RecoveryEntryEntity, RepaymentReversalEntity, Tx } from '@duixian/persistence';
import {
  allowedRecoveryEntryActions,
  permit,
  type Operation,
  type PersonActor,
  type ReversalAction,
  type ReversalState,
} from '@duixian/workflow';
import { REVERSAL_OPERATIONS } from './decide-reversal';
import { recoveryResource } from './open-recovery';

/** That the bank took a repayment back: by which debit, and who has decided. */
export interface ReversalView {
  id: string;
  version: number;
  state: ReversalState;
  note: string;
  statementId: string;
  position: number;
  proposedAt: string;
  proposedByYou: boolean;
  decidedAt: string | null;
  decisionNote: string | null;
  allowedActions: ReversalAction[];
}

/** The last proposal that a repayment is undone, and whether the reader may make one. */
export function reversalOf(
  tx: Tx,
  actor: PersonActor,
  recovery: RecoveryEntity,
  entry: RecoveryEntryEntity,
  reversals: readonly RepaymentReversalEntity[],
): { mayReverse: boolean; reversal: ReversalView | null } {
  const last = reversals.filter(({ entryId }) => entryId === entry.id).at(-1);
  const resource = recoveryResource(tx, recovery);
  const may = (operation: Operation): boolean => permit(actor, operation, resource).allowed;
  const mayReverse =
    allowedRecoveryEntryActions(entry).includes('reverse') &&
    last?.state !== 'proposed' &&
    may('recovery.proposeReversal');
  if (!last) return { mayReverse, reversal: null };
  const { id, version, state, note, statementId, statementPosition: position, decisionNote } = last;
  const own = last.proposedBy === actor.userId;
  const verbs: ReversalAction[] = own ? ['withdraw'] : ['confirm', 'refuse'];
  const reversal: ReversalView = {
    ...{ id, version, state, note, statementId, position, decisionNote },
    proposedAt: last.proposedAt.toISOString(),
    proposedByYou: own,
    decidedAt: last.decidedAt?.toISOString() ?? null,
    allowedActions: state === 'proposed' ? verbs.filter((verb) => may(REVERSAL_OPERATIONS[verb])) : [],
  };
  return { mayReverse, reversal };
}
