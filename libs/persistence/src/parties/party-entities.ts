import type { AccountSecond, PayeeAccountState } from '@duixian/workflow';
import { Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Int, Text, Uuid } from '../columns';

/** Whoever can be owed money. */
@Entity('party')
export class PartyEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() kind!: 'enterprise' | 'individual_business' | 'institution' | 'person';
  @Text({ nullable: true }) creditCode!: string | null;
  @Text() registeredName!: string;
  @Text() countyCode!: string;
  @DateOnly({ nullable: true }) registeredOn!: string | null;
  /** Day of the document that an import of registrations has name, county and day of registration from. */
  @DateOnly({ nullable: true }) statedOn?: string | null;
  @Instant() createdAt!: Date;
}

@Entity('party_grant')
export class PartyGrantEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() partyId!: string;
  @Uuid() userId!: string;
  @Text() capacity!: 'legal_representative' | 'clerk' | 'agent';
  @DateOnly() validFrom!: string;
  /** Last day; before the first one where it was ended on the day it began. */
  @DateOnly({ nullable: true }) validTo!: string | null;
  @Uuid({ nullable: true }) grantedBy!: string | null;
  @Uuid({ nullable: true }) endedBy!: string | null;
}

/**
 * A version of where a party is paid. Of the confirmed ones whose day has come the last one counts. A payment keeps its own
 * snapshot.
 */
@Entity('payee_account')
export class PayeeAccountEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() partyId!: string;
  @Int() version!: number;
  @Text() accountName!: string;
  @Text() accountNumber!: string;
  @Text() bankName!: string;
  @Text() bankCode!: string;
  /** Day of the table in which the bank code was found; null for versions from before there were tables. */
  @DateOnly({ nullable: true }) bankCodeListedOn!: string | null;
  @Text() state!: PayeeAccountState;
  /** When it was proposed. */
  @Instant() createdAt!: Date;
  @Uuid({ nullable: true }) proposedBy!: string | null;
  @Instant({ nullable: true }) verifiedAt!: Date | null;
  @Uuid({ nullable: true }) confirmedBy!: string | null;
  @Text({ nullable: true }) confirmedAs!: AccountSecond | null;
  /** First day on which payments use it; set with the confirmation. */
  @DateOnly({ nullable: true }) effectiveOn!: string | null;
  /** When it was refused or withdrawn. */
  @Instant({ nullable: true }) endedAt!: Date | null;
  @Uuid({ nullable: true }) endedBy!: string | null;
  @Text({ nullable: true }) endReason!: string | null;
}
