import { Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Int, Text } from '../columns';

/** One issue of the table of bank codes (支付系统行号表). The one with the latest day counts. Append-only. */
@Entity('bank_code_table')
export class BankCodeTableEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @DateOnly() listedOn!: string;
  @Text() source!: string;
  @Int() rowCount!: number;
  @Text() contentHash!: string;
  @Instant() importedAt!: Date;
  @Text() importedBy!: string;
}

/** A branch of a bank and its code of twelve digits (联行号). */
@Entity('bank_code')
export class BankCodeEntity {
  @PrimaryColumn({ type: 'uuid' }) tableId!: string;
  @PrimaryColumn({ type: 'text' }) code!: string;
  @Text() name!: string;
}
