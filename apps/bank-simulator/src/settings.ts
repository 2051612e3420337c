/** `port` 0 lets the system choose a free one; `dataDir` holds the ledger and is created when missing. */
export interface BankSettings {
  readonly port: number;
  readonly dataDir: string;
}

/** Why the bank did not open, in one sentence for the operator. */
export class BankStartError extends Error {}

/**
 * Settings from the environment: BANK_PORT (default 3900) and BANK_DATA_DIR (default .data/bank).
 *
 * @throws BankStartError for a value that is set but makes no sense; it is never replaced by a default.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): BankSettings {
  const portText = environment['BANK_PORT'] ?? '3900';
  const port = Number(portText);
  if (!/^\d{1,5}$/.test(portText) || port > 65_535) {
    throw new BankStartError(`BANK_PORT must be a port number from 0 to 65535, not "${portText}".`);
  }
  const dataDir = environment['BANK_DATA_DIR'] ?? '.data/bank';
  if (dataDir.trim() === '') throw new BankStartError('BANK_DATA_DIR must name a folder, but it is empty.');
  return { port, dataDir };
}
