import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which facts a profile knows, indexed: a clause that asks for more than a number (`hire.placed_n` > 0) finds those who state
 * it at all, without reading every profile. The index on values (jsonb_path_ops) cannot answer that.
 */
export class FactNames1000000000080 implements MigrationInterface {
  readonly name = 'FactNames1000000000080';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION fact_names(facts jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
        $$ SELECT coalesce(array_agg(name), '{}') FROM jsonb_object_keys(facts) AS name $$;
      CREATE INDEX party_profile_fact_names ON party_profile USING gin (fact_names(facts));
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
