import 'reflect-metadata';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { BankModule } from './bank.module';
import { Book } from './book';
import { LedgerFile } from './ledger-file';
import { BankStartError, type BankSettings } from './settings';

const LOOPBACK = '127.0.0.1';

export interface RunningBank {
  /** Without a slash at the end, e.g. http://127.0.0.1:3900 */
  readonly url: string;
  readonly ledgerPath: string;
  readonly entryCountAtStart: number;
  /** Closes the connections, open ones too, and the ledger file. Safe to call once. */
  stop(): Promise<void>;
}

/**
 * Opens the bank on the loopback interface only, with the ledger of its folder replayed.
 *
 * @throws BankStartError with one sentence: port taken, folder unusable, ledger damaged.
 */
export async function startBank({ port, dataDir }: BankSettings): Promise<RunningBank> {
  const file = new LedgerFile(dataDir);
  const book = new Book(file);
  const entryCountAtStart = book.entryCount;
  const app = await NestFactory.create<NestFastifyApplication>(
    BankModule.over(book),
    new FastifyAdapter({ forceCloseConnections: true }),
    { logger: ['error', 'warn'], abortOnError: false },
  );
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
  await app.init();
  let url: string;
  try {
    // Fastify's own listen: Nest's would print the error with its stack before we can say it in a sentence.
    url = await app.getHttpAdapter().getInstance().listen({ port, host: LOOPBACK });
  } catch (error) {
    await app.close();
    file.close();
    throw new BankStartError(whyNotListening(error, port));
  }
  return {
    url,
    ledgerPath: file.path,
    entryCountAtStart,
    stop: async () => {
      await app.close();
      file.close();
    },
  };
}

function whyNotListening(error: unknown, port: number): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return code === 'EADDRINUSE'
    ? `Port ${port} is taken by another program: set BANK_PORT to a free one.`
    : `The bank cannot listen on ${LOOPBACK}:${port}: ${String(error)}.`;
}
