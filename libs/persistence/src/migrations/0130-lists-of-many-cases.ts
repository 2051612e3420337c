import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lists stay quick among very many cases: what a case pays stands beside it, and totals over a filter are read off an index
 * that holds everything they and row-level security ask.
 */
export class ListsOfManyCases1000000000130 implements MigrationInterface {
  readonly name = 'ListsOfManyCases1000000000130';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DETERMINED);
    await runner.query(INDEXES);
    await runner.query(TASKS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const SUM = `(SELECT coalesce(sum(line.amount_fen) FILTER (WHERE line.status = 'determined' AND line.payable), 0)
  FROM determination line WHERE line.application_id = one.id
    AND line.assessment = (SELECT max(newest.assessment) FROM determination newest WHERE newest.application_id = one.id))`;

// Determinations are only ever added, so the sum follows whoever adds them; nothing else writes it.
const DETERMINED = `
  ALTER TABLE application ADD COLUMN determined_fen bigint CHECK (determined_fen >= 0);
  CREATE FUNCTION keep_determined_amount() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  BEGIN
    UPDATE application one SET determined_fen = ${SUM} WHERE one.id IN (SELECT application_id FROM made);
    RETURN NULL;
  END $$;
  CREATE TRIGGER determination_amount_kept AFTER INSERT ON determination REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION keep_determined_amount();

  SELECT set_config('duixian.scope', 'system', true);
  UPDATE application one SET determined_fen = ${SUM}
    WHERE EXISTS (SELECT 1 FROM determination line WHERE line.application_id = one.id);
`;

const INDEXES = `
  DROP INDEX application_county;
  CREATE INDEX application_county ON application (county_code, state, id)
    INCLUDE (submitted_at, party_id, call_id, determined_fen, case_number);
  CREATE INDEX application_submitted ON application (submitted_at) WHERE submitted_at IS NOT NULL;
  CREATE INDEX case_task_done ON case_task (region_code, id) WHERE done_at IS NOT NULL;
  CREATE INDEX case_task_done_by ON case_task (done_by, id) WHERE done_at IS NOT NULL;
  CREATE INDEX audit_event_type ON audit_event (type, id);
  CREATE INDEX audit_event_actor ON audit_event (actor, id);
`;

// A task lies in its case's county or above it, so who reaches the region of a task reaches its case. Said first, it spares
// looking up the case of every task in one's own queue. A new task is still held to its case: that it lies there is checked.
const OF_CASE = `EXISTS (SELECT 1 FROM application parent WHERE parent.id = application_id)`;
const TASKS = `
  ALTER POLICY case_task_rows ON case_task
    USING ((SELECT context_is_system()) OR region_code = ANY ((SELECT context_regions())::text[]) OR ${OF_CASE})
    WITH CHECK ((SELECT context_is_system()) OR ${OF_CASE});
`;
