import type { DelegableRole } from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Text, Uuid } from '../columns';

/** That one official reviews in another's name for some days. */
@Entity('delegation')
export class DelegationEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() delegatorId!: string;
  @Text() delegatorName!: string;
  @Uuid() delegateId!: string;
  @Text() delegateName!: string;
  @Text() role!: DelegableRole;
  @Text() regionCode!: string;
  @DateOnly() fromOn!: string;
  /** Last day. */
  @DateOnly() toOn!: string;
  @Text() reason!: string;
  @Instant() givenAt!: Date;
  @Instant({ nullable: true }) revokedAt!: Date | null;
}
