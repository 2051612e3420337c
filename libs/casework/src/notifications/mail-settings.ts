import {
  countMailCodes,
  dropWaitingLetters,
  findHomeRegion,
  findMailAddress,
  insertLetters,
  isMailCodeGood,
  lockMailAddress,
  readLettersOf,
  runCommand,
  runQuery,
  saveMailAddress,
  seeingEverything,
  type CommandOutcome,
  type Database,
  type LetterState,
  type MailAddressEntity,
  type Tx,
} from '@duixian/persistence';
import { NOTIFICATION_CATEGORIES, type NotificationCategory, type PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { hashOfMailCode, MOST_CODES_A_DAY, MOST_WRONG_CODES } from './mail-code';

export { LETTER_STATES } from '@duixian/persistence';

const LETTERS_SHOWN = 20;

export interface LetterView {
  id: string;
  /** Null: it carried a code. */
  title: string | null;
  state: LetterState;
  writtenAt: string;
  attempts: number;
  /** What the mail server said last. */
  answer: string | null;
}

export interface MailSettingsView {
  /** Whether this system sends e-mail at all. */
  available: boolean;
  /** Theirs, shown by a code. */
  address: string | null;
  /** Waits for its code. */
  pendingAddress: string | null;
  enabled: boolean;
  kinds: NotificationCategory[];
  /** Why nothing is sent to the address any more; null while it is. */
  refusedAnswer: string | null;
  letters: LetterView[];
}

/** One's own e-mail: address, kinds, and what became of the last letters. */
export async function readMailSettings(
  db: Database,
  available: boolean,
  actor: PersonActor,
): Promise<{ ok: true; value: MailSettingsView } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'notification.readMail');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => ({
    ok: true as const,
    value: await viewOf(tx, available, actor),
  }));
}

async function viewOf(tx: Tx, available: boolean, { userId }: PersonActor): Promise<MailSettingsView> {
  const one = await findMailAddress(tx, userId);
  const letters = await readLettersOf(tx, userId, LETTERS_SHOWN);
  return {
    available,
    address: one?.address ?? null,
    pendingAddress: one?.pendingAddress ?? null,
    enabled: one?.enabled ?? true,
    kinds: one?.kinds ?? [...NOTIFICATION_CATEGORIES],
    refusedAnswer: one?.refusedAnswer ?? null,
    letters: letters.map((letter) => ({ ...letter, writtenAt: letter.writtenAt.toISOString() })),
  };
}

export interface MailCommand {
  actor: PersonActor;
  idempotencyKey: string;
}

interface MailChange {
  name: string;
  operation: `notification.${'setMail' | 'proposeAddress' | 'confirmAddress' | 'removeAddress'}`;
  input: Record<string, unknown>;
  event: string;
  apply: (
    tx: Tx,
    one: MailAddressEntity,
  ) => Promise<Refused | { save: MailAddressEntity; data: Record<string, unknown>; refusal?: never }>;
}

/** What is kept of the answer holds no address; what is shown is read afterwards. */
async function change(
  db: Database,
  { actor, idempotencyKey }: MailCommand,
  { name, operation, input, event, apply }: MailChange,
): Promise<CommandOutcome<Record<string, unknown>, Refusal>> {
  const request = { name, actor, idempotencyKey, input };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<Record<string, unknown>>> => {
    const forbidden = refuseUnlessPermitted(actor, operation);
    if (forbidden) return forbidden;
    const applied = await apply(tx, await lockMailAddress(tx, actor.userId, NOTIFICATION_CATEGORIES));
    if (applied.refusal) return applied;
    await saveMailAddress(tx, applied.save);
    const home = await seeingEverything(tx, () => findHomeRegion(tx, actor.userId));
    const regionCode = home ?? tx.regions.regions[0]?.code ?? '';
    await tx.record({ caseId: actor.userId, regionCode, type: event, data: applied.data });
    return done(applied.data);
  });
}

async function shown(
  db: Database,
  available: boolean,
  { actor }: MailCommand,
  outcome: CommandOutcome<unknown, Refusal>,
): Promise<CommandOutcome<MailSettingsView, Refusal>> {
  if (!outcome.ok) return outcome;
  const read = await readMailSettings(db, available, actor);
  return read.ok ? { ...read, replayed: outcome.replayed } : read;
}

