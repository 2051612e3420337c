import type { OfferQuestionEnd } from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { Instant, Int, Text, Uuid } from '../columns';

/** 询问: what an enterprise asked about an offer before it decided, and what it was answered. */
@Entity('offer_question')
export class OfferQuestionEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() offerId!: string;
  @Text() question!: string;
  @Instant() askedAt!: Date;
  @Uuid() askedBy!: string;
  @Text({ nullable: true }) fileName!: string | null;
  @Text({ nullable: true }) mediaType!: string | null;
  @Int({ nullable: true }) sizeBytes!: number | null;
  @Text({ nullable: true }) contentHash!: string | null;
  @Text({ nullable: true }) answer!: string | null;
  @Uuid({ nullable: true }) answeredBy!: string | null;
  @Instant({ nullable: true }) endedAt!: Date | null;
  @Text({ nullable: true }) endedHow!: OfferQuestionEnd | null;
  /** When superiors were told that nobody had answered. */
  @Instant({ nullable: true }) overdueToldAt!: Date | null;
}
