import { DemoRefusal } from './demo-refusal';

export interface DemoSettings {
  /** Of the running system, without a slash at the end. */
  readonly apiUrl: string;
  /** Of its simulated bank; null: where the system says. */
  readonly bankUrl: string | null;
}

const USUAL_PORT = '3000';

/**
 * Where the running system is (DUIXIAN_URL or PORT), and its simulated bank, where somebody says so (BANK_URL or BANK_PORT).
 *
 * @throws DemoRefusal for an address that is none
 */
export function demoSettings(env: NodeJS.ProcessEnv): DemoSettings {
  const bank = env['BANK_URL'] || (env['BANK_PORT'] ? `http://127.0.0.1:${env['BANK_PORT']}` : null);
  return {
    apiUrl: addressOf('DUIXIAN_URL', env['DUIXIAN_URL'] || `http://127.0.0.1:${env['PORT'] || USUAL_PORT}`),
    bankUrl: bank === null ? null : addressOf('BANK_URL', bank),
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
