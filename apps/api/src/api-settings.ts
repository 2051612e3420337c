import { type CreditRules, type Mode, type RegisterRules, type SecondFactorRules } from '@duixian/casework';

/** Injection token of what the controllers need to know of the configuration. */
export const SETTINGS = Symbol('settings');

export interface ApiSettings {
  readonly mode: Mode;
  /** Working days from the confirmation of an account to the first payment on it. */
  readonly payeeCoolingWorkingDays: number;
  /** What to make of a register of credit that nobody knows to be complete. */
  readonly creditRules: CreditRules;
  /** What to make of registers whose mark of completeness is old. */
  readonly registerRules: RegisterRules;
  /** Whether decisions about money ask for a one-time code; absent: they do not. */
  readonly secondFactor?: SecondFactorRules;
  /** The bank that payments go to; absent: none yet. */
  readonly bankUrl?: string;
  /** Whether messages leave by e-mail as well. */
  readonly mailAvailable: boolean;
  /** Where the public reaches the console, for the codes on papers; absent: as the request came. */
  readonly publicUrl?: string;
  /** Sign-ins per minute and address; null: as many as anybody likes. */
  readonly signInsPerMinute: number | null;
}
