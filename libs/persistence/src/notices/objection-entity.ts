import type { ObjectionState } from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { Instant, Int, Text, Uuid } from '../columns';

export type ObjectorKind = 'person' | 'organisation';
/** What became of it: the case goes back to its last review, it is refused, or the objection does not stand. */
export type ObjectionOutcome = 'review_again' | 'rejected' | 'dismissed';

@Entity('objection')
export class ObjectionEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() noticeId!: string;
  @Int() position!: number;
  @Uuid() applicationId!: string;
  @Text() cityCode!: string;
  /** SHA-256 of the receipt that only the objector has. */
  @Text() receiptHash!: string;
  @Text() objectorKind!: ObjectorKind;
  @Text() objectorName!: string;
  @Text() identityNumber!: string;
  @Text() phone!: string;
  @Text() reason!: string;
  @Text() evidence!: string;
  @Text() state!: ObjectionState;
  @Int() version!: number;
  @Instant() filedAt!: Date;
  @Instant({ nullable: true }) resolvedAt!: Date | null;
  @Uuid({ nullable: true }) resolvedBy!: string | null;
  @Text({ nullable: true }) outcome!: ObjectionOutcome | null;
  @Text({ nullable: true }) reply!: string | null;
}
