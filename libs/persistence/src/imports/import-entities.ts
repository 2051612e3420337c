import type { ImportKind, ImportState } from '@duixian/workflow';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Int, Json, Text } from '../columns';

/**
 * `new`: nothing like it stood; `changed`: differs from what stood, and its document is the later one; `outdated`:
 * differs, and what stands is by a later document; `known`: says what stood already; `rejected`: cannot be taken.
 */
export type ImportOutcome = 'new' | 'changed' | 'outdated' | 'known' | 'rejected';

/** How many rows came to what; empty until the whole file was read. */
export type ImportCounts = Partial<Record<ImportOutcome, number>>;

/** What is wrong with a row: in which column, and how to mend it. */
export interface RowProblem {
  column: string | null;
  message: string;
  fix: string;
}

/** An enterprise that the system does not know yet and that a row names with its county. */
export interface NewParty {
  id: string;
  kind: 'enterprise' | 'individual_business' | 'institution' | 'person';
  registeredName: string;
  countyCode: string;
  registeredOn: string | null;
}

/** One file, or one set of records over the API: where it is from, what came of reading it, where it stands. */
@Entity('data_import')
export class DataImportEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() kind!: ImportKind;
  @Text() regionCode!: string;
  @Text() source!: string;
  @Text() documentNumber!: string;
  @DateOnly() documentDate!: string;
  @DateOnly({ nullable: true }) completeTo!: string | null;
  @Text() fileName!: string;
  @Text() format!: 'xlsx' | 'csv' | 'json';
  @Text() encoding!: string;
  @Int() byteSize!: number;
  @Text() contentHash!: string;
  /** Header of the file, in its order. */
  @Json() columns!: string[];
  @Json() notes!: string[];
  @Column({ type: 'text', array: true }) registers!: string[];
  @Json() counts!: ImportCounts;
  @Text() state!: ImportState;
  @Int() version!: number;
  @Int() appliedTo!: number;
  @Instant() createdAt!: Date;
  @Text() createdBy!: string;
  @Text() createdByName!: string;
  @Instant({ nullable: true }) committedAt!: Date | null;
  @Text({ nullable: true }) committedBy!: string | null;
  @Instant({ nullable: true }) endedAt!: Date | null;
  @Text({ nullable: true }) endedBy!: string | null;
  @Text({ nullable: true }) endReason!: string | null;
}

/** One row of an import: its cells as they stood, and what was made of them. */
@Entity('import_row')
export class ImportRowEntity {
  @PrimaryColumn({ type: 'uuid' }) importId!: string;
  /** 1 for the first row that holds anything. */
  @PrimaryColumn({ type: 'integer' }) position!: number;
  /** Its line in the file. */
  @Int() line!: number;
  @Text() outcome!: ImportOutcome;
  @Text({ nullable: true }) identity!: string | null;
  @Text({ nullable: true }) creditCode!: string | null;
  @Json({ nullable: true }) newParty!: NewParty | null;
  @Json({ nullable: true }) record!: Record<string, unknown> | null;
  /** What stood before, with its document, where the row says something else. */
  @Json({ nullable: true }) was!: Record<string, unknown> | null;
  @Json() cells!: string[];
  @Json({ nullable: true }) problems!: RowProblem[] | null;
}

@Entity('import_retraction')
export class ImportRetractionEntity {
  @PrimaryColumn({ type: 'uuid' }) importId!: string;
  @Instant() retractedAt!: Date;
  @Text() retractedBy!: string;
  @Text() reason!: string;
}
