import { In, IsNull } from 'typeorm';
import { managerOf, type Tx } from '../ground/transaction';
import {
  AwardEntity,
  AwardInstalmentEntity,
  InstalmentDecisionEntity,
  type InstalmentVerdict,
} from './award-entities';
import { PaymentEntity } from './payment-entities';

/** The plan of an award, before its payments are made. */
export async function insertAwardInstalments(
  tx: Tx,
  instalments: readonly AwardInstalmentEntity[],
): Promise<void> {
  if (instalments.length > 0) await managerOf(tx).insert(AwardInstalmentEntity, [...instalments]);
}

/** The plans of awards, part by part; one that is paid at once has none. */
export async function readAwardInstalments(
  tx: Tx,
  awardIds: readonly string[],
): Promise<AwardInstalmentEntity[]> {
  return managerOf(tx).find(AwardInstalmentEntity, {
    where: { awardId: In([...awardIds]) },
    order: { awardId: 'ASC', number: 'ASC' },
  });
}

/** What was proposed and decided about parts of awards, oldest first. */
export async function readInstalmentDecisions(
  tx: Tx,
  awardIds: readonly string[],
): Promise<InstalmentDecisionEntity[]> {
  return managerOf(tx).find(InstalmentDecisionEntity, {
    where: { awardId: In([...awardIds]) },
    order: { id: 'ASC' },
  });
}

export async function insertInstalmentDecision(tx: Tx, proposed: InstalmentDecisionEntity): Promise<void> {
  await managerOf(tx).insert(InstalmentDecisionEntity, proposed);
}

/** A proposal with the award that it is about. */
export async function findInstalmentDecision(
  tx: Tx,
  id: string,
): Promise<{ proposed: InstalmentDecisionEntity; award: AwardEntity } | null> {
  const manager = managerOf(tx);
  const proposed = await manager.findOneBy(InstalmentDecisionEntity, { id });
  const award = proposed && (await manager.findOneBy(AwardEntity, { id: proposed.awardId }));
  return proposed && award ? { proposed, award } : null;
}

/** Writes the decision of a proposal; whoever decides holds its case. */
export async function decideInstalment(
  tx: Tx,
  proposed: InstalmentDecisionEntity,
  decided: { decision: InstalmentVerdict; by: string; note: string | null },
): Promise<void> {
  const written = {
    ...{ decision: decided.decision, decidedBy: decided.by, decidedAt: tx.now },
    decisionNote: decided.note,
  };
  const { id } = proposed;
  const done = await managerOf(tx).update(InstalmentDecisionEntity, { id, decision: IsNull() }, written);
  if (done.affected !== 1) throw new Error(`proposal ${id} changed under the lock of its case`);
  Object.assign(proposed, written);
}

/** The payments of one part of an award, refunds among them, locked in the order of their ids. */
export async function lockPaymentsOfInstalment(
  tx: Tx,
  awardId: string,
  number: number,
): Promise<PaymentEntity[]> {
  return managerOf(tx)
    .createQueryBuilder(PaymentEntity, 'payment')
    .where('payment.instalment = :number', { number })
    .andWhere('payment.award_source_id IN (SELECT id FROM award_source WHERE award_id = :awardId)', {
      awardId,
    })
    .orderBy('payment.id')
    .setLock('pessimistic_write')
    .getMany();
}

/** Parts whose day has come, that still wait, and about which nobody has proposed anything else. */
export async function readDueInstalments(
  tx: Tx,
  today: string,
): Promise<{ awardId: string; number: number; applicationId: string }[]> {
  return managerOf(tx).query<{ awardId: string; number: number; applicationId: string }[]>(
    `SELECT i.award_id AS "awardId", i.number, a.id AS "applicationId" FROM award_instalment i
     JOIN award w ON w.id = i.award_id JOIN application a ON a.id = w.application_id
     WHERE i.due_on <= $1 AND a.state = 'awarded' AND EXISTS (SELECT 1 FROM award_source s JOIN payment p ON p.award_source_id = s.id
         WHERE s.award_id = i.award_id AND p.instalment = i.number AND p.state = 'waiting' AND p.refund_to IS NULL)
       AND NOT EXISTS (SELECT 1 FROM instalment_decision d WHERE d.award_id = i.award_id AND d.number = i.number
         AND (d.decision IS NULL OR d.decision = 'confirmed'))
     ORDER BY i.award_id, i.number`,
    [today],
  );
}
