import {
  findCurrentPayeeAccount,
  findParty,
  pageComingAccounts,
  readPayeeAccounts,
  readPeopleActingFor,
  runQuery,
  type Database,
  type Page,
  type PageRequest,
  type PartyEntity,
  type PayeeAccountEntity,
  type Tx,
} from '@duixian/persistence';
import {
  allowedPayeeAccountActions,
  maySecondAccount,
  permit,
  type AccountSecond,
  type PayeeAccountAction,
  type PayeeAccountState,
  type PersonActor,
} from '@duixian/workflow';
import { reachFor, refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { maskAccountNumber } from '../ground/mask';
import type { Refused } from '../ground/refusal';
import { accountResource } from './account-trail';

/** `current`: payments use it today; `cooling`: confirmed, its day is to come; `earlier`: another one took its place. */
export const ACCOUNT_STANDINGS = ['current', 'waiting', 'cooling', 'earlier', 'ended'] as const;
export type AccountStanding = (typeof ACCOUNT_STANDINGS)[number];

/** A version of an account as everybody who may see it does: never its whole number. */
export interface PayeeAccountView {
  id: string;
  version: number;
  state: PayeeAccountState;
  standing: AccountStanding;
  accountName: string;
  maskedNumber: string;
  bankName: string;
  bankCode: string;
  /** Day of the table of bank codes that named the branch. */
  bankCodeListedOn: string | null;
  proposedAt: string;
  proposedByYou: boolean;
  confirmedAt: string | null;
  confirmedAs: AccountSecond | null;
  effectiveOn: string | null;
  endReason: string | null;
  allowedActions: PayeeAccountAction[];
}

/** A version that waits, with whose it is. */
export interface WaitingAccountView extends PayeeAccountView {
  partyId: string;
  registeredName: string;
  creditCode: string | null;
  countyCode: string;
  /** True where nobody but who proposed it acts for the enterprise, so that the treasury confirms. */
  treasuryConfirms: boolean;
}

/** Every version of the account of one enterprise, the newest first. */
export async function readPayeeAccountsOf(
  db: Database,
  actor: PersonActor,
  partyId: string,
): Promise<{ ok: true; value: { items: PayeeAccountView[] } } | Refused> {
  return runQuery(db, actor, async (tx) => {
    const party = await findParty(tx, partyId);
    if (!party) return refuseAsUnknown();
    const refused = refuseUnlessPermitted(actor, 'payeeAccount.read', accountResource(tx, party));
    if (refused) return refused;
    const current = await findCurrentPayeeAccount(tx, partyId);
    const acting = await readPeopleActingFor(tx, partyId);
    const items = (await readPayeeAccounts(tx, partyId)).map((account) =>
      viewOf(tx, actor, party, account, { currentId: current?.id ?? null, acting }),
    );
    return { ok: true as const, value: { items } };
  });
}

/** Accounts in the reach of a treasury that are proposed, or confirmed and not used yet, newest first. */
export async function listWaitingAccounts(
  db: Database,
  actor: PersonActor,
  page: PageRequest,
): Promise<{ ok: true; value: Page<WaitingAccountView> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'payeeAccount.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const found = await pageComingAccounts(tx, reachFor(tx, 'payeeAccount.list'), page);
    const items: WaitingAccountView[] = [];
    for (const { account, party } of found.items) {
      const acting = await readPeopleActingFor(tx, party.id);
      const { id: partyId, registeredName, creditCode, countyCode } = party;
      items.push({
        ...viewOf(tx, actor, party, account, { currentId: null, acting }),
        ...{ partyId, registeredName, creditCode, countyCode },
        treasuryConfirms: maySecondAccount('', account.proposedBy, acting).allowed,
      });
    }
    return { ok: true as const, value: { items, nextCursor: found.nextCursor } };
  });
}

function viewOf(
  tx: Tx,
  actor: PersonActor,
  party: PartyEntity,
  account: PayeeAccountEntity,
  { currentId, acting }: { currentId: string | null; acting: readonly string[] },
): PayeeAccountView {
  const { id, version, state, accountName, bankName, bankCode, bankCodeListedOn, effectiveOn } = account;
  const resource = accountResource(tx, party);
  const second = maySecondAccount(actor.userId, account.proposedBy, acting).allowed;
  const standing = standingOf(tx, account, currentId);
  const possible = (action: PayeeAccountAction): boolean =>
    action === 'stop' ? standing === 'cooling' : action === 'withdraw' || second;
  return {
    ...{ id, version, state, standing, accountName, bankName, bankCode },
    ...{ bankCodeListedOn, effectiveOn },
    maskedNumber: maskAccountNumber(account.accountNumber),
    proposedAt: account.createdAt.toISOString(),
    proposedByYou: account.proposedBy === actor.userId,
    confirmedAt: account.verifiedAt?.toISOString() ?? null,
    confirmedAs: account.confirmedAs,
    endReason: account.endReason,
    allowedActions: allowedPayeeAccountActions(state).filter(
      (action) => permit(actor, `payeeAccount.${action}`, resource).allowed && possible(action),
    ),
  };
}

function standingOf(tx: Tx, account: PayeeAccountEntity, currentId: string | null): AccountStanding {
  if (account.state === 'proposed') return 'waiting';
  if (account.state !== 'confirmed') return 'ended';
  if (account.id === currentId) return 'current';
  return (account.effectiveOn ?? '') > tx.today ? 'cooling' : 'earlier';
}
