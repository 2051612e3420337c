import * as casework from '@duixian/casework';

type PrepareDatabase = (options: {
  ownerUrl: string;
  appRole: { name: string; password: string };
}) => Promise<{ appUrl: string }>;

/** Migrates a database as its owner and creates the role that the application runs as. */
export function prepareDatabase(...options: Parameters<PrepareDatabase>): ReturnType<PrepareDatabase> {
  const { prepareDatabase: prepare } = casework as { prepareDatabase?: PrepareDatabase };
  if (prepare === undefined) throw new Error('@duixian/casework does not export prepareDatabase yet.');
  return prepare(...options);
}
