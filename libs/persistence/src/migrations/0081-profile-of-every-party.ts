import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every party has a profile from its first moment on, due at once; a move to another county or a change of kind makes it due
 * again. So whoever looks for profiles that are due asks an index, not every party.
 */
export class ProfileOfEveryParty1000000000081 implements MigrationInterface {
  readonly name = 'ProfileOfEveryParty1000000000081';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION begin_party_profile() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
      BEGIN
        INSERT INTO party_profile (party_id, kind, county_code, city_code, next_change_on, as_of, refreshed_at)
          SELECT m.id, m.kind, m.county_code, coalesce(r.parent_code, r.code), '2000-01-01', '2000-01-01', m.created_at
          FROM made m JOIN region r ON r.code = m.county_code ORDER BY m.id
          ON CONFLICT (party_id) DO NOTHING;
        RETURN NULL;
      END $$;
      CREATE TRIGGER party_profile_begun AFTER INSERT ON party REFERENCING NEW TABLE AS made
        FOR EACH STATEMENT EXECUTE FUNCTION begin_party_profile();
      CREATE FUNCTION party_profile_falls_due() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
      BEGIN
        UPDATE party_profile SET next_change_on = '2000-01-01' WHERE party_id = NEW.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER party_profile_due AFTER UPDATE OF county_code, kind ON party FOR EACH ROW
        WHEN ((OLD.county_code, OLD.kind) IS DISTINCT FROM (NEW.county_code, NEW.kind))
        EXECUTE FUNCTION party_profile_falls_due();
      -- A demo clock may be set back: rows written for a later day are found.
      CREATE INDEX party_profile_as_of ON party_profile (as_of);

      SELECT set_config('duixian.scope', 'system', true);
      INSERT INTO party_profile (party_id, kind, county_code, city_code, next_change_on, as_of, refreshed_at)
        SELECT p.id, p.kind, p.county_code, coalesce(r.parent_code, r.code), '2000-01-01', '2000-01-01', p.created_at
        FROM party p JOIN region r ON r.code = p.county_code ON CONFLICT (party_id) DO NOTHING;
      UPDATE party_profile f SET next_change_on = '2000-01-01' FROM party p
        WHERE p.id = f.party_id AND (p.county_code, p.kind) IS DISTINCT FROM (f.county_code, f.kind);
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
