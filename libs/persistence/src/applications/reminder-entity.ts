import { Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Text, Uuid } from '../columns';

/** By a person, by the clock shortly before the last day, or by the clock after it. */
export type ReminderCause = 'person' | 'due_soon' | 'overdue';

@Entity('reminder')
export class ReminderEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() applicationId!: string;
  @Uuid() taskId!: string;
  @Text() cause!: ReminderCause;
  /** Null for the clock. */
  @Uuid({ nullable: true }) userId!: string | null;
  /** The working day that it counts for. */
  @DateOnly() countedOn!: string;
  @Instant() remindedAt!: Date;
}
