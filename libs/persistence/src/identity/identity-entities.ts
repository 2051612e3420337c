import type { PaymentChannel, Role } from '@duixian/workflow';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Int, Text, Truth, Uuid } from '../columns';

export type RegionLevel = 'province' | 'city' | 'county';

/** A region is its code; `factName` is how policy facts call it (平顶山, 新华区). */
@Entity('region')
export class RegionEntity {
  @PrimaryColumn({ type: 'text' }) code!: string;
  @Text() name!: string;
  @Text() factName!: string;
  @Text({ nullable: true }) parentCode!: string | null;
  @Text() level!: RegionLevel;
  @Text() kind!: 'statutory' | 'functional';
  @DateOnly() validFrom!: string;
  @DateOnly({ nullable: true }) validTo!: string | null;
  /** How what its treasury releases reaches the bank. */
  @Text({ default: 'bank' }) paymentChannel!: PaymentChannel;
  /** What it began with, and the proposal that it rests on since; kept by the database, for who proves them. */
  @Text({ select: false }) firstChannel?: PaymentChannel;
  @Uuid({ select: false, nullable: true }) channelProposalId?: string | null;
  /** Who signs for the treasury of the place; null where nobody said. */
  @Text({ nullable: true }) financeOfficeName!: string | null;
}

@Entity('user_account')
export class UserAccountEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() username!: string;
  @Text() displayName!: string;
  @Text() passwordHash!: string;
  @Text({ default: 'active' }) status!: 'active' | 'suspended';
  @Int({ default: 0 }) failedSignIns!: number;
  @Instant({ nullable: true }) lockedUntil!: Date | null;
  @Instant() createdAt!: Date;
  /** The region whose administrators keep this account. */
  @Text() regionCode!: string;
  /** True while the password is one that an administrator handed out. */
  @Truth({ default: false }) mustChangePassword!: boolean;
}

@Entity('role_grant')
export class RoleGrantEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Uuid() userId!: string;
  @Text() role!: Role;
  @Text() regionCode!: string;
  @DateOnly() validFrom!: string;
  /** Last day; before the first one where it was ended on the day it began. */
  @DateOnly({ nullable: true }) validTo!: string | null;
  @Uuid({ nullable: true }) grantedBy!: string | null;
  @Uuid({ nullable: true }) endedBy!: string | null;
  /** On what it rests: who set up the system, one administrator, two, the first one alone, or one before it took two. */
  @Text() basis!: 'setup' | 'one' | 'two' | 'alone' | 'earlier';
  /** What two administrators agreed on; only then. */
  @Uuid({ nullable: true }) proposalId!: string | null;
}

@Entity('session')
export class SessionEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'bytea' }) tokenHash!: Buffer;
  @Uuid() userId!: string;
  @Instant() openedAt!: Date;
  @Instant() expiresAt!: Date;
  @Instant({ nullable: true }) closedAt!: Date | null;
  /** Of what the browser keeps for longer than the session, to be known again; null for a session from before. */
  @Column({ type: 'bytea', nullable: true }) browserHash!: Buffer | null;
  /** Wrong passwords from that browser since. */
  @Int() browserFailures!: number;
}
