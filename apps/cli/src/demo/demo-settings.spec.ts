import { demoSettings } from './demo-settings';
import { yuan } from './text';

const USUAL = { apiUrl: 'http://127.0.0.1:3000', bankUrl: null };

it.each([
  ['nothing said', {}, USUAL],
  [
    'a port',
    { PORT: '3100', BANK_PORT: '3910' },
    { apiUrl: 'http://127.0.0.1:3100', bankUrl: 'http://127.0.0.1:3910' },
  ],
  [
    'addresses',
    { DUIXIAN_URL: 'http://duixian.test/', BANK_URL: 'http://bank.test:8/' },
    { apiUrl: 'http://duixian.test', bankUrl: 'http://bank.test:8' },
  ],
  ['what is empty counts as not said', { PORT: '', BANK_URL: '' }, USUAL],
])('%s', (_, env, expected) => {
  expect(demoSettings(env)).toEqual(expected);
});

it.each([
  ['PORT', 'abc', /DUIXIAN_URL \(or the port\)/],
  ['DUIXIAN_URL', 'ftp://duixian.test', /ftp:\/\/duixian.test is no address: set DUIXIAN_URL/],
  ['BANK_PORT', '99999', /set BANK_URL/],
])('%s=%s is refused in a sentence', (name, value, sentence) => {
  expect(() => demoSettings({ [name]: value })).toThrow(sentence);
});

it('writes fen as yuan', () => {
  expect([0, 5, 123, 100_000, 123_456_789, -250].map(yuan)).toEqual([
    ...['0.00', '0.05', '1.23', '1,000.00', '1,234,567.89', '-2.50'],
  ]);
});
