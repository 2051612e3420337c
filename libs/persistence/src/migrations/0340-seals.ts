import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What happened is sealed after commit: a seal covers the events of a city since the seal before it and carries the hash of that
 * one, so nothing that was sealed can be rewritten or taken off the end of a trail without every later seal telling.
 */
export class Seals1000000000340 implements MigrationInterface {
  readonly name = 'Seals1000000000340';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [SEALS, PARTS, ROW_RULES]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const A_HASH = `text NOT NULL CHECK (length(hash) = 64 AND hash !~ '[^0-9a-f]')`;

const SEALS = `
  CREATE TABLE audit_seal (
    id uuid PRIMARY KEY,
    -- The city, or a region above cities: one chain each.
    city_code text NOT NULL REFERENCES region,
    number integer NOT NULL CHECK (number > 0),
    previous_hash text,
    cases integer NOT NULL CHECK (cases > 0),
    events integer NOT NULL CHECK (events >= cases),
    sealed_at timestamptz NOT NULL,
    -- Canonical JSON of all of this and of the hash over the parts; its SHA-256 is the hash.
    bytes text NOT NULL,
    hash ${A_HASH},
    UNIQUE (city_code, number),
    UNIQUE (city_code, hash),
    -- A seal has one successor, and a chain one beginning.
    UNIQUE NULLS NOT DISTINCT (city_code, previous_hash),
    FOREIGN KEY (city_code, previous_hash) REFERENCES audit_seal (city_code, hash),
    CHECK ((number = 1) = (previous_hash IS NULL))
  );
  CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE ON audit_seal FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER audit_seal_no_truncate BEFORE TRUNCATE ON audit_seal EXECUTE FUNCTION refuse_change();`;

const PARTS = `
  -- How far the trail of a case is sealed; moved by its parts alone.
  ALTER TABLE audit_sequence ADD COLUMN sealed integer NOT NULL DEFAULT 0,
    ADD CONSTRAINT audit_sequence_sealed_check CHECK (sealed BETWEEN 0 AND last);
  CREATE TABLE audit_seal_part (
    seal_id uuid NOT NULL REFERENCES audit_seal,
    case_id uuid NOT NULL REFERENCES audit_sequence,
    first integer NOT NULL CHECK (first > 0),
    last integer NOT NULL CHECK (last >= first),
    -- Over the hashes of these events in their order, a line each.
    hash ${A_HASH},
    PRIMARY KEY (case_id, last)
  );
  CREATE INDEX audit_seal_part_of ON audit_seal_part (seal_id);
  CREATE TRIGGER audit_seal_part_append_only BEFORE UPDATE OR DELETE ON audit_seal_part FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER audit_seal_part_no_truncate BEFORE TRUNCATE ON audit_seal_part EXECUTE FUNCTION refuse_change();
  -- Every event is sealed once and none is passed over.
  CREATE FUNCTION audit_seal_part_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
    BEGIN
      UPDATE audit_sequence SET sealed = NEW.last WHERE case_id = NEW.case_id AND sealed = NEW.first - 1;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'a seal of the trail % does not go on where the last one ended', NEW.case_id USING ERRCODE = 'check_violation';
      END IF;
      RETURN NULL;
    END $$;
  CREATE TRIGGER audit_seal_part_follows AFTER INSERT ON audit_seal_part FOR EACH ROW EXECUTE FUNCTION audit_seal_part_follows();`;

const ROW_RULES = `
  ALTER TABLE audit_seal ENABLE ROW LEVEL SECURITY;
  ALTER TABLE audit_seal FORCE ROW LEVEL SECURITY;
  CREATE POLICY audit_seal_rows ON audit_seal USING ((SELECT context_is_system()) OR city_code = ANY ((SELECT context_regions())::text[]))
    WITH CHECK ((SELECT context_is_system()));
  ALTER TABLE audit_seal_part ENABLE ROW LEVEL SECURITY;
  ALTER TABLE audit_seal_part FORCE ROW LEVEL SECURITY;
  CREATE POLICY audit_seal_part_rows ON audit_seal_part USING ((SELECT context_is_system())
      OR EXISTS (SELECT 1 FROM audit_seal parent WHERE parent.id = seal_id))
    WITH CHECK ((SELECT context_is_system()));`;
