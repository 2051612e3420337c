import type { AuditConclusion } from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Int, Text, Uuid } from '../columns';

/** What an auditing firm says about a case (第三方审计): its paper, and once it is recorded, what the paper says. */
@Entity('audit_opinion')
export class AuditOpinionEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() applicationId!: string;
  @Text() fileName!: string;
  @Text() mediaType!: string;
  @Int() sizeBytes!: number;
  @Text() contentHash!: string;
  @Instant() attachedAt!: Date;
  @Uuid() attachedBy!: string;
  /** Number of the round of determinations that the case stood at. */
  @Int({ nullable: true }) assessment!: number | null;
  @Text({ nullable: true }) firmName!: string | null;
  @Text({ nullable: true }) firmCode!: string | null;
  @Text({ nullable: true }) documentNumber!: string | null;
  @DateOnly({ nullable: true }) issuedOn!: string | null;
  @Text({ nullable: true }) conclusion!: AuditConclusion | null;
  @Text({ nullable: true }) opinion!: string | null;
  @Instant({ nullable: true }) recordedAt!: Date | null;
  @Uuid({ nullable: true }) recordedBy!: string | null;
}

export type AuditPaper = Pick<
  AuditOpinionEntity,
  | 'id'
  | 'applicationId'
  | 'fileName'
  | 'mediaType'
  | 'sizeBytes'
  | 'contentHash'
  | 'attachedAt'
  | 'attachedBy'
>;

/** An opinion whose paper was read: all of it is there. */
export type RecordedAuditOpinion = AuditPaper & {
  [Said in Exclude<keyof AuditOpinionEntity, keyof AuditPaper>]: NonNullable<AuditOpinionEntity[Said]>;
};
