import type { Role } from './actors';
import { claimantOf, HOLDERS_VERBS, mayClaim, mayTransfer, mayUnclaim } from './transfer';

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
    'approve attest audit claim consult decide hold reject remand resume return transfer unclaim'.split(' '),
  );
});

const deputy = {
  ...person('reviewer', '410402', 'deputy'),
  onBehalfOf: { delegationId: 'd', userId: 'me', displayName: '我', partyIds: [] },
};

test.each([
  [person('reviewer', '410402'), null, 'yes', 'nobodys'],
  [person('reviewer', '410402'), 'me', 'holds-it', 'yes'],
  [person('reviewer', '410402'), 'other', 'held-by-another', 'held-by-another'],
  [deputy, null, 'yes', 'nobodys'],
  [deputy, 'me', 'holds-it', 'yes'],
  [deputy, 'deputy', 'holds-it', 'yes'],
  [deputy, 'other', 'held-by-another', 'held-by-another'],
] as const)('%j claims a task held by %s: %s; puts it back: %s', (one, holder, claims, putsBack) => {
  expect([mayClaim(one, holder), mayUnclaim(one, holder)]).toEqual([claims, putsBack]);
});

test('what a deputy claims is theirs in whose name they act', () => {
  expect([claimantOf(deputy), claimantOf(person('reviewer', '410402'))]).toEqual(['me', 'me']);
});
