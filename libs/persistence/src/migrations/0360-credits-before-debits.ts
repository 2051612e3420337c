import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Money that comes back before a statement showed its debit waits for it; where none ever comes, two people say that it came back. */
export class CreditsBeforeDebits1000000000360 implements MigrationInterface {
  readonly name = 'CreditsBeforeDebits1000000000360';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bank_statement_line DROP CONSTRAINT bank_statement_line_classification_check,
        ADD CONSTRAINT bank_statement_line_classification_check CHECK (classification IN ('matched', 'returned', 'already-read',
          'duplicate-debit', 'unknown-reference', 'wrong-amount', 'wrong-payee', 'unexpected-debit', 'unexpected-return',
          'awaits-debit', 'fee', 'reversed', 'refund'));
      CREATE INDEX bank_statement_line_awaits ON bank_statement_line (attempt_id) WHERE classification = 'awaits-debit';
      ALTER TABLE finance_proposal DROP CONSTRAINT finance_proposal_resolution_check,
        ADD CONSTRAINT finance_proposal_resolution_check CHECK (resolution IN ('not-sent', 'was-paid', 'came-back', 'explained'))`);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
