import type { Reach } from '../ground/reach';
import { managerOf, type Tx } from '../ground/transaction';

/** How much of something waits. */
export interface Waiting {
  count: number;
  /** In fen; null where the rows have no amount. */
  amountFen: number | null;
  /** Since when the oldest one waits; null when there is none. */
  since: string | null;
}

interface Source {
  /** Table as `one`, and what of it waits; `$4` is the person's user id. */
  readonly rows: string;
  readonly since: string;
  readonly region: string;
  readonly party?: string;
  readonly amount?: string;
}

/** Demands with what of them is not met yet. */
const DEMANDS = `(SELECT r.*, r.amount_fen - coalesce((SELECT sum(e.amount_fen) FROM recovery_entry e
  WHERE e.recovery_id = r.id AND e.state = 'booked'), 0) AS open_fen FROM recovery r)`;

/** Everything of which somebody looks first at how much of it there is. */
const SOURCES = {
  openOffers: {
    ...{ rows: `offer one WHERE one.state = 'open'`, since: 'made_at', region: 'county_code' },
    ...{ party: 'party_id', amount: 'amount_fen' },
  },
  offerQuestions: {
    rows: `(SELECT q.asked_at, q.asked_by, o.county_code FROM offer_question q JOIN offer o ON o.id = q.offer_id WHERE q.ended_at IS NULL) one
      WHERE one.asked_by <> $4`,
    ...{ since: 'asked_at', region: 'county_code' },
  },
  corrections: {
    ...{ rows: `application one WHERE one.state = 'returned'`, since: 'submitted_at', region: 'county_code' },
    ...{ party: 'party_id', amount: 'determined_fen' },
  },
  drafts: {
    ...{ rows: `application one WHERE one.state = 'draft'`, since: 'created_at', region: 'county_code' },
    party: 'party_id',
  },
  casesUnderWay: {
    rows: `application one WHERE one.state NOT IN ('draft', 'returned', 'paid', 'rejected', 'withdrawn', 'terminated')`,
    ...{ since: 'submitted_at', region: 'county_code', party: 'party_id', amount: 'determined_fen' },
  },
  parkedCases: {
    ...{ rows: `application one WHERE one.state = 'parked'`, since: 'submitted_at', region: 'county_code' },
    ...{ party: 'party_id', amount: 'determined_fen' },
  },
  objections: {
    ...{ rows: `objection one WHERE one.state = 'filed'`, since: 'filed_at', region: 'city_code' },
  },
  waitingForNotice: {
    rows: `application one JOIN call ON call.id = one.call_id AND call.notice_publication = 'built' WHERE one.state = 'approved'`,
    ...{ since: 'submitted_at', region: 'city_code', amount: 'determined_fen' },
  },
  plannedPayments: {
    ...{ rows: `payment one WHERE one.state = 'planned'`, since: 'created_at', region: 'region_code' },
    amount: 'amount_fen',
  },
  batchesToRelease: {
    rows: `disbursement_batch one WHERE one.state = 'prepared' AND one.maker_id <> $4`,
    ...{ since: 'prepared_at', region: 'region_code', amount: 'total_fen' },
  },
  unknownPayments: {
    ...{ rows: `payment one WHERE one.state = 'unknown'`, since: 'created_at', region: 'region_code' },
    amount: 'amount_fen',
  },
  returnedPayments: {
    rows: `payment one WHERE one.state IN ('returned', 'rejected', 'not_sent')`,
    ...{ since: 'created_at', region: 'region_code', amount: 'amount_fen' },
  },
  unmatchedLines: {
    rows: `finance_task one WHERE one.kind = 'statement_exception' AND one.done_at IS NULL`,
    ...{ since: 'opened_at', region: 'region_code' },
  },
  financeTasks: {
    ...{ rows: `finance_task one WHERE one.done_at IS NULL`, since: 'opened_at', region: 'region_code' },
  },
  recoveriesDue: {
    ...{ rows: `${DEMANDS} one WHERE one.state = 'demanded'`, since: 'decided_at', region: 'region_code' },
    ...{ party: 'party_id', amount: 'open_fen' },
  },
  overdueRecoveries: {
    rows: `${DEMANDS} one WHERE one.state = 'demanded' AND one.due_on < (business_now() AT TIME ZONE 'Asia/Shanghai')::date`,
    ...{ since: 'decided_at', region: 'region_code', party: 'party_id', amount: 'open_fen' },
  },
  recoveriesToConfirm: {
    rows: `recovery one WHERE one.state = 'proposed' AND one.proposed_by <> $4`,
    ...{ since: 'proposed_at', region: 'region_code', amount: 'amount_fen' },
  },
  recoveryEntriesToBook: {
    rows: `recovery_entry one WHERE one.proposed_by <> $4
      AND one.state = CASE one.kind WHEN 'offset' THEN 'consented' ELSE 'proposed' END`,
    ...{ since: 'proposed_at', region: 'region_code', amount: 'amount_fen' },
  },
  reversalsToConfirm: {
    rows: `repayment_reversal one WHERE one.state = 'proposed' AND one.proposed_by <> $4`,
    ...{ since: 'proposed_at', region: 'region_code', amount: 'amount_fen' },
  },
  heldCases: {
    rows: `case_hold one WHERE one.state = 'open' AND one.payment_id IS NULL`,
    ...{ since: 'raised_at', region: 'region_code' },
  },
  heldPayments: {
    rows: `case_hold one WHERE one.state = 'open' AND one.payment_id IS NOT NULL`,
    ...{ since: 'raised_at', region: 'region_code' },
  },
  liftsToConfirm: {
    rows: `case_hold one WHERE one.state = 'proposed' AND one.proposed_by <> $4`,
    ...{ since: 'proposed_at', region: 'region_code' },
  },
  accountsToConfirm: {
    rows: `(SELECT account.*, party.county_code FROM payee_account account JOIN party ON party.id = account.party_id) one
      WHERE one.state = 'proposed' AND one.proposed_by IS DISTINCT FROM $4`,
    ...{ since: 'created_at', region: 'county_code', party: 'party_id' },
  },
  versionsToApprove: {
    rows: `policy_version one WHERE one.status = 'tried' AND NOT $4 = ANY (one.author_ids)`,
    ...{ since: 'drafted_at', region: 'region_code' },
  },
  versionsToPublish: {
    ...{
      rows: `policy_version one WHERE one.status = 'approved'`,
      since: 'approved_at',
      region: 'region_code',
    },
  },
  callsToApprove: {
    rows: `call one WHERE one.state = 'draft' AND NOT $4 = ANY (one.author_ids)`,
    ...{ since: 'drafted_at', region: 'city_code' },
  },
  sweepsToApprove: {
    rows: `sweep one WHERE one.state = 'prepared' AND one.ordered_by <> $4`,
    ...{ since: 'ordered_at', region: 'city_code', amount: 'offer_fen' },
  },
  readingsToConfirm: {
    rows: `reading_choice one WHERE one.proposed_by <> $4
      AND NOT EXISTS (SELECT 1 FROM reading_verdict v WHERE v.choice_id = one.id)`,
    ...{ since: 'proposed_at', region: 'region_code' },
  },
  previewedImports: {
    ...{ rows: `data_import one WHERE one.state = 'previewed'`, since: 'created_at', region: 'region_code' },
  },
  // Of whose places they keep only some, row-level security shows them none.
  accessToConfirm: {
    rows: `access_proposal one WHERE one.state = 'proposed' AND $4 NOT IN (one.proposed_by, one.user_id)`,
    ...{ since: 'proposed_at', region: 'region_code' },
  },
  channelsToConfirm: {
    rows: `channel_proposal one WHERE one.state = 'proposed' AND one.proposed_by <> $4`,
    ...{ since: 'proposed_at', region: 'region_code' },
  },
  newAccounts: {
    rows: `user_account one WHERE one.status = 'active' AND one.must_change_password`,
    ...{ since: 'created_at', region: 'region_code' },
  },
  suspendedAccounts: {
    ...{
      rows: `user_account one WHERE one.status = 'suspended'`,
      since: 'created_at',
      region: 'region_code',
    },
  },
  settledPayments: {
    rows: `payment one WHERE one.state = 'settled' AND one.refund_to IS NULL`,
    ...{ since: 'created_at', region: 'region_code', party: 'party_id', amount: 'amount_fen' },
  },
} as const satisfies Record<string, Source>;

export type DeskSource = keyof typeof SOURCES;

/** Count, sum and age of what waits within a reach for a person. */
export async function readWaiting(
  tx: Tx,
  name: DeskSource,
  { everything, regionCodes, partyIds }: Reach,
  userId: string,
): Promise<Waiting> {
  const { rows, since, region, party, amount }: Source = SOURCES[name];
  const inReach = `($1 OR one.${region} = ANY ($2::text[]) OR ${party ? `one.${party} = ANY ($3::uuid[])` : 'cardinality($3::uuid[]) < 0'})`;
  const [found] = await managerOf(tx).query<{ count: number; amount: string | null; since: Date | null }[]>(
    `SELECT count(*)::int AS count, ${amount ? `coalesce(sum(one.${amount}), 0)` : 'NULL'} AS amount, min(one.${since}) AS since
     FROM ${rows} AND ${inReach} AND $4::uuid IS NOT NULL`,
    [everything, regionCodes, partyIds, userId],
  );
  return {
    count: found?.count ?? 0,
    amountFen: found?.amount === null || found === undefined ? null : Number(found.amount),
    since: found?.since?.toISOString() ?? null,
  };
}
