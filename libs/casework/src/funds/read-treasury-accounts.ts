import {
  pageTreasuryAccountVersions,
  readTreasuryVersions,
  runQuery,
  type Database,
  type Page,
  type PageRequest,
  type TreasuryAccountVersionEntity,
  type Tx,
} from '@duixian/persistence';
import { permit, type PersonActor } from '@duixian/workflow';
import { reachFor, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { maskAccountNumber } from '../ground/mask';
import type { Refused } from '../ground/refusal';
import type { TreasuryAccountAction } from './decide-treasury-account';

export interface TreasuryAccountView {
  id: string;
  regionCode: string;
  version: number;
  state: 'pending' | 'confirmed' | 'refused' | 'withdrawn';
  /** True for the one that the treasury pays from and is paid back on today. */
  present: boolean;
  accountName: string;
  /** Whole for the treasury's own people, who hold it against the bank's paper; its last digits for anybody else. */
  accountNumber: string;
  bankName: string | null;
  bankCode: string | null;
  bankCodeListedOn: string | null;
  documentNumber: string;
  note: string;
  /** Null for the one that a treasury began with. */
  proposedAt: string | null;
  proposedByYou: boolean;
  decidedAt: string | null;
  decisionNote: string | null;
  allowedActions: TreasuryAccountAction[];
}

/** Every version of the accounts of treasuries in reach, newest first. */
export async function listTreasuryAccounts(
  db: Database,
  actor: PersonActor,
  filter: { open?: boolean; regionCode?: string },
  page: PageRequest,
): Promise<{ ok: true; value: Page<TreasuryAccountView> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'treasuryAccount.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const reach = reachFor(tx, 'treasuryAccount.list');
    const { items, nextCursor } = await pageTreasuryAccountVersions(tx, reach, filter, page);
    const present = await readTreasuryVersions(tx, [...new Set(items.map(({ regionCode }) => regionCode))]);
    const views = items.map((one) => viewOf(tx, actor, one, present.get(one.regionCode) === one.version));
    return { ok: true as const, value: { items: views, nextCursor } };
  });
}

function viewOf(
  tx: Tx,
  actor: PersonActor,
  one: TreasuryAccountVersionEntity,
  present: boolean,
): TreasuryAccountView {
  const { id, regionCode, version, accountName, bankName, bankCode, bankCodeListedOn } = one;
  const resource = regionResource(tx, regionCode);
  const may = (operation: 'propose' | 'decide' | 'withdraw'): boolean =>
    permit(actor, `treasuryAccount.${operation}`, resource).allowed;
  const own = one.proposedBy === actor.userId;
  const actions: TreasuryAccountAction[] = own
    ? may('withdraw')
      ? ['withdraw']
      : []
    : may('decide')
      ? ['confirm', 'refuse']
      : [];
  return {
    ...{ id, regionCode, version, accountName, bankName, bankCode, bankCodeListedOn },
    state: one.decision ?? 'pending',
    present: present && one.decision === 'confirmed',
    accountNumber: may('propose') || may('decide') ? one.accountNumber : maskAccountNumber(one.accountNumber),
    ...{ documentNumber: one.documentNumber, note: one.note },
    proposedAt: one.proposedBy === null ? null : one.proposedAt.toISOString(),
    proposedByYou: own,
    decidedAt: one.proposedBy === null ? null : (one.decidedAt?.toISOString() ?? null),
    decisionNote: one.decisionNote,
    allowedActions: one.decision === null ? actions : [],
  };
}
