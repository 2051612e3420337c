import type { NotificationCategory } from '@duixian/workflow';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Instant, Int, Text, Truth, Uuid } from '../columns';

/** Where a person is written to, and of what. */
@Entity('mail_address')
export class MailAddressEntity {
  @PrimaryColumn({ type: 'uuid' }) userId!: string;
  /** Shown to be theirs by a code that was mailed to it; null until then. */
  @Text({ nullable: true }) address!: string | null;
  @Instant({ nullable: true }) verifiedAt!: Date | null;
  @Text({ nullable: true }) pendingAddress!: string | null;
  @Text({ nullable: true }) codeHash!: string | null;
  /** By the database's own time: the clock of the demo does not move it. */
  @Instant({ nullable: true }) codeUntil!: Date | null;
  @Int({ default: 0 }) failedCount!: number;
  @Truth({ default: true }) enabled!: boolean;
  @Column({ type: 'text', array: true }) kinds!: NotificationCategory[];
  @Text({ nullable: true }) refusedAnswer!: string | null;
}

/** `dropped`: switched off, or the address changed, before it was sent. `given_up`: put off too often. */
// prettier-ignore
export const LETTER_STATES = ['waiting', 'sending', 'accepted', 'refused', 'unknown', 'given_up', 'dropped'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

/** One letter about one message to one person, or with the code that shows an address to be theirs. */
@Entity('mail_letter')
export class MailLetterEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() userId!: string;
  /** Null: it carries a code. */
  @Uuid({ nullable: true }) notificationId!: string | null;
  @Text() address!: string;
  @Text() state!: LetterState;
  @Instant() writtenAt!: Date;
  /** By the database's own time. */
  @Instant({ default: () => 'clock_timestamp()' }) createdAt!: Date;
}

export type MailOutcome = 'accepted' | 'refused' | 'deferred' | 'unknown';

@Entity('mail_attempt')
export class MailAttemptEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() letterId!: string;
  @Int() attemptNumber!: number;
  @Instant() beganAt!: Date;
  /** Null while nobody knows. */
  @Text({ nullable: true }) outcome!: MailOutcome | null;
  /** In the server's own words. */
  @Text({ nullable: true }) answer!: string | null;
  @Instant({ nullable: true }) answeredAt!: Date | null;
}
