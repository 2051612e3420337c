import type { Fen } from '@duixian/money';
import type {
  ApplicationOrigin,
  ApplicationState,
  CaseStage,
  ClockRun,
  Route,
  Stage,
  StateReasonCode,
} from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, FenColumn, Instant, Int, Json, Text, Uuid } from '../columns';
import type { StoredFactValue } from '../facts/fact-entities';

/** Why a case stands where it stands, for the states that need a reason (returned, parked, rejected, withdrawn). */
export interface StateReason {
  code: StateReasonCode;
  text: string;
  /** What it is about, e.g. the level without budget or the clause whose amount changed. */
  details?: Record<string, unknown>;
}

@Entity('application')
export class ApplicationEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() caseNumber!: string;
  @Uuid() callId!: string;
  @Uuid() partyId!: string;
  @Text() origin!: ApplicationOrigin;
  /** The offer that was confirmed, for a case of that origin. */
  @Uuid({ nullable: true }) offerId!: string | null;
  @Text() countyCode!: string;
  @Text() cityCode!: string;
  @Text() state!: ApplicationState;
  @Int({ nullable: true }) stageIndex!: number | null;
  /** The stage that returned the case and gets it straight back once it is corrected. */
  @Int({ nullable: true }) waitingStageIndex!: number | null;
  @Int() version!: number;
  @Json() route!: Route;
  @Int() noticeWorkingDays!: number;
  @Uuid({ nullable: true }) policyVersionId!: string | null;
  @DateOnly({ nullable: true }) evaluationDate!: string | null;
  @Json() claims!: Record<string, StoredFactValue>;
  @Uuid({ nullable: true }) payeeAccountId!: string | null;
  @Json({ nullable: true }) stateReason!: StateReason | null;
  /** What the newest determination pays, kept by the database; null before the first. Never written from here. */
  @FenColumn({ nullable: true, insert: false, update: false }) determinedFen?: Fen | null;
  @Instant() createdAt!: Date;
  @Instant({ nullable: true }) submittedAt!: Date | null;
}

@Entity('case_actor')
export class CaseActorEntity {
  @PrimaryColumn({ type: 'uuid' }) applicationId!: string;
  @PrimaryColumn({ type: 'uuid' }) userId!: string;
  @Text() stage!: CaseStage;
  @Instant() firstActedAt!: Date;
}

export type TaskKind = Stage['key'] | 'parked' | 'terminating' | 'objection';

@Entity('case_task')
export class CaseTaskEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() applicationId!: string;
  @Text() kind!: TaskKind;
  @Text() regionCode!: string;
  @Instant() openedAt!: Date;
  @Instant({ nullable: true }) doneAt!: Date | null;
  @Uuid({ nullable: true }) doneBy!: string | null;
  @Text({ nullable: true }) outcome!: string | null;
  @Text({ nullable: true }) note!: string | null;
  /** The clock of its deadline (`StageClock`): the day after which days count, or the one since which it stands. */
  @DateOnly({ nullable: true }) clockFrom!: string | null;
  @DateOnly({ nullable: true }) pausedOn!: string | null;
  /** Days of China that counted before, each from (not counted) and to. */
  @Json() clockRuns!: ClockRun[];
  /** Whose task it is and what they are called; null for everybody of the stage. */
  @Uuid({ nullable: true }) assigneeId!: string | null;
  @Text({ nullable: true }) assigneeName!: string | null;
}
