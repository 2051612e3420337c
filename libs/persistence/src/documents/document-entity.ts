import { Entity, PrimaryColumn } from 'typeorm';
import { Instant, Int, Text, Uuid } from '../columns';

/** List of a batch (付款清单), voucher of a payment (付款凭证), receipt for who was paid (到账回单), an enterprise’s year (年度兑现清单), a demand to pay back (追缴通知书). */
export const DOCUMENT_KINDS = ['batch-list', 'voucher', 'receipt', 'statement', 'demand'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A paper that was handed out, by its code. Append-only. */
@Entity('issued_document')
export class IssuedDocumentEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  /** 26 letters and digits that nobody can guess. */
  @Text() code!: string;
  @Text() kind!: DocumentKind;
  @Uuid({ nullable: true }) batchId!: string | null;
  @Uuid({ nullable: true }) paymentId!: string | null;
  @Uuid({ nullable: true }) recoveryId!: string | null;
  /** Of a statement. */
  @Int({ nullable: true }) year!: number | null;
  @Text() regionCode!: string;
  @Uuid({ nullable: true }) partyId!: string | null;
  @Text() contentHash!: string;
  @Instant() issuedAt!: Date;
  @Text() issuedBy!: string;
}
