import type { Fen } from '@duixian/money';
import type { CoverageState } from '@duixian/workflow';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, FenColumn, Instant, Int, Text, Uuid } from '../columns';

/** One line of a ledger of earlier years (既往兑付台账): paid before this system paid. Append-only. */
@Entity('earlier_payment')
export class EarlierPaymentEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() partyId!: string;
  @Text() clauseId!: string;
  /** As the law names subjects; null: the ledger does not say, which counts as paid for any. */
  @Text({ nullable: true }) subject!: string | null;
  @FenColumn() amountFen!: Fen;
  @DateOnly() paidOn!: string;
  @Text() documentNumber!: string;
  @Text() source!: string;
  /** The import that brought it; null for one recorded by hand. */
  @Uuid({ nullable: true }) importId!: string | null;
  @Instant() recordedAt!: Date;
  @Text() recordedBy!: string;
}

/**
 * A city's word that its ledger of some clauses is complete to a day and that this system alone pays them from
 * `paidHereFrom`, the day after at the latest. Counts once somebody else has confirmed it.
 */
@Entity('earlier_payment_coverage')
export class EarlierPaymentCoverageEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() cityCode!: string;
  @Column({ type: 'text', array: true }) clauseIds!: string[];
  @DateOnly() completeTo!: string;
  @DateOnly() paidHereFrom!: string;
  @Text() documentNumber!: string;
  @Text() state!: CoverageState;
  @Int() version!: number;
  @Instant() recordedAt!: Date;
  @Text() recordedBy!: string;
  @Instant({ nullable: true }) confirmedAt!: Date | null;
  @Text({ nullable: true }) confirmedBy!: string | null;
  @Instant({ nullable: true }) withdrawnAt!: Date | null;
  @Text({ nullable: true }) withdrawnBy!: string | null;
  @Text({ nullable: true }) withdrawalReason!: string | null;
}
