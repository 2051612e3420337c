import type { Fen } from '@duixian/money';
import type { RecoveryEntryKind, RecoveryEntryState, RecoveryState, ReversalState } from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, FenColumn, Instant, Int, Text, Uuid } from '../columns';

/** A demand to pay back what one treasury paid wrongly for one clause of an award (追回). */
@Entity('recovery')
export class RecoveryEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() number!: string;
  @Uuid() paymentId!: string;
  @Uuid() awardLineId!: string;
  @Uuid() applicationId!: string;
  @Uuid() partyId!: string;
  /** The treasury that paid, and that is paid back. */
  @Text() regionCode!: string;
  /** Of the award. */
  @Text() countyCode!: string;
  /** Where the money came from. */
  @Uuid() budgetLineId!: string;
  @FenColumn() amountFen!: Fen;
  @Text() reason!: string;
  @Text() documentNumber!: string;
  /** How many working days there are to pay back, from the day after the confirmation. */
  @Int() workingDays!: number;
  @DateOnly({ nullable: true }) dueOn!: string | null;
  @Text() state!: RecoveryState;
  @Int() version!: number;
  @Uuid() proposedBy!: string;
  @Instant() proposedAt!: Date;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
  @Text({ nullable: true }) decisionNote!: string | null;
}

/** What became of a part of a demand: repaid, set off against a later award, written off. */
@Entity('recovery_entry')
export class RecoveryEntryEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() recoveryId!: string;
  @Text() regionCode!: string;
  @Text() kind!: RecoveryEntryKind;
  @FenColumn() amountFen!: Fen;
  @Text() note!: string;
  /** Of a repayment: the bank's number of the incoming money. */
  @Text({ nullable: true }) bankReference!: string | null;
  @DateOnly({ nullable: true }) paidOn!: string | null;
  /** The line of the bank's statement that shows it, where one does. */
  @Uuid({ nullable: true }) statementId!: string | null;
  @Int({ nullable: true }) statementPosition!: number | null;
  /** Of an offset: the payment that becomes smaller by it. */
  @Uuid({ nullable: true }) offsetPaymentId!: string | null;
  @Text() state!: RecoveryEntryState;
  @Int() version!: number;
  @Uuid() proposedBy!: string;
  @Instant() proposedAt!: Date;
  @Uuid({ nullable: true }) consentedBy!: string | null;
  @Instant({ nullable: true }) consentedAt!: Date | null;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
  @Text({ nullable: true }) decisionNote!: string | null;
}

/** That a booked repayment is undone, because the bank took its money back: proposed by one person, confirmed by another. */
@Entity('repayment_reversal')
export class RepaymentReversalEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() entryId!: string;
  @Uuid() recoveryId!: string;
  @Text() regionCode!: string;
  /** The whole of the repayment. */
  @FenColumn() amountFen!: Fen;
  /** The debit of a statement that shows it. */
  @Uuid() statementId!: string;
  @Int() statementPosition!: number;
  @Text() note!: string;
  @Text() state!: ReversalState;
  @Int() version!: number;
  @Uuid() proposedBy!: string;
  @Instant() proposedAt!: Date;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
  @Text({ nullable: true }) decisionNote!: string | null;
}
