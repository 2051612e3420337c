import { ApplicationEntity } from '../applications/application-entities';
import { narrowCases, totalsOfCases } from '../applications/application-store';
import { CallEntity } from '../calls/call-entity';
import { type PageRequest, type PageWithTotals } from '../ground/page';
import { managerOf, type Tx } from '../ground/transaction';

export interface WaitingFilter {
  callId?: string;
  countyCode?: string;
  /** Part of the case number, of the applicant's name or of its credit code. */
  search?: string;
}

/** Approved cases of some cities whose call has its notices built by an officer, oldest first, with totals over the filter. */
export async function pageWaitingForNotice(
  tx: Tx,
  filter: WaitingFilter & { cityCodes: readonly string[] },
  { cursor, limit }: PageRequest,
): Promise<PageWithTotals<ApplicationEntity>> {
  const { cityCodes, countyCode, ...narrowing } = filter;
  const query = managerOf(tx)
    .createQueryBuilder(ApplicationEntity, 'one')
    .innerJoin(CallEntity, 'call', "call.id = one.callId AND call.noticePublication = 'built'")
    .where("one.state = 'approved' AND one.cityCode = ANY (:cityCodes)", { cityCodes: [...cityCodes] });
  if (countyCode !== undefined) query.andWhere('one.countyCode = :countyCode', { countyCode });
  narrowCases(query, narrowing);
  const totals = await totalsOfCases(query);
  if (cursor !== undefined) query.andWhere('one.id > :cursor', { cursor });
  const rows = await query
    .orderBy('one.id', 'ASC')
    .limit(limit + 1)
    .getMany();
  const items = rows.slice(0, limit);
  return {
    items,
    nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
    totals,
  };
}
