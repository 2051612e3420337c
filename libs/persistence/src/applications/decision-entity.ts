import type { Fen } from '@duixian/money';
import type { Stage } from '@duixian/workflow';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { FenColumn, Instant, Int, Text, Uuid } from '../columns';

/** What a reviewer decided about one line of a case: an amount, a ratio, or an option. Read-only for ever. */
@Entity('case_decision')
export class CaseDecisionEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() applicationId!: string;
  /** Number of the round of determinations that was looked at. */
  @Int() assessment!: number;
  @Text() clauseId!: string;
  @Text({ nullable: true }) subject!: string | null;
  @FenColumn({ nullable: true }) amountFen!: Fen | null;
  /** A share of one as decimal text: 0.3 is 30%. */
  @Text({ nullable: true }) ratio!: string | null;
  @Text({ nullable: true }) optionKey!: string | null;
  /** The open readings that an option answers; null for an amount or ratio, and where they were not noted yet: whatever is asked. */
  @Column({ type: 'text', array: true, nullable: true }) readingIds!: string[] | null;
  @Text() documentNumber!: string;
  /** The paper itself, where it was attached. */
  @Uuid({ nullable: true }) paperId!: string | null;
  @Text() reason!: string;
  @Text() stage!: Stage['key'];
  @Uuid() decidedBy!: string;
  /** In whose name; null in their own. */
  @Uuid({ nullable: true }) inNameOf!: string | null;
  @Instant() decidedAt!: Date;
}
