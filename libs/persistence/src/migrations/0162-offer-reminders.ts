import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of which offers the enterprise was reminded before their end: once each. */
export class OfferReminders1000000000162 implements MigrationInterface {
  readonly name = 'OfferReminders1000000000162';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE offer_reminder (
        offer_id uuid PRIMARY KEY REFERENCES offer,
        -- Working days that were left.
        remaining integer NOT NULL CHECK (remaining >= 0),
        reminded_at timestamptz NOT NULL
      );
      ALTER TABLE offer_reminder ENABLE ROW LEVEL SECURITY;
      ALTER TABLE offer_reminder FORCE ROW LEVEL SECURITY;
      CREATE POLICY offer_reminder_rows ON offer_reminder USING ((SELECT context_is_system())
        OR EXISTS (SELECT 1 FROM offer parent WHERE parent.id = offer_id));
      CREATE TRIGGER offer_reminder_append_only BEFORE UPDATE OR DELETE ON offer_reminder FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER offer_reminder_no_truncate BEFORE TRUNCATE ON offer_reminder EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
