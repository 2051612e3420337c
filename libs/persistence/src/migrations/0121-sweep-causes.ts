import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sweeps that the system starts by itself, as dry runs: at night, after an import, after law or reading was published. */
export class SweepCauses1000000000121 implements MigrationInterface {
  readonly name = 'SweepCauses1000000000121';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sweep
        ADD COLUMN cause text NOT NULL DEFAULT 'person' CHECK (cause IN ('person', 'nightly', 'import', 'publication')),
        -- The import, law version or reading choice behind it.
        ADD COLUMN cause_id uuid,
        ADD COLUMN ordered_by_name text,
        ADD CONSTRAINT sweep_of_its_cause CHECK ((cause = 'person' OR (dry_run AND ordered_by IS NULL))
          AND (cause IN ('import', 'publication')) = (cause_id IS NOT NULL));
      ALTER TABLE sweep ALTER COLUMN cause DROP DEFAULT;
      CREATE UNIQUE INDEX sweep_one_by_system ON sweep (city_code) WHERE cause <> 'person' AND state = 'running';
      CREATE UNIQUE INDEX sweep_one_a_night ON sweep (city_code, as_of) WHERE cause = 'nightly';
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
