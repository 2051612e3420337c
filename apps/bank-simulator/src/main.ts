import { BankStartError, readSettings } from './settings';
import { startBank } from './start-bank';

async function main(): Promise<void> {
  const bank = await startBank(readSettings(process.env));
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void bank.stop();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  console.log(
    `Simulated bank at ${bank.url}, ledger ${bank.ledgerPath} with ${bank.entryCountAtStart} entries.`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof BankStartError ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
