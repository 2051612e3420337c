import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Text } from '../columns';

/** One year as the State Council published it: days off beyond weekends, and weekends worked (调休). */
@Entity('calendar_year')
export class CalendarYearEntity {
  @PrimaryColumn({ type: 'integer' }) year!: number;
  @Text() sourceDocument!: string;
  @Column({ type: 'date', array: true }) daysOff!: string[];
  @Column({ type: 'date', array: true }) workingWeekends!: string[];
}
