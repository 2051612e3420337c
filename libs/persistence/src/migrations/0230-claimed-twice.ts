import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A case is held while another one of its applicant claims a part of the same. */
export class ClaimedTwice1000000000230 implements MigrationInterface {
  readonly name = 'ClaimedTwice1000000000230';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE case_hold DROP CONSTRAINT case_hold_kind_check,
      ADD CONSTRAINT case_hold_kind_check CHECK (kind IN ('credit-listed', 'credit-unknown', 'applicant-renamed',
        'applicant-moved', 'applicant-ended', 'claimed-twice'))`);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
