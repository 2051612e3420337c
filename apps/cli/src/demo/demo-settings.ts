import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DemoRefusal } from './demo-refusal';

export interface DemoSettings {
  /** Of the running system, without a slash at the end. */
  readonly apiUrl: string;
  /** Of its simulated bank. */
  readonly bankUrl: string;
}

const USUAL = { port: '3000', bankPort: '3900' };

/**
 * Where the running system and its simulated bank are: DUIXIAN_URL or PORT, and BANK_URL, BANK_PORT, the port that the
 * last start left in the data folder, or the usual one.
 *
 * @param root folder that a relative DATA_DIR is below
 * @throws DemoRefusal for an address that is none
 */
export function demoSettings(env: NodeJS.ProcessEnv, root: string): DemoSettings {
  const port = env['PORT'] || USUAL.port;
  const bankPort = env['BANK_PORT'] || keptBankPort(resolve(root, env['DATA_DIR'] || '.data'));
  return {
    apiUrl: addressOf('DUIXIAN_URL', env['DUIXIAN_URL'] || `http://127.0.0.1:${port}`),
    bankUrl: addressOf('BANK_URL', env['BANK_URL'] || `http://127.0.0.1:${bankPort}`),
  };
}

function addressOf(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.port === '0')
    throw new DemoRefusal(
      `${text} is no address: set ${name} (or the port) to what npm start printed, e.g. http://127.0.0.1:3000.`,
    );
  return url.href.replace(/\/+$/, '');
}

/** Every start leaves the port of its simulated bank beside its data. */
function keptBankPort(folder: string): string {
  try {
    return String(JSON.parse(readFileSync(join(folder, 'bank-port.json'), 'utf8')));
  } catch {
    return USUAL.bankPort;
  }
}
