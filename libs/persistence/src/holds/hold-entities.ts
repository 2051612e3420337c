import type { CreditPurpose, HoldKind, HoldState, RegistrationStatus } from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Int, Json, Text, Uuid } from '../columns';

/** What the register of enterprises said about whether one still exists; the record of the latest document counts. Append-only. */
@Entity('registration_status')
export class RegistrationStatusEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() partyId!: string;
  @Text() status!: RegistrationStatus;
  @DateOnly({ nullable: true }) since!: string | null;
  /** Of the enterprise that it was merged into. */
  @Text({ nullable: true }) successorCode!: string | null;
  @Uuid() importId!: string;
  @DateOnly() documentDate!: string;
  @Instant() learnedAt!: Date;
  @Text() learnedBy!: string;
}

/** The applicant as the register had it when the case was approved for the last time. */
@Entity('approved_applicant')
export class ApprovedApplicantEntity {
  @PrimaryColumn({ type: 'uuid' }) applicationId!: string;
  @Text() registeredName!: string;
  @Text({ nullable: true }) creditCode!: string | null;
  @Text() countyCode!: string;
  @Instant() notedAt!: Date;
}

/** Why a case or one of its payments waits, and who let it go on. */
@Entity('case_hold')
export class CaseHoldEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() applicationId!: string;
  @Uuid() partyId!: string;
  /** Null: the case itself is held. */
  @Uuid({ nullable: true }) paymentId!: string | null;
  /** Whose people resolve it: the city of the case, or the treasury of the payment. */
  @Text() regionCode!: string;
  @Text() kind!: HoldKind;
  @Text() purpose!: CreditPurpose;
  @Json() details!: Record<string, unknown>;
  @Text() fingerprint!: string;
  @Uuid({ nullable: true }) creditCheckId!: string | null;
  @Text() state!: HoldState;
  @Int() version!: number;
  @Instant() raisedAt!: Date;
  @Text() raisedBy!: string;
  @Instant({ nullable: true }) proposedAt!: Date | null;
  @Uuid({ nullable: true }) proposedBy!: string | null;
  @Text({ nullable: true }) proposalReason!: string | null;
  @Instant({ nullable: true }) liftedAt!: Date | null;
  @Uuid({ nullable: true }) liftedBy!: string | null;
  @Text({ nullable: true }) liftReason!: string | null;
}
