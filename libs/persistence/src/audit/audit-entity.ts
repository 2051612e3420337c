import { Entity, PrimaryColumn } from 'typeorm';
import { Instant, Int, Text, Uuid } from '../columns';

/** One event of one case: the canonical bytes and their SHA-256. */
@Entity('audit_event')
export class AuditEventEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() caseId!: string;
  @Int() sequence!: number;
  @Text() regionCode!: string;
  @Uuid({ nullable: true }) partyId!: string | null;
  @Text() type!: string;
  @Text() actor!: string;
  @Instant() at!: Date;
  @Text() bytes!: string;
  @Text() hash!: string;
}
