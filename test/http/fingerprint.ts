import { TABLE_GRANTS } from '@duixian/persistence';
import { type Office } from '@duixian/testing';
import { Client } from 'pg';

/** Every table as a hash of its rows: two that are equal mean that nothing at all was changed in between. */
export async function fingerprint(office: Office): Promise<Record<string, string>> {
  const client = new Client(office.database.appUrl);
  await client.connect();
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(`SELECT set_config('duixian.scope', 'system', true)`);
    const columns = Object.keys(TABLE_GRANTS).map(
      (table) =>
        `(SELECT count(*) || ':' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM ${table} t) AS ${table}`,
    );
    const { rows } = await client.query<Record<string, string>>(`SELECT ${columns.join(', ')}`);
    await client.query('COMMIT');
    return rows[0] ?? {};
  } finally {
    await client.end();
  }
}
