import type { PersonActor } from './actors';
import {
  delegationProblem,
  type DelegationProblem,
  delegationState,
  type DelegationState,
  handsOf,
  inNameOf,
  partiesOf,
} from './delegation';

const person: PersonActor = {
  ...{ kind: 'person', userId: 'me', username: 'me', displayName: '甲' },
  ...{ grants: [{ role: 'reviewer', regionCode: '410402' }], partyIds: ['P1'] },
};
const WANTED = {
  ...{ delegateId: 'other', role: 'reviewer' as const, regionCode: '410402' },
  ...{ fromOn: '2026-12-01', toOn: '2026-12-31' },
} as const;

test.each<[object, DelegationProblem | null]>([
  [{}, null],
  [{ fromOn: '2026-12-01', toOn: '2026-12-01' }, null],
  [{ delegateId: 'me' }, 'self'],
  [{ regionCode: '410400' }, 'not-held'],
  [{ regionCode: '410422' }, 'not-held'],
  [{ fromOn: '2026-11-30' }, 'past'],
  [{ toOn: '2026-11-30' }, 'backwards'],
  [{ toOn: '2027-06-03' }, null],
  [{ toOn: '2027-06-04' }, 'too-long'],
])('delegating %j: %s', (changes, expected) => {
  expect(delegationProblem(person, { ...WANTED, ...changes }, '2026-12-01')).toBe(expected);
});

test.each<[string, boolean, DelegationState]>([
  ['2026-11-30', false, 'coming'],
  ['2026-12-01', false, 'running'],
  ['2026-12-31', false, 'running'],
  ['2027-01-01', false, 'ended'],
  ['2026-12-05', true, 'revoked'],
])('on %s, revoked %s: %s', (today, revoked, expected) => {
  expect(delegationState({ ...WANTED, revoked }, today)).toBe(expected);
});

test('in a colleague’s name one has that role only, files nothing, and hands nothing further', () => {
  const of = {
    ...{ delegationId: 'd', userId: 'boss', displayName: '乙', partyIds: ['P2'] },
    ...{ role: 'reviewer' as const, regionCode: '410400' },
  };
  const acting = inNameOf(person, of);
  expect(acting).toMatchObject({
    ...{ userId: 'me', grants: [{ role: 'reviewer', regionCode: '410400' }], partyIds: [] },
    onBehalfOf: { delegationId: 'd', userId: 'boss' },
  });
  expect(handsOf(acting)).toEqual(['me', 'boss']);
  expect(partiesOf(acting)).toEqual(['P1', 'P2']);
  expect([handsOf(person), partiesOf(person)]).toEqual([['me'], ['P1']]);
  expect(delegationProblem(acting, { ...WANTED, regionCode: '410400' }, '2026-12-01')).toBe('in-their-name');
});
