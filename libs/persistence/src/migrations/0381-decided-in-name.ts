import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody decided in a colleague's name is that colleague's decision too: neither of them gives the last approval. */
export class DecidedInName1000000000381 implements MigrationInterface {
  readonly name = 'DecidedInName1000000000381';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE case_decision ADD COLUMN in_name_of uuid REFERENCES user_account,
        ADD CONSTRAINT case_decision_in_another_name CHECK (in_name_of <> decided_by);
      CREATE OR REPLACE FUNCTION require_second_look() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM case_decision d WHERE d.application_id = NEW.id
            AND context_actor() IN ('user:' || d.decided_by, 'user:' || d.in_name_of)
            AND d.assessment >= (SELECT max(assessment) FROM determination WHERE application_id = NEW.id AND purpose = 'assessment')) THEN
          RAISE EXCEPTION 'whoever decided an amount does not give the last approval'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'application_decision_second_look';
        END IF;
        RETURN NEW;
      END $$`);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
