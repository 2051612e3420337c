import { ROLES, type Role } from '@duixian/workflow';
import { type Session } from './session';

/** For whom a page is: anybody without signing in, whoever is signed in, people who act for an enterprise, holders of a role. */
export type Audience = 'anyone' | 'signed-in' | 'enterprise' | Role;

export const AUDIENCES: readonly Audience[] = ['anyone', 'signed-in', 'enterprise', ...ROLES];

/** All that a person is, in the order in which their pages are offered. */
export function audiencesOf(session: Session | null): Audience[] {
  if (session === null) return ['anyone'];
  const held = new Set(session.grants.map(({ role }) => role));
  return [
    ...(session.partyIds.length > 0 ? (['enterprise'] as const) : []),
    ...ROLES.filter((role) => held.has(role)),
    'signed-in',
    'anyone',
  ];
}
