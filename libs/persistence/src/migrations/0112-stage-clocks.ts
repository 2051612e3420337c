import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The clock of a review stage stands in correction, consultation and on hold: the days that counted are kept beside its task. */
export class StageClocks1000000000112 implements MigrationInterface {
  readonly name = 'StageClocks1000000000112';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CLOCKS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// A case that is on hold stands since its last event said so.
const CLOCKS = `
  ALTER TABLE case_task ADD COLUMN clock_from date, ADD COLUMN paused_on date,
    ADD COLUMN clock_runs jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(clock_runs) = 'array');

  SELECT set_config('duixian.scope', 'system', true);
  UPDATE case_task SET clock_from = (opened_at AT TIME ZONE 'Asia/Shanghai')::date;
  UPDATE case_task task SET clock_from = NULL, paused_on = held.day,
      clock_runs = CASE WHEN held.day > clock_from THEN jsonb_build_array(jsonb_build_array(clock_from, held.day)) ELSE '[]' END
    FROM application one, LATERAL (SELECT (max(event.at) AT TIME ZONE 'Asia/Shanghai')::date AS day FROM audit_event event
      WHERE event.case_id = one.id AND event.type = 'application.held') AS held
    WHERE task.application_id = one.id AND one.state = 'on_hold' AND task.done_at IS NULL AND held.day IS NOT NULL;

  ALTER TABLE case_task ADD CONSTRAINT case_task_clock CHECK (num_nonnulls(clock_from, paused_on) = 1);
`;
