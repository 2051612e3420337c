import type { Fen } from '@duixian/money';
import type { OfferState, SweepCause, SweepDisposition, SweepState } from '@duixian/workflow';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StateReason } from '../applications/application-entities';
import { DateOnly, FenColumn, Instant, Int, Json, Text, Truth, Uuid } from '../columns';
import type { RegionLevel } from '../identity/identity-entities';

/** Clauses that a sweep determines together: under one call, or under none, by one version of the law. */
export interface SweepPlanPart {
  policyVersionId: string;
  callId: string | null;
  clauseIds: string[];
  /** How the city read the open questions of the law when the sweep was ordered; absent in sweeps of before. */
  readings?: Record<string, string>;
}

/** How a register stood when a sweep began that asks it. */
export interface RegisterStanding {
  /** `title/<code>` or `fact/<name>`, as imports name it. */
  register: string;
  /** Chinese name. */
  name: string;
  /** The day up to which it was marked complete; null where nobody marked it. */
  completeTo: string | null;
  /** Days after the mark for which it counts as complete. */
  toleranceDays: number;
  state: 'fresh' | 'stale' | 'unmarked';
  /** Clauses that ask it. */
  clauseIds: string[];
  /** Clauses for which it matters that something is not in it. */
  decisiveFor: string[];
}

/** 批量比对: one run over the applicants of a place as of a day. */
@Entity('sweep')
export class SweepEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() cityCode!: string;
  @DateOnly() asOf!: string;
  @Truth() dryRun!: boolean;
  /** Counties, in the order of their codes. */
  @Column({ type: 'text', array: true }) regionCodes!: string[];
  @Column({ type: 'text', array: true }) clauseIds!: string[];
  @Json() plan!: SweepPlanPart[];
  @Json() registers!: RegisterStanding[];
  @Text() state!: SweepState;
  @Int() version!: number;
  @Text() cause!: SweepCause;
  /** The import, law version or reading choice behind it; null for a person and for the night. */
  @Uuid({ nullable: true }) causeId!: string | null;
  /** Null for the system. */
  @Uuid({ nullable: true }) orderedBy!: string | null;
  /** As they were called then; null for the system, and in sweeps from before names were kept. */
  @Text({ nullable: true }) orderedByName!: string | null;
  @Instant() orderedAt!: Date;
  /** Null until the candidates are found. */
  @Int({ nullable: true }) candidateCount!: number | null;
  @Int() evaluatedCount!: number;
  /** The sweep whose findings stand for whoever did not change since; null: everybody is looked at. */
  @Uuid({ nullable: true }) baseId!: string | null;
  /** Null where nothing may rest on it. */
  @Text({ nullable: true }) basisHash!: string | null;
  /** The sweeps whose findings stand in this one, in their order, itself last. */
  @Column({ type: 'uuid', array: true }) chain!: string[];
  /** Applicants who were not looked at again. */
  @Int() carriedCount!: number;
  @Int({ nullable: true }) offerCount!: number | null;
  @FenColumn({ nullable: true }) offerFen!: Fen | null;
  @Text({ nullable: true }) offerHash!: string | null;
  @Instant({ nullable: true }) finishedAt!: Date | null;
  @Uuid({ nullable: true }) approvedBy!: string | null;
  @Instant({ nullable: true }) approvedAt!: Date | null;
  @Instant({ nullable: true }) endedAt!: Date | null;
}

export type ChunkState = 'waiting' | 'evaluated' | 'offered' | 'skipped';

