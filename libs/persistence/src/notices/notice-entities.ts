import type { NoticeState } from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Int, Json, Text, Truth, Uuid } from '../columns';

/** One line as the public reads it; frozen when the notice is published. */
export interface NoticeSnapshotLine {
  position: number;
  caseNumber: string;
  applicantName: string;
  creditCode: string | null;
  county: string;
  clauses: { id: string; title: string; amountFen: number }[];
  amountFen: number;
}

@Entity('notice')
export class NoticeEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() number!: string;
  @Uuid() callId!: string;
  @Text() cityCode!: string;
  @Text() title!: string;
  @Text() state!: NoticeState;
  @Instant() publishedAt!: Date;
  /** The officer who built it; null where the system published it. */
  @Uuid({ nullable: true }) publishedBy!: string | null;
  @DateOnly() startsOn!: string;
  @Int() workingDays!: number;
  @DateOnly() endsOn!: string;
  @Truth() endEstimated!: boolean;
  @Json() snapshot!: NoticeSnapshotLine[];
  @Text() snapshotHash!: string;
  @Instant({ nullable: true }) closedAt!: Date | null;
}

@Entity('notice_line')
export class NoticeLineEntity {
  @PrimaryColumn({ type: 'uuid' }) noticeId!: string;
  @PrimaryColumn({ type: 'uuid' }) applicationId!: string;
  @Int() position!: number;
}
