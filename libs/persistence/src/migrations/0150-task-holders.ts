import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 转办: a review task may be one named person's. */
export class TaskHolders1000000000150 implements MigrationInterface {
  readonly name = 'TaskHolders1000000000150';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(HOLDERS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// Named with it: whoever reads a case may not read the accounts of all who act in it. Of a done task it stays as it was.
const HOLDERS = `
  ALTER TABLE case_task ADD COLUMN assignee_id uuid REFERENCES user_account, ADD COLUMN assignee_name text,
    ADD CONSTRAINT case_task_assignee_named CHECK (num_nonnulls(assignee_id, assignee_name) IN (0, 2)),
    ADD CONSTRAINT case_task_assignee_reviews CHECK (assignee_id IS NULL OR kind IN ('county_review', 'city_review'));
  CREATE INDEX case_task_assignee ON case_task (assignee_id) WHERE assignee_id IS NOT NULL AND done_at IS NULL;
  CREATE FUNCTION keep_assignee() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.done_at IS NOT NULL THEN
      RAISE EXCEPTION 'a task that is done is handed to nobody' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER case_task_assignee_kept BEFORE UPDATE OF assignee_id ON case_task FOR EACH ROW
    WHEN (NEW.assignee_id IS DISTINCT FROM OLD.assignee_id) EXECUTE FUNCTION keep_assignee();
`;
