import fc from 'fast-check';
import { type Role, ROLES } from './actors';
import {
  CASE_STAGES,
  type CaseStage,
  mayActInStage,
  mayHoldTogether,
  recusalOf,
  type KnownRecusal,
} from './separation';

test.each<[CaseStage, CaseStage]>([
  ['filing', 'county_review'],
  ['sweep_preparation', 'sweep_approval'],
  ['sweep_approval', 'filing'],
  ['sweep_preparation', 'batch_preparation'],
  ['county_review', 'city_review'],
  ['city_review', 'batch_preparation'],
  ['batch_preparation', 'batch_release'],
  ['batch_release', 'filing'],
])('who acted in %s may not act in %s', (before, stage) => {
  const history = [
    { userId: 'other', stage },
    { userId: 'me', stage: before },
  ];
  expect(mayActInStage(history, 'me', stage)).toEqual({ allowed: false, actedAs: before });
  expect(mayActInStage(history, 'other', stage)).toEqual({ allowed: true });
});

test('a person who was always let through has acted in one stage only', () => {
  const acts = fc.array(
    fc.record({ userId: fc.constantFrom('a', 'b', 'c'), stage: fc.constantFrom(...CASE_STAGES) }),
  );
  fc.assert(
    fc.property(acts, (attempts) => {
      const history: { userId: string; stage: CaseStage }[] = [];
      for (const attempt of attempts) {
        if (mayActInStage(history, attempt.userId, attempt.stage).allowed) history.push(attempt);
      }
      for (const userId of ['a', 'b', 'c']) {
        const stages = new Set(history.filter((act) => act.userId === userId).map((act) => act.stage));
        expect(stages.size).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test.each(ROLES.flatMap((held) => ROLES.map((wanted) => [held, wanted] as const)))(
  'who is %s may become %s unless exactly one of both is the administrator',
  (held, wanted) => {
    const admin = (role: Role): boolean => role === 'administrator';
    expect(mayHoldTogether([held], wanted)).toBe(admin(held) === admin(wanted));
    expect(mayHoldTogether([wanted, held], wanted)).toBe(admin(held) === admin(wanted));
    expect(mayHoldTogether([], wanted)).toBe(true);
  },
);

test.each<[string[], KnownRecusal[], string | null]>([
  [[], [], null],
  [['another'], [], null],
  [['theirs'], [], 'acts-for-party'],
  [['another', 'theirs'], ['case'], 'acts-for-party'],
  [[], ['case'], 'declared-for-case'],
  [[], ['party'], 'declared-for-party'],
  [[], ['recorded'], 'recorded-for-party'],
  [[], ['case', 'recorded'], 'recorded-for-party'],
  [['theirs'], ['recorded'], 'acts-for-party'],
  [[], ['case', 'party'], 'declared-for-party'],
])('acts for %j, declared %j: recused as %s', (partyIds, declared, ground) => {
  expect(recusalOf({ partyIds }, 'theirs', declared)).toBe(ground);
});
