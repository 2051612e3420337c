import type { AccessState, PaymentChannel } from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { Instant, Text, Uuid } from '../columns';

/** Another way for a treasury to pay, which one administrator proposed and a second one decides. */
@Entity('channel_proposal')
export class ChannelProposalEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() regionCode!: string;
  /** How it paid when this was proposed; confirmed only while it still does. */
  @Text() fromChannel!: PaymentChannel;
  @Text() toChannel!: PaymentChannel;
  @Text() reason!: string;
  @Uuid() proposedBy!: string;
  @Instant() proposedAt!: Date;
  @Text() state!: AccessState;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
  @Text({ nullable: true }) decisionReason!: string | null;
  /** The transaction that decided, as the database notes it. */
  @Text({ nullable: true }) decidedIn!: string | null;
}
