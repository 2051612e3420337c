import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Awards that found no free budget wait in a queue per treasury, subject and year: first come, first served. */
export class FundingQueue1000000000101 implements MigrationInterface {
  readonly name = 'FundingQueue1000000000101';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WAITS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// `since` is the application's first day without money, kept while it waits anywhere: all queues have one order.
const WAITS = `
  CREATE TABLE funding_wait (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES application,
    party_id uuid NOT NULL REFERENCES party,
    region_code text NOT NULL REFERENCES region,
    subject text NOT NULL,
    year integer NOT NULL,
    needed_fen bigint NOT NULL CHECK (needed_fen > 0),
    since timestamptz NOT NULL,
    ended_at timestamptz,
    outcome text CHECK (outcome IN ('funded', 'left')),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
  );
  CREATE UNIQUE INDEX funding_wait_one_open ON funding_wait (application_id, region_code) WHERE ended_at IS NULL;
  CREATE INDEX funding_wait_queue ON funding_wait (region_code, subject, year, since, application_id) WHERE ended_at IS NULL;
  ALTER TABLE funding_wait ENABLE ROW LEVEL SECURITY;
  ALTER TABLE funding_wait FORCE ROW LEVEL SECURITY;
  CREATE POLICY funding_wait_rows ON funding_wait USING ((SELECT context_is_system())
    OR region_code = ANY ((SELECT context_regions())::text[]) OR party_id = ANY ((SELECT context_parties())::uuid[]));
`;
