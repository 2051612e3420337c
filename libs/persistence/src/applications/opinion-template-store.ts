import { IsNull } from 'typeorm';
import { managerOf, type Tx } from '../ground/transaction';
import { OpinionTemplateEntity } from './opinion-template-entity';

/** The templates in use that the person sees: their own and those of their city. */
export async function readOpinionTemplates(tx: Tx): Promise<OpinionTemplateEntity[]> {
  return managerOf(tx).find(OpinionTemplateEntity, {
    where: { retiredAt: IsNull() },
    order: { verb: 'ASC', cityCode: 'ASC', title: 'ASC', id: 'ASC' },
  });
}

export async function countOpinionTemplates(
  tx: Tx,
  of: { cityCode: string } | { ownerId: string },
): Promise<number> {
  return managerOf(tx).countBy(OpinionTemplateEntity, { ...of, retiredAt: IsNull() });
}

export async function insertOpinionTemplate(tx: Tx, template: OpinionTemplateEntity): Promise<void> {
  await managerOf(tx).insert(OpinionTemplateEntity, template);
}

/** One in use, locked until commit; null when there is none or it is out of reach. */
export async function lockOpinionTemplate(tx: Tx, id: string): Promise<OpinionTemplateEntity | null> {
  return managerOf(tx).findOne(OpinionTemplateEntity, {
    where: { id, retiredAt: IsNull() },
    lock: { mode: 'pessimistic_write' },
  });
}

/** Writes a locked template and raises its version. */
export async function saveOpinionTemplate(tx: Tx, template: OpinionTemplateEntity): Promise<void> {
  const { id, version, ...rest } = template;
  const manager = managerOf(tx);
  const done = await manager.update(
    OpinionTemplateEntity,
    { id, version },
    { ...rest, version: version + 1 },
  );
  if (done.affected !== 1) throw new Error(`template ${id} changed under its lock`);
  template.version = version + 1;
}
