import { BankStartError, readSettings } from './settings';

describe('settings of the bank', () => {
  it('has defaults for what is not set', () => {
    expect(readSettings({})).toEqual({ port: 3900, dataDir: '.data/bank' });
    expect(readSettings({ BANK_PORT: '0', BANK_DATA_DIR: '/d' })).toEqual({ port: 0, dataDir: '/d' });
  });

  it.each(['', ' ', 'abc', '70000', '-1', '39.5', '0x10', '1e3'])('refuses port %j', (BANK_PORT) => {
    expect(() => readSettings({ BANK_PORT })).toThrow(BankStartError);
  });

  it('refuses an empty folder', () => {
    expect(() => readSettings({ BANK_DATA_DIR: ' ' })).toThrow(BankStartError);
  });
});
