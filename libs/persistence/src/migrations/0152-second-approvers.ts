import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 复核: a route may have a second approver after a review, whose stage and task are their own. */
export class SecondApprovers1000000000152 implements MigrationInterface {
  readonly name = 'SecondApprovers1000000000152';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STAGES);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// That the second one is somebody else is said by the primary key of case_actor already.
const STAGES = `
  ALTER TABLE case_actor DROP CONSTRAINT case_actor_stage_check,
    ADD CONSTRAINT case_actor_stage_check CHECK (stage IN ('filing', 'sweep_preparation', 'sweep_approval', 'county_review',
      'county_second', 'city_review', 'city_second', 'consultation', 'notice_publication', 'objection_handling',
      'batch_preparation', 'batch_release'));
  ALTER TABLE case_task DROP CONSTRAINT case_task_kind_check,
    ADD CONSTRAINT case_task_kind_check CHECK (kind IN ('county_review', 'county_second', 'city_review', 'city_second',
      'parked', 'objection')),
    DROP CONSTRAINT case_task_assignee_reviews,
    ADD CONSTRAINT case_task_assignee_reviews CHECK (assignee_id IS NULL OR kind NOT IN ('parked', 'objection'));
`;
