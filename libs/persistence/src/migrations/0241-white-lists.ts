import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 白名单: enterprises that a document puts on a list for banks, as of a day, approved by a second officer. */
export class WhiteLists1000000000241 implements MigrationInterface {
  readonly name = 'WhiteLists1000000000241';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, KEPT, ROWS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const TABLES = `
  CREATE TABLE white_list (
    id uuid PRIMARY KEY,
    rule_key text NOT NULL CHECK (length(rule_key) BETWEEN 1 AND 60),
    city_code text NOT NULL REFERENCES region,
    as_of date NOT NULL,
    -- The approved list that it is compared with.
    base_id uuid REFERENCES white_list,
    state text NOT NULL DEFAULT 'prepared' CHECK (state IN ('prepared', 'approved', 'discarded')),
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    member_count integer NOT NULL CHECK (member_count >= 0),
    added_count integer NOT NULL CHECK (added_count BETWEEN 0 AND member_count),
    gone_count integer NOT NULL CHECK (gone_count >= 0),
    prepared_by uuid NOT NULL REFERENCES user_account,
    prepared_at timestamptz NOT NULL,
    decided_by uuid REFERENCES user_account,
    decided_at timestamptz,
    CONSTRAINT white_list_two_officers CHECK (state <> 'approved' OR decided_by <> prepared_by),
    CONSTRAINT white_list_decided CHECK (num_nonnulls(decided_by, decided_at) = CASE state WHEN 'prepared' THEN 0 ELSE 2 END)
  );
  CREATE UNIQUE INDEX white_list_one_waiting ON white_list (rule_key, city_code) WHERE state = 'prepared';
  CREATE INDEX white_list_city ON white_list (city_code, id);
  CREATE TABLE white_list_member (
    list_id uuid NOT NULL REFERENCES white_list,
    party_id uuid NOT NULL REFERENCES party,
    registered_name text NOT NULL,
    credit_code text,
    county_code text NOT NULL REFERENCES region,
    -- in: on the list; gone: on the one before and not any more.
    standing text NOT NULL CHECK (standing IN ('in', 'gone')),
    added boolean NOT NULL,
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    source text,
    stated_on date,
    PRIMARY KEY (list_id, party_id),
    CHECK (standing = 'in' OR NOT added)
  );
`;

const KEPT = `
  CREATE FUNCTION keep_white_list() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := ARRAY['state', 'version', 'decided_by', 'decided_at'];
  BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'prepared' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'a white list is approved or given up once and changes in nothing else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER white_list_kept BEFORE UPDATE OR DELETE ON white_list FOR EACH ROW EXECUTE FUNCTION keep_white_list();
  CREATE TRIGGER white_list_no_truncate BEFORE TRUNCATE ON white_list EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER white_list_member_append_only BEFORE UPDATE OR DELETE ON white_list_member FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER white_list_member_no_truncate BEFORE TRUNCATE ON white_list_member EXECUTE FUNCTION refuse_change();

  -- What was presented is what is approved: as many rows as were counted, whenever they came.
  CREATE FUNCTION check_white_list() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE one uuid := coalesce(to_jsonb(NEW) ->> 'list_id', to_jsonb(NEW) ->> 'id')::uuid;
  BEGIN
    IF EXISTS (SELECT 1 FROM white_list list, LATERAL (SELECT (count(*) FILTER (WHERE standing = 'in'))::int AS members,
          (count(*) FILTER (WHERE added))::int AS added, (count(*) FILTER (WHERE standing = 'gone'))::int AS gone
        FROM white_list_member WHERE list_id = one) is_there
      WHERE list.id = one AND (list.member_count, list.added_count, list.gone_count)
        IS DISTINCT FROM (is_there.members, is_there.added, is_there.gone)) THEN
      RAISE EXCEPTION 'the rows of a white list are those that were counted' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER white_list_counted AFTER INSERT OR UPDATE ON white_list DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION check_white_list();
  -- Looked at once per statement: rows come in few of them.
  CREATE FUNCTION refuse_late_members() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT list_id FROM added) late JOIN white_list list ON list.id = late.list_id
        WHERE (SELECT count(*) FROM white_list_member m WHERE m.list_id = list.id) > list.member_count + list.gone_count) THEN
      RAISE EXCEPTION 'the rows of a white list are those that were counted' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER white_list_member_counted AFTER INSERT ON white_list_member REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_members();
`;

const ROWS = `
  ALTER TABLE white_list ENABLE ROW LEVEL SECURITY;
  ALTER TABLE white_list FORCE ROW LEVEL SECURITY;
  CREATE POLICY white_list_rows ON white_list
    USING ((SELECT context_is_system()) OR city_code = ANY ((SELECT context_regions())::text[]));
  ALTER TABLE white_list_member ENABLE ROW LEVEL SECURITY;
  ALTER TABLE white_list_member FORCE ROW LEVEL SECURITY;
  CREATE POLICY white_list_member_rows ON white_list_member USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM white_list parent WHERE parent.id = list_id));
`;
