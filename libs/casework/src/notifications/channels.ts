import {
  insertLetters,
  insertNotifications,
  readWantedByMail,
  type NewNotification,
  type Tx,
} from '@duixian/persistence';

/**
 * How what was written reaches its reader, in the transaction that wrote it. A channel is given the messages that are new, once;
 * what has to leave the house goes through the outbox.
 */
type Channel = (tx: Tx, notificationIds: readonly string[]) => Promise<void>;

/** A letter to everybody who wants this kind by e-mail, at an address that is theirs. */
const byLetter: Channel = async (tx, notificationIds) => {
  const letters = await insertLetters(tx, await readWantedByMail(tx, notificationIds));
  await tx.enqueueAll(
    'mail.due',
    letters.map((letterId) => ({ letterId })),
  );
};

/** Puts messages into the inboxes, then gives the new ones to the other channels; answers how many were new. */
export async function deliver(
  tx: Tx,
  messages: readonly NewNotification[],
  byMail: boolean,
): Promise<number> {
  const written = await insertNotifications(tx, messages);
  const channels: readonly Channel[] = byMail ? [byLetter] : [];
  if (written.length > 0) for (const channel of channels) await channel(tx, written);
  return written.length;
}
