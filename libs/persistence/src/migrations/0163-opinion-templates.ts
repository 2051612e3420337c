import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Words that reviewers use again: those of a city, and one's own. */
export class OpinionTemplates1000000000163 implements MigrationInterface {
  readonly name = 'OpinionTemplates1000000000163';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE opinion_template (
        id uuid PRIMARY KEY,
        -- One of the two: everybody's who reviews in the city, or one person's.
        city_code text REFERENCES region,
        owner_id uuid REFERENCES user_account,
        verb text NOT NULL CHECK (verb IN ('approve', 'return', 'reject')),
        -- Null: in every stage.
        stage text CHECK (stage IN ('county_review', 'city_review')),
        title text NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
        body text NOT NULL CHECK (length(body) BETWEEN 1 AND 1000),
        version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        changed_by uuid NOT NULL REFERENCES user_account,
        changed_at timestamptz NOT NULL,
        retired_at timestamptz,
        CHECK ((city_code IS NULL) <> (owner_id IS NULL))
      );
      CREATE INDEX opinion_template_of_city ON opinion_template (city_code) WHERE retired_at IS NULL;
      CREATE INDEX opinion_template_of_owner ON opinion_template (owner_id) WHERE retired_at IS NULL;
      ALTER TABLE opinion_template ENABLE ROW LEVEL SECURITY;
      ALTER TABLE opinion_template FORCE ROW LEVEL SECURITY;
      CREATE POLICY opinion_template_rows ON opinion_template USING ((SELECT context_is_system())
        OR 'user:' || owner_id::text = (SELECT context_actor())
        OR EXISTS (SELECT 1 FROM region r WHERE (r.code = city_code OR r.parent_code = city_code)
          AND r.code = ANY ((SELECT context_regions())::text[])));
      CREATE TRIGGER opinion_template_stays BEFORE DELETE ON opinion_template FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER opinion_template_no_truncate BEFORE TRUNCATE ON opinion_template EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
