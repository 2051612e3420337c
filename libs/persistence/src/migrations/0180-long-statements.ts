import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Statements and batches of any length: what the bank remarked stands beside its line, a statement that is too long for a
 * row lies in the file store, and payments go into a batch before all of them are counted.
 */
export class LongStatements1000000000180 implements MigrationInterface {
  readonly name = 'LongStatements1000000000180';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REMARKS);
    await runner.query('ALTER TABLE bank_statement ALTER COLUMN content DROP NOT NULL');
    // The batch and all of its payments are there at the commit, or none.
    await runner.query(
      'ALTER TABLE payment ALTER CONSTRAINT payment_batch_id_fkey DEFERRABLE INITIALLY DEFERRED',
    );
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// A line of camt.053 that was read before keeps its remark in the message only.
const REMARKS = `
  ALTER TABLE bank_statement_line ADD COLUMN remark text NOT NULL DEFAULT '' CHECK (length(remark) <= 200);
  SELECT set_config('duixian.scope', 'system', true);
  UPDATE bank_statement_line l SET remark = said.remark
    FROM (SELECT s.id, line.position, line.value ->> 'remark' AS remark
      FROM bank_statement s CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN ltrim(s.content, chr(65279) || E' \\t\\r\\n') LIKE '{%'
        THEN ltrim(s.content, chr(65279))::jsonb -> 'lines' ELSE '[]' END) WITH ORDINALITY AS line(value, position)) said
    WHERE l.statement_id = said.id AND l.position = said.position AND said.remark <> '';
`;
