import type { Route } from '@duixian/workflow';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Int, Json, Text, Uuid } from '../columns';

/** 申报通知: local practice around the law for one year. */
@Entity('call')
export class CallEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() number!: string;
  @Text() title!: string;
  @Text() cityCode!: string;
  @Uuid() policyVersionId!: string;
  @Column({ type: 'text', array: true }) clauseIds!: string[];
  @Int() year!: number;
  @DateOnly() opensOn!: string;
  @DateOnly() closesOn!: string;
  @DateOnly() testedFrom!: string;
  @DateOnly() testedTo!: string;
  @Json() route!: Route;
  @Int() noticeWorkingDays!: number;
  @Text() budgetSubject!: string;
  @Text() state!: 'published' | 'closed';
}
