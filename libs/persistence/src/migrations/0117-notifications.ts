import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people were told: one message per event and person, which only its reader marks as read. */
export class Notifications1000000000117 implements MigrationInterface {
  readonly name = 'Notifications1000000000117';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NOTIFICATION);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const NOTIFICATION = `
  CREATE TABLE notification (
    id uuid PRIMARY KEY,
    event_id uuid NOT NULL REFERENCES audit_event,
    user_id uuid NOT NULL REFERENCES user_account,
    event text NOT NULL,
    category text NOT NULL CHECK (category IN ('progress', 'task', 'reminder', 'money')),
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 100),
    body text NOT NULL CHECK (length(body) BETWEEN 1 AND 2000),
    link text NOT NULL CHECK (link LIKE '/%'),
    written_at timestamptz NOT NULL,
    read_at timestamptz,
    CONSTRAINT notification_once UNIQUE (event_id, user_id)
  );
  CREATE INDEX notification_inbox ON notification (user_id, id DESC);
  CREATE INDEX notification_unread ON notification (user_id) WHERE read_at IS NULL;

  ALTER TABLE notification ENABLE ROW LEVEL SECURITY;
  ALTER TABLE notification FORCE ROW LEVEL SECURITY;
  CREATE POLICY notification_own ON notification FOR ALL
    USING ((SELECT context_is_system()) OR 'user:' || user_id::text = (SELECT context_actor()))
    WITH CHECK ((SELECT context_is_system()) OR ('user:' || user_id::text = (SELECT context_actor()) AND read_at IS NOT NULL));

  -- What somebody was told stays as it was told; it is read once.
  CREATE FUNCTION keep_notification() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF to_jsonb(NEW) - 'read_at' <> to_jsonb(OLD) - 'read_at' OR OLD.read_at IS NOT NULL THEN
      RAISE EXCEPTION 'a message stays as it was written' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER notification_kept BEFORE UPDATE ON notification FOR EACH ROW EXECUTE FUNCTION keep_notification();
  CREATE TRIGGER notification_stays BEFORE DELETE ON notification FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER notification_no_truncate BEFORE TRUNCATE ON notification EXECUTE FUNCTION refuse_change();
`;
