import type { WhiteListState } from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Int, Text, Truth, Uuid } from '../columns';

/** 白名单: what a rule put on a list as of a day; kept as it was presented. */
@Entity('white_list')
export class WhiteListEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() ruleKey!: string;
  @Text() cityCode!: string;
  @DateOnly() asOf!: string;
  /** The approved list that it is compared with; null for the first. */
  @Uuid({ nullable: true }) baseId!: string | null;
  @Text() state!: WhiteListState;
  @Int() version!: number;
  @Int() memberCount!: number;
  @Int() addedCount!: number;
  @Int() goneCount!: number;
  @Uuid() preparedBy!: string;
  @Instant() preparedAt!: Date;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
}

/** An enterprise on a list, or one that was on the list before and is not any more; append-only. */
@Entity('white_list_member')
export class WhiteListMemberEntity {
  @PrimaryColumn({ type: 'uuid' }) listId!: string;
  @PrimaryColumn({ type: 'uuid' }) partyId!: string;
  @Text() registeredName!: string;
  @Text({ nullable: true }) creditCode!: string | null;
  @Text() countyCode!: string;
  @Text() standing!: 'in' | 'gone';
  /** Was not on the list before. */
  @Truth() added!: boolean;
  /** Why it is on it, or not any more. */
  @Text() reason!: string;
  /** What the reason rests on, and its day. */
  @Text({ nullable: true }) source!: string | null;
  @DateOnly({ nullable: true }) statedOn!: string | null;
}
