import { type Actor, permitSomewhere, type Role, ROLES } from '@duixian/workflow';
import { type Audience } from './audiences';
import { PAGES } from './pages.table';

const person = (roles: readonly Role[], partyIds: readonly string[]): Actor => ({
  kind: 'person',
  userId: 'u',
  username: 'u',
  displayName: 'u',
  grants: roles.map((role) => ({ role, regionCode: '410400' })),
  partyIds,
});

const ACTORS: Record<Audience, Actor> = {
  anyone: { kind: 'anonymous' },
  'signed-in': person([], []),
  enterprise: person([], ['p']),
  ...(Object.fromEntries(ROLES.map((role) => [role, person([role], [])])) as Record<Role, Actor>),
};

it.each(PAGES.map((page) => [page.path, page] as const))(
  '%s: whoever has it in the menu may do what it asks for',
  (_path, page) => {
    const refused = page.for.flatMap((audience) =>
      page.asks
        .filter((operation) => !permitSomewhere(ACTORS[audience], operation))
        .map((operation) => `${audience} may not ${operation}`),
    );
    expect(refused).toEqual([]);
  },
);

it('no two pages have one address', () => {
  const paths = PAGES.map(({ path }) => path);
  expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
});
