import { join, resolve } from 'node:path';
import { readConfiguration } from '@duixian/casework';
import { StartRefusal } from './start-refusal';

/** What a start needs to know; made from the settings that every program reads. */
export interface StartConfiguration {
  /** Port of the console and the API. */
  readonly port: number;
  /** Owner's URL of an existing PostgreSQL; null: the embedded one. */
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
  /** Where the seals of the trail are kept; beside the embedded database unless said otherwise, null: nowhere. */
  readonly anchorFolder: string | null;
  readonly mode: 'demo' | 'production';
  readonly firstAdministrator?: { readonly username: string; readonly regionCode: string };
  /** Address that the API listens on. */
  readonly host: string;
  /** Which bank the payments go to. */
  readonly bank:
    | { readonly kind: 'named'; readonly url: string }
    /** `port` null: any. */
    | { readonly kind: 'simulated'; readonly port: number | null }
    /** Production before somebody names the bank: released payments wait. */
    | { readonly kind: 'none' };
}

/**
 * Reads what `npm start` honours.
 *
 * @param root folder that a relative DATA_DIR is below
 * @throws StartRefusal for a value that is not understood
 */
export function startConfiguration(env: NodeJS.ProcessEnv, root: string): StartConfiguration {
  const answer = readConfiguration(env);
  if (!answer.ok) throw new StartRefusal(answer.problems.join(' '));
  const { port, host, databaseUrl, dataDirectory, mode, bankUrl, bankPort, firstAdministrator } =
    answer.configuration;
  const { anchorDirectory } = answer.configuration;
  const dataFolder = resolve(root, dataDirectory);
  const beside = databaseUrl === undefined ? join(dataFolder, 'anchors') : null;
  return {
    port,
    host,
    databaseUrl: databaseUrl ?? null,
    dataFolder,
    anchorFolder: anchorDirectory === undefined ? beside : resolve(root, anchorDirectory),
    mode,
    bank: chooseBank(bankUrl),
    ...(firstAdministrator ? { firstAdministrator } : {}),
  };

  function chooseBank(url: string | undefined): StartConfiguration['bank'] {
    if (url === undefined) return { kind: 'none' };
    // Without the setting the programs assume a usual place; a start may choose another port and says so to them.
    return env['BANK_URL']
      ? { kind: 'named', url }
      : { kind: 'simulated', port: env['BANK_PORT'] ? bankPort : null };
  }
}
