import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What enterprises ask about offers, what they are answered, and that the clock of an offer stands meanwhile. */
export class OfferQuestions1000000000240 implements MigrationInterface {
  readonly name = 'OfferQuestions1000000000240';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLE, CLOCK, KEPT, ROWS, REMINDERS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const TABLE = `
  CREATE TABLE offer_question (
    id uuid PRIMARY KEY,
    offer_id uuid NOT NULL REFERENCES offer,
    question text NOT NULL CHECK (length(question) BETWEEN 1 AND 1000),
    asked_at timestamptz NOT NULL,
    asked_by uuid NOT NULL REFERENCES user_account,
    file_name text CHECK (length(file_name) BETWEEN 1 AND 200),
    media_type text,
    size_bytes integer CHECK (size_bytes > 0),
    content_hash text CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    answer text CHECK (length(answer) BETWEEN 1 AND 2000),
    answered_by uuid REFERENCES user_account,
    ended_at timestamptz,
    ended_how text CHECK (ended_how IN ('answered', 'closed')),
    -- When superiors were told that nobody had answered.
    overdue_told_at timestamptz,
    CONSTRAINT offer_question_not_own CHECK (answered_by <> asked_by),
    CONSTRAINT offer_question_ended CHECK ((ended_at IS NULL) = (ended_how IS NULL)),
    CONSTRAINT offer_question_answered CHECK (num_nonnulls(answer, answered_by)
      = CASE WHEN ended_how IS NOT DISTINCT FROM 'answered' THEN 2 ELSE 0 END),
    CONSTRAINT offer_question_file CHECK (num_nonnulls(file_name, media_type, size_bytes, content_hash) IN (0, 4))
  );
  CREATE INDEX offer_question_offer ON offer_question (offer_id, id);
  CREATE UNIQUE INDEX offer_question_one_open ON offer_question (offer_id) WHERE ended_at IS NULL;
  CREATE INDEX offer_question_waiting ON offer_question (asked_at) WHERE ended_at IS NULL;
`;

// The last day moves only when the clock goes on, and no offer expires while it stands.
const CLOCK = `
  ALTER TABLE offer ADD COLUMN paused_on date,
    ADD CONSTRAINT offer_paused_while_open CHECK (paused_on IS NULL OR state = 'open');
  CREATE OR REPLACE FUNCTION keep_offer() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := CASE TG_TABLE_NAME
    WHEN 'offer' THEN ARRAY['state', 'version', 'decided_at', 'decided_by', 'state_reason', 'paused_on', 'expires_on']
    ELSE ARRAY['live'] END;
    old_row jsonb := to_jsonb(OLD);
    new_row jsonb := to_jsonb(NEW);
  BEGIN
    IF TG_OP = 'DELETE' OR new_row - free IS DISTINCT FROM old_row - free
       OR (TG_TABLE_NAME = 'offer' AND old_row ->> 'state' <> 'open')
       OR (TG_TABLE_NAME = 'offer_line' AND NOT (old_row ->> 'live')::boolean) THEN
      RAISE EXCEPTION 'what was offered is kept: an open offer can be decided once, nothing else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_TABLE_NAME = 'offer' AND old_row ->> 'expires_on' <> new_row ->> 'expires_on'
       AND (old_row ->> 'paused_on' IS NULL OR new_row ->> 'paused_on' IS NOT NULL OR new_row ->> 'state' <> 'open'
         OR (new_row ->> 'expires_on')::date < (old_row ->> 'expires_on')::date) THEN
      RAISE EXCEPTION 'the last day of an offer moves later, when its clock goes on, and never else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_TABLE_NAME = 'offer' AND new_row ->> 'state' = 'expired' AND old_row ->> 'paused_on' IS NOT NULL THEN
      RAISE EXCEPTION 'no offer expires while a question about it waits' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
`;

const KEPT = `
  CREATE FUNCTION keep_offer_question() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := ARRAY['answer', 'answered_by', 'ended_at', 'ended_how'];
    file text[] := ARRAY['file_name', 'media_type', 'size_bytes', 'content_hash'];
  BEGIN
    IF OLD.content_hash IS NULL THEN free := free || file; END IF;
    IF OLD.overdue_told_at IS NULL THEN free := free || ARRAY['overdue_told_at']; END IF;
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'a question is answered or closed once and changes in nothing else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER offer_question_kept BEFORE UPDATE OR DELETE ON offer_question FOR EACH ROW EXECUTE FUNCTION keep_offer_question();
  CREATE TRIGGER offer_question_no_truncate BEFORE TRUNCATE ON offer_question EXECUTE FUNCTION refuse_change();

  CREATE FUNCTION check_offer_clock() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE one uuid := coalesce(to_jsonb(NEW) ->> 'offer_id', to_jsonb(NEW) ->> 'id')::uuid;
  BEGIN
    IF (SELECT paused_on IS NOT NULL FROM offer WHERE id = one)
       IS DISTINCT FROM EXISTS (SELECT 1 FROM offer_question WHERE offer_id = one AND ended_at IS NULL) THEN
      RAISE EXCEPTION 'the clock of an offer stands exactly while a question about it waits' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER offer_clock AFTER UPDATE OF paused_on ON offer DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION check_offer_clock();
  CREATE CONSTRAINT TRIGGER offer_question_clock AFTER INSERT OR UPDATE OF ended_at ON offer_question DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION check_offer_clock();
`;

const ROWS = `
  ALTER TABLE offer_question ENABLE ROW LEVEL SECURITY;
  ALTER TABLE offer_question FORCE ROW LEVEL SECURITY;
  CREATE POLICY offer_question_rows ON offer_question USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM offer parent WHERE parent.id = offer_id));
`;

// Once per last day: one that moved is reminded of again.
const REMINDERS = `
  SELECT set_config('duixian.scope', 'system', true);
  ALTER TABLE offer_reminder ADD COLUMN last_day date;
  ALTER TABLE offer_reminder DISABLE TRIGGER offer_reminder_append_only;
  UPDATE offer_reminder reminder SET last_day = offer.expires_on FROM offer WHERE offer.id = reminder.offer_id;
  ALTER TABLE offer_reminder ENABLE TRIGGER offer_reminder_append_only;
  ALTER TABLE offer_reminder ALTER COLUMN last_day SET NOT NULL,
    DROP CONSTRAINT offer_reminder_pkey, ADD PRIMARY KEY (offer_id, last_day);
`;
