import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was reminded of what: by a person once per working day, by the clock once per task and colour. */
export class Reminders1000000000118 implements MigrationInterface {
  readonly name = 'Reminders1000000000118';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REMINDER);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const REMINDER = `
  CREATE TABLE reminder (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES application,
    task_id uuid NOT NULL REFERENCES case_task,
    cause text NOT NULL CHECK (cause IN ('person', 'due_soon', 'overdue')),
    user_id uuid REFERENCES user_account,
    counted_on date NOT NULL,
    reminded_at timestamptz NOT NULL,
    CHECK ((cause = 'person') = (user_id IS NOT NULL)),
    CONSTRAINT reminder_once_a_day UNIQUE (application_id, user_id, counted_on)
  );
  CREATE UNIQUE INDEX reminder_once_a_task ON reminder (task_id, cause) WHERE cause <> 'person';
  CREATE INDEX reminder_of_task ON reminder (task_id);
  ALTER TABLE reminder ENABLE ROW LEVEL SECURITY;
  ALTER TABLE reminder FORCE ROW LEVEL SECURITY;
  CREATE POLICY reminder_rows ON reminder USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM application parent WHERE parent.id = application_id));
  CREATE TRIGGER reminder_append_only BEFORE UPDATE OR DELETE ON reminder FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER reminder_no_truncate BEFORE TRUNCATE ON reminder EXECUTE FUNCTION refuse_change();
`;
