import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Opinion templates know every stage of review, sending back, and the answer of a department that is consulted. */
export class OpinionsOfEveryStage1000000000265 implements MigrationInterface {
  readonly name = 'OpinionsOfEveryStage1000000000265';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE opinion_template
      DROP CONSTRAINT opinion_template_verb_check,
      ADD CONSTRAINT opinion_template_verb_check CHECK (verb IN ('approve', 'return', 'reject', 'remand', 'answer')),
      DROP CONSTRAINT opinion_template_stage_check,
      ADD CONSTRAINT opinion_template_stage_check CHECK (stage IN ('county_review', 'county_second', 'city_review', 'city_second',
        'third_party_audit', 'audit_second')),
      ADD CONSTRAINT opinion_template_place CHECK (stage IS NULL OR (verb <> 'answer'
        AND (stage NOT IN ('county_second', 'city_second', 'audit_second') OR verb IN ('approve', 'remand'))))`);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
