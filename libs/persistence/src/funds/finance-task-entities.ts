import type { Fen } from '@duixian/money';
import { Entity, PrimaryColumn } from 'typeorm';
import { FenColumn, Instant, Int, Text, Uuid } from '../columns';

/** Why a treasury's people must look. */
export const FINANCE_TASK_KINDS = [
  'payment_failed',
  'payment_returned',
  'payment_unknown',
  'statement_exception',
] as const;
export type FinanceTaskKind = (typeof FINANCE_TASK_KINDS)[number];

@Entity('finance_task')
export class FinanceTaskEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() kind!: FinanceTaskKind;
  @Text() regionCode!: string;
  /** Null only for a line of a statement that no payment is known for. */
  @Uuid({ nullable: true }) paymentId!: string | null;
  @Uuid({ nullable: true }) statementId!: string | null;
  @Int({ nullable: true }) statementPosition!: number | null;
  @Int() version!: number;
  @Instant() openedAt!: Date;
  @Instant({ nullable: true }) doneAt!: Date | null;
  /** Null where the bank, or the system on its evidence, ended it. */
  @Uuid({ nullable: true }) doneBy!: string | null;
  @Text({ nullable: true }) outcome!: string | null;
}

/**
 * `not-sent`: the bank never had it. `was-paid`: the line is this payment's. `came-back`: it is the payment that came back, and no
 * statement shows that it left. `explained`: no payment of ours is touched.
 */
export const FINANCE_RESOLUTIONS = ['not-sent', 'was-paid', 'came-back', 'explained'] as const;
export type FinanceResolution = (typeof FINANCE_RESOLUTIONS)[number];

@Entity('finance_proposal')
export class FinanceProposalEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() taskId!: string;
  @Text() resolution!: FinanceResolution;
  /** The bank's statement of the day, for `not-sent`. */
  @Uuid({ nullable: true }) statementId!: string | null;
  @Text() note!: string;
  @Uuid() proposedBy!: string;
  @Instant() proposedAt!: Date;
  @Text({ nullable: true }) decision!: 'confirmed' | 'refused' | null;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
  @Text({ nullable: true }) decisionNote!: string | null;
}

/** A day of a treasury whose statement is final and fully explained. */
@Entity('treasury_day')
export class TreasuryDayEntity {
  @PrimaryColumn({ type: 'text' }) regionCode!: string;
  @PrimaryColumn({ type: 'date' }) day!: string;
  @Uuid() statementId!: string;
  @Int() lineCount!: number;
  @FenColumn() debitFen!: Fen;
  @FenColumn() creditFen!: Fen;
  @Uuid() closedBy!: string;
  @Instant() closedAt!: Date;
}
