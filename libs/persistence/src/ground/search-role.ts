/**
 * The role that a sweep takes on to find candidates, and for nothing else. Where row-level security filters a table,
 * PostgreSQL lets no condition reach an index unless its operator is leakproof, and containment (`@>`, `&&`) is not: every
 * clause would read every profile (PostgreSQL, 41.5 Rules and Privileges). For this role nothing is filtered, so the indexes
 * answer. The application may see everybody anyway, by naming the system in its context; taking the role on gives it nothing
 * more.
 */
const SUFFIX = '_search';
/** PostgreSQL's names have 63 bytes. */
const STEM = 63 - SUFFIX.length;

/** @param appRole the role the application runs as */
export const searchRoleOf = (appRole: string): string => appRole.slice(0, STEM) + SUFFIX;

/** To be run as the application: until the end of the transaction, or until it is laid down. */
export const TAKE_SEARCH_ROLE = `SELECT set_config('role', left(session_user, ${STEM}) || '${SUFFIX}', true)`;
export const LAY_DOWN_ROLE = `SELECT set_config('role', 'none', true)`;