/** Candidates that one job looks at: ids only. */
@Entity('sweep_chunk')
export class SweepChunkEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() sweepId!: string;
  @Int() position!: number;
  @Column({ type: 'uuid', array: true }) partyIds!: string[];
  @Text() state!: ChunkState;
  @Instant({ nullable: true }) evaluatedAt!: Date | null;
  /** What each applicant was looked at with, canonical JSON in the order of `partyIds`; read with readChunkFacts. */
  @Column({ type: 'text', array: true, nullable: true, select: false }) facts?: (string | null)[] | null;
  /** For each applicant the day on which a result can change by itself; for one who could not be looked at a day long past. */
  @Column({ type: 'date', array: true, nullable: true, select: false })
  nextChangeOn?: (string | null)[] | null;
  /** What was found, column by column; written with keepFindings, read as SweepLineEntity. */
  @Json({ nullable: true, select: false }) kinds?: unknown;
  @Column({ type: 'uuid', array: true, nullable: true, select: false }) lineParty?: string[] | null;
  @Column({ type: 'integer', array: true, nullable: true, select: false }) lineKind?: number[] | null;
  @Column({ type: 'text', array: true, nullable: true, select: false }) lineSubject?: string[] | null;
  @Column({ type: 'bigint', array: true, nullable: true, select: false }) lineFen?: (string | null)[] | null;
}

/**
 * What a sweep says of one clause, applicant and subject: a row of a view over the chunks of its chain. One that it did not
 * look at again has the id and the chunk of the sweep that found it.
 */
@Entity('sweep_line')
export class SweepLineEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() sweepId!: string;
  @Uuid() chunkId!: string;
  @Uuid() partyId!: string;
  @Text() countyCode!: string;
  @Text() clauseId!: string;
  /** Empty where the clause is once per applicant. */
  @Text() subject!: string;
  @Uuid({ nullable: true }) callId!: string | null;
  @Uuid() policyVersionId!: string;
  @Text() status!: string;
  @Text() disposition!: SweepDisposition;
  @Json({ nullable: true }) reason!: StateReason | null;
  @FenColumn({ nullable: true }) amountFen!: Fen | null;
  /** Who bears it, by the law or by the arrangement of the call. */
  @Json({ nullable: true }) splitFen!: Partial<Record<RegionLevel, number>> | null;
  /** The contract's result as sweeps of before stored it; null where it is made again from the facts of the chunk. */
  @Json({ nullable: true }) result!: Record<string, unknown> | null;
  /** Of sweeps of before; null where the facts of the chunk are hashed when they are asked. */
  @Text({ nullable: true }) factsHash!: string | null;
}

/** An applicant who could not be looked at. */
@Entity('sweep_failure')
export class SweepFailureEntity {
  @PrimaryColumn({ type: 'uuid' }) sweepId!: string;
  @PrimaryColumn({ type: 'uuid' }) partyId!: string;
  @Text() problem!: string;
}

/** 免申即享 推送: what one call owes one applicant by a sweep, waiting for one click. */
@Entity('offer')
export class OfferEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() sweepId!: string;
  @Uuid() partyId!: string;
  @Text() countyCode!: string;
  @Text() cityCode!: string;
  @Uuid() callId!: string;
  @Uuid() policyVersionId!: string;
  @DateOnly() evaluationDate!: string;
  @FenColumn() amountFen!: Fen;
  @Text() state!: OfferState;
  @Int() version!: number;
  @Instant() madeAt!: Date;
  /** Last day on which it can be confirmed. */
  @DateOnly() expiresOn!: string;
  /** The day since which its clock stands, because a question about it waits; null while it runs. */
  @DateOnly({ nullable: true }) pausedOn!: string | null;
  @Uuid() preparedBy!: string;
  @Uuid() approvedBy!: string;
  @Instant({ nullable: true }) decidedAt!: Date | null;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Json({ nullable: true }) stateReason!: StateReason | null;
}

@Entity('offer_line')
export class OfferLineEntity {
  @PrimaryColumn({ type: 'uuid' }) offerId!: string;
  @Uuid() sweepLineId!: string;
  @Uuid() partyId!: string;
  @PrimaryColumn({ type: 'text' }) clauseId!: string;
  @PrimaryColumn({ type: 'text' }) subject!: string;
  @FenColumn() amountFen!: Fen;
  /** Why, for the applicant. */
  @Text() explanation!: string;
  @Truth() live!: boolean;
}
