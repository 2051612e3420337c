import { randomInt } from 'node:crypto';
import {
  answerMailAttempt,
  findHomeRegion,
  findMailAddress,
  findMailAttempt,
  insertMailAttempt,
  keepMailCode,
  lockLetter,
  readLetter,
  runCommand,
  runQuery,
  saveLetterState,
  saveMailAddress,
  type Database,
  type LetterState,
  type MailLetterEntity,
  type Tx,
} from '@duixian/persistence';
import { done, type Refusal } from '../ground/refusal';
import { composeCode, composeMessage } from './compose-letter';
import { CODE_GOOD_FOR_SECONDS, hashOfMailCode } from './mail-code';
import type { MailAnswer, Mailer, MailRules } from './mailer';

const POSTMAN = { kind: 'system', name: 'send-letter' } as const;
const FIRST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 3_600;
/** With the pauses above some nine hours; a message stands in the inbox all the while. */
const MOST_ATTEMPTS = 15;

export const pauseAfter = (attempts: number): number =>
  Math.min(FIRST_PAUSE_SECONDS * 2 ** (attempts - 1), LONGEST_PAUSE_SECONDS);

interface Started {
  /** Null: nothing is to be sent any more. */
  attempt: { id: string; number: number } | null;
}

/**
 * Two commands around one call, as with a payment: the try is committed before the mail server hears anything, its answer after. Whoever
 * finds the try already begun (a redelivery after a crash) never sends: the letter may have arrived, and is left at that.
 */
export async function sendLetter(
  db: Database,
  mailer: Mailer,
  rules: Pick<MailRules, 'consoleUrl'>,
  job: { outboxId: string; letterId: string },
): Promise<void> {
  const { outboxId, letterId } = job;
  // Known to this process and to the mailbox only: what is stored of it is a hash.
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const started = await runCommand<Started, Refusal>(
    db,
    {
      ...{ name: 'beginLetter', actor: POSTMAN, input: { letterId } },
      idempotencyKey: `outbox:${outboxId}/send-letter`,
    },
    (tx) => begin(tx, letterId, code),
  );
  if (!started.ok) throw new Error(`letter ${letterId}: ${started.refusal.code}`);
  const { attempt } = started.value;
  if (attempt === null) return;
  await noteAnswer(db, letterId, attempt, started.replayed ? LOST : await send());

  async function send(): Promise<MailAnswer> {
    const letter = await runQuery(db, POSTMAN, (tx) => readLetter(tx, letterId));
    if (!letter) throw new Error(`letter ${letterId} is gone`);
    const { title, link, address: to } = letter;
    const { consoleUrl } = rules;
    const said =
      title === null || link === null
        ? composeCode(code, consoleUrl)
        : composeMessage({ title, link }, consoleUrl);
    return mailer.send({ id: letterId, to, ...said });
  }
}

const LOST: MailAnswer = {
  ...{ outcome: 'unknown', badAddress: false },
  answer: 'the worker stopped between sending and storing the answer',
};

async function begin(tx: Tx, letterId: string, code: string): Promise<{ ok: true; value: Started }> {
  const letter = await lockLetter(tx, letterId);
  if (!letter) throw new Error(`letter ${letterId} is gone`);
  if (letter.state !== 'waiting' || !(await isStillWanted(tx, letter))) {
    if (letter.state === 'waiting') await saveLetterState(tx, letterId, 'dropped');
    await recordOn(tx, letter, 'mail.skipped', {});
    return done({ attempt: null });
  }
  const { id, attemptNumber } = await insertMailAttempt(tx, letterId);
  await saveLetterState(tx, letterId, 'sending');
  if (letter.notificationId === null)
    await keepMailCode(
      tx,
      letter.userId,
      hashOfMailCode(letter.userId, letter.address, code),
      CODE_GOOD_FOR_SECONDS,
    );
  await recordOn(tx, letter, 'mail.sending', { attempt: attemptNumber });
  return done({ attempt: { id, number: attemptNumber } });
}

/** The reader may have switched letters off or changed the address since it was written. */
async function isStillWanted(tx: Tx, letter: MailLetterEntity): Promise<boolean> {
  const now = await findMailAddress(tx, letter.userId);
  if (!now) return false;
  if (letter.notificationId === null) return now.pendingAddress === letter.address;
  return now.enabled && now.address === letter.address && now.refusedAnswer === null;
}

async function noteAnswer(
  db: Database,
  letterId: string,
  attempt: { id: string; number: number },
  { outcome, badAddress, answer }: MailAnswer,
): Promise<void> {
  const request = {
    ...{ name: 'answerLetter', actor: POSTMAN, input: { letterId } },
    idempotencyKey: `mail-attempt:${attempt.id}/answer`,
  };
  const noted = await runCommand<{ state: LetterState }, Refusal>(db, request, async (tx) => {
    const letter = await lockLetter(tx, letterId);
    if (!letter) throw new Error(`letter ${letterId} is gone`);
    const known = await findMailAttempt(tx, attempt.id);
    if (known?.outcome === null) await answerMailAttempt(tx, attempt.id, { outcome, answer });
    const again = outcome === 'deferred' && attempt.number < MOST_ATTEMPTS;
    const state: LetterState = outcome !== 'deferred' ? outcome : again ? 'waiting' : 'given_up';
    if (letter.state === 'sending') await saveLetterState(tx, letterId, state);
    if (again) await tx.enqueue('mail.due', { letterId }, pauseAfter(attempt.number));
    if (badAddress && letter.notificationId !== null) await closeAddress(tx, letter, answer);
    await recordOn(tx, letter, 'mail.answered', { attempt: attempt.number, outcome });
    return done({ state });
  });
  if (!noted.ok) throw new Error(`letter ${letterId}: ${noted.refusal.code}`);
}

/** A server that refuses an address for good is not asked again until its owner shows once more that it is theirs. */
async function closeAddress(tx: Tx, letter: MailLetterEntity, answer: string): Promise<void> {
  const address = await findMailAddress(tx, letter.userId);
  if (address?.address === letter.address)
    await saveMailAddress(tx, { ...address, refusedAnswer: answer.slice(0, 500) });
}

async function recordOn(
  tx: Tx,
  { id, userId }: MailLetterEntity,
  type: string,
  data: Record<string, unknown>,
): Promise<void> {
  const regionCode = (await findHomeRegion(tx, userId)) ?? tx.regions.regions[0]?.code ?? '';
  await tx.record({ caseId: userId, regionCode, type, data: { letterId: id, ...data } });
}
