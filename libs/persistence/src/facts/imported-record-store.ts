import { managerOf, type Tx } from '../ground/transaction';
import { markDirty } from './dirty-store';
import { refreshProfiles } from './profile-store';
import { changedBy, type RowRange } from './restated';

/** What the records are stamped with. */
export interface ImportStamp {
  source: string;
  documentNumber: string;
  documentDate: string;
}

/** Everything that was taken: also what stood already, which stays when another import is taken back. */
const TAKEN = `r.import_id = $1 AND r.position > $2 AND r.position <= $3 AND r.outcome <> 'rejected'`;

const learnedBy = ({ importId }: RowRange): string => `import:${importId}`;

const valuesOf = (tx: Tx, range: RowRange, stamp: ImportStamp): unknown[] => [
  range.importId,
  range.from,
  range.to,
  stamp.source,
  stamp.documentNumber,
  stamp.documentDate,
  tx.nowText,
  learnedBy(range),
];

const idsOf = async (tx: Tx, sql: string, values: unknown[]): Promise<string[]> =>
  (await managerOf(tx).query<{ id: string }[]>(sql, values)).map(({ id }) => id);

const plain = (name: string): string => `regexp_replace(normalize(${name}, NFKC), '\\s', '', 'g')`;

/** What a title belongs to, as the first list wrote it: awards are made for that name, whatever signs a later list writes it in. */
const SAME_NAME = `(SELECT e.subject_id FROM title_record e WHERE e.party_id = p.id AND e.code = t.code AND e.granted_on = t."grantedOn"
  AND ${plain('e.subject_id')} = ${plain('t."subjectId"')} ORDER BY e.learned_at, e.id LIMIT 1)`;

/** Titles of a range of rows, with the profiles and the dirty queue of whom they change. */
export async function insertImportedTitles(tx: Tx, range: RowRange, stamp: ImportStamp): Promise<void> {
  const changed = await changedBy(tx, range, 'titles', () =>
    idsOf(
      tx,
      `WITH added AS (
       INSERT INTO title_record (id, party_id, code, level, subject_id, acquisition, first_ever, granted_city, granted_on,
         valid_from, valid_to, document_number, document_date, source, status, learned_at, learned_by, import_id)
       SELECT t.id, p.id, t.code, t.level, CASE WHEN t."subjectId" IS NOT NULL THEN coalesce(${SAME_NAME}, t."subjectId") END, t.acquisition, t."firstEver", t."grantedCity", t."grantedOn",
         t."validFrom", t."validTo", coalesce(t."documentNumber", $5), $6, $4, 'authoritative', $7, $8, $1
       FROM import_row r JOIN party p ON p.credit_code = r.credit_code
       CROSS JOIN LATERAL jsonb_to_record(r.record) AS t(id uuid, code text, level text, "subjectId" text, acquisition text,
         "firstEver" boolean, "grantedCity" text, "grantedOn" date, "validFrom" date, "validTo" date, "documentNumber" text)
       WHERE ${TAKEN}
       RETURNING party_id)
     SELECT DISTINCT party_id AS id FROM added`,
      valuesOf(tx, range, stamp),
    ),
  );
  await refreshProfiles(tx, changed, 'title');
}

/** Standards of a range of rows, with the profiles and the dirty queue of whom they change. */
export async function insertImportedStandards(tx: Tx, range: RowRange, stamp: ImportStamp): Promise<void> {
  const changed = await changedBy(tx, range, 'standards', () =>
    idsOf(
      tx,
      `WITH added AS (
       INSERT INTO standard_record (id, party_id, standard_number, kind, role, published_on, document_number, document_date, source,
         status, learned_at, learned_by, import_id)
       SELECT s.id, p.id, s."standardNumber", s.kind, s.role, s."publishedOn", coalesce(s."documentNumber", $5), $6, $4,
         'authoritative', $7, $8, $1
       FROM import_row r JOIN party p ON p.credit_code = r.credit_code
       CROSS JOIN LATERAL jsonb_to_record(r.record) AS s(id uuid, "standardNumber" text, kind text, role text, "publishedOn" date,
         "documentNumber" text)
       WHERE ${TAKEN}
       RETURNING party_id)
     SELECT DISTINCT party_id AS id FROM added`,
      valuesOf(tx, range, stamp),
    ),
  );
  await refreshProfiles(tx, changed, 'standard');
}

