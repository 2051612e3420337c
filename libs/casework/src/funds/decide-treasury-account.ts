import {
  countUnderWay,
  decideTreasuryAccountVersion,
  findTreasury,
  findTreasuryAccountVersion,
  isAccountTaken,
  lockTreasury,
  lockTreasuryAccountVersion,
  runCommand,
  seeingEverything,
  type CommandOutcome,
  type Database,
  type TreasuryAccountDecision,
  type TreasuryAccountVersionEntity,
  type Tx,
} from '@duixian/persistence';
import type { Operation, PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import {
  NUMBER_TAKEN,
  recordOnTreasuryAccount,
  type TreasuryAccountAnswer,
} from './propose-treasury-account';

export const TREASURY_ACCOUNT_ACTIONS = ['confirm', 'refuse', 'withdraw'] as const;
export type TreasuryAccountAction = (typeof TREASURY_ACCOUNT_ACTIONS)[number];

const DECISIONS: Readonly<
  Record<TreasuryAccountAction, { decision: TreasuryAccountDecision; operation: Operation; event: string }>
> = {
  confirm: {
    decision: 'confirmed',
    operation: 'treasuryAccount.decide',
    event: 'treasury_account.confirmed',
  },
  refuse: { decision: 'refused', operation: 'treasuryAccount.decide', event: 'treasury_account.refused' },
  withdraw: {
    ...{ decision: 'withdrawn', operation: 'treasuryAccount.withdraw' },
    event: 'treasury_account.withdrawn',
  },
};

interface Deciding {
  actor: PersonActor;
  idempotencyKey: string;
  accountId: string;
  action: TreasuryAccountAction;
  note?: string;
}

/**
 * A checker, never who proposed it, confirms or refuses the account of a treasury; who proposed it may withdraw it. What is released from
 * then on leaves the confirmed one. Another number is not confirmed while payments that left the one before are under way.
 */
export async function decideOnTreasuryAccount(
  db: Database,
  command: Deciding,
): Promise<CommandOutcome<TreasuryAccountAnswer, Refusal>> {
  const { actor, idempotencyKey, accountId, action, note = null } = command;
  const request = {
    ...{ name: 'decideOnTreasuryAccount', actor, idempotencyKey },
    input: { accountId, action, note },
    conflicts: { treasury_account_number_once: NUMBER_TAKEN },
  };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<TreasuryAccountAnswer>> => {
    const opened = await open(tx, command);
    if (!opened.ok) return opened;
    const { proposed } = opened;
    const { decision, event } = DECISIONS[action];
    const unfit = action === 'confirm' ? await refuseUnfit(tx, proposed) : null;
    if (unfit) return unfit;
    await decideTreasuryAccountVersion(tx, proposed, { decision, by: actor.userId, note });
    await recordOnTreasuryAccount(tx, proposed, event);
    if (action === 'confirm')
      await tx.enqueue('treasury_account.confirmed', { regionCode: proposed.regionCode });
    return done({ id: proposed.id, version: proposed.version, state: decision });
  });
}

async function open(
  tx: Tx,
  { actor, accountId, action }: Deciding,
): Promise<{ ok: true; proposed: TreasuryAccountVersionEntity } | Refused> {
  const found = await findTreasuryAccountVersion(tx, accountId);
  const resource = found && regionResource(tx, found.regionCode);
  if (!found || !resource || refuseUnlessPermitted(actor, 'treasuryAccount.list', resource))
    return refuseAsUnknown();
  const forbidden = refuseUnlessPermitted(actor, DECISIONS[action].operation, resource);
  if (forbidden) return forbidden;
  await lockTreasury(tx, found.regionCode);
  const proposed = await lockTreasuryAccountVersion(tx, accountId);
  if (!proposed) return refuseAsUnknown();
  const { decision } = proposed;
  if (decision !== null) return refuse('action-not-allowed', '这个账户已经办结。', { state: decision });
  const own = proposed.proposedBy === actor.userId;
  if (own !== (action === 'withdraw'))
    return refuse(
      'separation-of-duties',
      own ? '这个账户由您提出,须由另一人复核。' : '只有提出人可以撤回;复核人员请用“不同意”。',
    );
  return { ok: true, proposed };
}

async function refuseUnfit(
  tx: Tx,
  { regionCode, accountNumber }: TreasuryAccountVersionEntity,
): Promise<Refused | null> {
  if (await seeingEverything(tx, () => isAccountTaken(tx, regionCode, accountNumber)))
    return { ok: false, refusal: NUMBER_TAKEN };
  const present = await findTreasury(tx, regionCode);
  if (!present || present.accountNumber === accountNumber) return null;
  const underWay = await countUnderWay(tx, regionCode);
  return underWay === 0
    ? null
    : refuse(
        'action-not-allowed',
        `原账户还有 ${underWay} 笔付款已放款、尚未到账或退回,须等银行对账单记账后再启用新账号。`,
        { underWay },
      );
}
