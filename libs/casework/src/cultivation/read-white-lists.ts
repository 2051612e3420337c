import {
  findLastWhiteList,
  findWhiteList,
  pageWhiteListMembers,
  pageWhiteLists,
  runQuery,
  type Database,
  type Page,
  type PageRequest,
  type Totals,
  type Tx,
  type WhiteListEntity,
  type WhiteListMemberFilter,
} from '@duixian/persistence';
import { WHITE_LIST_RULES } from '@duixian/policy';
import {
  allowedWhiteListActions,
  mayApproveWhiteList,
  permit,
  type PersonActor,
  type WhiteListAction,
  type WhiteListState,
} from '@duixian/workflow';
import { reachFor, refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { refuse, type Refused } from '../ground/refusal';
import { ruleOfKey } from './prepare-white-list';

export { WHITE_LIST_STATES, type WhiteListAction, type WhiteListState } from '@duixian/workflow';

/** The keys of the rules, for whoever asks for a list. */
export const WHITE_LIST_KEYS = WHITE_LIST_RULES.map(({ key }) => key);

type Answer<T> = { ok: true; value: T } | Refused;

export interface WhiteListRuleView {
  key: string;
  title: string;
  cityCode: string;
  clause: string;
  number: string;
  article: string;
  benefit: string;
  /** The list in force: the last one approved. */
  current: { id: string; asOf: string; memberCount: number } | null;
  /** Whether this person may compute a new one. */
  mayPrepare: boolean;
}

export interface WhiteListView {
  id: string;
  version: number;
  ruleKey: string;
  title: string;
  number: string;
  article: string;
  clause: string;
  benefit: string;
  cityCode: string;
  asOf: string;
  /** Day of the list that it is compared with; null for the first. */
  baseAsOf: string | null;
  state: WhiteListState;
  memberCount: number;
  addedCount: number;
  goneCount: number;
  preparedAt: string;
  decidedAt: string | null;
  allowedActions: WhiteListAction[];
}

export interface WhiteListMemberView {
  partyId: string;
  registeredName: string;
  creditCode: string | null;
  countyCode: string;
  /** `gone`: on the list before, not any more. */
  standing: 'in' | 'gone';
  added: boolean;
  reason: string;
  source: string | null;
  statedOn: string | null;
}

/** The white lists that documents of cities in reach ask for, with the one in force. */
export async function listWhiteListRules(
  db: Database,
  actor: PersonActor,
): Promise<Answer<WhiteListRuleView[]>> {
  const forbidden = refuseUnlessPermitted(actor, 'whiteList.rules');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const reach = reachFor(tx, 'whiteList.rules');
    const views: WhiteListRuleView[] = [];
    for (const { key } of WHITE_LIST_RULES) {
      const found = ruleOfKey(tx, key);
      if (!found || !(reach.everything || reach.regionCodes.includes(found.cityCode))) continue;
      const { rule, cityCode } = found;
      const last = await findLastWhiteList(tx, key, cityCode);
      const { title, clause, number, article, benefit } = rule;
      views.push({
        ...{ key, title, cityCode, clause, number, article, benefit },
        current: last && { id: last.id, asOf: last.asOf, memberCount: last.memberCount },
        mayPrepare: permit(actor, 'whiteList.prepare', regionResource(tx, cityCode)).allowed,
      });
    }
    return { ok: true as const, value: views };
  });
}

/** Lists in reach, the newest first. */
export async function listWhiteLists(
  db: Database,
  actor: PersonActor,
  filter: { state?: WhiteListState },
  page: PageRequest,
): Promise<Answer<Page<WhiteListView>>> {
  const forbidden = refuseUnlessPermitted(actor, 'whiteList.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { everything, regionCodes } = reachFor(tx, 'whiteList.list');
    const codes = everything ? tx.regions.regions.map(({ code }) => code) : regionCodes;
    const { items, nextCursor } = await pageWhiteLists(tx, codes, filter, page);
    const views = await Promise.all(items.map((list) => viewOf(tx, actor, list)));
    return { ok: true as const, value: { items: views, nextCursor } };
  });
}

/** One list: by which rule, as of when, compared with which. */
export async function readWhiteList(
  db: Database,
  actor: PersonActor,
  id: string,
): Promise<Answer<WhiteListView>> {
  return runQuery(db, actor, async (tx) => {
    const list = await findSeen(tx, actor, id);
    return list ? { ok: true as const, value: await viewOf(tx, actor, list) } : refuseAsUnknown();
  });
}

/** Its enterprises, with who is gone where that is asked for. */
export async function listWhiteListMembers(
  db: Database,
  actor: PersonActor,
  filter: WhiteListMemberFilter,
  page: PageRequest,
): Promise<Answer<Page<WhiteListMemberView> & { totals: Totals }>> {
  return runQuery(db, actor, async (tx) => {
    const list = await findSeen(tx, actor, filter.listId);
    if (!list) return refuseAsUnknown();
    const found = await pageWhiteListMembers(tx, filter, page);
    return { ok: true as const, value: { ...found, items: found.items.map(({ listId: _, ...row }) => row) } };
  });
}

/** As `listWhiteListMembers`, to take away: only of a list that was approved. */
export async function takeWhiteListMembers(
  db: Database,
  actor: PersonActor,
  filter: WhiteListMemberFilter,
  page: PageRequest,
): Promise<Answer<Page<WhiteListMemberView>>> {
  const list = await readWhiteList(db, actor, filter.listId);
  if (!list.ok) return list;
  if (list.value.state !== 'approved')
    return refuse('white-list-not-approved', '白名单审定后才能导出。请先由另一名政策人员审定。');
  return listWhiteListMembers(db, actor, filter, page);
}

async function findSeen(tx: Tx, actor: PersonActor, id: string): Promise<WhiteListEntity | null> {
  const list = await findWhiteList(tx, id);
  return list && permit(actor, 'whiteList.read', regionResource(tx, list.cityCode)).allowed ? list : null;
}

async function viewOf(tx: Tx, actor: PersonActor, list: WhiteListEntity): Promise<WhiteListView> {
  const rule = WHITE_LIST_RULES.find(({ key }) => key === list.ruleKey);
  const base = list.baseId === null ? null : await findWhiteList(tx, list.baseId);
  const resource = regionResource(tx, list.cityCode);
  const { id, version, ruleKey, cityCode, asOf, state, memberCount, addedCount, goneCount } = list;
  return {
    ...{ id, version, ruleKey, cityCode, asOf, state, memberCount, addedCount, goneCount },
    ...{ title: rule?.title ?? ruleKey, number: rule?.number ?? '', article: rule?.article ?? '' },
    ...{ clause: rule?.clause ?? '', benefit: rule?.benefit ?? '', baseAsOf: base?.asOf ?? null },
    preparedAt: list.preparedAt.toISOString(),
    decidedAt: list.decidedAt?.toISOString() ?? null,
    allowedActions: allowedWhiteListActions(state).filter(
      (action) =>
        permit(actor, `whiteList.${action}`, resource).allowed &&
        (action !== 'approve' || mayApproveWhiteList(list.preparedBy, actor.userId)),
    ),
  };
}
