import type { Fen } from '@duixian/money';
import type { BatchState, PaymentChannel, PaymentState, StatementClassification } from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, FenColumn, Instant, Int, Json, Text, Uuid } from '../columns';

@Entity('disbursement_batch')
export class DisbursementBatchEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() number!: string;
  @Text() regionCode!: string;
  @Text() state!: BatchState;
  @Int() version!: number;
  @Int() paymentCount!: number;
  @FenColumn() totalFen!: Fen;
  @Text() contentHash!: string;
  /** How it leaves once it is released; fixed when it was prepared. */
  @Text({ default: 'bank' }) channel!: PaymentChannel;
  @Uuid() makerId!: string;
  @Instant() preparedAt!: Date;
  @Uuid({ nullable: true }) checkerId!: string | null;
  @Instant({ nullable: true }) releasedAt!: Date | null;
}

/** The payee as it was when the payment was made; later changes of the account do not touch it. */
export interface PayeeSnapshot {
  accountId: string;
  accountVersion: number;
  accountName: string;
  accountNumber: string;
  bankName: string;
  bankCode: string;
}

/** One obligation: an award source and an instalment. Where another level advanced it, the source owes that level (a refund). */
@Entity('payment')
export class PaymentEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() awardSourceId!: string;
  @Int({ default: 1 }) instalment!: number;
  @Uuid() applicationId!: string;
  @Uuid() partyId!: string;
  @Text() regionCode!: string;
  @Uuid() budgetLineId!: string;
  @FenColumn() amountFen!: Fen;
  @Json() payee!: PayeeSnapshot;
  @Text() state!: PaymentState;
  @Int() version!: number;
  @Uuid({ nullable: true }) batchId!: string | null;
  @Instant() createdAt!: Date;
  @DateOnly({ nullable: true }) settledOn!: string | null;
  /** The advanced payment that this one refunds; null for a payment to the applicant. */
  @Uuid({ nullable: true }) refundsPaymentId!: string | null;
  /** The treasury that made it, and is the payee of this one. */
  @Text({ nullable: true }) refundTo!: string | null;
  /** Day on which the line that advanced it was given it back; null while it is owed. */
  @DateOnly({ nullable: true }) refundedOn!: string | null;
}

export type AttemptState =
  'sending' | 'accepted' | 'unknown' | 'rejected' | 'settled' | 'returned' | 'not_sent';

/** One try to send a payment, stored before the bank hears of it. */
@Entity('payment_attempt')
export class PaymentAttemptEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() paymentId!: string;
  @Int() attemptNumber!: number;
  @Text() bankReference!: string;
  @Text() payload!: string;
  @Text() payloadHash!: string;
  @Text() state!: AttemptState;
  @Text({ nullable: true }) bankSerial!: string | null;
  @Instant() startedAt!: Date;
  /** The file it left in, and its line there; null where the bank was called. */
  @Uuid({ nullable: true }) fileId!: string | null;
  @Int({ nullable: true }) fileLine!: number | null;
}

/** The one file that a batch leaves in; its bytes lie in the file store. */
@Entity('instruction_file')
export class InstructionFileEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() batchId!: string;
  @Text() regionCode!: string;
  @Text() contentHash!: string;
  @Int() sizeBytes!: number;
  @Int() lineCount!: number;
  @FenColumn() totalFen!: Fen;
  @Instant() writtenAt!: Date;
  @Uuid() writtenBy!: string;
}

/** What came back about the lines of such a file. */
@Entity('result_file')
export class ResultFileEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() fileId!: string;
  @Text() regionCode!: string;
  @Text() resultNumber!: string;
  @Text() contentHash!: string;
  @Int() lineCount!: number;
  @FenColumn() totalFen!: Fen;
  @Int() acceptedCount!: number;
  @Int() rejectedCount!: number;
  @Int() notFoundCount!: number;
  @Instant() readAt!: Date;
  @Uuid() readBy!: string;
}

@Entity('bank_answer')
export class BankAnswerEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() attemptId!: string;
  @Text() question!: 'send' | 'query';
  @Text() outcome!: string;
  @Text() raw!: string;
  /** Of an answer that says nothing: what was seen instead. */
  @Text({ nullable: true }) cause!: string | null;
  @Instant() receivedAt!: Date;
}

@Entity('bank_statement')
export class BankStatementEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() regionCode!: string;
  @Text() accountNumber!: string;
  @Text() statementNumber!: string;
  @DateOnly() statementDate!: string;
  @Text() contentHash!: string;
  /** As it came; null where the file store keeps it, under its hash. */
  @Text({ nullable: true }) content!: string | null;
  @Instant() importedAt!: Date;
  @Text() importedBy!: string;
}

@Entity('bank_statement_line')
export class BankStatementLineEntity {
  @PrimaryColumn({ type: 'uuid' }) statementId!: string;
  @PrimaryColumn({ type: 'integer' }) position!: number;
  @Text() accountNumber!: string;
  @Text() bankSerial!: string;
  @Text() reference!: string;
  @Text() direction!: 'debit' | 'credit';
  @FenColumn() amountFen!: Fen;
  @Text() counterpartyName!: string;
  @Text() counterpartyAccount!: string;
  @DateOnly() bookedOn!: string;
  @Text() classification!: StatementClassification;
  /** 摘要: on money that came back, why. */
  @Text({ default: '' }) remark!: string;
  @Uuid({ nullable: true }) attemptId!: string | null;
}
