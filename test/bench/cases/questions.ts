import type { Client } from 'pg';

export interface Totals {
  count?: number;
  amountFen?: number | null;
}

/** A list as somebody asks for it, and the statement by hand that gives its page and its totals. */
export interface Question {
  readonly as: string;
  readonly about: string;
  /** Below /api/v1. */
  readonly path: string;
  /** One row with `count` and `amount` where the list has totals, and the page. */
  readonly byHand: string;
}

/** Who asks, and where their cases lie. */
const READERS = [
  { as: 'xinhua-reviewer', counties: "one.county_code = '410402'", queue: '410402' },
  { as: 'city-reviewer', counties: "one.city_code = '410400'", queue: '410400' },
  { as: 'hn-auditor', counties: 'TRUE', queue: null },
] as const;

const page = (where: string, cursor = ''): string => `
  WITH found AS MATERIALIZED (SELECT id, determined_fen FROM application one WHERE one.submitted_at IS NOT NULL AND ${where})
  SELECT (SELECT count(*) FROM found) AS count, (SELECT coalesce(sum(determined_fen), 0) FROM found) AS amount,
    (SELECT json_agg(p) FROM (SELECT one.*, party.registered_name, party.credit_code FROM application one
      JOIN party ON party.id = one.party_id WHERE one.submitted_at IS NOT NULL AND ${where} ${cursor}
      ORDER BY one.id DESC LIMIT 51) p) AS page`;

const queue = (region: string): string => `
  SELECT count(*) AS count, coalesce(sum(one.determined_fen), 0) AS amount,
    (SELECT json_agg(p) FROM (SELECT task.id, task.opened_at, one.*, party.registered_name FROM case_task task
      JOIN application one ON one.id = task.application_id JOIN party ON party.id = one.party_id JOIN call ON call.id = one.call_id
      WHERE task.done_at IS NULL AND task.region_code = '${region}'
      ORDER BY task.opened_at::date + (call.deadlines ->> task.kind)::int, task.id LIMIT 51) p) AS page
  FROM case_task task JOIN application one ON one.id = task.application_id
  WHERE task.done_at IS NULL AND task.region_code = '${region}'`;

const events = (where: string): string =>
  `SELECT json_agg(p) AS page FROM (SELECT * FROM audit_event WHERE ${where} ORDER BY id DESC LIMIT 51) p`;

/** What is asked, with the particulars that the database has: a cursor deep in the list, a name, a code, days. */
export async function questionsOf(owner: Client): Promise<Question[]> {
  const one = async (sql: string): Promise<string> =>
    (await owner.query<{ value: string }>(sql)).rows[0]?.value ?? '';
  const clause = await one(
    `SELECT clause_ids[1] AS value FROM call WHERE city_code = '410400' ORDER BY number LIMIT 1`,
  );
  const [name, code] = ['第12345制造', 'MA0000000000012'];
  const [from, to] = [
    await one(`SELECT to_char(now() - interval '90 days', 'YYYY-MM-DD') AS value`),
    await one(`SELECT to_char(now() - interval '60 days', 'YYYY-MM-DD') AS value`),
  ];
  const asked: Question[] = [];
  for (const { as, counties, queue: region } of READERS) {
    const deep =
      await one(`SELECT id AS value FROM application one WHERE submitted_at IS NOT NULL AND ${counties}
      ORDER BY id DESC OFFSET (SELECT least(100000, count(*) - 60) FROM application one WHERE ${counties}) * 0.97 LIMIT 1`);
    const ask = (about: string, query: string, where: string, cursor = ''): void => {
      asked.push({
        as,
        about,
        path: `applications${query}`,
        byHand: page(`${counties} AND ${where}`, cursor),
      });
    };
    ask('cases, first page', '', 'TRUE');
    ask('cases, last pages', `?cursor=${deep}`, 'TRUE', `AND one.id < '${deep}'`);
    ask('cases in review', '?state=in_review', `one.state = 'in_review'`);
    ask('cases parked (few)', '?state=parked', `one.state = 'parked'`);
    ask('cases of a county', '?countyCode=410402', `one.county_code = '410402'`);
    ask(
      'cases by clause',
      `?clause=${clause}`,
      `one.call_id IN (SELECT id FROM call WHERE '${clause}' = ANY (clause_ids))`,
    );
    const searched = (
      text: string,
    ): string => `(one.case_number LIKE '%${text}%' OR one.party_id IN (SELECT id FROM party
      WHERE registered_name LIKE '%${text}%' OR credit_code LIKE '%${text}%'))`;
    ask('cases by name', `?search=${encodeURIComponent(name)}`, searched(name));
    ask('cases by code', `?search=${code}`, searched(code));
    ask(
      'cases by arrival',
      `?submittedFrom=${from}&submittedTo=${to}`,
      `one.submitted_at >= timestamptz '${from} 00:00+08' AND one.submitted_at < timestamptz '${to} 00:00+08' + interval '1 day'`,
    );
    if (region !== null) asked.push({ as, about: 'queue by deadline', path: 'tasks', byHand: queue(region) });
    else {
      const last = await one(`SELECT id AS value FROM audit_event ORDER BY id OFFSET 5000 LIMIT 1`);
      const trail = (about: string, query: string, where: string): void => {
        asked.push({ as, about, path: `audit/events${query}`, byHand: events(where) });
      };
      trail('trail, first page', '', 'TRUE');
      trail('trail, last pages', `?cursor=${last}`, `id < '${last}'`);
      trail('trail by kind (few)', '?type=application.parked', `type = 'application.parked'`);
    }
  }
  return asked;
}
