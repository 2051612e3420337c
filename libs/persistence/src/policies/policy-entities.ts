import type { Fen } from '@duixian/money';
import type { PolicyState } from '@duixian/workflow';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, FenColumn, Instant, Int, Json, Text, Truth, Uuid } from '../columns';

/** What validation found in a text: how many clauses, and how many cases came out as they say. */
export interface PolicyValidation {
  contentHash: string;
  clauses: number;
  cases: number;
  validatedAt: string;
}

/** A version of a policy document: the text itself with its cases, immutable once it was approved. */
@Entity('policy_version')
export class PolicyVersionEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() documentId!: string;
  @Int() version!: number;
  @Text() number!: string;
  @Text() title!: string;
  @Text({ nullable: true }) cityCode!: string | null;
  @Int() semantics!: number;
  @Text() content!: string;
  @Text() contentHash!: string;
  @Text() status!: PolicyState;
  @Instant({ nullable: true }) publishedAt!: Date | null;
  @Text({ nullable: true }) publishedBy!: string | null;
  /** City or province whose document it is. */
  @Text() regionCode!: string;
  /** Raised with every change; `version` is the number of the version of the document. */
  @Int() revision!: number;
  /** Its case table; null for one that was loaded without. */
  @Text({ nullable: true }) cases!: string | null;
  /** Who wrote it, the drafter first; none of them approves it. Empty for a document of the installation. */
  @Column({ type: 'uuid', array: true }) authorIds!: string[];
  @Instant({ nullable: true }) draftedAt!: Date | null;
  /** First day on which it is in force, once it is published. */
  @DateOnly() effectiveFrom!: string;
  @Json({ nullable: true }) validation!: PolicyValidation | null;
  /** The trial of this very text. */
  @Uuid({ nullable: true }) trialId!: string | null;
  @Uuid({ nullable: true }) approvedBy!: string | null;
  @Instant({ nullable: true }) approvedAt!: Date | null;
}

/** What a version would change for the parties in the database; counts and sums, nobody by name. Append-only. */
@Entity('policy_trial')
export class PolicyTrialEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() policyVersionId!: string;
  /** Of the text that was tried. */
  @Text() contentHash!: string;
  /** The version in force that it was compared with; null where none was. */
  @Uuid({ nullable: true }) againstId!: string | null;
  @DateOnly() evaluatedOn!: string;
  @Json() outcome!: Record<string, unknown>;
  @Instant() triedAt!: Date;
}

/** The trial of a version that was asked for last: how many parties were determined, of how many. */
@Entity('policy_trial_run')
export class PolicyTrialRunEntity {
  @PrimaryColumn({ type: 'uuid' }) policyVersionId!: string;
  /** Of the text that is to be tried. */
  @Text() contentHash!: string;
  @Instant() askedAt!: Date;
  @Int() done!: number;
  /** Null until the parties were counted. */
  @Int({ nullable: true }) total!: number | null;
  @Instant({ nullable: true }) endedAt!: Date | null;
}

@Entity('facts_snapshot')
export class FactsSnapshotEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() partyId!: string;
  @Json() facts!: Record<string, unknown>;
  @Json() provenance!: Record<string, unknown>;
  @Text() contentHash!: string;
  @Instant() takenAt!: Date;
}

/** What one clause version said about one applicant's facts on a date, with its trace. Immutable. */
@Entity('determination')
export class DeterminationEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() applicationId!: string;
  @Int() assessment!: number;
  @Text() purpose!: 'assessment' | 'decision' | 'award';
  @Text() clauseId!: string;
  @Text({ nullable: true }) subject!: string | null;
  @Uuid() policyVersionId!: string;
  @Uuid() factsSnapshotId!: string;
  @Json() readings!: Record<string, string>;
  @Text() readingsHash!: string;
  @DateOnly() evaluationDate!: string;
  @Text() status!: string;
  @FenColumn({ nullable: true }) amountFen!: Fen | null;
  @Truth({ nullable: true }) payable!: boolean | null;
  @Json() result!: Record<string, unknown>;
  @Instant() determinedAt!: Date;
}
