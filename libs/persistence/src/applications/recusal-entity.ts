import { Entity, PrimaryColumn } from 'typeorm';
import { Instant, Text, Uuid } from '../columns';

/** 回避: a person declared to keep their hands off one case, or off every case of a party. */
@Entity('recusal')
export class RecusalEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() userId!: string;
  @Uuid() partyId!: string;
  /** Null: every case of the party. */
  @Uuid({ nullable: true }) applicationId!: string | null;
  @Text() reason!: string;
  @Instant() declaredAt!: Date;
  /** Who recorded it of the official; null where they declared it themselves. */
  @Uuid({ nullable: true }) recordedBy!: string | null;
}
