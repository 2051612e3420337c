import { signingOf } from '@duixian/payment-rail';
import { z } from 'zod';
import { DEFAULT_REGISTER_RULES, parseRegisterTolerance, type RegisterRules } from './facts/register-rules';
import { DEFAULT_CREDIT_RULES, type CreditRules } from './credit/credit-rules';
import type { MailRules } from './notifications/mailer';
import type { SecondFactorRules } from './identity/second-factor';

const port = z.coerce.number().int().min(1).max(65535);

/** Empty strings count as absent: shells and compose files produce them. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** Bytes of a key in base64; null for what is not. */
const keyOf = (text: string): Buffer | null =>
  /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null;

function isSignature(setting: string): boolean {
  try {
    signingOf(setting);
    return true;
  } catch {
    return false;
  }
}

const schema = z.object({
  PORT: optional(port),
  BANK_PORT: optional(port),
  BANK_URL: optional(z.url({ protocol: /^https?$/ })),
  BANK_SIGNATURE: optional(z.string().refine(isSignature)),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),
  DATA_DIR: optional(z.string().min(1)),
  ANCHOR_DIR: optional(z.string().min(1)),
  DUIXIAN_MODE: optional(z.enum(['demo', 'production'])),
  HOST: optional(z.string().min(1)),
  PAYEE_COOLING_WORKING_DAYS: optional(z.coerce.number().int().min(0).max(60)),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })),
  CREDIT_UNKNOWN: optional(z.enum(['warn', 'hold'])),
  CREDIT_STALE_DAYS: optional(z.coerce.number().int().min(1).max(3650)),
  SWEEP_TRIGGERS: optional(
    z.string().regex(/^(none|(nightly|import|publication)(,(nightly|import|publication))*)$/),
  ),
  STALE_REGISTERS: optional(z.enum(['warn', 'refuse'])),
  REGISTER_TOLERANCE_DAYS: optional(z.string().refine((text) => parseRegisterTolerance(text) !== null)),
  SECOND_FACTOR: optional(z.enum(['off', 'money'])),
  SECOND_FACTOR_KEY: optional(z.string().refine((text) => keyOf(text)?.length === 32)),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  MAIL_FROM: optional(z.email()),
  FIRST_ADMINISTRATOR: optional(z.string().regex(/^[a-z][a-z0-9._-]{2,39}@[0-9]{6}$/)),
});

/** Working days from the confirmation of a payee account to the first payment on it, unless said otherwise. */
export const PAYEE_COOLING_WORKING_DAYS = 3;

const SWEEP_TRIGGERS = ['nightly', 'import', 'publication'] as const;

export type Mode = 'demo' | 'production';

export interface Configuration {
  port: number;
  /** Address the API listens on; the loopback unless said otherwise. */
  host: string;
  bankPort: number;
  /**
   * Where the bank is reached. Demo mode means the simulated one; production mode never does, so it is absent there
   * until somebody names the bank, and released payments wait.
   */
  bankUrl?: string;
  /** How we and the bank sign, as `signingOf` reads it; absent: neither does. Holds keys: never log it. */
  bankSignature?: string;
  /** Absent: the embedded server. */
  databaseUrl?: string;
  /** Absent: the queues run on PostgreSQL. */
  redisUrl?: string;
  dataDirectory: string;
  /** Where the seals of the trail are kept outside of the database; absent: nobody said where. */
  anchorDirectory?: string;
  mode: Mode;
  /** Working days from the confirmation of a payee account to the first payment on it. */
  payeeCoolingWorkingDays: number;
  /** Where the public reaches the console, for the codes on papers; absent: as each request came. */
  publicUrl?: string;
  /** What to make of a register of credit that nobody knows to be complete. */
  creditRules: CreditRules;
  /** What to make of registers whose mark of completeness is old. */
  registerRules: RegisterRules;
  /**
   * Causes after which the system looks by itself who is owed, as dry runs. All of them in production mode; none in demo mode,
   * where whoever looks on begins every sweep.
   */
  sweepTriggers: readonly ('nightly' | 'import' | 'publication')[];
  /** Whether decisions about money ask for a one-time code. Holds a key: never log it. */
  secondFactor: SecondFactorRules;
  /** How messages leave by e-mail as well; absent: none do. Holds a password: never log it. */
  mail?: MailRules;
  /** Made by a start in production mode where nobody is an administrator yet. */
  firstAdministrator?: { username: string; regionCode: string };
}

