import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases on hold and terminated ones, and who declared to keep their hands off which case (回避). */
export class HoldTerminateRecuse1000000000111 implements MigrationInterface {
  readonly name = 'HoldTerminateRecuse1000000000111';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [STATES, ONE_LIVE, RECUSAL]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const STATES = `
  ALTER TABLE application DROP CONSTRAINT application_state_check,
    ADD CONSTRAINT application_state_check CHECK (state IN ('draft', 'submitted', 'in_review', 'on_hold', 'returned', 'approved',
      'on_notice', 'contested', 'noticed', 'parked', 'awarded', 'paid', 'rejected', 'withdrawn', 'terminated')),
    DROP CONSTRAINT application_check,
    ADD CONSTRAINT application_stage_in_review CHECK ((state IN ('in_review', 'on_hold')) = (stage_index IS NOT NULL));
`;

// A terminated case stands in nobody's way, as a rejected one.
const ONE_LIVE = `
  DROP INDEX application_one_live;
  CREATE UNIQUE INDEX application_one_live ON application (call_id, party_id)
    WHERE origin = 'application' AND state NOT IN ('rejected', 'withdrawn', 'terminated');
  DROP INDEX application_one_under_way;
  CREATE UNIQUE INDEX application_one_under_way ON application (call_id, party_id)
    WHERE state NOT IN ('rejected', 'withdrawn', 'terminated', 'awarded', 'paid');
`;

// Without a case it is about every case of the party. Nobody takes a declaration back, and nobody makes it for another.
const RECUSAL = `
  CREATE TABLE recusal (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES user_account,
    party_id uuid NOT NULL REFERENCES party,
    application_id uuid REFERENCES application,
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    declared_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX recusal_once ON recusal (user_id, party_id, application_id) NULLS NOT DISTINCT;
  ALTER TABLE recusal ENABLE ROW LEVEL SECURITY;
  ALTER TABLE recusal FORCE ROW LEVEL SECURITY;
  CREATE POLICY recusal_rows ON recusal USING ((SELECT context_is_system()) OR 'user:' || user_id::text = (SELECT context_actor()));
  CREATE TRIGGER recusal_append_only BEFORE UPDATE OR DELETE ON recusal FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER recusal_no_truncate BEFORE TRUNCATE ON recusal EXECUTE FUNCTION refuse_change();

  -- Whoever is recused begins nothing in the case. Filing is the party's own.
  CREATE FUNCTION refuse_recused() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.stage <> 'filing' AND EXISTS (
      SELECT 1 FROM recusal r JOIN application a ON a.id = NEW.application_id AND a.party_id = r.party_id
      WHERE r.user_id = NEW.user_id AND (r.application_id IS NULL OR r.application_id = a.id)) THEN
      RAISE EXCEPTION 'this person is recused from the case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER case_actor_not_recused BEFORE INSERT ON case_actor FOR EACH ROW EXECUTE FUNCTION refuse_recused();
`;
