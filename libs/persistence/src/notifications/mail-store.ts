import type { NotificationCategory } from '@duixian/workflow';
import { managerOf, type Tx } from '../ground/transaction';
import {
  MailAddressEntity,
  MailAttemptEntity,
  MailLetterEntity,
  type LetterState,
  type MailOutcome,
} from './mail-entities';

export async function findMailAddress(tx: Tx, userId: string): Promise<MailAddressEntity | null> {
  return managerOf(tx).findOneBy(MailAddressEntity, { userId });
}

/** As `findMailAddress`, held until commit; made where there is none yet, with every kind on. */
export async function lockMailAddress(
  tx: Tx,
  userId: string,
  kinds: readonly NotificationCategory[],
): Promise<MailAddressEntity> {
  await managerOf(tx).query(
    'INSERT INTO mail_address (user_id, kinds) VALUES ($1, $2) ON CONFLICT (user_id) DO NOTHING',
    [userId, kinds],
  );
  return managerOf(tx).findOneOrFail(MailAddressEntity, {
    where: { userId },
    lock: { mode: 'pessimistic_write' },
  });
}

export async function saveMailAddress(tx: Tx, address: MailAddressEntity): Promise<void> {
  await managerOf(tx).update(MailAddressEntity, { userId: address.userId }, { ...address });
}

/** A code of which only the hash is kept, good for so long by the database's own time. */
export async function keepMailCode(
  tx: Tx,
  userId: string,
  codeHash: string,
  goodForSeconds: number,
): Promise<void> {
  await managerOf(tx).query(
    `UPDATE mail_address SET code_hash = $2, code_until = clock_timestamp() + make_interval(secs => $3), failed_count = 0
     WHERE user_id = $1`,
    [userId, codeHash, goodForSeconds],
  );
}

/** True while the code that was mailed to the person may still be shown. */
export async function isMailCodeGood(tx: Tx, userId: string): Promise<boolean> {
  const rows = await managerOf(tx).query<{ good: boolean }[]>(
    'SELECT code_until > clock_timestamp() AS good FROM mail_address WHERE user_id = $1',
    [userId],
  );
  return rows[0]?.good === true;
}

/** How many codes were asked for by a person within the last day, and whether one was within the last minute. */
export async function countMailCodes(tx: Tx, userId: string): Promise<{ today: number; justNow: boolean }> {
  const rows = await managerOf(tx).query<{ today: number; justNow: boolean }[]>(
    `SELECT count(*)::int AS today, coalesce(bool_or(created_at > clock_timestamp() - interval '1 minute'), false) AS "justNow"
     FROM mail_letter WHERE user_id = $1 AND notification_id IS NULL AND created_at > clock_timestamp() - interval '1 day'`,
    [userId],
  );
  return rows[0] ?? { today: 0, justNow: false };
}

export type NewLetter = Pick<MailLetterEntity, 'userId' | 'notificationId' | 'address'>;

/** Writes letters; a message that has one gets no second. Answers the ids of the new ones. */
export async function insertLetters(tx: Tx, letters: readonly NewLetter[]): Promise<string[]> {
  if (letters.length === 0) return [];
  const rows = letters.map(({ userId, notificationId, address }) => ({
    ...{ id: tx.newId(), user_id: userId, notification_id: notificationId, address },
    ...{ state: 'waiting', written_at: tx.nowText },
  }));
  const written = await managerOf(tx).query<{ id: string }[]>(
    `INSERT INTO mail_letter (id, user_id, notification_id, address, state, written_at)
     SELECT id, user_id, notification_id, address, state, written_at FROM jsonb_populate_recordset(NULL::mail_letter, $1::jsonb)
     ON CONFLICT ON CONSTRAINT mail_letter_once DO NOTHING RETURNING id`,
    [JSON.stringify(rows)],
  );
  return written.map(({ id }) => id);
}

/** Of these messages those whose reader wants their kind by e-mail at an address that is theirs. */
export async function readWantedByMail(tx: Tx, notificationIds: readonly string[]): Promise<NewLetter[]> {
  return managerOf(tx).query<NewLetter[]>(
    `SELECT n.user_id AS "userId", n.id AS "notificationId", a.address
     FROM notification n JOIN mail_address a ON a.user_id = n.user_id AND a.enabled AND a.address IS NOT NULL
       AND a.refused_answer IS NULL AND n.category = ANY (a.kinds)
     WHERE n.id = ANY ($1) ORDER BY n.id`,
    [notificationIds],
  );
}

export async function lockLetter(tx: Tx, id: string): Promise<MailLetterEntity | null> {
  return managerOf(tx).findOne(MailLetterEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

export interface LetterToSend {
  address: string;
  /** Title and path of its message; null where it carries a code. */
  title: string | null;
  link: string | null;
}

export async function readLetter(tx: Tx, id: string): Promise<LetterToSend | null> {
  const rows = await managerOf(tx).query<LetterToSend[]>(
    `SELECT l.address, n.title, n.link FROM mail_letter l LEFT JOIN notification n ON n.id = l.notification_id WHERE l.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

export async function saveLetterState(tx: Tx, id: string, state: LetterState): Promise<void> {
  await managerOf(tx).update(MailLetterEntity, { id }, { state });
}

/** Lets nothing go out that waits for a person; answers how many letters. */
export async function dropWaitingLetters(tx: Tx, userId: string): Promise<number> {
  const waiting = { userId, state: 'waiting' } as const;
  return (await managerOf(tx).update(MailLetterEntity, waiting, { state: 'dropped' })).affected ?? 0;
}

/** Begins the next try of a letter; answers its id and number. */
export async function insertMailAttempt(
  tx: Tx,
  letterId: string,
): Promise<{ id: string; attemptNumber: number }> {
  const attemptNumber = 1 + (await managerOf(tx).countBy(MailAttemptEntity, { letterId }));
  const id = tx.newId();
  const open = { outcome: null, answer: null, answeredAt: null };
  await managerOf(tx).insert(MailAttemptEntity, { id, letterId, attemptNumber, beganAt: tx.now, ...open });
  return { id, attemptNumber };
}

export async function findMailAttempt(tx: Tx, id: string): Promise<MailAttemptEntity | null> {
  return managerOf(tx).findOneBy(MailAttemptEntity, { id });
}

export async function answerMailAttempt(
  tx: Tx,
  id: string,
  given: { outcome: MailOutcome; answer: string },
): Promise<void> {
  await managerOf(tx).update(MailAttemptEntity, { id }, { ...given, answeredAt: tx.now });
}

export interface SentLetter {
  id: string;
  /** Null: a code. */
  title: string | null;
  state: LetterState;
  writtenAt: Date;
  attempts: number;
  /** What the server said last. */
  answer: string | null;
}

/** The last letters to a person, newest first. */
export async function readLettersOf(tx: Tx, userId: string, most: number): Promise<SentLetter[]> {
  return managerOf(tx).query<SentLetter[]>(
    `SELECT l.id, n.title, l.state, l.written_at AS "writtenAt",
       (SELECT count(*)::int FROM mail_attempt a WHERE a.letter_id = l.id) AS attempts,
       (SELECT a.answer FROM mail_attempt a WHERE a.letter_id = l.id ORDER BY a.attempt_number DESC LIMIT 1) AS answer
     FROM mail_letter l LEFT JOIN notification n ON n.id = l.notification_id
     WHERE l.user_id = $1 ORDER BY l.id DESC LIMIT $2`,
    [userId, most],
  );
}
