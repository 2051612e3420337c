import type { Fen } from '@duixian/money';
import { Entity, PrimaryColumn } from 'typeorm';
import { FenColumn, Instant, Int, Text, Uuid } from '../columns';

/** 下达, 追加, 调减, 调剂, 结转. */
export const BUDGET_CHANGE_KINDS = ['allot', 'increase', 'decrease', 'transfer', 'carry_over'] as const;
export type BudgetChangeKind = (typeof BUDGET_CHANGE_KINDS)[number];

export const BUDGET_DECISIONS = ['confirmed', 'refused', 'withdrawn'] as const;
export type BudgetDecision = (typeof BUDGET_DECISIONS)[number];

/** A change of budget lines that one person proposed; it has its effect once another confirmed it. */
@Entity('budget_change')
export class BudgetChangeEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() kind!: BudgetChangeKind;
  /** Treasury of both lines. */
  @Text() regionCode!: string;
  /** Where the money leaves; null for what comes from outside. */
  @Uuid({ nullable: true }) fromLineId!: string | null;
  /** Where it arrives; null for a decrease, and until a confirmation makes the line. */
  @Uuid({ nullable: true }) toLineId!: string | null;
  /** The line where the money arrives (a decrease: leaves): its year, subject and own document. */
  @Int() year!: number;
  @Text() subject!: string;
  @Text() lineDocument!: string;
  @FenColumn() amountFen!: Fen;
  /** What the change rests on (调整文号). */
  @Text() documentNumber!: string;
  @Text() note!: string;
  @Int() version!: number;
  @Uuid() proposedBy!: string;
  @Instant() proposedAt!: Date;
  @Text({ nullable: true }) decision!: BudgetDecision | null;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
  @Text({ nullable: true }) decisionNote!: string | null;
}
