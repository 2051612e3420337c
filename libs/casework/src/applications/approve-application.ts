import {
  findCall,
  findParty,
  noteApprovedApplicant,
  readDecisionsInForce,
  readLatestDeterminations,
  type ApplicationEntity,
  type CommandOutcome,
  type Database,
  type DeterminationEntity,
  type Tx,
} from '@duixian/persistence';
import { handsOf } from '@duixian/workflow';
import { assembleFacts } from '../facts/assemble-facts';
import { withParameters } from '../facts/call-parameters';
import { refuse, type Refusal, type Refused } from '../ground/refusal';
import { factLabel } from '../facts/fact-label';
import { refuseApprovedElsewhere } from '../holds/claimed-twice';
import { refuseWhileHeld } from '../holds/refuse-held';
import { payableLines, resultOf } from '../policies/determine-case';
import type { CaseAnswer, CaseCommand } from './command';
import { refuseUnaudited } from './audit-opinion';
import { takeAction } from './take-action';

/**
 * The reviewer whose turn it is approves: the next stage opens, or after the last one the case goes on to its public
 * notice or award. Refused while nothing is determined to be paid, or while an amount rests on a fact that is only
 * claimed, while the audit that the stage is about has no opinion (`refuseUnaudited`), or while another case of the
 * applicant is past its review with the same.
 */
export async function approveApplication(
  db: Database,
  command: CaseCommand & { comment?: string },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  return takeAction(db, command, {
    name: 'approveApplication',
    action: 'approve',
    input: { comment: command.comment ?? '' },
    apply: async (tx, opened) => {
      const { application, move, stage } = opened;
      const unaudited =
        stage && (await refuseUnaudited(tx, application.id, stage.key, command.comment ?? ''));
      if (unaudited) return unaudited;
      const held = await refuseWhileHeld(tx, application.id);
      if (held) return held;
      const last = move.opensStage === null;
      const alone = last ? await refuseOwnDecision(tx, application, handsOf(command.actor)) : null;
      const ready = alone ?? (await readyToApprove(tx, application));
      if (ready.ok) await noteApprovedApplicant(tx, application);
      return ready;
    },
  });
}

/** Where nobody looks after this approval, whoever decided an amount, or in whose name it was, must not be the one who gives it. */
async function refuseOwnDecision(
  tx: Tx,
  application: ApplicationEntity,
  hands: readonly string[],
): Promise<Refused | null> {
  const own = (await readDecisionsInForce(tx, application.id)).filter(
    ({ decidedBy, inNameOf }) => hands.includes(decidedBy) || (inNameOf !== null && hands.includes(inNameOf)),
  );
  if (own.length === 0) return null;
  return refuse(
    'separation-of-duties',
    '此件的决定由您记录,且之后没有其他审核环节,须由其他同事作最后审核。',
    { clauses: own.map((each) => each.clauseId) },
  );
}

/** The event says which lines were approved and which were not, with their status. */
async function readyToApprove(
  tx: Tx,
  application: ApplicationEntity,
): Promise<Refused | { ok: true; eventData: Record<string, unknown> }> {
  const lines = await readLatestDeterminations(tx, application.id);
  const payable = payableLines(lines);
  if (payable.length === 0) {
    return refuse('nothing-to-award', '此件没有核定可兑付的条款。请退回补正,或不予支持。', {
      lines: lines.map((line) => ({ clause: line.clauseId, status: line.status })),
    });
  }
  const elsewhere = await refuseApprovedElsewhere(tx, application, payable);
  if (elsewhere) return elsewhere;
  const unattested = await factsToAttest(
    tx,
    application,
    payable.flatMap((line) => resultOf(line).factsUsed),
  );
  if (unattested.length === 0) {
    const lineOf = ({ clauseId, status, amountFen }: DeterminationEntity) => ({
      clause: clauseId,
      status,
      amountFen,
    });
    const left = lines.filter((line) => !payable.includes(line));
    return { ok: true, eventData: { approved: payable.map(lineOf), leftOut: left.map(lineOf) } };
  }
  return refuse(
    'facts-not-attested',
    `请先核实以下数据并注明来源:${unattested.map(factLabel).join('、')}。`,
    {
      facts: unattested,
    },
  );
}

/** Of the facts an amount rests on, those that are so far only claimed; what the call sets needs no attestation. */
export async function factsToAttest(
  tx: Tx,
  application: ApplicationEntity,
  used: readonly string[],
): Promise<string[]> {
  const party = await findParty(tx, application.partyId);
  const call = await findCall(tx, application.callId);
  if (!party || !call || !application.evaluationDate) return [];
  const assembled = await assembleFacts(tx, party, application.evaluationDate, application.id);
  const { provenance } = withParameters(assembled, call);
  return [...new Set(used)].filter((fact) => provenance[fact]?.status === 'claimed').sort();
}
