import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A sweep by the system may rest on the one before it: it looks at whoever changed and carries the other findings over. */
export class SweepsOnABase1000000000122 implements MigrationInterface {
  readonly name = 'SweepsOnABase1000000000122';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sweep
        ADD COLUMN base_id uuid REFERENCES sweep,
        -- Hash of plan and ledger marks: only a sweep by the same ones can be rested on. NULL where nothing may rest on it.
        ADD COLUMN basis_hash text,
        ADD COLUMN carried_count integer NOT NULL DEFAULT 0,
        ADD CONSTRAINT sweep_on_a_base_pays_nothing CHECK (base_id IS NULL OR (dry_run AND cause <> 'person'));
      -- For each applicant of party_ids the day on which a result can change by itself; NULL: on none.
      ALTER TABLE sweep_chunk ADD COLUMN next_change_on date[] CHECK (cardinality(next_change_on) = cardinality(party_ids));
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
