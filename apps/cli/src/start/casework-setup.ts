import * as casework from '@duixian/casework';

/** An account that the demo data contains, as printed after the start. */
export interface DemoAccount {
  readonly username: string;
  readonly password: string;
  readonly displayName: string;
  readonly role: { readonly zh: string; readonly en: string };
}

interface CaseworkSetup {
  /** Migrates as owner and creates the application's role. Throws SetupError with one sentence. */
  prepareDatabase(options: {
    ownerUrl: string;
    appRole: { name: string; password: string };
  }): Promise<{ appUrl: string }>;
  /** Loads the demo data once; later calls only return the accounts. */
  seedDemo(options: { databaseUrl: string }): Promise<{ accounts: readonly DemoAccount[] }>;
}

/** What the start needs of casework. */
export function caseworkSetup(): CaseworkSetup {
  const { prepareDatabase, seedDemo } = casework as Partial<CaseworkSetup>;
  if (prepareDatabase === undefined || seedDemo === undefined) {
    throw new Error('@duixian/casework does not export prepareDatabase and seedDemo yet.');
  }
  return { prepareDatabase, seedDemo };
}
