import { resolve } from 'node:path';
import { StartRefusal } from './start-refusal';

export interface StartConfiguration {
  /** Port of the console and the API. */
  readonly port: number;
  /** Owner's URL of an existing PostgreSQL; null: the embedded one. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly dataFolder: string;
  readonly mode: 'demo' | 'production';
  /** A bank to talk to; null: the simulated one is started. */
  readonly bankUrl: string | null;
  readonly bankPort: number | null;
}

/**
 * Reads what `npm start` honours. `demo` is the default only for the embedded database.
 *
 * @throws StartRefusal for a value that is not understood
 */
export function startConfiguration(env: NodeJS.ProcessEnv, root: string): StartConfiguration {
  const databaseUrl = url(env, 'DATABASE_URL', ['postgres:', 'postgresql:']);
  const mode = env['DUIXIAN_MODE'] || (databaseUrl === null ? 'demo' : 'production');
  if (mode !== 'demo' && mode !== 'production') {
    throw new StartRefusal(`DUIXIAN_MODE is "${mode}": set it to demo or production.`);
  }
  return {
    port: port(env, 'PORT') ?? 3000,
    databaseUrl,
    redisUrl: url(env, 'REDIS_URL', ['redis:', 'rediss:']),
    dataFolder: resolve(root, env['DATA_DIR'] || '.data'),
    mode,
    bankUrl: url(env, 'BANK_URL', ['http:', 'https:']),
    bankPort: port(env, 'BANK_PORT'),
  };
}

function port(env: NodeJS.ProcessEnv, name: string): number | null {
  const text = env[name];
  if (!text) return null;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= 65_535) return value;
  throw new StartRefusal(`${name} is "${text}": set it to a number from 1 to 65535.`);
}

function url(env: NodeJS.ProcessEnv, name: string, protocols: readonly string[]): string | null {
  const text = env[name];
  if (!text) return null;
  // The value is not repeated: it may hold a password.
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
  throw new StartRefusal(
    `${name} is not an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}: correct it.`,
  );
}
