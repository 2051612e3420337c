import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Json, Text, Truth, Uuid } from '../columns';

export type FactStatus = 'claimed' | 'attested' | 'authoritative';
export type StoredFactValue = string | number | boolean | string[];

/** One statement about a party: what, for which period, from whom, learned when. Append-only. */
@Entity('fact_record')
export class FactRecordEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() partyId!: string;
  @Uuid({ nullable: true }) applicationId!: string | null;
  @Text() name!: string;
  @Json() value!: StoredFactValue;
  @Text() status!: FactStatus;
  @Text() source!: string;
  @Text({ nullable: true }) documentNumber!: string | null;
  @DateOnly({ nullable: true }) validFrom!: string | null;
  @DateOnly({ nullable: true }) validTo!: string | null;
  @Instant() learnedAt!: Date;
  @Text() learnedBy!: string;
  /** Day of the document; of two statements the later document's counts. */
  @DateOnly({ nullable: true }) documentDate?: string | null;
  /** The import that brought it. */
  @Uuid({ nullable: true }) importId?: string | null;
}

@Entity('title_record')
export class TitleRecordEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() partyId!: string;
  @Text() code!: string;
  @Text() level!: 'national' | 'provincial' | 'city';
  @Text({ nullable: true }) subjectId!: string | null;
  @Text({ nullable: true }) acquisition!: 'new' | 'renewal' | 're_recognition' | null;
  @Truth({ nullable: true }) firstEver!: boolean | null;
  @Text({ nullable: true }) grantedCity!: string | null;
  @DateOnly() grantedOn!: string;
  @DateOnly({ nullable: true }) validFrom!: string | null;
  @DateOnly({ nullable: true }) validTo!: string | null;
  @Text() documentNumber!: string;
  @Text() status!: 'attested' | 'authoritative';
  @Instant() learnedAt!: Date;
  @Text() learnedBy!: string;
  /** Day of the document; of two statements about one recognition the later document's stands. */
  @DateOnly({ nullable: true }) documentDate?: string | null;
  @Text({ nullable: true }) source?: string | null;
  /** The import that brought it. */
  @Uuid({ nullable: true }) importId?: string | null;
}

@Entity('standard_record')
export class StandardRecordEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() partyId!: string;
  @Text() standardNumber!: string;
  @Text() kind!: string;
  @Text() role!: 'lead' | 'participant';
  @DateOnly({ nullable: true }) publishedOn!: string | null;
  @Text() documentNumber!: string;
  @Text() status!: 'attested' | 'authoritative';
  @Instant() learnedAt!: Date;
  @Text() learnedBy!: string;
  /** Day of the document; of two statements about one standard the later document's stands. */
  @DateOnly({ nullable: true }) documentDate?: string | null;
  @Text({ nullable: true }) source?: string | null;
  /** The import that brought it. */
  @Uuid({ nullable: true }) importId?: string | null;
}

/** A register is complete for a region up to a date: inside it absence means none, outside it unknown. */
@Entity('register_coverage')
export class RegisterCoverageEntity {
  @PrimaryColumn({ type: 'text' }) register!: string;
  @PrimaryColumn({ type: 'text' }) regionCode!: string;
  @PrimaryColumn({ type: 'date' }) completeTo!: string;
  @Instant() recordedAt!: Date;
  @Text() recordedBy!: string;
  @Uuid({ nullable: true }) importId?: string | null;
}

/** What triggers are asked of: one indexed row per party, written in the same transaction as its facts. */
@Entity('party_profile')
export class PartyProfileEntity {
  @PrimaryColumn({ type: 'uuid' }) partyId!: string;
  @Text() kind!: string;
  @Text() countyCode!: string;
  @Text() cityCode!: string;
  /** Registration and the best record of each fact on `asOf`, claims left out. */
  @Json() facts!: Record<string, StoredFactValue>;
  /** Of every title ever granted, whether it still runs or not. */
  @Column({ type: 'text', array: true }) titleCodes!: string[];
  @Column({ type: 'text', array: true }) standardKinds!: string[];
  /** First day on which a fact begins or ends to hold. */
  @DateOnly({ nullable: true }) nextChangeOn!: string | null;
  @DateOnly() asOf!: string;
  @Instant() refreshedAt!: Date;
}
