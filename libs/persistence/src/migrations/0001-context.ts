import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The session context that row-level security reads, and the places and days everything else refers to.
 *
 * `duixian.scope` is `system`, `person` or `public`; `duixian.regions` and `duixian.parties` are array literals.
 * They are set with `set_config(…, true)`, so they end with the transaction. Reading one that is not set raises:
 * a statement outside runCommand / runQuery must fail, not see nothing.
 */
export class Context1000000000001 implements MigrationInterface {
  readonly name = 'Context1000000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION context_setting(setting text) RETURNS text LANGUAGE plpgsql STABLE AS $$
      DECLARE found text := nullif(current_setting('duixian.' || setting, true), '');
      BEGIN
        IF found IS NULL THEN
          RAISE EXCEPTION 'no context: duixian.% is not set; statements run inside runCommand or runQuery', setting
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN found;
      END $$;
      CREATE FUNCTION context_is_system() RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT context_setting('scope') = 'system' $$;
      CREATE FUNCTION context_regions() RETURNS text[] LANGUAGE sql STABLE AS
        $$ SELECT context_setting('regions')::text[] $$;
      CREATE FUNCTION context_parties() RETURNS uuid[] LANGUAGE sql STABLE AS
        $$ SELECT context_setting('parties')::uuid[] $$;
      CREATE FUNCTION context_actor() RETURNS text LANGUAGE sql STABLE AS
        $$ SELECT context_setting('actor') $$;

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
      END $$;

      CREATE TABLE region (
        code text PRIMARY KEY CHECK (code ~ '^[0-9]{6}$'),
        name text NOT NULL,
        fact_name text NOT NULL,
        parent_code text REFERENCES region,
        level text NOT NULL CHECK (level IN ('province', 'city', 'county')),
        kind text NOT NULL CHECK (kind IN ('statutory', 'functional')),
        valid_from date NOT NULL,
        valid_to date,
        CHECK ((level = 'province') = (parent_code IS NULL))
      );
      CREATE INDEX region_parent ON region (parent_code);

      CREATE TABLE calendar_year (
        year integer PRIMARY KEY CHECK (year BETWEEN 2000 AND 2200),
        source_document text NOT NULL,
        days_off date[] NOT NULL,
        working_weekends date[] NOT NULL
      );

      CREATE TABLE demo_clock (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        shift_seconds double precision NOT NULL,
        moved_at timestamptz NOT NULL,
        moved_by text NOT NULL
      );

      CREATE FUNCTION business_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
        SELECT clock_timestamp() + make_interval(secs => coalesce((SELECT shift_seconds FROM demo_clock), 0)) $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
