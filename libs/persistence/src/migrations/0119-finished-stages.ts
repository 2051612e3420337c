import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stages by the day on which they were finished, for the board of supervision. */
export class FinishedStages1000000000119 implements MigrationInterface {
  readonly name = 'FinishedStages1000000000119';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX case_task_finished ON case_task (done_at) WHERE done_at IS NOT NULL');
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
