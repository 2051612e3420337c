import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A recorded decision may bring the paper that holds it (会议纪要、批复), kept by its hash. */
export class DecisionPapers1000000000290 implements MigrationInterface {
  readonly name = 'DecisionPapers1000000000290';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLE, DECISIONS, ROWS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// The paper comes first, then the decisions that it holds: until then it counts for nothing and is shown to nobody.
const TABLE = `
  CREATE TABLE decision_paper (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES application,
    file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
    media_type text NOT NULL,
    size_bytes integer NOT NULL CHECK (size_bytes > 0),
    content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    attached_at timestamptz NOT NULL,
    attached_by uuid NOT NULL REFERENCES user_account,
    CONSTRAINT decision_paper_of_case UNIQUE (application_id, id)
  );
  CREATE TRIGGER decision_paper_append_only BEFORE UPDATE OR DELETE ON decision_paper FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER decision_paper_no_truncate BEFORE TRUNCATE ON decision_paper EXECUTE FUNCTION refuse_change();
`;

// One paper may hold several decisions, all of one case.
const DECISIONS = `
  ALTER TABLE case_decision ADD COLUMN paper_id uuid,
    ADD CONSTRAINT case_decision_paper FOREIGN KEY (application_id, paper_id) REFERENCES decision_paper (application_id, id);
  CREATE INDEX case_decision_paper_id ON case_decision (paper_id) WHERE paper_id IS NOT NULL;
`;

const ROWS = `
  ALTER TABLE decision_paper ENABLE ROW LEVEL SECURITY;
  ALTER TABLE decision_paper FORCE ROW LEVEL SECURITY;
  CREATE POLICY decision_paper_rows ON decision_paper USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM application parent WHERE parent.id = application_id));
`;
