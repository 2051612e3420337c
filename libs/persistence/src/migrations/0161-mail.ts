import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages by e-mail: to which address and of what, one letter per message, every try with what the server answered. */
export class Mail1000000000161 implements MigrationInterface {
  readonly name = 'Mail1000000000161';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ADDRESS);
    await runner.query(LETTER);
    await runner.query(ATTEMPT);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const OWN = `(SELECT context_is_system()) OR 'user:' || user_id::text = (SELECT context_actor())`;

const ADDRESS = `
  CREATE TABLE mail_address (
    user_id uuid PRIMARY KEY REFERENCES user_account,
    -- Shown to be theirs by a code; null until then.
    address text CHECK (length(address) BETWEEN 3 AND 254),
    verified_at timestamptz,
    -- Not shown to be theirs yet.
    pending_address text CHECK (length(pending_address) BETWEEN 3 AND 254),
    code_hash text,
    code_until timestamptz,
    failed_count integer NOT NULL DEFAULT 0 CHECK (failed_count >= 0),
    enabled boolean NOT NULL DEFAULT true,
    kinds text[] NOT NULL CHECK (kinds <@ ARRAY['progress', 'task', 'reminder', 'money']),
    -- What a server said that refused the address for good: nothing more is sent there.
    refused_answer text,
    CHECK ((address IS NULL) = (verified_at IS NULL)),
    CHECK ((code_hash IS NULL) = (code_until IS NULL)),
    CHECK (code_hash IS NULL OR pending_address IS NOT NULL)
  );
  ALTER TABLE mail_address ENABLE ROW LEVEL SECURITY;
  ALTER TABLE mail_address FORCE ROW LEVEL SECURITY;
  CREATE POLICY mail_address_own ON mail_address USING (${OWN});
`;

const LETTER = `
  CREATE TABLE mail_letter (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES user_account,
    -- Null: it carries a code for the address.
    notification_id uuid REFERENCES notification,
    address text NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'sending', 'accepted', 'refused', 'unknown', 'given_up', 'dropped')),
    written_at timestamptz NOT NULL,
    -- The database's own time: codes are counted by it.
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT mail_letter_once UNIQUE (notification_id)
  );
  CREATE INDEX mail_letter_of_person ON mail_letter (user_id, id DESC);
  ALTER TABLE mail_letter ENABLE ROW LEVEL SECURITY;
  ALTER TABLE mail_letter FORCE ROW LEVEL SECURITY;
  CREATE POLICY mail_letter_own ON mail_letter USING (${OWN});

  -- What was said of a letter for good, or may have arrived, is not sent again.
  CREATE FUNCTION keep_letter() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF to_jsonb(NEW) - 'state' <> to_jsonb(OLD) - 'state' OR OLD.state NOT IN ('waiting', 'sending')
      OR (OLD.state = 'waiting' AND NEW.state NOT IN ('sending', 'dropped')) THEN
      RAISE EXCEPTION 'a letter that ended stays as it is' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER mail_letter_kept BEFORE UPDATE ON mail_letter FOR EACH ROW EXECUTE FUNCTION keep_letter();
  CREATE TRIGGER mail_letter_stays BEFORE DELETE ON mail_letter FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER mail_letter_no_truncate BEFORE TRUNCATE ON mail_letter EXECUTE FUNCTION refuse_change();
`;

const ATTEMPT = `
  CREATE TABLE mail_attempt (
    id uuid PRIMARY KEY,
    letter_id uuid NOT NULL REFERENCES mail_letter,
    attempt_number integer NOT NULL CHECK (attempt_number > 0),
    began_at timestamptz NOT NULL,
    -- Null while nobody knows.
    outcome text CHECK (outcome IN ('accepted', 'refused', 'deferred', 'unknown')),
    answer text CHECK (length(answer) <= 500),
    answered_at timestamptz,
    CHECK ((outcome IS NULL) = (answered_at IS NULL)),
    UNIQUE (letter_id, attempt_number)
  );
  -- One try at a time, and none after one that may have arrived.
  CREATE UNIQUE INDEX mail_attempt_one_at_a_time ON mail_attempt (letter_id) WHERE outcome IS NULL OR outcome <> 'deferred';
  ALTER TABLE mail_attempt ENABLE ROW LEVEL SECURITY;
  ALTER TABLE mail_attempt FORCE ROW LEVEL SECURITY;
  CREATE POLICY mail_attempt_rows ON mail_attempt USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM mail_letter parent WHERE parent.id = letter_id));
  CREATE FUNCTION keep_mail_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.outcome IS NOT NULL OR to_jsonb(NEW) - ARRAY['outcome', 'answer', 'answered_at']
      <> to_jsonb(OLD) - ARRAY['outcome', 'answer', 'answered_at'] THEN
      RAISE EXCEPTION 'what a server answered stays as it is' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER mail_attempt_kept BEFORE UPDATE ON mail_attempt FOR EACH ROW EXECUTE FUNCTION keep_mail_attempt();
  CREATE TRIGGER mail_attempt_stays BEFORE DELETE ON mail_attempt FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER mail_attempt_no_truncate BEFORE TRUNCATE ON mail_attempt EXECUTE FUNCTION refuse_change();
`;
