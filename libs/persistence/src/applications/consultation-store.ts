import type { ConsultationEnd, Department } from '@duixian/workflow';
import { Brackets, In, IsNull, type SelectQueryBuilder } from 'typeorm';
import type { Page, PageRequest } from '../ground/page';
import { managerOf, type Tx } from '../ground/transaction';
import { ConsultationEntity, ConsultationOpinionEntity } from './consultation-entities';

/** Asks several departments; at most one consultation of a case is open (`consultation_one_open`). */
export async function insertConsultation(
  tx: Tx,
  asked: Pick<ConsultationEntity, 'id' | 'applicationId' | 'stage' | 'question' | 'askedBy'>,
  departments: readonly Department[],
): Promise<void> {
  const { id, applicationId, askedBy } = asked;
  await managerOf(tx).insert(ConsultationEntity, { ...asked, askedAt: tx.now });
  await managerOf(tx).insert(
    ConsultationOpinionEntity,
    departments.map((department) => ({
      ...{ id: tx.newId(), consultationId: id, applicationId, askedBy },
      ...department,
    })),
  );
}

export async function findOpenConsultation(
  tx: Tx,
  applicationId: string,
): Promise<ConsultationEntity | null> {
  return managerOf(tx).findOneBy(ConsultationEntity, { applicationId, endedAt: IsNull() });
}

/** Ends the open consultation of a case, if there is one; answers its id. */
export async function endConsultation(
  tx: Tx,
  applicationId: string,
  how: ConsultationEnd,
  recallReason: string | null = null,
): Promise<string | null> {
  const open = await findOpenConsultation(tx, applicationId);
  if (!open) return null;
  await managerOf(tx).update(
    ConsultationEntity,
    { id: open.id },
    { endedAt: tx.now, endedHow: how, recallReason },
  );
  return open.id;
}

export async function findOpinion(tx: Tx, id: string): Promise<ConsultationOpinionEntity | null> {
  return managerOf(tx).findOneBy(ConsultationOpinionEntity, { id });
}

/** Keeps a file or the answer on an opinion that is not given yet. */
export async function saveOpinion(
  tx: Tx,
  id: string,
  changes: Partial<ConsultationOpinionEntity>,
): Promise<void> {
  await managerOf(tx).update(ConsultationOpinionEntity, { id }, changes);
}

/** How many departments of a consultation have not answered. */
export async function countUnanswered(tx: Tx, consultationId: string): Promise<number> {
  return managerOf(tx).countBy(ConsultationOpinionEntity, { consultationId, answeredAt: IsNull() });
}

/** All consultations of a case with their opinions, oldest first. */
export async function readConsultations(
  tx: Tx,
  applicationId: string,
): Promise<{ asked: ConsultationEntity; opinions: ConsultationOpinionEntity[] }[]> {
  const manager = managerOf(tx);
  const asked = await manager.find(ConsultationEntity, { where: { applicationId }, order: { id: 'ASC' } });
  if (asked.length === 0) return [];
  const opinions = await manager.find(ConsultationOpinionEntity, {
    where: { applicationId },
    order: { id: 'ASC' },
  });
  return asked.map((each) => ({
    asked: each,
    opinions: opinions.filter(({ consultationId }) => consultationId === each.id),
  }));
}

export interface OpinionFilter {
  departments: readonly Department[];
  /** true: what waits for an answer; false: what was answered. */
  waiting?: boolean;
}

/** What some departments were asked, newest first, with the consultation of each. */
export async function pageOpinions(
  tx: Tx,
  filter: OpinionFilter,
  { cursor, limit }: PageRequest,
): Promise<
  Page<{ opinion: ConsultationOpinionEntity; asked: ConsultationEntity }> & { totals: { count: number } }
> {
  const query = opinionsOf(tx, filter);
  const count = await query.getCount();
  if (cursor !== undefined) query.andWhere('one.id < :cursor', { cursor });
  const found = await query
    .orderBy('one.id', 'DESC')
    .limit(limit + 1)
    .getMany();
  const opinions = found.slice(0, limit);
  const asked = await managerOf(tx).findBy(ConsultationEntity, {
    id: In(opinions.map(({ consultationId }) => consultationId)),
  });
  const byId = new Map(asked.map((each) => [each.id, each]));
  return {
    items: opinions.flatMap((opinion) => {
      const of = byId.get(opinion.consultationId);
      return of ? [{ opinion, asked: of }] : [];
    }),
    nextCursor: found.length > limit ? (opinions.at(-1)?.id ?? null) : null,
    totals: { count },
  };
}

/** How many opinions wait for some departments, and since when the oldest one does. */
export async function readWaitingOpinions(
  tx: Tx,
  departments: readonly Department[],
): Promise<{ count: number; since: string | null }> {
  const answer = await opinionsOf(tx, { departments, waiting: true })
    .select('count(*)::int', 'count')
    .addSelect(`to_char(min(asked.asked_at) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')`, 'since')
    .getRawOne<{ count: number; since: string | null }>();
  return answer ?? { count: 0, since: null };
}

function opinionsOf(
  tx: Tx,
  { departments, waiting }: OpinionFilter,
): SelectQueryBuilder<ConsultationOpinionEntity> {
  const query = managerOf(tx)
    .createQueryBuilder(ConsultationOpinionEntity, 'one')
    .innerJoin(ConsultationEntity, 'asked', 'asked.id = one.consultationId')
    .where(
      new Brackets((any) => {
        any.where('FALSE');
        departments.forEach(({ regionCode, role }, index) =>
          any.orWhere(`one.region_code = :region${index} AND one.role = :role${index}`, {
            [`region${index}`]: regionCode,
            [`role${index}`]: role,
          }),
        );
      }),
    );
  if (waiting === true) query.andWhere('one.answered_at IS NULL AND asked.ended_at IS NULL');
  if (waiting === false) query.andWhere('one.answered_at IS NOT NULL');
  return query;
}
