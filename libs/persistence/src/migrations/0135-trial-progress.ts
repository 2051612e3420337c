import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the trial of a version that was asked for last has come. */
export class TrialProgress1000000000135 implements MigrationInterface {
  readonly name = 'TrialProgress1000000000135';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE policy_trial_run (
        policy_version_id uuid PRIMARY KEY REFERENCES policy_version,
        content_hash text NOT NULL,
        asked_at timestamptz NOT NULL,
        done integer NOT NULL CHECK (done >= 0),
        total integer CHECK (total >= done),
        ended_at timestamptz
      );
      ALTER TABLE policy_trial_run ENABLE ROW LEVEL SECURITY;
      ALTER TABLE policy_trial_run FORCE ROW LEVEL SECURITY;
      CREATE POLICY policy_trial_run_rows ON policy_trial_run
        USING ((SELECT context_is_system()) OR EXISTS (SELECT 1 FROM policy_version v WHERE v.id = policy_version_id
          AND v.region_code = ANY ((SELECT context_regions())::text[])))
        WITH CHECK ((SELECT context_is_system()) OR EXISTS (SELECT 1 FROM policy_version v WHERE v.id = policy_version_id
          AND v.region_code = ANY ((SELECT context_regions())::text[])));
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
