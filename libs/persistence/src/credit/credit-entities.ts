import type { CreditOutcome, CreditPurpose, CreditRecordKind } from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Json, Text, Uuid } from '../columns';

/** What a register says against a party. Append-only; read through `standing_credit_record`. */
@Entity('credit_record')
export class CreditRecordEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() partyId!: string;
  @Text() kind!: CreditRecordKind;
  /** The number of the decision, e.g. 平市监处罚〔2022〕12号. */
  @Text() decisionNumber!: string;
  @Text({ nullable: true }) authority!: string | null;
  @Text({ nullable: true }) reason!: string | null;
  @DateOnly() decidedOn!: string;
  /** The last day on which it counts; null while it has no end. */
  @DateOnly({ nullable: true }) validTo!: string | null;
  @Text() documentNumber!: string;
  @DateOnly() documentDate!: string;
  @Text() source!: string;
  @Uuid() importId!: string;
  @Instant() learnedAt!: Date;
  @Text() learnedBy!: string;
}

/** One thing that stands against a party on a day, as the register words it. */
export interface CreditFinding {
  kind: CreditRecordKind;
  decisionNumber: string;
  authority: string | null;
  reason: string | null;
  decidedOn: string;
  validTo: string | null;
  source: string;
}

/** An answer of a register as it was acted on. Append-only. */
@Entity('credit_check')
export class CreditCheckEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() partyId!: string;
  @Text() purpose!: CreditPurpose;
  @Uuid({ nullable: true }) applicationId!: string | null;
  /** Set exactly for the purpose `payment`. */
  @Uuid({ nullable: true }) paymentId!: string | null;
  @Text() register!: string;
  @Text() outcome!: CreditOutcome;
  /** Up to which day the register is known completely; null where nobody ever said. */
  @DateOnly({ nullable: true }) coveredTo!: string | null;
  @Json() findings!: CreditFinding[];
  @DateOnly() checkedOn!: string;
  @Instant() checkedAt!: Date;
  @Text() checkedBy!: string;
}
