import type { OpinionStage, OpinionVerb } from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { Instant, Int, Text, Uuid } from '../columns';

/** Words that are used again, of a city or of one person. */
@Entity('opinion_template')
export class OpinionTemplateEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text({ nullable: true }) cityCode!: string | null;
  @Uuid({ nullable: true }) ownerId!: string | null;
  @Text() verb!: OpinionVerb;
  /** Null: in every stage. */
  @Text({ nullable: true }) stage!: OpinionStage | null;
  @Text() title!: string;
  @Text() body!: string;
  @Int({ default: 1 }) version!: number;
  @Uuid() changedBy!: string;
  @Instant() changedAt!: Date;
  @Instant({ nullable: true }) retiredAt!: Date | null;
}
