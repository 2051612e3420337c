import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A note says by name who wrote it: whoever reads a case may not read the accounts of all who acted in it. */
export class NoteWriters1000000000131 implements MigrationInterface {
  readonly name = 'NoteWriters1000000000131';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NAMES);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// Notes are append-only; their names are filled in once, before anything can be added.
const NAMES = `
  SELECT set_config('duixian.scope', 'system', true);
  ALTER TABLE case_note ADD COLUMN written_by_name text;
  ALTER TABLE case_note DISABLE TRIGGER case_note_append_only;
  UPDATE case_note note SET written_by_name = account.display_name FROM user_account account WHERE account.id = note.written_by;
  ALTER TABLE case_note ENABLE TRIGGER case_note_append_only;
  ALTER TABLE case_note ALTER COLUMN written_by_name SET NOT NULL;
`;
