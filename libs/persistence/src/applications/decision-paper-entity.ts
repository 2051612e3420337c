import { Entity, PrimaryColumn } from 'typeorm';
import { Instant, Int, Text, Uuid } from '../columns';

/** The paper that holds decisions of a case (会议纪要、批复). Read-only for ever. */
@Entity('decision_paper')
export class DecisionPaperEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() applicationId!: string;
  @Text() fileName!: string;
  @Text() mediaType!: string;
  @Int() sizeBytes!: number;
  /** SHA-256 of the content, by which the file store keeps it. */
  @Text() contentHash!: string;
  @Instant() attachedAt!: Date;
  @Uuid() attachedBy!: string;
}