/** Letters on or off, and which kinds. */
export async function setMail(
  db: Database,
  available: boolean,
  command: MailCommand & { enabled: boolean; kinds: readonly NotificationCategory[] },
): Promise<CommandOutcome<MailSettingsView, Refusal>> {
  const { enabled } = command;
  const kinds = NOTIFICATION_CATEGORIES.filter((each) => command.kinds.includes(each));
  const outcome = await change(db, command, {
    ...{ name: 'setMail', operation: 'notification.setMail', event: 'mail.settings_changed' },
    input: { enabled, kinds },
    apply: async (_tx, one) => ({ save: { ...one, enabled, kinds }, data: { enabled, kinds } }),
  });
  return shown(db, available, command, outcome);
}

/** Somebody names an address: a code is mailed to it. The one before stays theirs until the code is shown. */
export async function proposeMailAddress(
  db: Database,
  available: boolean,
  command: MailCommand & { address: string },
): Promise<CommandOutcome<MailSettingsView, Refusal>> {
  const pendingAddress = command.address.toLowerCase();
  const outcome = await change(db, command, {
    ...{ name: 'proposeMailAddress', operation: 'notification.proposeAddress', event: 'mail.code_sent' },
    input: { pendingAddress },
    apply: async (tx, one) => {
      if (!available) return refuse('mail-off', '本系统没有配置邮件服务器,消息请在“消息”中查看。');
      const { today, justNow } = await countMailCodes(tx, one.userId);
      if (justNow) return refuse('mail-code-unusable', '刚刚已发送验证码,请一分钟后再试。');
      if (today >= MOST_CODES_A_DAY)
        return refuse('mail-code-unusable', '今天发送的验证码已达上限,请明天再试。');
      const letter = { userId: one.userId, notificationId: null, address: pendingAddress };
      for (const letterId of await insertLetters(tx, [letter])) await tx.enqueue('mail.due', { letterId });
      const pending = { pendingAddress, codeHash: null, codeUntil: null, failedCount: 0 };
      // The address is no business of the trail.
      return { save: { ...one, ...pending }, data: {} };
    },
  });
  return shown(db, available, command, outcome);
}

/** The code that came to the address: it is theirs, and letters go there from now on. A wrong one is counted. */
export async function confirmMailAddress(
  db: Database,
  available: boolean,
  command: MailCommand & { code: string },
): Promise<CommandOutcome<MailSettingsView, Refusal>> {
  const { code } = command;
  const outcome = await change(db, command, {
    ...{ name: 'confirmMailAddress', operation: 'notification.confirmAddress', event: 'mail.code_shown' },
    input: { code },
    apply: async (tx, one) => {
      const { pendingAddress, codeHash, failedCount, userId } = one;
      if (pendingAddress === null || codeHash === null)
        return refuse('action-not-allowed', '没有待验证的邮箱。请先填写邮箱,收到验证码后再填写。');
      if (failedCount >= MOST_WRONG_CODES || !(await isMailCodeGood(tx, userId)))
        return refuse('mail-code-unusable', '验证码已失效,请重新发送。');
      if (codeHash !== hashOfMailCode(userId, pendingAddress, code))
        return { save: { ...one, failedCount: failedCount + 1 }, data: { right: false } };
      const verified = { address: pendingAddress, verifiedAt: tx.now, refusedAnswer: null };
      const spent = { pendingAddress: null, codeHash: null, codeUntil: null, failedCount: 0 };
      return { save: { ...one, ...verified, ...spent }, data: { right: true } };
    },
  });
  // A wrong one is stored as counted before it is refused.
  if (outcome.ok && outcome.value['right'] === false)
    return refuse('mail-code-unusable', '验证码不正确,请核对最近一封邮件后重新填写。');
  return shown(db, available, command, outcome);
}

/**
 * The address is theirs no more, nor one that waits for its code: nothing is written to either, and what waits to be sent is
 * not. What was chosen stays for the next address. A letter that the mail server has already been handed cannot be called back.
 */
export async function removeMailAddress(
  db: Database,
  available: boolean,
  command: MailCommand,
): Promise<CommandOutcome<MailSettingsView, Refusal>> {
  const outcome = await change(db, command, {
    ...{ name: 'removeMailAddress', operation: 'notification.removeAddress', event: 'mail.address_removed' },
    input: {},
    apply: async (tx, one) => {
      if (one.address === null && one.pendingAddress === null)
        return refuse('action-not-allowed', '没有登记邮箱,不需要删除。');
      const dropped = await dropWaitingLetters(tx, one.userId);
      const none = { address: null, verifiedAt: null, refusedAnswer: null, pendingAddress: null };
      const spent = { codeHash: null, codeUntil: null, failedCount: 0 };
      return { save: { ...one, ...none, ...spent }, data: { dropped } };
    },
  });
  return shown(db, available, command, outcome);
}