/** Facts of a range of rows, one or several a row, with the profiles and the dirty queue of whom they change. */
export async function insertImportedFacts(tx: Tx, range: RowRange, stamp: ImportStamp): Promise<void> {
  const changed = await changedBy(tx, range, 'facts', () =>
    idsOf(
      tx,
      `WITH added AS (
       INSERT INTO fact_record (id, party_id, application_id, name, value, status, source, document_number, document_date,
         valid_from, valid_to, learned_at, learned_by, import_id)
       SELECT f.id, p.id, NULL, f.name, f.value, 'authoritative', $4, coalesce(v."documentNumber", $5), $6,
         v."validFrom", v."validTo", $7, $8, $1
       FROM import_row r JOIN party p ON p.credit_code = r.credit_code
       CROSS JOIN LATERAL jsonb_to_record(r.record) AS v("validFrom" date, "validTo" date, "documentNumber" text)
       CROSS JOIN LATERAL jsonb_to_recordset(r.record->'facts') AS f(id uuid, name text, value jsonb)
       WHERE ${TAKEN}
       RETURNING party_id)
     SELECT DISTINCT party_id AS id FROM added`,
      valuesOf(tx, range, stamp),
    ),
  );
  await refreshProfiles(tx, changed, 'facts');
}

/** Earlier payments of a range of rows. One that stands already word for word counts once all the same (the view that is read). */
export async function insertImportedPayments(tx: Tx, range: RowRange, stamp: ImportStamp): Promise<void> {
  const changed = await changedBy(tx, range, 'payments', () =>
    idsOf(
      tx,
      `WITH added AS (
       INSERT INTO earlier_payment (id, party_id, clause_id, subject, amount_fen, paid_on, document_number, source,
         import_id, recorded_at, recorded_by)
       SELECT e.id, p.id, e."clauseId", e.subject, e."amountFen", e."paidOn", coalesce(e."documentNumber", $5), $4, $1, $6, $7
       FROM import_row r JOIN party p ON p.credit_code = r.credit_code
       CROSS JOIN LATERAL jsonb_to_record(r.record) AS e(id uuid, "clauseId" text, subject text, "amountFen" bigint,
         "paidOn" date, "documentNumber" text)
       WHERE ${TAKEN}
       RETURNING party_id)
     SELECT DISTINCT party_id AS id FROM added`,
      [
        range.importId,
        range.from,
        range.to,
        stamp.source,
        stamp.documentNumber,
        tx.nowText,
        learnedBy(range),
      ],
    ),
  );
  await markDirty(tx, changed, 'earlier-payment');
}

/** Marks what an import speaks of as known completely up to its day. */
export async function insertImportedCoverage(
  tx: Tx,
  coverage: { importId: string; registers: readonly string[]; regionCode: string; completeTo: string },
): Promise<void> {
  await managerOf(tx).query(
    `INSERT INTO register_coverage (register, region_code, complete_to, recorded_at, recorded_by, import_id)
     SELECT register, $2, $3, $4, $5, $6 FROM unnest($1::text[]) AS register
     ON CONFLICT DO NOTHING`,
    [
      coverage.registers,
      coverage.regionCode,
      coverage.completeTo,
      tx.nowText,
      `import:${coverage.importId}`,
      coverage.importId,
    ],
  );
}

/** Every party of which an import brought a record. */
export async function readPartiesOfImport(tx: Tx, importId: string): Promise<string[]> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `SELECT party_id AS id FROM title_record WHERE import_id = $1
     UNION SELECT party_id FROM standard_record WHERE import_id = $1
     UNION SELECT party_id FROM fact_record WHERE import_id = $1
     UNION SELECT party_id FROM earlier_payment WHERE import_id = $1`,
    [importId],
  );
  return rows.map((row) => row.id);
}
