import { Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Text, Uuid } from '../columns';

/** How a city or province understands an open text from a day on. Append-only; counts once it is confirmed. */
@Entity('reading_choice')
export class ReadingChoiceEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() regionCode!: string;
  @Text() documentId!: string;
  @Text() readingId!: string;
  /** Key of an option of the reading, or `ask`: a person decides each case. */
  @Text() optionKey!: string;
  /** The body that decided it, e.g. 市工信局局长办公会. */
  @Text() decidedBy!: string;
  @Text() documentNumber!: string;
  @DateOnly() validFrom!: string;
  @Uuid() proposedBy!: string;
  @Instant() proposedAt!: Date;
}

/** The one verdict on a proposed choice: confirmed by another officer, or withdrawn. */
@Entity('reading_verdict')
export class ReadingVerdictEntity {
  @PrimaryColumn({ type: 'uuid' }) choiceId!: string;
  @Uuid() proposedBy!: string;
  @Text() verdict!: 'confirmed' | 'withdrawn';
  @Uuid() givenBy!: string;
  @Instant() givenAt!: Date;
}
