import { Entity, PrimaryColumn } from 'typeorm';
import { Instant, Int, Text, Uuid } from '../columns';

/** A file attached to a case under one of the call's materials. */
@Entity('material')
export class MaterialEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() applicationId!: string;
  /** Key of the material in the call's list. */
  @Text() key!: string;
  @Text() fileName!: string;
  @Text() mediaType!: string;
  @Int() sizeBytes!: number;
  @Text() contentHash!: string;
  @Instant() attachedAt!: Date;
  @Uuid() attachedBy!: string;
  @Instant({ nullable: true }) removedAt!: Date | null;
  @Uuid({ nullable: true }) removedBy!: string | null;
}

@Entity('case_note')
export class CaseNoteEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() applicationId!: string;
  /** Review stage that was open when it was written. */
  @Text({ nullable: true }) stage!: string | null;
  @Text() body!: string;
  @Instant() writtenAt!: Date;
  @Uuid() writtenBy!: string;
  /** As it was then. */
  @Text() writtenByName!: string;
}
