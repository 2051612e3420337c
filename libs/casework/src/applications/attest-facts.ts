import { appendFacts, type CommandOutcome, type Database } from '@duixian/persistence';
import { refuse, type Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';

export interface Attestation {
  fact: string;
  /** What the reviewer looked at, e.g. 统计联网直报平台. */
  source: string;
  documentNumber: string;
}

/**
 * The reviewer whose turn it is vouches for facts the applicant claimed, each with source and document. The claimed
 * value is attested as it stands; a wrong one is returned for correction, never silently changed.
 */
export async function attestFacts(
  db: Database,
  command: CaseCommand & { attestations: Attestation[] },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  const { attestations } = command;
  return takeAction(db, command, {
    name: 'attestFacts',
    action: 'attest',
    input: { attestations },
    apply: async (tx, { application, call }) => {
      const unknown = attestations
        .map((each) => each.fact)
        .filter((fact) => !Object.hasOwn(application.claims, fact));
      if (unknown.length > 0) {
        const problems = unknown.map((fact) => ({
          fact,
          message: '企业没有填报这项数据',
          fix: `只需核实企业填报的数据:${Object.keys(application.claims).join('、') || '无'}`,
        }));
        return refuse('facts-invalid', `企业没有填报:${unknown.join('、')}。`, {
          problems,
        });
      }
      await appendFacts(
        tx,
        application.partyId,
        attestations.map(({ fact, source, documentNumber }) => ({
          id: tx.newId(),
          partyId: application.partyId,
          applicationId: application.id,
          name: fact,
          value: application.claims[fact] ?? '',
          status: 'attested' as const,
          source,
          documentNumber,
          // The reviewer looked at the year that the call tests, no other.
          validFrom: call.testedFrom,
          validTo: call.testedTo,
          learnedAt: tx.now,
          learnedBy: `user:${command.actor.userId}`,
        })),
      );
      return { ok: true };
    },
  });
}
