import {
  DEFAULT_CREDIT_RULES,
  DEFAULT_REGISTER_RULES,
  type CreditRules,
  type Database,
  type FileStore,
  type Mailer,
  type MailRules,
  type RegisterRules,
  type SealAnchors,
  type SweepTriggers,
} from '@duixian/casework';
import type { PaymentRail } from '@duixian/payment-rail';

/** What the worker stands on: its database and its bank, null until one is named. */
export class Ground {
  constructor(
    readonly db: Database,
    readonly rail: PaymentRail | null,
    /** What to make of a register of credit that nobody knows to be complete. */
    readonly creditRules: CreditRules = DEFAULT_CREDIT_RULES,
    /** Causes after which the system looks by itself who is owed. */
    readonly sweepTriggers: SweepTriggers = new Set(),
    /** What to make of registers whose mark of completeness is old. */
    readonly registerRules: RegisterRules = DEFAULT_REGISTER_RULES,
    /** The way to a mail server and where letters lead to; null: messages stay in the inbox. */
    readonly mail: { mailer: Mailer; rules: Pick<MailRules, 'consoleUrl'> } | null = null,
    /** Where the seals of the trail are kept outside of the database; null: nowhere. */
    readonly anchors: SealAnchors | null = null,
    /** Where files are kept, to be cleaned up; null: not within reach of this process. */
    readonly files: FileStore | null = null,
  ) {}
}
