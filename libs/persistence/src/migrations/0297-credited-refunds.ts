import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A refund that the books still count as given back does not wait: it came back, was queued again, and nobody has taken it out of them yet. */
export class CreditedRefunds1000000000297 implements MigrationInterface {
  readonly name = 'CreditedRefunds1000000000297';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE payment ADD CONSTRAINT payment_credited_refund_is_made CHECK (state <> 'waiting' OR refunded_on IS NULL)`,
    );
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