const HINTS: Record<string, string> = {
  PORT: 'a port from 1 to 65535, e.g. PORT=3000',
  BANK_PORT: 'a port from 1 to 65535, e.g. BANK_PORT=3900',
  BANK_URL: 'an http(s) address, e.g. BANK_URL=http://127.0.0.1:3900',
  BANK_SIGNATURE:
    'hmac-sha256:<secret of 32 bytes or more> or ed25519:<our private key, PKCS #8>:<public key of the bank, SPKI>, in base64',
  DATABASE_URL: 'a PostgreSQL address, e.g. DATABASE_URL=postgres://owner:secret@127.0.0.1:5432/duixian',
  REDIS_URL: 'a Redis address, e.g. REDIS_URL=redis://127.0.0.1:6379',
  DUIXIAN_MODE: 'demo or production',
  PAYEE_COOLING_WORKING_DAYS: 'a whole number from 0 to 60, e.g. PAYEE_COOLING_WORKING_DAYS=3',
  PUBLIC_URL: 'an http(s) address, e.g. PUBLIC_URL=https://duixian.example.gov.cn',
  CREDIT_UNKNOWN: 'warn or hold',
  CREDIT_STALE_DAYS: 'a whole number of days from 1 to 3650, e.g. CREDIT_STALE_DAYS=31',
  SWEEP_TRIGGERS: 'none, or some of nightly,import,publication',
  STALE_REGISTERS: 'warn or refuse',
  REGISTER_TOLERANCE_DAYS:
    'days per register, e.g. REGISTER_TOLERANCE_DAYS=title=400,fact=100,title/PROV_ZJTX=60',
  SECOND_FACTOR: 'off or money, and money needs SECOND_FACTOR_KEY',
  SECOND_FACTOR_KEY: '32 bytes in base64, e.g. of openssl rand -base64 32',
  SMTP_URL:
    'smtp: or smtps: and a host, e.g. SMTP_URL=smtps://user:secret@mail.example.gov.cn, and needs MAIL_FROM and PUBLIC_URL',
  MAIL_FROM: 'an e-mail address, e.g. MAIL_FROM=duixian@example.gov.cn',
  FIRST_ADMINISTRATOR: 'a user name and a region code, e.g. FIRST_ADMINISTRATOR=wang.wei@410000',
};

/**
 * Reads the settings once, at boot.
 * @returns the settings, or one sentence per doubtful setting that names it and what it should be
 */
export function readConfiguration(
  environment: Readonly<Record<string, string | undefined>>,
): { ok: true; configuration: Configuration } | { ok: false; problems: string[] } {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
    return {
      ok: false,
      problems: names.map((name) => `${name} is not usable: it must be ${HINTS[name] ?? 'a text'}.`),
    };
  }
  const settings = parsed.data;
  const key = settings.SECOND_FACTOR_KEY ? keyOf(settings.SECOND_FACTOR_KEY) : null;
  if (settings.SECOND_FACTOR === 'money' && !key)
    return { ok: false, problems: [`SECOND_FACTOR is not usable: it must be ${HINTS['SECOND_FACTOR']}.`] };
  if (settings.SMTP_URL && !(settings.MAIL_FROM && settings.PUBLIC_URL))
    return { ok: false, problems: [`SMTP_URL is not usable: it must be ${HINTS['SMTP_URL']}.`] };
  const mode = settings.DUIXIAN_MODE ?? (settings.DATABASE_URL ? 'production' : 'demo');
  const bankPort = settings.BANK_PORT ?? 3900;
  const [username, regionCode] = settings.FIRST_ADMINISTRATOR?.split('@') ?? [];
  const bankUrl = settings.BANK_URL ?? (mode === 'demo' ? `http://127.0.0.1:${bankPort}` : undefined);
  return {
    ok: true,
    configuration: {
      port: settings.PORT ?? 3000,
      host: settings.HOST ?? '127.0.0.1',
      bankPort,
      ...(bankUrl ? { bankUrl } : {}),
      ...(settings.BANK_SIGNATURE ? { bankSignature: settings.BANK_SIGNATURE } : {}),
      ...(settings.DATABASE_URL ? { databaseUrl: settings.DATABASE_URL } : {}),
      ...(settings.REDIS_URL ? { redisUrl: settings.REDIS_URL } : {}),
      dataDirectory: settings.DATA_DIR ?? '.data',
      ...(settings.ANCHOR_DIR ? { anchorDirectory: settings.ANCHOR_DIR } : {}),
      mode,
      ...(settings.PUBLIC_URL ? { publicUrl: settings.PUBLIC_URL.replace(/\/$/, '') } : {}),
      creditRules: {
        unknown: settings.CREDIT_UNKNOWN ?? DEFAULT_CREDIT_RULES.unknown,
        staleAfterDays: settings.CREDIT_STALE_DAYS ?? DEFAULT_CREDIT_RULES.staleAfterDays,
      },
      registerRules: {
        stale: settings.STALE_REGISTERS ?? DEFAULT_REGISTER_RULES.stale,
        toleranceDays:
          parseRegisterTolerance(settings.REGISTER_TOLERANCE_DAYS ?? '') ??
          DEFAULT_REGISTER_RULES.toleranceDays,
      },
      payeeCoolingWorkingDays: settings.PAYEE_COOLING_WORKING_DAYS ?? PAYEE_COOLING_WORKING_DAYS,
      sweepTriggers: SWEEP_TRIGGERS.filter((each) =>
        settings.SWEEP_TRIGGERS === undefined
          ? mode === 'production'
          : settings.SWEEP_TRIGGERS.split(',').includes(each),
      ),
      secondFactor: { required: settings.SECOND_FACTOR === 'money', key },
      ...mailOf(settings),
      ...(username && regionCode ? { firstAdministrator: { username, regionCode } } : {}),
    },
  };
}

function mailOf({ SMTP_URL: smtpUrl, MAIL_FROM: from, PUBLIC_URL: publicUrl }: z.infer<typeof schema>): {
  mail?: MailRules;
} {
  if (!smtpUrl || !from || !publicUrl) return {};
  return { mail: { smtpUrl, from, consoleUrl: publicUrl.replace(/\/$/, '') } };
}
