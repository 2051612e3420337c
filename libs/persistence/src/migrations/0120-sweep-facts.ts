import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A finding is no longer stored with its trace: the chunk keeps the facts that each applicant was looked at with, the sweep
 * keeps law version, call and readings, and the trace is made again from these when somebody reads it.
 */
export class SweepFacts1000000000120 implements MigrationInterface {
  readonly name = 'SweepFacts1000000000120';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Canonical JSON per applicant, in the order of party_ids; NULL for one who could not be looked at.
      ALTER TABLE sweep_chunk ADD COLUMN facts text[] CHECK (cardinality(facts) = cardinality(party_ids));
      ALTER TABLE sweep_line ALTER COLUMN result DROP NOT NULL;
      CREATE FUNCTION keep_sweep_facts() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'what a sweep looked at is kept' USING ERRCODE = 'insufficient_privilege';
      END $$;
      CREATE TRIGGER sweep_chunk_facts_kept BEFORE UPDATE ON sweep_chunk FOR EACH ROW
        WHEN (OLD.facts IS NOT NULL AND OLD.facts IS DISTINCT FROM NEW.facts OR OLD.party_ids IS DISTINCT FROM NEW.party_ids)
        EXECUTE FUNCTION keep_sweep_facts();
    `);
    await runner.query(REFERENCES);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// Six foreign keys were three quarters of the time that a finding took to write. What they promised is asked once per
// statement; nothing that a finding refers to can be deleted by the application. It says more than they did: a finding
// is of its chunk's sweep and of its chunk's applicants.
const REFERENCES = `
  ALTER TABLE sweep_line
    DROP CONSTRAINT sweep_line_sweep_id_fkey, DROP CONSTRAINT sweep_line_chunk_id_fkey,
    DROP CONSTRAINT sweep_line_party_id_fkey, DROP CONSTRAINT sweep_line_county_code_fkey,
    DROP CONSTRAINT sweep_line_call_id_fkey, DROP CONSTRAINT sweep_line_policy_version_id_fkey;
  DROP INDEX sweep_line_party;
  CREATE FUNCTION check_sweep_line_references() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT sweep_id, chunk_id FROM added) a
           WHERE NOT EXISTS (SELECT FROM sweep_chunk c WHERE c.id = a.chunk_id AND c.sweep_id = a.sweep_id))
       OR EXISTS (SELECT chunk_id, party_id FROM added EXCEPT SELECT c.id, unnest(c.party_ids) FROM sweep_chunk c
           WHERE c.id IN (SELECT chunk_id FROM added))
       OR EXISTS (SELECT party_id FROM added EXCEPT SELECT p.id FROM party p WHERE p.id IN (SELECT party_id FROM added))
       OR EXISTS (SELECT county_code FROM added EXCEPT SELECT code FROM region)
       OR EXISTS (SELECT call_id FROM added WHERE call_id IS NOT NULL EXCEPT SELECT id FROM call)
       OR EXISTS (SELECT policy_version_id FROM added EXCEPT SELECT id FROM policy_version) THEN
      RAISE EXCEPTION 'a finding refers to a sweep, chunk, applicant, county, call or law version that is not there'
        USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER sweep_line_references AFTER INSERT ON sweep_line REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION check_sweep_line_references();
`;
