import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 登记回避: who oversees the office records that an official is related to a party. */
export class RecordedRecusals1000000000153 implements MigrationInterface {
  readonly name = 'RecordedRecusals1000000000153';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RECORDED);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// About every case of the party; whoever recorded it sees it, as the official does.
const RECORDED = `
  ALTER TABLE recusal ADD COLUMN recorded_by uuid REFERENCES user_account,
    ADD CONSTRAINT recusal_recorded_of_another CHECK (recorded_by <> user_id),
    ADD CONSTRAINT recusal_recorded_for_party CHECK (recorded_by IS NULL OR application_id IS NULL);
  ALTER POLICY recusal_rows ON recusal USING ((SELECT context_is_system())
    OR 'user:' || user_id::text = (SELECT context_actor()) OR 'user:' || recorded_by::text = (SELECT context_actor()));
`;
