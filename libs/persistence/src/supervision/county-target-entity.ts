import { Entity, PrimaryColumn } from 'typeorm';
import { Instant, Int, Text, Uuid } from '../columns';

/** What a target counts: enterprises that enter the statistics above scale, or titles granted (`title/PROV_ZJTX`). */
export type TargetKind = 'scale.first_entry' | `title/${string}`;

/** One target of one place, year and kind, as it was set; the last one set counts. Append-only. */
@Entity('county_target')
export class CountyTargetEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() regionCode!: string;
  @Int() year!: number;
  @Text() kind!: TargetKind;
  /** Null: taken back. */
  @Int({ nullable: true }) target!: number | null;
  @Text() sourceDocument!: string;
  /** Null: delivered with the system. */
  @Uuid({ nullable: true }) setBy!: string | null;
  @Instant() setAt!: Date;
}
