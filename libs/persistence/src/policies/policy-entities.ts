import type { Fen } from '@duixian/money';
import { Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, FenColumn, Instant, Int, Json, Text, Truth, Uuid } from '../columns';

/** Law as it was published: the text itself, immutable. */
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
  @Text() status!: 'published' | 'superseded';
  @Instant() publishedAt!: Date;
  @Text() publishedBy!: string;
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
