import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A list that leaves blank which product, equipment or mark a title belongs to says nothing of it: while another one names it, for the
 * same title of the same day, the blank is no recognition of its own.
 */
export class NamedRecognitions1000000000401 implements MigrationInterface {
  readonly name = 'NamedRecognitions1000000000401';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TITLES);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const ORDER = `(record.status = 'authoritative') DESC, record.document_date DESC NULLS LAST, record.learned_at DESC, record.id DESC`;
/** Of a column that a document may leave blank: what the best one that stands says. */
const best = (column: string): string =>
  `(array_agg(record.${column} ORDER BY ${ORDER}) FILTER (WHERE record.${column} IS NOT NULL AND r.import_id IS NULL))[1] AS ${column}`;

const TITLES = `
  CREATE OR REPLACE VIEW standing_title WITH (security_invoker = true) AS
    SELECT (first).id, party_id, code, level, (first).subject_id, acquisition, first_ever, granted_city, granted_on, valid_from, valid_to,
      (first).document_number, (first).status, (first).learned_at, (first).learned_by, (first).import_id, (first).document_date, (first).source,
      recognition_id
    FROM (SELECT record.party_id, record.code, record.granted_on,
        (array_agg(record ORDER BY ${ORDER}) FILTER (WHERE r.import_id IS NULL))[1] AS first,
        (array_agg(record.id ORDER BY record.learned_at, record.id))[1] AS recognition_id,
        bool_or(bool_or(record.subject_id IS NOT NULL)) OVER (PARTITION BY record.party_id, record.code, record.granted_on) AS named,
        ${['level', 'acquisition', 'first_ever', 'granted_city', 'valid_from', 'valid_to'].map(best).join(', ')}
      FROM title_record record LEFT JOIN import_retraction r ON r.import_id = record.import_id
      GROUP BY record.party_id, record.code, coalesce(record.subject_id, ''), record.granted_on
      HAVING bool_or(r.import_id IS NULL)) AS said
    WHERE NOT named OR (first).subject_id IS NOT NULL;
`;
