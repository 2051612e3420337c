import { Any, Not } from 'typeorm';
import type { HoldState, RegistrationStatus } from '@duixian/workflow';
import type { ApplicationEntity } from '../applications/application-entities';
import type { ImportStamp } from '../facts/imported-record-store';
import type { RowRange } from '../facts/restated';
import { pageAfter, totalsOf, type PageRequest, type PageWithTotals } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { rows } from '../ground/row';
import { managerOf, type Tx } from '../ground/transaction';
import { ApprovedApplicantEntity, CaseHoldEntity, type RegistrationStatusEntity } from './hold-entities';

/** Writes down who the applicant is, as the register has it, at the moment of an approval; a later one takes its place. */
export async function noteApprovedApplicant(
  tx: Tx,
  application: Pick<ApplicationEntity, 'id' | 'partyId'>,
): Promise<void> {
  await managerOf(tx).query(
    `INSERT INTO approved_applicant (application_id, registered_name, credit_code, county_code, noted_at)
     SELECT $1, registered_name, credit_code, county_code, $3 FROM party WHERE id = $2
     ON CONFLICT (application_id) DO UPDATE SET registered_name = EXCLUDED.registered_name,
       credit_code = EXCLUDED.credit_code, county_code = EXCLUDED.county_code, noted_at = EXCLUDED.noted_at`,
    [application.id, application.partyId, tx.nowText],
  );
}

/** As they were approved, by case. */
export async function readApprovedApplicants(
  tx: Tx,
  applicationIds: readonly string[],
): Promise<Map<string, ApprovedApplicantEntity>> {
  const found = await managerOf(tx).findBy(ApprovedApplicantEntity, {
    applicationId: Any([...applicationIds]),
  });
  return new Map(found.map((each) => [each.applicationId, each]));
}

/** What the register of enterprises last said of some parties; one of which it said nothing has none. */
export async function readRegistrationStatuses(
  tx: Tx,
  partyIds: readonly string[],
): Promise<Map<string, Pick<RegistrationStatusEntity, 'status' | 'since' | 'successorCode'>>> {
  const said = await managerOf(tx).query<
    { partyId: string; status: RegistrationStatus; since: string | null; successorCode: string | null }[]
  >(
    `SELECT party_id AS "partyId", status, since, successor_code AS "successorCode"
     FROM standing_registration_status WHERE party_id = ANY ($1::uuid[])`,
    [partyIds],
  );
  return new Map(said.map(({ partyId, ...status }) => [partyId, status]));
}

/** What the register of enterprises said last about one of them, with the import that brought it. */
export interface SaidStatus {
  status: RegistrationStatus;
  since: string | null;
  successorCode: string | null;
  source: string;
  documentNumber: string;
  documentDate: string;
}

/** The last word of the register about one party; null where there is none. */
export async function findSaidStatus(tx: Tx, partyId: string): Promise<SaidStatus | null> {
  const [said] = await managerOf(tx).query<SaidStatus[]>(
    `SELECT s.status, s.since::text AS since, s.successor_code AS "successorCode", i.source,
       i.document_number AS "documentNumber", i.document_date::text AS "documentDate"
     FROM standing_registration_status s JOIN data_import i ON i.id = s.import_id
     WHERE s.party_id = $1`,
    [partyId],
  );
  return said ?? null;
}

/** Statuses that a range of an import's rows brings. */
export async function insertImportedStatuses(tx: Tx, range: RowRange, stamp: ImportStamp): Promise<void> {
  await managerOf(tx).query(
    `INSERT INTO registration_status (id, party_id, status, since, successor_code, import_id, learned_at, learned_by,
       document_date)
     SELECT gen_random_uuid(), p.id, s.status, s."statusSince", s."successorCode", $1, $4, $5, $6
     FROM import_row r JOIN party p ON p.credit_code = r.credit_code
     CROSS JOIN LATERAL jsonb_to_record(r.record) AS s(status text, "statusSince" date, "successorCode" text)
     WHERE r.import_id = $1 AND r.position > $2 AND r.position <= $3 AND r.outcome <> 'rejected'
       AND s.status IS NOT NULL`,
    [range.importId, range.from, range.to, tx.nowText, `import:${range.importId}`, stamp.documentDate],
  );
}

export async function insertHolds(tx: Tx, holds: readonly CaseHoldEntity[]): Promise<void> {
  if (holds.length > 0) await managerOf(tx).insert(CaseHoldEntity, rows(holds));
}

/** Every hold of some cases and of their payments, oldest first. */
export async function readHoldsOfCases(tx: Tx, applicationIds: readonly string[]): Promise<CaseHoldEntity[]> {
  if (applicationIds.length === 0) return [];
  return managerOf(tx).find(CaseHoldEntity, {
    where: { applicationId: Any([...applicationIds]) },
    order: { id: 'ASC' },
  });
}

/** Holds that some payments wait for. */
export async function readStandingHoldsOfPayments(
  tx: Tx,
  paymentIds: readonly string[],
): Promise<CaseHoldEntity[]> {
  if (paymentIds.length === 0) return [];
  return managerOf(tx).find(CaseHoldEntity, {
    where: { paymentId: Any([...paymentIds]), state: Not('lifted') },
    order: { id: 'ASC' },
  });
}

export async function lockHold(tx: Tx, id: string): Promise<CaseHoldEntity | null> {
  return managerOf(tx).findOne(CaseHoldEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** Writes a locked hold back and raises its version. @throws when it changed under its lock, which is a bug */
export async function saveHold(tx: Tx, hold: CaseHoldEntity): Promise<void> {
  const { id, version, state, proposedAt, proposedBy, proposalReason, liftedAt, liftedBy, liftReason } = hold;
  const done = await managerOf(tx).update(
    CaseHoldEntity,
    { id, version },
    { state, proposedAt, proposedBy, proposalReason, liftedAt, liftedBy, liftReason, version: version + 1 },
  );
  if (done.affected !== 1) throw new Error(`hold ${id} changed under its lock`);
  hold.version = version + 1;
}

/** Holds in reach, newest first. */
export async function pageHolds(
  tx: Tx,
  reach: Reach,
  filter: { state?: HoldState; partyId?: string },
  page: PageRequest,
): Promise<PageWithTotals<CaseHoldEntity>> {
  const where = whereWithin<CaseHoldEntity>(reach, filter, { region: 'regionCode' });
  const manager = managerOf(tx);
  return {
    ...(await pageAfter(manager, CaseHoldEntity, where, page)),
    totals: await totalsOf(manager, CaseHoldEntity, where),
  };
}
