import {
  ACCESS_ACTIONS,
  accessDecisionsOf,
  ACCESS_DECISIONS,
  ACCESS_STATES,
  accessTakesTwo,
  moveAccess,
  ROLE_GIVING,
} from './access';
import { ROLES } from './actors';
import { OPERATIONS } from './operations';
import { type OperationRule } from './operation-rule';

test('every role but the one that only reads takes two administrators, and each says why', () => {
  expect(ROLES.filter((role) => ROLE_GIVING[role].administrators === 1)).toEqual(['auditor']);
  expect(Object.values(ROLE_GIVING).filter(({ because }) => because.length < 10)).toEqual([]);
});

test('a role that one administrator gives writes notes and who keeps off a case, nothing else', () => {
  const written = Object.entries<OperationRule>(OPERATIONS).filter(
    ([, { kind, may }]) =>
      kind === 'write' &&
      may.some(
        (who) => who.who === 'role' && who.roles.some((role) => ROLE_GIVING[role].administrators === 1),
      ),
  );
  expect(written.map(([name]) => name)).toEqual(['application.note', 'application.recordRecusal']);
});

// prettier-ignore
test.each([
  ['grant_role',          'finance_checker', [],                          true],
  ['grant_role',          'auditor',         ['finance_checker'],         false],
  ['reset_password',      undefined,         [],                          false],
  ['reset_password',      undefined,         ['auditor'],                 false],
  ['reset_password',      undefined,         ['auditor', 'reviewer'],     true],
  ['reset_second_factor', undefined,         ['finance_maker'],           true],
  ['reset_second_factor', undefined,         ['auditor'],                 false],
  ['resume',              undefined,         ['administrator'],           true],
  ['resume',              undefined,         [],                          false],
] as const)('%s %s of who holds %j takes two administrators: %s', (action, role, held, two) => {
  expect(accessTakesTwo(action, { ...(role === undefined ? {} : { role }), held })).toBe(two);
});

test('whose role is not known takes two', () => {
  expect(ACCESS_ACTIONS.filter((action) => accessTakesTwo(action, { held: [] }))).toEqual(['grant_role']);
});

test('who proposed it takes it back, whom it is about keeps off, anybody else decides; once', () => {
  const proposal = (state: (typeof ACCESS_STATES)[number]) => ({ state, proposedBy: 'a', personId: 'p' });
  const may = (userId: string) => accessDecisionsOf(proposal('proposed'), userId);
  expect([may('a'), may('p'), may('b')]).toEqual([['withdraw'], [], ['confirm', 'refuse']]);
  for (const state of ACCESS_STATES.filter((each) => each !== 'proposed')) {
    expect(['a', 'p', 'b'].flatMap((userId) => accessDecisionsOf(proposal(state), userId))).toEqual([]);
    expect(ACCESS_DECISIONS.filter((action) => moveAccess(state, action).ok)).toEqual([]);
  }
});
