import type { ConsultationEnd, ConsultedRole } from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { Instant, Int, Text, Truth, Uuid } from '../columns';

/** 征求部门意见: what the reviewer of a stage asked several departments at once. */
@Entity('consultation')
export class ConsultationEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() applicationId!: string;
  @Text() stage!: string;
  @Text() question!: string;
  @Instant() askedAt!: Date;
  @Uuid() askedBy!: string;
  @Instant({ nullable: true }) endedAt!: Date | null;
  @Text({ nullable: true }) endedHow!: ConsultationEnd | null;
  @Text({ nullable: true }) recallReason!: string | null;
}

/** What one department was asked and what it answered. */
@Entity('consultation_opinion')
export class ConsultationOpinionEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() consultationId!: string;
  @Uuid() applicationId!: string;
  /** As in the consultation: who asked does not answer. */
  @Uuid() askedBy!: string;
  @Text() regionCode!: string;
  @Text() role!: ConsultedRole;
  @Text({ nullable: true }) fileName!: string | null;
  @Text({ nullable: true }) mediaType!: string | null;
  @Int({ nullable: true }) sizeBytes!: number | null;
  @Text({ nullable: true }) contentHash!: string | null;
  @Truth({ nullable: true }) agrees!: boolean | null;
  @Text({ nullable: true }) opinion!: string | null;
  @Instant({ nullable: true }) answeredAt!: Date | null;
  @Uuid({ nullable: true }) answeredBy!: string | null;
}
