import type { Role } from './actors';
import { HOLDERS_VERBS, mayTransfer } from './transfer';

const COUNTY = ['410402', '410400', '410000'];
const CITY = ['410400', '410000'];
const person = (role: Role, regionCode: string, userId = 'me') => ({
  userId,
  grants: [{ role, regionCode }],
});

test.each([
  [person('reviewer', '410402'), COUNTY, null, 'yes'],
  [person('reviewer', '410402'), COUNTY, 'me', 'yes'],
  [person('reviewer', '410402'), COUNTY, 'other', 'held-by-another'],
  [person('reviewer', '410400'), COUNTY, 'other', 'yes'],
  [person('reviewer', '410000'), COUNTY, 'other', 'yes'],
  [person('reviewer', '410422'), COUNTY, null, 'not-theirs'],
  [person('finance_maker', '410402'), COUNTY, null, 'not-theirs'],
  [person('auditor', '410400'), COUNTY, null, 'not-theirs'],
  [person('reviewer', '410402'), CITY, null, 'not-theirs'],
  [person('reviewer', '410400'), CITY, 'other', 'held-by-another'],
  [person('reviewer', '410000'), CITY, 'other', 'yes'],
] as const)('%j hands on a task at %j held by %s: %s', (one, path, holder, expected) => {
  expect(mayTransfer(one, path, holder)).toBe(expected);
});

test('the verbs of a stage, and those only, are its holder’s', () => {
  expect([...HOLDERS_VERBS].sort()).toEqual(
    'approve attest audit consult decide hold reject remand resume return transfer'.split(' '),
  );
});
