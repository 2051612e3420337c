import { addWorkingDays } from '@duixian/calendar';
import {
  lockPayeeAccount,
  findParty,
  readPeopleActingFor,
  runCommand,
  savePayeeAccount,
  type CommandOutcome,
  type Database,
  type PartyEntity,
  type PayeeAccountEntity,
  type Tx,
} from '@duixian/persistence';
import {
  describeRefusal,
  maySecondAccount,
  movePayeeAccount,
  type AccountSecond,
  type PayeeAccountAction,
  type PersonActor,
} from '@duixian/workflow';
import { readHolidays } from '../calendar/read-holidays';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { isRegisteredName } from './account-rules';
import { accountResource, recordOnAccount } from './account-trail';
import type { PayeeAccountAnswer } from './propose-account';

/** What every verb on a proposed account takes. */
export interface PayeeAccountCommand {
  actor: PersonActor;
  idempotencyKey: string;
  partyId: string;
  accountId: string;
}

/**
 * A second person confirms a proposed account. Payments use it after `coolingWorkingDays` working days; until then the one
 * before it counts, and whoever finds the change wrong has time to say so.
 */
export async function confirmPayeeAccount(
  db: Database,
  command: PayeeAccountCommand & { coolingWorkingDays: number },
): Promise<CommandOutcome<PayeeAccountAnswer, Refusal>> {
  const { actor, coolingWorkingDays } = command;
  return changeAccount(db, command, 'confirm', {}, async (tx, party, account) => {
    const second = await secondOf(tx, actor, account);
    if (!second.ok) return second;
    if (!isRegisteredName(account.accountName, party.registeredName)) {
      return refuse(
        'account-invalid',
        `户名与登记名称“${party.registeredName}”不一致,请办理不同意,由企业重新提出。`,
      );
    }
    account.verifiedAt = tx.now;
    account.confirmedBy = actor.userId;
    account.confirmedAs = second.as;
    account.effectiveOn = addWorkingDays(tx.today, coolingWorkingDays, await readHolidays(tx)).date;
    return { ok: true, data: { as: second.as, effectiveOn: account.effectiveOn } };
  });
}

/** A second person finds a proposed account wrong. */
export async function refusePayeeAccount(
  db: Database,
  command: PayeeAccountCommand & { reason: string },
): Promise<CommandOutcome<PayeeAccountAnswer, Refusal>> {
  const { actor, reason } = command;
  return changeAccount(db, command, 'refuse', { reason }, async (tx, _party, account) => {
    const second = await secondOf(tx, actor, account);
    return second.ok ? end(tx, account, actor, reason) : second;
  });
}

/** The enterprise takes its proposal back before anybody confirmed it. */
export async function withdrawPayeeAccount(
  db: Database,
  command: PayeeAccountCommand & { reason: string },
): Promise<CommandOutcome<PayeeAccountAnswer, Refusal>> {
  const { actor, reason } = command;
  return changeAccount(db, command, 'withdraw', { reason }, (tx, _party, account) =>
    Promise.resolve(end(tx, account, actor, reason)),
  );
}

/**
 * Whoever acts for the enterprise, or the treasury of its county, found a confirmed account wrong while it cools: it will not be paid on. One
 * person is enough, since everything stays on the account before.
 */
export async function stopPayeeAccount(
  db: Database,
  command: PayeeAccountCommand & { reason: string },
): Promise<CommandOutcome<PayeeAccountAnswer, Refusal>> {
  const { actor, reason } = command;
  return changeAccount(db, command, 'stop', { reason }, (tx, _party, account) =>
    Promise.resolve(
      (account.effectiveOn ?? '') > tx.today
        ? end(tx, account, actor, reason)
        : refuse(
            'action-not-allowed',
            `该账户 ${account.effectiveOn} 起已用于付款,不能停止启用。请提出新的收款账户;尚未编批的付款,由财政经办人改用新账户。`,
            { effectiveOn: account.effectiveOn },
          ),
    ),
  );
}

type Changed = { ok: true; data: Record<string, unknown> };

function end(tx: Tx, account: PayeeAccountEntity, actor: PersonActor, reason: string): Changed {
  account.endedAt = tx.now;
  account.endedBy = actor.userId;
  account.endReason = reason;
  return { ok: true, data: { reason } };
}

async function secondOf(
  tx: Tx,
  actor: PersonActor,
  account: PayeeAccountEntity,
): Promise<{ ok: true; as: AccountSecond } | Refused> {
  const acting = await readPeopleActingFor(tx, account.partyId);
  const second = maySecondAccount(actor.userId, account.proposedBy, acting);
  if (second.allowed) return { ok: true, as: second.as };
  return second.because === 'proposed-it'
    ? refuse('separation-of-duties', '该账户由您提出,须由另一人确认或不同意。')
    : refuse('separation-of-duties', '该企业还有其他经办人,由企业内部第二人确认,财政不代为确认。');
}

/** Locked, seen, permitted, possible; then the verb's own part, the new state, the event. */
async function changeAccount(
  db: Database,
  { actor, idempotencyKey, partyId, accountId }: PayeeAccountCommand,
  action: PayeeAccountAction,
  more: Record<string, unknown>,
  apply: (tx: Tx, party: PartyEntity, account: PayeeAccountEntity) => Promise<Changed | Refused>,
): Promise<CommandOutcome<PayeeAccountAnswer, Refusal>> {
  const request = {
    ...{ name: `${action}PayeeAccount`, actor, idempotencyKey },
    input: { partyId, accountId, ...more },
  };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<PayeeAccountAnswer>> => {
    const account = await lockPayeeAccount(tx, partyId, accountId);
    const party = account && (await findParty(tx, partyId));
    if (!account || !party) return refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, `payeeAccount.${action}`, accountResource(tx, party));
    if (forbidden) return forbidden;
    const move = movePayeeAccount(account.state, action);
    if (!move.ok) {
      const details = { state: account.state, allowedActions: move.refusal.allowed };
      return refuse('action-not-allowed', describeRefusal(move.refusal), details);
    }
    const changed = await apply(tx, party, account);
    if (!changed.ok) return changed;
    account.state = move.to;
    await savePayeeAccount(tx, account);
    await recordOnAccount(tx, party, account, move.event, changed.data);
    const { id, state, effectiveOn } = account;
    return done({ id, state, effectiveOn });
  });
}
