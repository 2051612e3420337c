import { readWorkerSettings } from './settings';

const DATABASE_URL = 'postgres://app:secret@127.0.0.1:5432/duixian';
const COMPLETE = { DATABASE_URL, BANK_URL: 'http://127.0.0.1:3900', DUIXIAN_MODE: 'demo' };

it('reads what is set, and waits five seconds for the bank unless told otherwise', () => {
  expect(readWorkerSettings(COMPLETE)).toEqual({
    ok: true,
    settings: {
      databaseUrl: DATABASE_URL,
      bankUrl: 'http://127.0.0.1:3900',
      bankTimeoutMs: 5_000,
      sweepTriggers: [],
      creditRules: { unknown: 'warn', staleAfterDays: 31 },
      registerRules: { stale: 'warn', toleranceDays: { title: 400, fact: 100 } },
    },
  });
  expect(
    readWorkerSettings({ ...COMPLETE, BANK_TIMEOUT_MS: '800', REDIS_URL: 'redis://127.0.0.1:6379' }),
  ).toMatchObject({ settings: { bankTimeoutMs: 800, redisUrl: 'redis://127.0.0.1:6379' } });
});

it.each([
  [{ DATABASE_URL: '' }, 'DATABASE_URL'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  [{ REDIS_URL: 'localhost' }, 'REDIS_URL'],
  [{ BANK_TIMEOUT_MS: 'soon' }, 'BANK_TIMEOUT_MS'],
  [{ BANK_TIMEOUT_MS: '99' }, 'BANK_TIMEOUT_MS'],
  [{ BANK_TIMEOUT_MS: '1500.5' }, 'BANK_TIMEOUT_MS'],
  [{ BANK_URL: 'bank' }, 'BANK_URL'],
])('refuses %j in one sentence that names the setting', (change, name) => {
  const read = readWorkerSettings({ ...COMPLETE, ...change });
  expect(read).toEqual({ ok: false, problems: [expect.stringMatching(new RegExp(`^${name} .*\\.$`))] });
});

it('starts without a bank in production mode: payments wait until one is named', () => {
  const read = readWorkerSettings({ ...COMPLETE, BANK_URL: '', DUIXIAN_MODE: 'production' });
  const sweepTriggers = ['nightly', 'import', 'publication'];
  expect(read).toEqual({
    ok: true,
    settings: {
      ...{ databaseUrl: DATABASE_URL, bankTimeoutMs: 5_000, sweepTriggers },
      creditRules: { unknown: 'warn', staleAfterDays: 31 },
      registerRules: { stale: 'warn', toleranceDays: { title: 400, fact: 100 } },
    },
  });
});

it('cleans up files where it is told where they are', () => {
  expect(readWorkerSettings({ ...COMPLETE, DATA_DIR: '/data' })).toMatchObject({
    settings: { filesFolder: '/data/files' },
  });
});

it('says everything that is wrong at once', () => {
  const read = readWorkerSettings({ ...COMPLETE, DATABASE_URL: '', BANK_TIMEOUT_MS: '0' });
  expect(read.ok ? [] : read.problems).toHaveLength(2);
});
