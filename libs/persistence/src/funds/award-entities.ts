import type { Fen } from '@duixian/money';
import { Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, FenColumn, Instant, Int, Text, Uuid } from '../columns';
import type { RegionLevel } from '../identity/identity-entities';

@Entity('treasury_account')
export class TreasuryAccountEntity {
  @PrimaryColumn({ type: 'text' }) regionCode!: string;
  @Text() accountNumber!: string;
  @Text() accountName!: string;
  /** Where others pay to; null for a treasury that only pays. */
  @Text({ nullable: true }) bankName!: string | null;
  /** 12 digits (行号). */
  @Text({ nullable: true }) bankCode!: string | null;
  /** The confirmed version that this is a copy of. */
  @Int() version!: number;
}

/** confirmed, refused by a second person; withdrawn by whoever proposed it. */
export const TREASURY_ACCOUNT_DECISIONS = ['confirmed', 'refused', 'withdrawn'] as const;
export type TreasuryAccountDecision = (typeof TREASURY_ACCOUNT_DECISIONS)[number];

/** A version of the account of a treasury that one person proposed; it counts once another confirmed it. */
@Entity('treasury_account_version')
export class TreasuryAccountVersionEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() regionCode!: string;
  @Int() version!: number;
  @Text() accountName!: string;
  @Text() accountNumber!: string;
  @Text({ nullable: true }) bankName!: string | null;
  @Text({ nullable: true }) bankCode!: string | null;
  /** Day of the table of bank codes that named the branch. */
  @DateOnly({ nullable: true }) bankCodeListedOn!: string | null;
  /** What it rests on; empty for the one that a treasury began with. */
  @Text() documentNumber!: string;
  @Text() note!: string;
  /** Null only for the one that a treasury began with. */
  @Uuid({ nullable: true }) proposedBy!: string | null;
  @Instant() proposedAt!: Date;
  @Text({ nullable: true }) decision!: TreasuryAccountDecision | null;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
  @Text({ nullable: true }) decisionNote!: string | null;
}

/** 预算指标: money of one region, one year, one subject, one budget document. Its balances are ledger accounts. */
@Entity('budget_line')
export class BudgetLineEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() regionCode!: string;
  @Text() level!: RegionLevel;
  @Int() year!: number;
  @Text() subject!: string;
  @Text() documentNumber!: string;
  /** The year whose calls a carried line still pays; null for a line of its own year. */
  @Int({ nullable: true }) originYear!: number | null;
  @Instant() createdAt!: Date;
}

@Entity('entitlement')
export class EntitlementEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() partyId!: string;
  @Text() stackingKey!: string;
  @Text() subject!: string;
}

@Entity('award')
export class AwardEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() applicationId!: string;
  @Uuid() partyId!: string;
  @Text() countyCode!: string;
  @Text() cityCode!: string;
  @FenColumn() amountFen!: Fen;
  @Instant() awardedAt!: Date;
  @DateOnly() awardedOn!: string;
}

@Entity('award_line')
export class AwardLineEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() awardId!: string;
  @Uuid() partyId!: string;
  @Uuid() entitlementId!: string;
  @Uuid() determinationId!: string;
  @Text() clauseId!: string;
  @Text() subject!: string;
  @FenColumn() amountFen!: Fen;
  /** The day on which its award was terminated; null while it counts. */
  @DateOnly({ nullable: true }) takenBackOn!: string | null;
}

/** One funding source of an award: a level's share, and what it advances for the other levels, reserved on one budget line. */
@Entity('award_source')
export class AwardSourceEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() awardId!: string;
  @Text() level!: RegionLevel;
  @Text() regionCode!: string;
  @Uuid() budgetLineId!: string;
  @FenColumn() amountFen!: Fen;
  /** What it pays for the others, who refund it; 0 where it pays its own share only. */
  @FenColumn() advancedFen!: Fen;
}

/** One part of the plan by which an award is paid (分期拨付); its share is its weight among the weights of all. */
@Entity('award_instalment')
export class AwardInstalmentEntity {
  @PrimaryColumn({ type: 'uuid' }) awardId!: string;
  /** From 1. */
  @PrimaryColumn({ type: 'integer' }) number!: number;
  @Int() weight!: number;
  /** The day on which it falls due; null for the first one, and for one with a condition. */
  @DateOnly({ nullable: true }) dueOn!: string | null;
  /** What two people must find met before it falls due (验收); null where it has a day. */
  @Text({ nullable: true }) condition!: string | null;
}

/** release: it falls due now; forfeit: it is not paid, and its money is free again. */
export const INSTALMENT_FATES = ['release', 'forfeit'] as const;
export type InstalmentFate = (typeof INSTALMENT_FATES)[number];
/** confirmed, refused by a second person; withdrawn by whoever proposed it. */
export type InstalmentVerdict = 'confirmed' | 'refused' | 'withdrawn';

/** What one person proposed to become of a part that waits, and what another decided. */
@Entity('instalment_decision')
export class InstalmentDecisionEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() awardId!: string;
  @Int() number!: number;
  @Text() kind!: InstalmentFate;
  @Text() reason!: string;
  @Text() documentNumber!: string;
  @Uuid() proposedBy!: string;
  @Instant() proposedAt!: Date;
  @Text({ nullable: true }) decision!: InstalmentVerdict | null;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
  @Text({ nullable: true }) decisionNote!: string | null;
}
