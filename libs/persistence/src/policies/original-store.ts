import { Entity, In, PrimaryColumn } from 'typeorm';
import { Instant, Int, Text, Uuid } from '../columns';
import { managerOf, type Tx } from '../ground/transaction';

/** The issued text of a document as a file; the bytes lie in the file store under their hash. */
@Entity('policy_original')
export class PolicyOriginalEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() documentId!: string;
  @Text() regionCode!: string;
  @Text() fileName!: string;
  @Text() mediaType!: string;
  @Int() sizeBytes!: number;
  @Text() contentHash!: string;
  @Instant() attachedAt!: Date;
  @Uuid() attachedBy!: string;
}

export async function insertPolicyOriginal(tx: Tx, original: PolicyOriginalEntity): Promise<void> {
  await managerOf(tx).insert(PolicyOriginalEntity, original);
}

/** The latest file of each document. */
export async function readPolicyOriginals(
  tx: Tx,
  documentIds: readonly string[],
): Promise<Map<string, PolicyOriginalEntity>> {
  const all = await managerOf(tx).find(PolicyOriginalEntity, {
    where: { documentId: In([...documentIds]) },
    order: { id: 'ASC' },
  });
  return new Map(all.map((original) => [original.documentId, original]));
}
