import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a county is expected to reach in a year, as a document of its city says. */
export class CountyTargets1000000000160 implements MigrationInterface {
  readonly name = 'CountyTargets1000000000160';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COUNTY_TARGET);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const COUNTY_TARGET = `
  CREATE TABLE county_target (
    id uuid PRIMARY KEY,
    region_code text NOT NULL REFERENCES region,
    year integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    -- What is counted, as registers are named: 'scale.first_entry', or 'title/' and the code of a title.
    kind text NOT NULL CHECK (kind = 'scale.first_entry' OR kind ~ '^title/[A-Z][A-Z0-9_]*$'),
    -- Null: the target was taken back.
    target integer CHECK (target BETWEEN 0 AND 100000),
    source_document text NOT NULL CHECK (length(source_document) BETWEEN 1 AND 200),
    -- Null: delivered with the system.
    set_by uuid REFERENCES user_account,
    set_at timestamptz NOT NULL
  );
  CREATE INDEX county_target_of_year ON county_target (year, kind, region_code, id DESC);
  ALTER TABLE county_target ENABLE ROW LEVEL SECURITY;
  ALTER TABLE county_target FORCE ROW LEVEL SECURITY;
  CREATE POLICY county_target_rows ON county_target USING ((SELECT context_is_system())
    OR region_code = ANY ((SELECT context_regions())::text[]));
  CREATE TRIGGER county_target_append_only BEFORE UPDATE OR DELETE ON county_target FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER county_target_no_truncate BEFORE TRUNCATE ON county_target EXECUTE FUNCTION refuse_change();

  -- The one that was set last counts.
  CREATE VIEW standing_county_target WITH (security_invoker = true) AS
    SELECT * FROM (SELECT DISTINCT ON (year, kind, region_code) * FROM county_target
      ORDER BY year, kind, region_code, id DESC) last WHERE target IS NOT NULL;
`;
