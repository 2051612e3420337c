import type { CallState, NoticePublication, Route, Stage } from '@duixian/workflow';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Int, Json, Text, Uuid } from '../columns';
import type { StoredFactValue } from '../facts/fact-entities';
import type { RegionLevel } from '../identity/identity-entities';

/** What an applicant hands in. */
export interface CallMaterial {
  key: string;
  title: string;
  required: boolean;
}

/** Share per level as an exact fraction, e.g. `{ city: '1/2', county: '1/2' }`; they add up to 1. */
export type FundingShares = Partial<Record<RegionLevel, string>>;

/** A part of every award of a call: its share of the whole, and when it falls due; the first one has neither day nor condition. */
export interface CallInstalment {
  /** "1/2", "30%". */
  share: string;
  dueOn: string | null;
  condition: string | null;
}

/** 申报通知: local practice around the law for one year. What was approved is immutable. */
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
  /** Facts that the call sets for every determination under it. */
  @Json() parameters!: Record<string, StoredFactValue>;
  @Json() materials!: CallMaterial[];
  @Json() route!: Route;
  @Int() noticeWorkingDays!: number;
  @Text() noticePublication!: NoticePublication;
  /** Working days that a review stage may take. */
  @Json() deadlines!: Partial<Record<Stage['key'], number>>;
  /** Who bears what the law leaves open; null: the call does not say either. */
  @Json({ nullable: true }) fundingShares!: FundingShares | null;
  /** The level that pays for all that bear it, and is refunded by the others (先行拨付); null: each pays its own share. */
  @Text({ nullable: true }) advancedBy!: RegionLevel | null;
  /** In which parts an award is paid (分期拨付), the first with the award; null: at once. */
  @Json({ nullable: true }) instalments!: CallInstalment[] | null;
  @Text() budgetSubject!: string;
  @Text() state!: CallState;
  @Int() version!: number;
  /** Who wrote it, the drafter first; none of them approves it. */
  @Column({ type: 'uuid', array: true }) authorIds!: string[];
  @Uuid({ nullable: true }) approvedBy!: string | null;
  @Instant({ nullable: true }) draftedAt!: Date | null;
  @Instant({ nullable: true }) approvedAt!: Date | null;
  @Instant({ nullable: true }) publishedAt!: Date | null;
  @Instant({ nullable: true }) closedAt!: Date | null;
}
