import { Entity, PrimaryColumn } from 'typeorm';
import { Instant, Int, Text } from '../columns';

/** A link of the chain of a city: what happened there between the seal before it and this one. */
@Entity('audit_seal')
export class AuditSealEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  /** The city; a region above cities has a chain of its own. */
  @Text() cityCode!: string;
  /** Position in the chain, from 1 without gaps. */
  @Int() number!: number;
  /** Null for the first of a chain. */
  @Text({ nullable: true }) previousHash!: string | null;
  @Int() cases!: number;
  @Int() events!: number;
  /** By the clock of the worker, whatever the business clock says. */
  @Instant() sealedAt!: Date;
  /** What was hashed, as `sealBytes` writes it. */
  @Text() bytes!: string;
  @Text() hash!: string;
}
