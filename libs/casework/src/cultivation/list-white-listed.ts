import {
  pageWhiteListed,
  runQuery,
  type Database,
  type Page,
  type PageRequest,
  type Totals,
  type WhiteListedParty,
} from '@duixian/persistence';
import { WHITE_LIST_RULES } from '@duixian/policy';
import type { PersonActor } from '@duixian/workflow';
import { reachFor, refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

/** An enterprise with the white lists in force that it is on. */
export interface WhiteListedView extends Omit<WhiteListedParty, 'lists'> {
  lists: (WhiteListedParty['lists'][number] & { title: string; benefit: string })[];
}

/** Enterprises of one's place on the white lists in force, each with why; a county reads its own and no list as a whole. */
export async function listWhiteListed(
  db: Database,
  actor: PersonActor,
  filter: { countyCode?: string; partyId?: string },
  page: PageRequest,
): Promise<{ ok: true; value: Page<WhiteListedView> & { totals: Totals } } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'whiteList.listed');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const found = await pageWhiteListed(tx, reachFor(tx, 'whiteList.listed'), filter, page);
    const items = found.items.map(({ lists, ...party }) => ({
      ...party,
      lists: lists.map((list) => {
        const rule = WHITE_LIST_RULES.find(({ key }) => key === list.ruleKey);
        return { ...list, title: rule?.title ?? list.ruleKey, benefit: rule?.benefit ?? '' };
      }),
    }));
    return { ok: true as const, value: { ...found, items } };
  });
}
