import { ApiRefused, Client } from './client';
import { DemoRefusal } from './demo-refusal';
import { type DemoSettings } from './demo-settings';

/** Where the story is played, as it turned out. */
export interface Places {
  readonly apiUrl: string;
  readonly bankUrl: string;
}

/** Passwords of the demo accounts by username. */
export type Passwords = ReadonlyMap<string, string>;

/**
 * Makes sure that Duixian runs there, in demo mode.
 * @returns its accounts
 * @throws DemoRefusal otherwise, saying which of them it is
 */
export async function knock({ apiUrl }: DemoSettings): Promise<Passwords> {
  const answer = await fetch(`${apiUrl}/health/ready`, { signal: AbortSignal.timeout(10_000) }).catch(
    () => null,
  );
  if (answer === null)
    throw new DemoRefusal(
      `Duixian does not run at ${apiUrl}: run npm start in another terminal first, or set PORT (or DUIXIAN_URL) to where it runs.`,
    );
  const health = (await answer.json().catch(() => null)) as { status?: unknown; code?: unknown } | null;
  if (health?.status !== 'ok' && health?.code !== 'temporarily-unavailable')
    throw new DemoRefusal(
      `What answers at ${apiUrl} is not Duixian: set PORT (or DUIXIAN_URL) to the address that npm start printed.`,
    );
  if (!answer.ok)
    throw new DemoRefusal(`Duixian at ${apiUrl} is not ready: wait until npm start says that it is.`);
  return readAccounts(apiUrl);
}

/**
 * Where the bank is that the payments of this system go to: as somebody said, else as the system says.
 * @throws DemoRefusal where there is none
 */
export async function bankOf({ apiUrl, bankUrl }: DemoSettings): Promise<string> {
  if (bankUrl !== null) return bankUrl;
  const { url } = await new Client(apiUrl, null).get<{ url: string | null }>('demo/bank');
  if (url === null)
    throw new DemoRefusal(
      `Duixian at ${apiUrl} has no bank: start it without BANK_URL, with its simulated one.`,
    );
  return url.replace(/\/+$/, '');
}

async function readAccounts(apiUrl: string): Promise<Passwords> {
  try {
    const accounts = await new Client(apiUrl, null).all<{ username: string; password: string }>(
      'demo/accounts',
    );
    return new Map(accounts.map(({ username, password }) => [username, password]));
  } catch (error) {
    if (!(error instanceof ApiRefused) || error.problem.status !== 404) throw error;
    throw new DemoRefusal(
      `Duixian at ${apiUrl} does not run in demo mode: start it with DUIXIAN_MODE=demo on a database of its own; npm run demo never plays with real data.`,
    );
  }
}
