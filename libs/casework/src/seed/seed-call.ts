import { addDays, yearOf, type LocalDate } from '@duixian/calendar';
import {
  insertCall,
  type CallInstalment,
  type CallMaterial,
  type FundingShares,
  type RegionLevel,
  type Tx,
} from '@duixian/persistence';

export interface DemoCallContent {
  number: string;
  title: string;
  cityCode: string;
  policyVersionId: string;
  clauseIds: readonly string[];
  materials: CallMaterial[];
  fundingShares: FundingShares | null;
  /** Who pays for all that bear it; nobody where it is absent. */
  advancedBy?: RegionLevel;
  /** In which parts its awards are paid; at once where it is absent. */
  instalments?: CallInstalment[];
  budgetSubject: string;
  /** User ids of who wrote it and who approved it. */
  authorId: string;
  approverId: string;
}

/** A published call of this year: county and city review, five working days of notice, open until next June. */
export async function seedCall(tx: Tx, content: DemoCallContent): Promise<void> {
  const { clauseIds, authorId, approverId, advancedBy = null, instalments = null, ...rest } = content;
  const year = yearOf(tx.today);
  await insertCall(tx, {
    id: tx.newId(),
    ...rest,
    advancedBy,
    instalments,
    clauseIds: [...clauseIds],
    year,
    opensOn: `${year}-01-01`,
    closesOn: addDays(`${year}-12-31` as LocalDate, 180),
    testedFrom: `${year}-01-01`,
    testedTo: `${year}-12-31`,
    parameters: {},
    route: [
      { key: 'county_review', level: 'county' },
      { key: 'city_review', level: 'city' },
    ],
    noticeWorkingDays: 5,
    noticePublication: 'automatic',
    deadlines: { county_review: 10, city_review: 10 },
    state: 'published',
    version: 1,
    authorIds: [authorId],
    approvedBy: approverId,
    draftedAt: tx.now,
    approvedAt: tx.now,
    publishedAt: tx.now,
    closedAt: null,
  });
}
