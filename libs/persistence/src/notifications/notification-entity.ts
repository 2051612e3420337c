import type { NotificationCategory } from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { Instant, Text, Uuid } from '../columns';

/** One message to one person about one event, as it was written. */
@Entity('notification')
export class NotificationEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() eventId!: string;
  @Uuid() userId!: string;
  /** Type of the event. */
  @Text() event!: string;
  @Text() category!: NotificationCategory;
  @Text() title!: string;
  @Text() body!: string;
  /** Path in the console. */
  @Text() link!: string;
  @Instant() writtenAt!: Date;
  @Instant({ nullable: true }) readAt!: Date | null;
}
