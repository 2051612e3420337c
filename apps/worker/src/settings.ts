import { join } from 'node:path';
import {
  readConfiguration,
  type Configuration,
  type CreditRules,
  type MailRules,
  type RegisterRules,
} from '@duixian/casework';

export const DEFAULT_BANK_TIMEOUT_MS = 5_000;

/** What a worker needs to run. */
export interface WorkerSettings {
  /** URL of the application role, which owns nothing. */
  readonly databaseUrl: string;
  /** Absent: the queue lives in PostgreSQL. */
  readonly redisUrl?: string;
  /** Absent: no bank is named yet, and released payments wait. */
  readonly bankUrl?: string;
  /** How both sides sign; absent: neither does. */
  readonly bankSignature?: string;
  /** What to make of a register of credit that nobody knows to be complete. */
  readonly creditRules?: CreditRules;
  /** What to make of registers whose mark of completeness is old. */
  readonly registerRules?: RegisterRules;
  /** How messages leave by e-mail as well; absent: they stay in the inbox. */
  readonly mail?: MailRules;
  /** Where the seals of the trail are kept outside of the database; absent: nowhere. */
  readonly anchorDirectory?: string;
  /** Where the API keeps files, to be cleaned up here; absent: this process does not reach them. */
  readonly filesFolder?: string;
  /** Longest wait for one answer of the bank; 5 seconds when absent. */
  readonly bankTimeoutMs?: number;
  /** Causes after which the system looks by itself who is owed; none when absent. */
  readonly sweepTriggers?: Configuration['sweepTriggers'];
}

/**
 * Reads the worker's settings once, at boot.
 *
 * @returns the settings, or one sentence per setting that is missing or makes no sense
 */
export function readWorkerSettings(
  environment: Readonly<Record<string, string | undefined>>,
): { ok: true; settings: WorkerSettings } | { ok: false; problems: string[] } {
  const bankTimeoutMs = Number(environment['BANK_TIMEOUT_MS'] || DEFAULT_BANK_TIMEOUT_MS);
  const timeoutProblems =
    Number.isSafeInteger(bankTimeoutMs) && bankTimeoutMs >= 100 && bankTimeoutMs <= 60_000
      ? []
      : ['BANK_TIMEOUT_MS is not usable: it must be a whole number of milliseconds from 100 to 60000.'];
  const read = readConfiguration(environment);
  if (!read.ok) return { ok: false, problems: [...read.problems, ...timeoutProblems] };
  const { databaseUrl, redisUrl, bankUrl, bankSignature, creditRules, registerRules, sweepTriggers, mail } =
    read.configuration;
  const { anchorDirectory, dataDirectory } = read.configuration;
  if (databaseUrl === undefined) {
    const missing =
      'DATABASE_URL is missing: the worker needs the address of the database, as the application role.';
    return { ok: false, problems: [missing, ...timeoutProblems] };
  }
  if (timeoutProblems.length > 0) return { ok: false, problems: timeoutProblems };
  return {
    ok: true,
    settings: {
      databaseUrl,
      bankTimeoutMs,
      creditRules,
      registerRules,
      sweepTriggers,
      ...(mail === undefined ? {} : { mail }),
      ...(environment['DATA_DIR'] ? { filesFolder: join(dataDirectory, 'files') } : {}),
      ...(anchorDirectory === undefined ? {} : { anchorDirectory }),
      ...(redisUrl === undefined ? {} : { redisUrl }),
      ...(bankUrl === undefined ? {} : { bankUrl }),
      ...(bankSignature === undefined ? {} : { bankSignature }),
    },
  };
}
