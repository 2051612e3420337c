import {
  findApplications,
  pageOpinions,
  readConsultations,
  runQuery,
  type ApplicationEntity,
  type ConsultationOpinionEntity,
  type Database,
  type PageRequest,
  type PageWithTotals,
  type Tx,
} from '@duixian/persistence';
import {
  CONSULTED_ROLES,
  permit,
  speaksFor,
  type ConsultationEnd,
  type ConsultedRole,
  type Department,
  type PersonActor,
} from '@duixian/workflow';
import { refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { caseResource } from './open-case';
import { summariesOf, type ApplicationSummary } from './list-applications';

export interface OpinionView {
  id: string;
  regionCode: string;
  role: ConsultedRole;
  /** Null until the department has answered. */
  agrees: boolean | null;
  opinion: string | null;
  answeredAt: string | null;
  by: string | null;
  file: { fileName: string; sizeBytes: number } | null;
  /** Whether this person may answer for the department now, unless separation of duties says otherwise. */
  yours: boolean;
}

export interface ConsultationView {
  id: string;
  stage: string;
  question: string;
  askedAt: string;
  by: string;
  endedAt: string | null;
  endedHow: ConsultationEnd | null;
  recallReason: string | null;
  opinions: OpinionView[];
  /** Whether this person may take the question back. */
  mayRecall: boolean;
}

/** What departments were asked about a case and what they answered; nothing for who is no official of it. */
export async function consultationsOf(tx: Tx, application: ApplicationEntity): Promise<ConsultationView[]> {
  const regionPath = tx.regions.path(application.countyCode);
  if (application.submittedAt === null || !permit(tx.actor, 'application.read', { regionPath }).allowed)
    return [];
  const mayRecall = permit(tx.actor, 'consultation.recall', caseResource(tx, application)).allowed;
  return (await readConsultations(tx, application.id)).map(({ asked, opinions }) => ({
    ...{ id: asked.id, stage: asked.stage, question: asked.question, by: `user:${asked.askedBy}` },
    askedAt: asked.askedAt.toISOString(),
    endedAt: asked.endedAt?.toISOString() ?? null,
    ...{ endedHow: asked.endedHow, recallReason: asked.recallReason },
    opinions: opinions.map((opinion) => opinionView(tx, opinion, asked.endedAt === null)),
    mayRecall: mayRecall && asked.endedAt === null,
  }));
}

function opinionView(tx: Tx, opinion: ConsultationOpinionEntity, open: boolean): OpinionView {
  const { id, regionCode, role, agrees, answeredAt, answeredBy, askedBy, fileName, sizeBytes } = opinion;
  const { actor } = tx;
  const theirs = actor.kind === 'person' && speaksFor(actor, opinion) && actor.userId !== askedBy;
  return {
    ...{ id, regionCode, role, agrees, opinion: opinion.opinion },
    answeredAt: answeredAt?.toISOString() ?? null,
    by: answeredBy === null ? null : `user:${answeredBy}`,
    file: fileName === null || sizeBytes === null ? null : { fileName, sizeBytes },
    yours: open && answeredAt === null && theirs,
  };
}

/** What a department was asked, in a list. */
export interface AskedOpinionView extends Omit<OpinionView, 'file' | 'by' | 'yours'> {
  question: string;
  askedAt: string;
  endedHow: ConsultationEnd | null;
  application: ApplicationSummary;
}

/** What the departments of this person were asked, newest first. */
export async function listOpinions(
  db: Database,
  actor: PersonActor,
  filter: { waiting?: boolean },
  page: PageRequest,
): Promise<{ ok: true; value: PageWithTotals<AskedOpinionView> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'consultation.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { items, nextCursor, totals } = await pageOpinions(
      tx,
      { ...filter, departments: departmentsOf(actor) },
      page,
    );
    const ids = [...new Set(items.map(({ opinion }) => opinion.applicationId))];
    const cases = new Map(
      (await summariesOf(tx, await findApplications(tx, ids))).map((each) => [each.id, each]),
    );
    const views = items.flatMap(({ opinion, asked }): AskedOpinionView[] => {
      const application = cases.get(opinion.applicationId);
      if (!application) return [];
      const { id, regionCode, role, agrees } = opinion;
      return [
        {
          ...{ id, regionCode, role, agrees, opinion: opinion.opinion, question: asked.question },
          answeredAt: opinion.answeredAt?.toISOString() ?? null,
          ...{ askedAt: asked.askedAt.toISOString(), endedHow: asked.endedHow, application },
        },
      ];
    });
    return {
      ok: true as const,
      value: { items: views, nextCursor, totals: { ...totals, amountFen: null } },
    };
  });
}

/** The departments that a person speaks for. */
export const departmentsOf = ({ grants }: PersonActor): Department[] =>
  grants.flatMap(({ regionCode, role }) => {
    const consulted = CONSULTED_ROLES.find((each) => each === role);
    return consulted ? [{ regionCode, role: consulted }] : [];
  });
