import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Treasuries that pay by file: the instructions of a batch leave as one file, and a result file comes back. */
export class InstructionFiles1000000000108 implements MigrationInterface {
  readonly name = 'InstructionFiles1000000000108';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CHANNELS);
    await runner.query(FILES);
    await runner.query(ATTEMPTS);
    await runner.query(RESULTS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const CHANNELS = `
  ALTER TABLE region ADD COLUMN payment_channel text NOT NULL DEFAULT 'bank'
    CONSTRAINT region_payment_channel_check CHECK (payment_channel IN ('bank', 'list-csv', 'list-xlsx'));
  -- Fixed when the batch is prepared: a treasury that changes over finishes what it began.
  ALTER TABLE disbursement_batch ADD COLUMN channel text NOT NULL DEFAULT 'bank'
    CONSTRAINT disbursement_batch_channel_check CHECK (channel IN ('bank', 'list-csv', 'list-xlsx'));
`;

const held = (table: string): string => `
  CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table} EXECUTE FUNCTION refuse_change();
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY ${table}_rows ON ${table} USING ((SELECT context_is_system())
    OR region_code = ANY ((SELECT context_regions())::text[]));`;

const FILES = `
  -- The one file of a batch. Its bytes lie in the file store under their hash and are handed out as often as asked.
  CREATE TABLE instruction_file (
    id uuid PRIMARY KEY,
    batch_id uuid NOT NULL UNIQUE REFERENCES disbursement_batch,
    region_code text NOT NULL REFERENCES region,
    content_hash text NOT NULL,
    size_bytes integer NOT NULL CHECK (size_bytes > 0),
    line_count integer NOT NULL CHECK (line_count > 0),
    total_fen bigint NOT NULL CHECK (total_fen > 0),
    written_at timestamptz NOT NULL,
    written_by uuid NOT NULL REFERENCES user_account
  );
  ${held('instruction_file')}
`;

// The file is written from its attempts, so they come first; both are there at the commit or neither is.
const ATTEMPTS = `
  ALTER TABLE payment_attempt ADD COLUMN file_id uuid REFERENCES instruction_file DEFERRABLE INITIALLY DEFERRED,
    ADD COLUMN file_line integer CHECK (file_line > 0),
    ADD CONSTRAINT payment_attempt_line_of_file CHECK ((file_id IS NULL) = (file_line IS NULL));
  CREATE UNIQUE INDEX payment_attempt_file_line ON payment_attempt (file_id, file_line) WHERE file_id IS NOT NULL;
  CREATE OR REPLACE FUNCTION keep_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' OR (OLD.payment_id, OLD.attempt_number, OLD.bank_reference, OLD.payload, OLD.payload_hash, OLD.started_at,
         OLD.file_id, OLD.file_line)
       IS DISTINCT FROM (NEW.payment_id, NEW.attempt_number, NEW.bank_reference, NEW.payload, NEW.payload_hash, NEW.started_at,
         NEW.file_id, NEW.file_line) THEN
      RAISE EXCEPTION 'what was sent to the bank is never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;

  -- Nothing leaves by two ways: a batch is sent to the bank or goes into its file, whatever the code does.
  CREATE FUNCTION refuse_other_channel() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM payment p JOIN disbursement_batch b ON b.id = p.batch_id
        WHERE p.id = NEW.payment_id AND (b.channel = 'bank') <> (NEW.file_id IS NULL)) THEN
      RAISE EXCEPTION 'payment % leaves by another channel', NEW.payment_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_attempt_by_its_channel';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payment_attempt_by_its_channel BEFORE INSERT ON payment_attempt
    FOR EACH ROW EXECUTE FUNCTION refuse_other_channel();
`;

const RESULTS = `
  CREATE TABLE result_file (
    id uuid PRIMARY KEY,
    file_id uuid NOT NULL REFERENCES instruction_file,
    region_code text NOT NULL REFERENCES region,
    result_number text NOT NULL CHECK (result_number <> ''),
    content_hash text NOT NULL UNIQUE,
    line_count integer NOT NULL CHECK (line_count > 0),
    total_fen bigint NOT NULL CHECK (total_fen > 0),
    accepted_count integer NOT NULL CHECK (accepted_count >= 0),
    rejected_count integer NOT NULL CHECK (rejected_count >= 0),
    not_found_count integer NOT NULL CHECK (not_found_count >= 0),
    read_at timestamptz NOT NULL,
    read_by uuid NOT NULL REFERENCES user_account,
    CHECK (accepted_count + rejected_count + not_found_count = line_count)
  );
  CREATE UNIQUE INDEX result_file_number ON result_file (file_id, result_number);
  ${held('result_file')}
`;
