import type { AccessAction, AccessState, Role } from '@duixian/workflow';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Text, Uuid } from '../columns';

/** What one administrator proposed and a second one decides: a role, or an account of somebody who has one. */
@Entity('access_proposal')
export class AccessProposalEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Text() action!: AccessAction;
  @Uuid() userId!: string;
  /** Of the role, or where the account is kept. */
  @Text() regionCode!: string;
  /** Whoever decides keeps all of these. */
  @Column({ type: 'text', array: true }) places!: string[];
  /** Only of a role. */
  @Text({ nullable: true }) role!: Role | null;
  @DateOnly({ nullable: true }) validTo!: string | null;
  @Text() reason!: string;
  @Uuid() proposedBy!: string;
  @Instant() proposedAt!: Date;
  @Text() state!: AccessState;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
  @Text({ nullable: true }) decisionReason!: string | null;
  /** The transaction that decided, as the database notes it. */
  @Text({ nullable: true }) decidedIn!: string | null;
}
