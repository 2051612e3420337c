import { managerOf, type Tx } from '../ground/transaction';

/** What a person shows codes of. Times are the database's own: the clock of the demo does not move them. */
export interface SecondFactor {
  /** As it was encrypted; null when there is none. */
  secretBox: string | null;
  confirmed: boolean;
  lastStep: number;
  /** True while too many wrong codes keep it locked. */
  locked: boolean;
  nowMs: number;
}

const COLUMNS = `secret_box AS "secretBox", confirmed_at IS NOT NULL AS confirmed, last_step::float8 AS "lastStep",
  coalesce(locked_until > clock_timestamp(), false) AS locked,
  (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs"`;

export async function findSecondFactor(tx: Tx, userId: string): Promise<SecondFactor | null> {
  const rows = await managerOf(tx).query<SecondFactor[]>(
    `SELECT ${COLUMNS} FROM second_factor WHERE user_id = $1`,
    [userId],
  );
  return rows[0] ?? null;
}

/** As `findSecondFactor`, held until commit: two codes are looked at one after the other. */
export async function lockSecondFactor(tx: Tx, userId: string): Promise<SecondFactor | null> {
  const rows = await managerOf(tx).query<SecondFactor[]>(
    `SELECT ${COLUMNS} FROM second_factor WHERE user_id = $1 FOR UPDATE`,
    [userId],
  );
  return rows[0] ?? null;
}

/** A new secret in place of one that was never confirmed. Answers false where one is confirmed: it stays. */
export async function beginSecondFactor(tx: Tx, userId: string, secretBox: string): Promise<boolean> {
  const rows = await managerOf(tx).query<unknown[]>(
    `INSERT INTO second_factor AS f (user_id, secret_box, begun_at) VALUES ($1, $2, clock_timestamp())
     ON CONFLICT (user_id) DO UPDATE SET secret_box = EXCLUDED.secret_box, begun_at = EXCLUDED.begun_at, last_step = 0
       WHERE f.confirmed_at IS NULL RETURNING user_id`,
    [userId, secretBox],
  );
  return rows.length > 0;
}

/** A right code: its time step is used up, earlier failures are forgotten, and the factor counts. */
export async function takeCode(tx: Tx, userId: string, step: number): Promise<void> {
  await managerOf(tx).query(
    `UPDATE second_factor SET last_step = $2, failed_count = 0, locked_until = NULL,
       confirmed_at = coalesce(confirmed_at, clock_timestamp()) WHERE user_id = $1`,
    [userId, step],
  );
}

/** A wrong code: counted, and locked for `lockSeconds` from the `limit`-th in a row on. */
export async function countWrongCode(
  tx: Tx,
  userId: string,
  limit: number,
  lockSeconds: number,
): Promise<void> {
  await managerOf(tx).query(
    `UPDATE second_factor SET failed_count = CASE WHEN failed_count + 1 >= $2 THEN 0 ELSE failed_count + 1 END,
       locked_until = CASE WHEN failed_count + 1 >= $2 THEN clock_timestamp() + make_interval(secs => $3) ELSE locked_until END
     WHERE user_id = $1`,
    [userId, limit, lockSeconds],
  );
}

/** Takes it away; the person enrols again. */
export async function clearSecondFactor(tx: Tx, userId: string): Promise<void> {
  await managerOf(tx).query(
    `UPDATE second_factor SET secret_box = NULL, confirmed_at = NULL, last_step = 0, failed_count = 0, locked_until = NULL
     WHERE user_id = $1`,
    [userId],
  );
}
