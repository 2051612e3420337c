import {
  findCall,
  findParty,
  findPolicyVersion,
  lockApplication,
  openTask,
  runCommand,
  saveApplication,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import { moveApplication } from '@duixian/workflow';
import { assembleFacts } from '../facts/assemble-facts';
import { done, type Refusal } from '../ground/refusal';
import { determineCase } from '../policies/determine-case';
import { positionOf, stageRegion } from './open-case';

const ASSESSOR = { kind: 'system', name: 'assess-application' } as const;

/**
 * After submission, as the system (it must see every city: "absent" has to mean none): takes the facts, applies the
 * clauses of the call, keeps the determinations, opens the first review. The machine never rejects: what is not
 * eligible or lacks evidence goes to a person with its reasons.
 */
export async function assessApplication(
  db: Database,
  job: { outboxId: string; applicationId: string },
): Promise<CommandOutcome<{ assessed: boolean }, Refusal>> {
  const idempotencyKey = `outbox:${job.outboxId}/assess-application`;
  const input = { applicationId: job.applicationId };
  return runCommand<{ assessed: boolean }, Refusal>(
    db,
    { name: 'assessApplication', actor: ASSESSOR, idempotencyKey, input },
    async (tx) => {
      const application = await lockApplication(tx, job.applicationId);
      if (!application) throw new Error(`application ${job.applicationId} is gone`);
      const move = moveApplication(positionOf(application), 'assess');
      const record = (type: string, data: Record<string, unknown>): Promise<void> =>
        tx.record({
          caseId: application.id,
          regionCode: application.countyCode,
          partyId: application.partyId,
          type,
          data,
        });
      if (!move.ok) {
        await record('application.assessment_skipped', { state: application.state });
        return done({ assessed: false });
      }
      const [call, party, version] = [
        await findCall(tx, application.callId),
        await findParty(tx, application.partyId),
        await findPolicyVersion(tx, application.policyVersionId ?? ''),
      ];
      const evaluationDate = application.evaluationDate;
      if (!call || !party || !version || !evaluationDate)
        throw new Error(`application ${application.id} is incomplete`);
      const assembled = await assembleFacts(tx, party, evaluationDate, application.id);
      const lines = await determineCase(tx, {
        applicationId: application.id,
        partyId: party.id,
        cityCode: application.cityCode,
        purpose: 'assessment',
        call,
        version,
        evaluationDate,
        assembled,
      });
      application.state = move.to;
      application.stageIndex = move.stageIndex;
      application.waitingStageIndex = move.waitingStageIndex;
      application.stateReason = null;
      await saveApplication(tx, application);
      if (move.opensStage)
        await openTask(tx, application.id, move.opensStage.key, stageRegion(application, move.opensStage));
      await record(move.event, {
        to: { state: application.state, stageIndex: application.stageIndex },
        version: application.version,
        lines: lines.map((line) => ({
          clause: line.clauseId,
          status: line.status,
          amountFen: line.amountFen,
        })),
      });
      return done({ assessed: true });
    },
  );
}
