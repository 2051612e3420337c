import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A county reads its own enterprises on the approved white lists of its city, and nobody else's. */
export class WhiteListsOfCounties1000000000285 implements MigrationInterface {
  readonly name = 'WhiteListsOfCounties1000000000285';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ROWS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const MY_REGIONS = '= ANY ((SELECT context_regions())::text[])';

const ROWS = `
  CREATE POLICY white_list_of_county ON white_list FOR SELECT USING (state = 'approved'
    AND EXISTS (SELECT 1 FROM region county WHERE county.parent_code = city_code AND county.code ${MY_REGIONS}));
  -- The city reads all rows of its lists; that a list is in sight does not show its rows any more.
  DROP POLICY white_list_member_rows ON white_list_member;
  CREATE POLICY white_list_member_rows ON white_list_member USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM white_list parent WHERE parent.id = list_id AND parent.city_code ${MY_REGIONS}));
  CREATE POLICY white_list_member_of_county ON white_list_member FOR SELECT USING (county_code ${MY_REGIONS}
    AND EXISTS (SELECT 1 FROM white_list parent WHERE parent.id = list_id));
`;
