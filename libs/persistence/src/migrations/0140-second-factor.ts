import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One-time codes (RFC 6238) that a person shows besides their session when money moves. */
export class SecondFactor1000000000140 implements MigrationInterface {
  readonly name = 'SecondFactor1000000000140';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE second_factor (
        user_id uuid PRIMARY KEY REFERENCES user_account,
        -- Encrypted under a key that the database never has; null once an administrator reset it.
        secret_box text,
        begun_at timestamptz,
        -- From then on it counts.
        confirmed_at timestamptz,
        -- The latest time step a code of which was taken: none of it or before is taken again.
        last_step bigint NOT NULL DEFAULT 0 CHECK (last_step >= 0),
        failed_count integer NOT NULL DEFAULT 0 CHECK (failed_count >= 0),
        locked_until timestamptz,
        CHECK (secret_box IS NOT NULL OR confirmed_at IS NULL)
      );
      CREATE FUNCTION keep_steps() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.secret_box IS NOT DISTINCT FROM OLD.secret_box AND NEW.last_step < OLD.last_step THEN
          RAISE EXCEPTION 'a code is taken once' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER second_factor_steps BEFORE UPDATE ON second_factor FOR EACH ROW EXECUTE FUNCTION keep_steps();
      ALTER TABLE second_factor ENABLE ROW LEVEL SECURITY;
      ALTER TABLE second_factor FORCE ROW LEVEL SECURITY;
      CREATE POLICY second_factor_rows ON second_factor USING ((SELECT context_is_system())
        OR 'user:' || user_id::text = (SELECT context_actor())
        OR EXISTS (SELECT 1 FROM user_account parent WHERE parent.id = user_id
          AND parent.region_code = ANY ((SELECT context_administers())::text[])));
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
