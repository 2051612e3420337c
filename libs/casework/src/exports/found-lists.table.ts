import { MISSED_REASON_WORDS } from '@duixian/workflow';
import type { Database, Page } from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { listMissed, type MissedQuery, type MissedView } from '../entitlements/read-missed';
import type { Refused } from '../ground/refusal';
import { listRegions } from '../identity/list-regions';
import { given, yuan, type ExportedList } from './exported-list';

type Named<Row> = Row & { county: string };

/** The page with the name of each row's county. */
async function withCounties<Row extends { countyCode: string }>(
  db: Database,
  actor: PersonActor,
  found: { ok: true; value: Page<Row> } | Refused,
): Promise<{ ok: true; value: Page<Named<Row>> } | Refused> {
  if (!found.ok) return found;
  const names = new Map((await listRegions(db, actor)).map(({ code, name }) => [code, name] as const));
  const items = found.value.items.map((row) => ({
    ...row,
    county: names.get(row.countyCode) ?? row.countyCode,
  }));
  return { ok: true, value: { items, nextCursor: found.value.nextCursor } };
}

const missed: ExportedList<Named<MissedView>> = {
  title: '应享未享',
  page: async (db, actor, { from, to, countyCode, clause, reason, partyId, open }, page) => {
    const query = given<MissedQuery>({ from, to, countyCode, clauseId: clause, reason, partyId, open });
    return withCounties(db, actor, await listMissed(db, actor, query, page));
  },
  columns: [
    { name: '企业名称', width: 36, of: ({ registeredName }) => registeredName },
    { name: '统一社会信用代码', width: 22, of: ({ creditCode }) => creditCode ?? '' },
    { name: '县区', width: 14, of: ({ county }) => county },
    { name: '条款', width: 18, of: ({ clauseId }) => clauseId },
    { name: '条款名称', width: 40, of: ({ clauseTitle }) => clauseTitle },
    { name: '对象', width: 24, of: ({ subject }) => subject ?? '' },
    { name: '应享金额(元)', width: 18, of: ({ amountFen }) => yuan(amountFen) },
    { name: '应享日期', width: 14, of: ({ owedOn }) => owedOn },
    { name: '最近比对仍符合', width: 14, of: ({ stillOwed }) => (stillOwed ? '是' : '否') },
    { name: '依据', width: 40, of: ({ law, article }) => `${law} ${article}`.trim() },
    { name: '原因', width: 22, of: ({ reason }) => MISSED_REASON_WORDS[reason].short },
    { name: '说明', width: 60, of: ({ why }) => why },
    { name: '仍可兑付', width: 10, of: ({ open }) => (open ? '是' : '否') },
    { name: '业务编号', width: 22, of: ({ caseNumber }) => caseNumber ?? '' },
  ],
};

/** What the machine finds besides offers. */
export const FOUND_LISTS = { missed };
