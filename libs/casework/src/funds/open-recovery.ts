import {
  findBudgetLine,
  findRecovery,
  lockRecovery,
  type BudgetLineEntity,
  type RecoveryEntity,
  type Tx,
} from '@duixian/persistence';
import type { Operation, PersonActor, Resource } from '@duixian/workflow';
import { refuseRecused } from '../applications/open-case';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

/** What every verb on a demand to pay back takes. */
export interface RecoveryCommand {
  actor: PersonActor;
  idempotencyKey: string;
  recoveryId: string;
  version: number;
}

/** A demand as the permission function sees it; what is only proposed is no business of the enterprise yet. */
export const recoveryResource = (
  tx: Tx,
  { regionCode, partyId, state }: Pick<RecoveryEntity, 'regionCode' | 'partyId' | 'state'>,
): Resource => ({
  regionPath: tx.regions.path(regionCode),
  ...(state === 'demanded' || state === 'closed' ? { partyId } : {}),
});

/**
 * A demand that somebody wants to change, found, asked about and locked, in this order: who may not read it does not learn of it;
 * the operation; recusal of officials.
 * @param before what has to be locked before the demand, such as the subject of its budget line
 */
export async function openRecovery(
  tx: Tx,
  { actor, recoveryId }: Pick<RecoveryCommand, 'actor' | 'recoveryId'>,
  operation: Operation,
  before: (recovery: RecoveryEntity) => Promise<void> = () => Promise.resolve(),
): Promise<{ ok: true; recovery: RecoveryEntity } | Refused> {
  const found = await findRecovery(tx, recoveryId);
  if (!found) return refuseAsUnknown();
  const resource = recoveryResource(tx, found);
  if (refuseUnlessPermitted(actor, 'recovery.read', resource)) return refuseAsUnknown();
  const forbidden = refuseUnlessPermitted(actor, operation, resource);
  if (forbidden) return forbidden;
  const enterprises = operation === 'recovery.consent' || operation === 'recovery.decline';
  const recused = enterprises ? null : await refuseRecused(tx, found.applicationId);
  if (recused) return recused;
  await before(found);
  const recovery = await lockRecovery(tx, recoveryId);
  return recovery ? { ok: true, recovery } : refuseAsUnknown();
}

/** The budget line that the demanded money came from, and goes back to. */
export async function lineOfRecovery(tx: Tx, { budgetLineId }: RecoveryEntity): Promise<BudgetLineEntity> {
  const line = await findBudgetLine(tx, budgetLineId);
  if (!line) throw new Error(`budget line ${budgetLineId} is out of reach`);
  return line;
}

/** Events about a demand go on the trail of the case whose award it is about, where enterprise and auditors look. */
export const recordOnRecovery = (
  tx: Tx,
  recovery: RecoveryEntity,
  type: string,
  data: Record<string, unknown>,
): Promise<void> =>
  tx.record({
    caseId: recovery.applicationId,
    regionCode: recovery.countyCode,
    partyId: recovery.partyId,
    type,
    data: {
      recoveryId: recovery.id,
      number: recovery.number,
      paymentId: recovery.paymentId,
      treasury: recovery.regionCode,
      amountFen: recovery.amountFen,
      ...data,
    },
  });
