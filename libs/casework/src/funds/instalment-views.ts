import { addFen, ZERO_FEN } from '@duixian/money';
import {
  readAwardInstalments,
  readInstalmentDecisions,
  type ApplicationEntity,
  type AwardEntity,
  type AwardInstalmentEntity,
  type AwardSourceEntity,
  type InstalmentDecisionEntity,
  type InstalmentFate,
  type Tx,
} from '@duixian/persistence';
import { permit } from '@duixian/workflow';
import { refuseUnfit } from '../applications/open-case';
import type { InstalmentAction } from './decide-instalment';
import { shareInWords, splitByParts } from './instalment-plan';
import { instalmentResource } from './propose-instalment';

/** One part of an award, as somebody may see it. */
export interface InstalmentView {
  number: number;
  /** Of the whole, e.g. "1/2". */
  share: string;
  /** What all sources bear of it. */
  amountFen: number;
  dueOn: string | null;
  condition: string | null;
  /** due: it is paid, or may be; waiting; released, forfeited: by two people. */
  state: 'due' | 'waiting' | 'released' | 'forfeited';
  /** What somebody proposed and nobody decided yet, or what was decided; null for everybody but officials. */
  proposal: {
    id: string;
    kind: InstalmentFate;
    reason: string;
    documentNumber: string;
    proposedAt: string;
    open: boolean;
  } | null;
  /** What whoever asks may do about it now. */
  allowedActions: (InstalmentFate | InstalmentAction)[];
}

/** The parts of an award, in their order; none where it is paid at once. */
export async function instalmentsOf(
  tx: Tx,
  application: ApplicationEntity,
  award: AwardEntity,
  sources: readonly AwardSourceEntity[],
): Promise<InstalmentView[]> {
  const parts = await readAwardInstalments(tx, [award.id]);
  if (parts.length === 0) return [];
  const decisions = await readInstalmentDecisions(tx, [award.id]);
  const regionPath = tx.regions.path(application.countyCode);
  const official = permit(tx.actor, 'application.read', { regionPath }).allowed;
  const may = await mayDo(tx, application);
  return parts.map((part) => {
    const about = decisions.filter(({ number }) => number === part.number);
    const open = about.find(({ decision }) => decision === null);
    const confirmed = about.find(({ decision }) => decision === 'confirmed');
    const state = stateOf(tx, part, confirmed);
    const shown = open ?? confirmed;
    return {
      ...{ number: part.number, dueOn: part.dueOn, condition: part.condition, state },
      share: shareInWords(parts, part.number),
      amountFen: sources
        .map(({ amountFen }) => splitByParts(amountFen, parts).get(part.number) ?? ZERO_FEN)
        .reduce(addFen, ZERO_FEN),
      proposal: shown && official ? proposalView(shown) : null,
      allowedActions:
        state === 'waiting' ? may(open) : open ? may(open).filter((one) => one === 'withdraw') : [],
    };
  });
}

function stateOf(
  tx: Tx,
  { dueOn, condition }: AwardInstalmentEntity,
  confirmed: InstalmentDecisionEntity | undefined,
): InstalmentView['state'] {
  if (confirmed) return confirmed.kind === 'release' ? 'released' : 'forfeited';
  return condition !== null || (dueOn !== null && dueOn > tx.today) ? 'waiting' : 'due';
}

const proposalView = (one: InstalmentDecisionEntity): NonNullable<InstalmentView['proposal']> => ({
  ...{ id: one.id, kind: one.kind, reason: one.reason, documentNumber: one.documentNumber },
  ...{ proposedAt: one.proposedAt.toISOString(), open: one.decision === null },
});

/** What this person may do about a part that waits, given what is proposed about it. */
async function mayDo(
  tx: Tx,
  application: ApplicationEntity,
): Promise<(open: InstalmentDecisionEntity | undefined) => InstalmentView['allowedActions']> {
  const { actor } = tx;
  if (actor.kind !== 'person' || application.state !== 'awarded') return () => [];
  const resource = instalmentResource(tx, application);
  const proposes =
    permit(actor, 'instalment.propose', resource).allowed &&
    !(await refuseUnfit(tx, application.id, 'city_review'));
  const decides =
    permit(actor, 'instalment.decide', resource).allowed &&
    !(await refuseUnfit(tx, application.id, 'city_second'));
  return (open) => {
    if (!open) return proposes ? ['release', 'forfeit'] : [];
    if (open.proposedBy === actor.userId) return ['withdraw'];
    return decides ? ['confirm', 'refuse'] : [];
  };
}
