import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a chunk found lies in its row, column by column: one write instead of a row with four indexes per finding. A sweep on a
 * base names the sweeps whose findings stand, and whom it looked at again, instead of copying. `sweep_line` is the view over it.
 */
export class FindingsInChunks1000000000123 implements MigrationInterface {
  readonly name = 'FindingsInChunks1000000000123';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SELECT set_config('duixian.scope', 'system', true)`);
    for (const part of [CHAINS, FINDINGS, VIEWS, WAITING, CHECKS]) await runner.query(part);
    // Facts repeat their names a thousand times: the faster compression, where the server has it.
    await runner.query(`
      DO $$ BEGIN
        IF 'lz4' = ANY (SELECT unnest(enumvals) FROM pg_settings WHERE name = 'default_toast_compression') THEN
          ALTER TABLE sweep_chunk ALTER COLUMN facts SET COMPRESSION lz4;
        END IF;
      END $$`);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const CHAINS = `
  -- The sweeps whose findings stand in this one, itself last; of an applicant the last one that looked.
  ALTER TABLE sweep ADD COLUMN chain uuid[];
  UPDATE sweep SET chain = ARRAY[id];
  ALTER TABLE sweep ALTER COLUMN chain SET NOT NULL, ADD CONSTRAINT sweep_last_of_its_chain CHECK (chain[cardinality(chain)] = id);
  -- Whom a sweep on a base looked at, of those of whom the base says something.
  CREATE TABLE sweep_relooked (
    party_id uuid NOT NULL,
    sweep_id uuid NOT NULL REFERENCES sweep,
    PRIMARY KEY (party_id, sweep_id)
  );
  ALTER TABLE sweep_relooked ENABLE ROW LEVEL SECURITY;
  ALTER TABLE sweep_relooked FORCE ROW LEVEL SECURITY;
  CREATE POLICY sweep_relooked_rows ON sweep_relooked
    USING ((SELECT context_is_system()) OR EXISTS (SELECT 1 FROM sweep parent WHERE parent.id = sweep_id));
  CREATE TRIGGER sweep_relooked_append_only BEFORE UPDATE OR DELETE ON sweep_relooked FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER sweep_relooked_no_truncate BEFORE TRUNCATE ON sweep_relooked EXECUTE FUNCTION refuse_change();
  -- An applicant who went to another county is not among its new county's changes for the old one.
  CREATE TABLE moved_party (
    party_id uuid NOT NULL REFERENCES party,
    county_code text NOT NULL REFERENCES region,
    PRIMARY KEY (party_id, county_code)
  );
  ALTER TABLE moved_party ENABLE ROW LEVEL SECURITY;
  ALTER TABLE moved_party FORCE ROW LEVEL SECURITY;
  CREATE POLICY moved_party_rows ON moved_party USING ((SELECT context_is_system()));
  CREATE FUNCTION note_move() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE scope text := current_setting('duixian.scope', true);
  BEGIN
    PERFORM set_config('duixian.scope', 'system', true);
    INSERT INTO moved_party (party_id, county_code) VALUES (OLD.id, OLD.county_code) ON CONFLICT DO NOTHING;
    PERFORM set_config('duixian.scope', coalesce(scope, ''), true);
    RETURN NULL;
  END $$;
  CREATE TRIGGER party_moved AFTER UPDATE OF county_code ON party FOR EACH ROW
    WHEN (OLD.county_code IS DISTINCT FROM NEW.county_code) EXECUTE FUNCTION note_move();
`;

const DISPOSITIONS = `('offer', 'held', 'needs-evidence', 'needs-decision', 'already-offered', 'already-paid', 'superseded', 'not-payable',
  'refused')`;

const FINDINGS = `
  CREATE DOMAIN sweep_disposition AS text CONSTRAINT sweep_disposition_check CHECK (VALUE IN ${DISPOSITIONS});
  -- Findings of sweeps of before, a row each.
  ALTER TABLE sweep_line RENAME TO sweep_line_row;
  ALTER TABLE sweep_chunk
    -- What findings say alike: county, clause, call, law version, status, disposition, reason, split; a finding names it by number, from 1.
    ADD COLUMN kinds jsonb CHECK (jsonb_typeof(kinds) = 'array'),
    ADD COLUMN line_party uuid[],
    ADD COLUMN line_kind integer[] CHECK (cardinality(line_kind) = cardinality(line_party)),
    ADD COLUMN line_subject text[] CHECK (cardinality(line_subject) = cardinality(line_party)),
    ADD COLUMN line_fen bigint[] CHECK (cardinality(line_fen) = cardinality(line_party)),
    ADD CHECK (num_nulls(kinds, line_party, line_kind, line_subject, line_fen) IN (0, 5));
  -- A finding has the id of its chunk with its number in the last eight digits, which are zero in the chunk's own.
  CREATE FUNCTION sweep_line_id(chunk uuid, at bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT (left(chunk::text, 28) || lpad(to_hex(at), 8, '0'))::uuid $$;
  CREATE FUNCTION chunk_of_sweep_line(line uuid) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT (left(line::text, 28) || '00000000')::uuid $$;
`;

const KIND = `(county_code text, clause_id text, call_id uuid, policy_version_id uuid, status text, disposition sweep_disposition,
  reason jsonb, split_fen jsonb)`;

const VIEWS = `
  CREATE VIEW sweep_line WITH (security_invoker = true) AS
    SELECT sweep_line_id(c.id, l.at) AS id, s.id AS sweep_id, c.id AS chunk_id, l.party_id, k.county_code, k.clause_id, l.subject,
      k.call_id, k.policy_version_id, k.status, k.disposition::text AS disposition, k.reason, l.amount_fen, k.split_fen,
      NULL::jsonb AS result, NULL::text AS facts_hash
    FROM sweep s JOIN sweep_chunk c ON c.sweep_id = ANY (s.chain)
      CROSS JOIN LATERAL unnest(c.line_party, c.line_kind, c.line_subject, c.line_fen) WITH ORDINALITY AS l(party_id, kind, subject, amount_fen, at)
      JOIN LATERAL ROWS FROM (jsonb_to_recordset(c.kinds) AS ${KIND}) WITH ORDINALITY AS k ON k.ordinality = l.kind
    WHERE NOT EXISTS (SELECT FROM sweep_relooked r WHERE r.party_id = l.party_id AND r.sweep_id = ANY (s.chain) AND r.sweep_id > c.sweep_id)
    UNION ALL
    SELECT id, sweep_id, chunk_id, party_id, county_code, clause_id, subject, call_id, policy_version_id, status, disposition, reason,
      amount_fen, split_fen, result, facts_hash FROM sweep_line_row;
  CREATE VIEW sweep_applicant WITH (security_invoker = true) AS
    SELECT s.id AS sweep_id, c.id AS chunk_id, a.party_id, a.due
    FROM sweep s JOIN sweep_chunk c ON c.sweep_id = ANY (s.chain) CROSS JOIN LATERAL unnest(c.party_ids, c.next_change_on) AS a(party_id, due)
    WHERE NOT EXISTS (SELECT FROM sweep_relooked r WHERE r.party_id = a.party_id AND r.sweep_id = ANY (s.chain) AND r.sweep_id > c.sweep_id);
`;

// A chunk that waits takes an id of the new form, in the message that waits for it as well.
const WAITING = `
  UPDATE outbox SET payload = jsonb_set(payload, '{chunkId}', to_jsonb(chunk_of_sweep_line((payload ->> 'chunkId')::uuid)::text))
    WHERE topic = 'sweep.chunk' AND done_at IS NULL;
  UPDATE sweep_chunk SET id = chunk_of_sweep_line(id) WHERE state = 'waiting';
`;

// What keys and checks of the rows said, asked once per chunk. Nothing that a finding refers to can be deleted by the application.
const CHECKS = `
  CREATE FUNCTION check_chunk_findings() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  BEGIN
    IF NEW.id <> chunk_of_sweep_line(NEW.id)
       OR EXISTS (SELECT unnest(NEW.line_party) EXCEPT SELECT unnest(NEW.party_ids))
       OR EXISTS (WITH k AS MATERIALIZED (SELECT * FROM ROWS FROM (jsonb_to_recordset(NEW.kinds) AS ${KIND}) WITH ORDINALITY)
           SELECT FROM k WHERE NOT EXISTS (SELECT FROM region WHERE code = k.county_code)
             OR NOT EXISTS (SELECT FROM policy_version v WHERE v.id = k.policy_version_id)
             OR (k.call_id IS NOT NULL AND NOT EXISTS (SELECT FROM call WHERE call.id = k.call_id))
             OR k.clause_id IS NULL OR k.status IS NULL OR k.disposition IS NULL
           UNION ALL
           SELECT FROM unnest(NEW.line_kind, NEW.line_subject, NEW.line_fen) AS l(kind, subject, amount_fen) LEFT JOIN k ON k.ordinality = l.kind
           WHERE k.ordinality IS NULL OR l.subject IS NULL OR l.amount_fen < 0
             OR (k.disposition = 'offer' AND (k.call_id IS NULL OR coalesce(l.amount_fen, 0) <= 0))
           UNION ALL
           SELECT FROM (SELECT FROM unnest(NEW.line_party, NEW.line_kind, NEW.line_subject) AS l(party_id, kind, subject)
             JOIN k ON k.ordinality = l.kind GROUP BY l.party_id, k.clause_id, l.subject HAVING count(*) > 1) AS twice) THEN
      RAISE EXCEPTION 'a finding refers to an applicant, county, call or law version that is not there, is not of its chunk, or is there twice'
        USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER sweep_chunk_findings AFTER UPDATE OF kinds ON sweep_chunk FOR EACH ROW
    WHEN (NEW.kinds IS NOT NULL AND OLD.kinds IS NULL) EXECUTE FUNCTION check_chunk_findings();
  DROP TRIGGER sweep_chunk_facts_kept ON sweep_chunk;
  CREATE TRIGGER sweep_chunk_kept BEFORE UPDATE ON sweep_chunk FOR EACH ROW
    WHEN (OLD.facts IS NOT NULL AND OLD.facts IS DISTINCT FROM NEW.facts OR OLD.party_ids IS DISTINCT FROM NEW.party_ids
      OR OLD.id IS DISTINCT FROM NEW.id OR OLD.kinds IS NOT NULL AND (OLD.kinds, OLD.line_party, OLD.line_kind, OLD.line_subject, OLD.line_fen)
        IS DISTINCT FROM (NEW.kinds, NEW.line_party, NEW.line_kind, NEW.line_subject, NEW.line_fen))
    EXECUTE FUNCTION keep_sweep_facts();
  CREATE TRIGGER sweep_chunk_no_findings_at_once BEFORE INSERT ON sweep_chunk FOR EACH ROW
    WHEN (NEW.kinds IS NOT NULL OR NEW.id <> chunk_of_sweep_line(NEW.id)) EXECUTE FUNCTION keep_sweep_facts();

  -- An offer says exactly what a finding of its sweep says.
  ALTER TABLE offer_line DROP CONSTRAINT offer_line_sweep_line_id_fkey;
  CREATE FUNCTION check_offer_line_finding() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT o.sweep_id, a.sweep_line_id, a.party_id, a.clause_id, a.subject, a.amount_fen FROM added a JOIN offer o ON o.id = a.offer_id
        EXCEPT
        SELECT c.sweep_id, sweep_line_id(c.id, l.at), l.party_id, c.kinds -> (l.kind - 1) ->> 'clause_id', l.subject, l.amount_fen
        FROM sweep_chunk c CROSS JOIN LATERAL unnest(c.line_party, c.line_kind, c.line_subject, c.line_fen)
          WITH ORDINALITY AS l(party_id, kind, subject, amount_fen, at)
        WHERE c.id IN (SELECT chunk_of_sweep_line(sweep_line_id) FROM added)
        EXCEPT
        SELECT sweep_id, id, party_id, clause_id, subject, amount_fen FROM sweep_line_row WHERE id IN (SELECT sweep_line_id FROM added)) THEN
      RAISE EXCEPTION 'an offer refers to no finding of its sweep, or says something else' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER offer_line_finding AFTER INSERT ON offer_line REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION check_offer_line_finding();
`;
