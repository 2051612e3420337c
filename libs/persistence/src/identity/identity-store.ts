import type { RoleGrant } from '@duixian/workflow';
import { managerOf, type Tx } from '../ground/transaction';
import { RegionEntity, RoleGrantEntity, UserAccountEntity } from './identity-entities';

export async function findUserByUsername(tx: Tx, username: string): Promise<UserAccountEntity | null> {
  return managerOf(tx).findOneBy(UserAccountEntity, { username });
}

export async function insertUser(
  tx: Tx,
  user: Omit<UserAccountEntity, 'failedSignIns' | 'lockedUntil' | 'mustChangePassword'> & {
    mustChangePassword?: boolean;
  },
): Promise<void> {
  await managerOf(tx).insert(UserAccountEntity, user);
}

export type NewRoleGrant = Omit<RoleGrantEntity, 'grantedBy' | 'endedBy' | 'basis' | 'proposalId'>;

/** Who gives a role: one administrator, or two by a proposal. */
export type GivenBy =
  { basis: 'one' | 'alone'; grantedBy: string } | { basis: 'two'; grantedBy: string; proposalId: string };

/** `by` absent: nobody in particular, as for what a seed makes; only as the system. */
export async function insertRoleGrant(
  tx: Tx,
  grant: NewRoleGrant,
  by: GivenBy | { basis: 'setup' } = { basis: 'setup' },
): Promise<void> {
  await managerOf(tx).insert(RoleGrantEntity, { ...grant, ...by });
}

export type NewRegion = Omit<
  RegionEntity,
  'financeOfficeName' | 'paymentChannel' | 'firstChannel' | 'channelProposalId'
> & {
  financeOfficeName?: string | null;
};

/** Adds a region; one that is there already is left as officials keep it. */
export async function insertRegion(tx: Tx, region: NewRegion): Promise<void> {
  await managerOf(tx).createQueryBuilder().insert().into(RegionEntity).values(region).orIgnore().execute();
}

/** A wrong password: counts it, and locks for `lockSeconds` of database time at the `limit`-th in a row; after a lock they count anew. */
export async function countFailedSignIn(
  tx: Tx,
  userId: string,
  limit: number,
  lockSeconds: number,
): Promise<void> {
  await managerOf(tx).query(
    `UPDATE user_account SET failed_sign_ins = counted.failures,
       locked_until = CASE WHEN counted.failures >= $2 THEN clock_timestamp() + make_interval(secs => $3) END
     FROM (SELECT CASE WHEN locked_until <= clock_timestamp() THEN 1 ELSE failed_sign_ins + 1 END AS failures
       FROM user_account WHERE id = $1) counted
     WHERE id = $1`,
    [userId, limit, lockSeconds],
  );
}

/** True while too many wrong passwords keep the account locked (database time). */
export async function isLocked(tx: Tx, userId: string): Promise<boolean> {
  const rows = await managerOf(tx).query<unknown[]>(
    'SELECT 1 FROM user_account WHERE id = $1 AND locked_until > clock_timestamp()',
    [userId],
  );
  return rows.length > 0;
}

/** Opens a session of `lifeSeconds` of database time and clears the count of wrong passwords. */
export async function openSessionRow(
  tx: Tx,
  session: { id: string; tokenHash: Buffer; browserHash: Buffer; userId: string },
  lifeSeconds: number,
): Promise<void> {
  await managerOf(tx).query(
    `INSERT INTO session (id, token_hash, user_id, browser_hash, expires_at)
     VALUES ($1, $2, $3, $4, clock_timestamp() + make_interval(secs => $5))`,
    [session.id, session.tokenHash, session.userId, session.browserHash, lifeSeconds],
  );
  await managerOf(tx).query(
    'UPDATE user_account SET failed_sign_ins = 0, locked_until = NULL WHERE id = $1',
    [session.userId],
  );
}

/**
 * The session of this person that the browser remembers, live or over; null when there is none, or after `limit` wrong passwords from
 * there.
 */
export async function findSessionOfBrowser(
  tx: Tx,
  userId: string,
  browserHash: Buffer,
  limit: number,
): Promise<string | null> {
  const [found] = await managerOf(tx).query<{ id: string }[]>(
    'SELECT id FROM session WHERE browser_hash = $1 AND user_id = $2 AND browser_failures < $3',
    [browserHash, userId, limit],
  );
  return found?.id ?? null;
}

/** True while no more wrong passwords than `limit` came from the browser of this session. */
export async function isSessionTrusted(tx: Tx, sessionId: string, limit: number): Promise<boolean> {
  const rows = await managerOf(tx).query<unknown[]>(
    'SELECT 1 FROM session WHERE id = $1 AND browser_failures < $2',
    [sessionId, limit],
  );
  return rows.length > 0;
}

/** A wrong password from a browser that is known: counted there, and nowhere else. */
export async function countFailureOfBrowser(tx: Tx, sessionId: string): Promise<void> {
  await managerOf(tx).query('UPDATE session SET browser_failures = browser_failures + 1 WHERE id = $1', [
    sessionId,
  ]);
}

export async function closeSessionRow(tx: Tx, sessionId: string): Promise<void> {
  await managerOf(tx).query(
    'UPDATE session SET closed_at = clock_timestamp() WHERE id = $1 AND closed_at IS NULL',
    [sessionId],
  );
}

export interface SignedInUser {
  sessionId: string;
  userId: string;
  username: string;
  displayName: string;
  /** True while the password is one that an administrator handed out. */
  mustChangePassword: boolean;
  grants: RoleGrant[];
  partyIds: string[];
}

