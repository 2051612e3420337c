import { readConfiguration } from './configuration';

const read = (environment: Record<string, string>): unknown => {
  const answer = readConfiguration(environment);
  return answer.ok ? answer.configuration : answer.problems;
};

it('takes the embedded database and the demo by default', () => {
  expect(read({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    bankPort: 3900,
    bankUrl: 'http://127.0.0.1:3900',
    dataDirectory: '.data',
    mode: 'demo',
    payeeCoolingWorkingDays: 3,
    creditRules: { unknown: 'warn', staleAfterDays: 31 },
    registerRules: { stale: 'warn', toleranceDays: { title: 400, fact: 100 } },
    sweepTriggers: [],
    secondFactor: { required: false, key: null },
  });
});

it('takes production by default where a database is named, and then no bank that nobody named', () => {
  const databaseUrl = 'postgres://owner:secret@db:5432/duixian';
  expect(read({ DATABASE_URL: databaseUrl })).toMatchObject({ mode: 'production', databaseUrl });
  expect(read({ DATABASE_URL: databaseUrl })).not.toHaveProperty('bankUrl');
  expect(read({ DUIXIAN_MODE: 'production' })).not.toHaveProperty('bankUrl');
  expect(
    read({ DATABASE_URL: databaseUrl, DUIXIAN_MODE: 'demo', PORT: '4000', REDIS_URL: '' }),
  ).toMatchObject({
    mode: 'demo',
    port: 4000,
    bankUrl: 'http://127.0.0.1:3900',
  });
});

it.each([
  [{ PORT: '0' }, /^PORT is not usable: it must be a port/],
  [{ PORT: 'eighty' }, /^PORT/],
  [{ PORT: '3000.5' }, /^PORT/],
  [
    { DATABASE_URL: 'mysql://localhost/duixian' },
    /^DATABASE_URL is not usable: it must be a PostgreSQL address/,
  ],
  [{ DATABASE_URL: 'localhost' }, /^DATABASE_URL/],
  [{ REDIS_URL: 'http://localhost' }, /^REDIS_URL/],
  [{ DUIXIAN_MODE: 'prod' }, /^DUIXIAN_MODE is not usable: it must be demo or production/],
  [{ CREDIT_UNKNOWN: 'maybe' }, /^CREDIT_UNKNOWN is not usable: it must be warn or hold/],
  [{ CREDIT_STALE_DAYS: '0' }, /^CREDIT_STALE_DAYS/],
  [{ STALE_REGISTERS: 'ignore' }, /^STALE_REGISTERS/],
  [{ REGISTER_TOLERANCE_DAYS: 'title:400' }, /^REGISTER_TOLERANCE_DAYS/],
  [{ REGISTER_TOLERANCE_DAYS: 'title=-1' }, /^REGISTER_TOLERANCE_DAYS/],
  [{ BANK_URL: 'ftp://bank' }, /^BANK_URL/],
  [{ BANK_SIGNATURE: 'hmac-sha256:c2hvcnQ=' }, /^BANK_SIGNATURE is not usable: it must be hmac-sha256:/],
  [{ SMTP_URL: 'mail.test' }, /^SMTP_URL is not usable: it must be smtp: or smtps:/],
  [{ SMTP_URL: 'smtp://mail.test', MAIL_FROM: 'a@b.test' }, /^SMTP_URL .* needs MAIL_FROM and PUBLIC_URL/],
  [{ MAIL_FROM: 'us' }, /^MAIL_FROM is not usable: it must be an e-mail address/],
  [{ SECOND_FACTOR: 'money' }, /^SECOND_FACTOR is not usable: it must be off or money/],
  [{ SECOND_FACTOR_KEY: 'short' }, /^SECOND_FACTOR_KEY is not usable: it must be 32 bytes/],
  [
    { PAYEE_COOLING_WORKING_DAYS: '-1' },
    /^PAYEE_COOLING_WORKING_DAYS is not usable: it must be a whole number/,
  ],
  [
    { FIRST_ADMINISTRATOR: 'wang.wei' },
    /^FIRST_ADMINISTRATOR is not usable: it must be a user name and a region/,
  ],
  [{ FIRST_ADMINISTRATOR: 'Wang@410000' }, /^FIRST_ADMINISTRATOR/],
  [{ SWEEP_TRIGGERS: 'nightly,weekly' }, /^SWEEP_TRIGGERS is not usable: it must be none, or some of/],
  [{ SWEEP_TRIGGERS: 'none,nightly' }, /^SWEEP_TRIGGERS/],
])('%j is refused by name', (environment, sentence) => {
  expect(read(environment as Record<string, string>)).toEqual([expect.stringMatching(sentence)]);
});

it('looks by itself in production only, unless told for which causes', () => {
  const all = ['nightly', 'import', 'publication'];
  expect(read({ DUIXIAN_MODE: 'production' })).toMatchObject({ sweepTriggers: all });
  expect(read({ DUIXIAN_MODE: 'production', SWEEP_TRIGGERS: 'none' })).toMatchObject({ sweepTriggers: [] });
  expect(read({ SWEEP_TRIGGERS: 'import,nightly' })).toMatchObject({ sweepTriggers: ['nightly', 'import'] });
});

it('reads who the first administrator is to be, and of which region', () => {
  expect(read({ FIRST_ADMINISTRATOR: 'wang.wei@410000' })).toMatchObject({
    firstAdministrator: { username: 'wang.wei', regionCode: '410000' },
  });
});
