import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where the money instructions of a treasury go is said by two administrators. A region begins with a channel, whoever adds it; from then
 * on it changes only together with the proposal that a second one confirmed. What was set before stands, as how the region began.
 */
export class ChannelByTwo1000000000390 implements MigrationInterface {
  readonly name = 'ChannelByTwo1000000000390';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [PROPOSALS, LIFE, REGIONS, CHANGING, ROWS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const PROPOSALS = `
  CREATE TABLE channel_proposal (
    id uuid PRIMARY KEY,
    region_code text NOT NULL REFERENCES region,
    from_channel text NOT NULL CHECK (from_channel IN ('bank', 'list-csv', 'list-xlsx', 'pain.001')),
    to_channel text NOT NULL CHECK (to_channel IN ('bank', 'list-csv', 'list-xlsx', 'pain.001')),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    proposed_by uuid NOT NULL REFERENCES user_account,
    proposed_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('proposed', 'confirmed', 'refused', 'withdrawn')),
    decided_by uuid REFERENCES user_account,
    decided_at timestamptz,
    decision_reason text CHECK (length(decision_reason) BETWEEN 1 AND 500),
    -- The transaction that decided: a confirmation has its effect in it and in no other.
    decided_in xid8,
    CONSTRAINT channel_proposal_changes CHECK (from_channel <> to_channel),
    CHECK ((state = 'proposed') = (decided_at IS NULL)),
    CHECK (state <> 'refused' OR decision_reason IS NOT NULL),
    CONSTRAINT channel_proposal_two_people CHECK (CASE state
      WHEN 'proposed' THEN decided_by IS NULL
      WHEN 'withdrawn' THEN decided_by = proposed_by
      ELSE decided_by <> proposed_by END IS TRUE)
  );
  CREATE UNIQUE INDEX channel_proposal_one_open ON channel_proposal (region_code) WHERE state = 'proposed';
`;

// Who proposes and who decides is who runs the command, whatever it says.
const LIFE = `
  CREATE FUNCTION keep_channel_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE changing text[] := ARRAY['state', 'decided_by', 'decided_at', 'decision_reason', 'decided_in'];
  BEGIN
    IF TG_OP = 'INSERT' THEN
      IF NEW.state <> 'proposed' OR 'user:' || NEW.proposed_by::text <> context_actor() THEN
        RAISE EXCEPTION 'a way to pay is proposed by who asks for it, before it is decided' USING ERRCODE = 'insufficient_privilege';
      END IF;
      NEW.decided_in := NULL;
      RETURN NEW;
    END IF;
    IF OLD.state <> 'proposed' OR (to_jsonb(NEW) - changing) <> (to_jsonb(OLD) - changing) THEN
      RAISE EXCEPTION 'proposal % is decided once and never changed', OLD.id USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF 'user:' || NEW.decided_by::text <> context_actor() THEN
      RAISE EXCEPTION 'a way to pay is decided by who says so' USING ERRCODE = 'insufficient_privilege';
    END IF;
    NEW.decided_in := pg_current_xact_id();
    RETURN NEW;
  END $$;
  CREATE TRIGGER channel_proposal_life BEFORE INSERT OR UPDATE ON channel_proposal FOR EACH ROW EXECUTE FUNCTION keep_channel_proposal();
  CREATE TRIGGER channel_proposal_stays BEFORE DELETE ON channel_proposal FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER channel_proposal_no_truncate BEFORE TRUNCATE ON channel_proposal EXECUTE FUNCTION refuse_change();
`;

const REGIONS = `
  ALTER TABLE region ADD COLUMN first_channel text, ADD COLUMN channel_proposal_id uuid UNIQUE REFERENCES channel_proposal;
  UPDATE region SET first_channel = payment_channel;
  ALTER TABLE region ALTER COLUMN first_channel SET NOT NULL;
`;

// Looks at rows outside of the reach of whoever acts.
const CHANGING = `
  CREATE FUNCTION keep_payment_channel() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    scope text;
    confirmed uuid;
  BEGIN
    IF TG_OP = 'INSERT' THEN
      NEW.first_channel := NEW.payment_channel;
      NEW.channel_proposal_id := NULL;
      RETURN NEW;
    END IF;
    NEW.first_channel := OLD.first_channel;
    NEW.channel_proposal_id := OLD.channel_proposal_id;
    IF NEW.payment_channel = OLD.payment_channel THEN RETURN NEW; END IF;
    scope := context_setting('scope');
    PERFORM set_config('duixian.scope', 'system', true);
    SELECT p.id INTO confirmed FROM channel_proposal p WHERE p.region_code = OLD.code AND p.state = 'confirmed'
      AND p.decided_in = pg_current_xact_id() AND (p.from_channel, p.to_channel) = (OLD.payment_channel, NEW.payment_channel);
    PERFORM set_config('duixian.scope', scope, true);
    IF confirmed IS NULL THEN
      RAISE EXCEPTION 'the way the treasury of % pays takes two administrators', OLD.code
        USING ERRCODE = 'check_violation', CONSTRAINT = 'region_channel_by_two';
    END IF;
    NEW.channel_proposal_id := confirmed;
    RETURN NEW;
  END $$;
  CREATE TRIGGER region_channel_by_two BEFORE INSERT OR UPDATE ON region FOR EACH ROW EXECUTE FUNCTION keep_payment_channel();
`;

// Who proposes keeps the region; who proposed it may still take it back afterwards.
const ROWS = `
  ALTER TABLE channel_proposal ENABLE ROW LEVEL SECURITY;
  ALTER TABLE channel_proposal FORCE ROW LEVEL SECURITY;
  CREATE POLICY channel_proposal_rows ON channel_proposal USING ((SELECT context_is_system())
    OR 'user:' || proposed_by::text = (SELECT context_actor())
    OR region_code = ANY ((SELECT context_administers())::text[]));
  CREATE POLICY channel_proposal_made ON channel_proposal AS RESTRICTIVE FOR INSERT
    WITH CHECK (region_code = ANY ((SELECT context_administers())::text[]));
`;