/** Whoever holds this live session, with the roles and parties valid on the business date; null otherwise. */
export async function findSignedInUser(tx: Tx, tokenHash: Buffer): Promise<SignedInUser | null> {
  const rows = await managerOf(tx).query<SignedInUser[]>(
    `SELECT s.id AS "sessionId", u.id AS "userId", u.username, u.display_name AS "displayName",
       u.must_change_password AS "mustChangePassword",
       (SELECT coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'regionCode', g.region_code) ORDER BY g.region_code, g.role), '[]')
          FROM role_grant g WHERE g.user_id = u.id AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to >= $2)) AS grants,
       (SELECT coalesce(jsonb_agg(DISTINCT p.party_id), '[]')
          FROM party_grant p WHERE p.user_id = u.id AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to >= $2)) AS "partyIds"
     FROM session s JOIN user_account u ON u.id = s.user_id
     WHERE s.token_hash = $1 AND s.closed_at IS NULL AND s.expires_at > clock_timestamp() AND u.status = 'active'`,
    [tokenHash, tx.today],
  );
  return rows[0] ?? null;
}

/** A role or a party of a person that has not ended: in force, or from a later day on. */
export interface KnownGrant extends RoleGrant {
  id: string;
  validFrom: string;
  validTo: string | null;
  /** Name of the administrator who gave it; null for what the system was set up with. */
  givenBy: string | null;
  /** Name of the second one; null where it took one. */
  confirmedBy: string | null;
}

export interface KnownPartyGrant {
  id: string;
  partyId: string;
  capacity: string;
  validFrom: string;
  validTo: string | null;
}

export interface KnownPerson {
  id: string;
  username: string;
  displayName: string;
  status: string;
  regionCode: string;
  mustChangePassword: boolean;
  grants: KnownGrant[];
  partyGrants: KnownPartyGrant[];
}

/** Every account with the roles and parties that have not ended on the business date, by user name. */
export async function readPeople(tx: Tx): Promise<KnownPerson[]> {
  return managerOf(tx).query<KnownPerson[]>(
    `SELECT u.id, u.username, u.display_name AS "displayName", u.status, u.region_code AS "regionCode",
       u.must_change_password AS "mustChangePassword",
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'regionCode', g.region_code,
            'validFrom', g.valid_from, 'validTo', g.valid_to, 'givenBy', one.display_name, 'confirmedBy', two.display_name)
            ORDER BY g.region_code, g.role), '[]')
          FROM role_grant g LEFT JOIN user_account one ON one.id = g.granted_by
            LEFT JOIN access_proposal p ON p.id = g.proposal_id LEFT JOIN user_account two ON two.id = p.decided_by
          WHERE g.user_id = u.id AND (g.valid_to IS NULL OR g.valid_to >= greatest($1, g.valid_from))) AS grants,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'partyId', p.party_id, 'capacity', p.capacity,
            'validFrom', p.valid_from, 'validTo', p.valid_to) ORDER BY p.id), '[]')
          FROM party_grant p WHERE p.user_id = u.id AND (p.valid_to IS NULL OR p.valid_to >= greatest($1, p.valid_from))) AS "partyGrants"
     FROM user_account u ORDER BY u.username`,
    [tx.today],
  );
}

/** Where a person's own events belong: the region of a role, else of a party they act for; null for nobody's. */
export async function findHomeRegion(tx: Tx, userId: string): Promise<string | null> {
  const rows = await managerOf(tx).query<{ code: string }[]>(
    `SELECT code FROM (
       SELECT 1 AS rank, region_code AS code FROM role_grant WHERE user_id = $1
       UNION ALL SELECT 2, p.county_code FROM party_grant g JOIN party p ON p.id = g.party_id WHERE g.user_id = $1) home
     ORDER BY rank, code LIMIT 1`,
    [userId],
  );
  return rows[0]?.code ?? null;
}

/** True when the demo seed, or anybody else, made accounts already. */
export async function hasUsers(tx: Tx): Promise<boolean> {
  return (await managerOf(tx).query<unknown[]>('SELECT 1 FROM user_account LIMIT 1')).length > 0;
}

/** True when the demo seed filled this database, or its clock was ever moved. */
export async function hasDemoData(tx: Tx): Promise<boolean> {
  const rows = await managerOf(tx).query<{ demo: boolean }[]>(
    `SELECT EXISTS (SELECT 1 FROM demo_clock)
       OR EXISTS (SELECT 1 FROM idempotency_key WHERE actor = 'system:seed-demo' AND key = 'seed-demo') AS demo`,
  );
  return rows[0]?.demo ?? false;
}

/** Demo only: business time = server time + shift. Answers both times before and after, ISO 8601. */
export async function shiftDemoClock(
  tx: Tx,
  to: Date,
  by: string,
): Promise<{ serverTime: string; businessTime: string }> {
  const rows = await managerOf(tx).query<{ serverTime: Date; businessTime: Date }[]>(
    `INSERT INTO demo_clock (shift_seconds, moved_at, moved_by)
     VALUES (extract(epoch FROM $1::timestamptz - clock_timestamp()), clock_timestamp(), $2)
     ON CONFLICT (only_row) DO UPDATE SET shift_seconds = EXCLUDED.shift_seconds, moved_at = EXCLUDED.moved_at, moved_by = EXCLUDED.moved_by
     RETURNING clock_timestamp() AS "serverTime", clock_timestamp() + make_interval(secs => shift_seconds) AS "businessTime"`,
    [to.toISOString(), by],
  );
  const [row] = rows;
  if (!row) throw new Error('the demo clock was not moved');
  return { serverTime: row.serverTime.toISOString(), businessTime: row.businessTime.toISOString() };
}
