/**
 * Twenty clauses of 平顶山 as a database administrator would write them by hand, over typed columns with the indexes
 * that fit: the reference that a sweep is measured against. It keeps who is owed how much, and nothing of why.
 */
export const PLAIN_SWEEP_CLAUSES: readonly string[] = [
  ...[
    'PDS-2-1',
    'PDS-A2-4-3-1',
    'PDS-A2-4-3-2',
    'PDS-A2-4-7-1',
    'PDS-A2-4-7-2',
    'PDS-A2-4-7-3',
    'PDS-A2-4-7-4',
  ],
  ...['PDS-A2-4-7-5', 'PDS-A2-4-7-6', 'PDS-4-6', 'PDS-4-7', 'PDS-A3-2-2-2', 'PDS-A3-2-2-3'],
  ...['PDS-A3-2-7-1', 'PDS-A3-2-7-2', 'PDS-A3-2-7-3', 'PDS-A3-2-7-4'],
  ...['PDS-A3-2-7-5', 'PDS-A3-2-7-6', 'PDS-A3-2-7-7'],
];

export const PLAIN_TABLES = `
  CREATE SCHEMA plain;
  CREATE TABLE plain.enterprise (id uuid PRIMARY KEY, full_load boolean, above_scale boolean, yoy_pct numeric,
    first_entry boolean, industrial boolean NOT NULL, entry_date date, revenue_yuan numeric(20, 2), nodes text[],
    board text, zyec_listed boolean, zyec_board text, zyec_financing_yuan numeric(20, 2), zyec_local_pct numeric,
    mid numeric, senior numeric, grade text);
  CREATE TABLE plain.title (enterprise_id uuid NOT NULL, code text NOT NULL, first_ever boolean, granted_city text,
    granted_on date NOT NULL, valid_to date);
  CREATE TABLE plain.owed (enterprise_id uuid NOT NULL, clause text NOT NULL, amount_fen bigint NOT NULL)`;

export const PLAIN_INDEXES = `
  CREATE INDEX ON plain.enterprise (yoy_pct) WHERE full_load AND above_scale;
  CREATE INDEX ON plain.enterprise (revenue_yuan) WHERE first_entry AND industrial;
  CREATE INDEX ON plain.enterprise USING gin (nodes);
  CREATE INDEX ON plain.enterprise (zyec_financing_yuan) WHERE zyec_listed;
  CREATE INDEX ON plain.enterprise (mid) WHERE mid > 0;
  CREATE INDEX ON plain.enterprise (senior) WHERE senior > 0;
  CREATE INDEX ON plain.enterprise (grade) WHERE grade IS NOT NULL;
  CREATE INDEX ON plain.title (code, granted_on);
  CREATE INDEX ON plain.title (enterprise_id)`;

const DOMESTIC = `board IN ('sh_main', 'sz_main', 'star', 'chinext', 'bse')`;
const ENTERED = 'first_entry AND industrial';
const ARMS: readonly (readonly [clause: string, fen: string, where: string])[] = [
  ['PDS-2-1', '20000000', 'full_load AND above_scale AND yoy_pct >= 10'],
  ['PDS-A2-4-3-1', '5000000', ENTERED],
  [
    ...(['PDS-A2-4-3-2', '3000000'] as const),
    `${ENTERED} AND revenue_yuan >= 50000000
      AND (entry_date IS NULL OR date_part('year', $1::date) <= date_part('year', entry_date))`,
  ],
  ['PDS-A2-4-7-1', '300000000', `nodes @> '{tutoring_filing}' AND ${DOMESTIC}`],
  ['PDS-A2-4-7-2', '300000000', `nodes @> '{application_accepted}' AND ${DOMESTIC}`],
  ['PDS-A2-4-7-3', '400000000', `nodes @> '{listed_trading}' AND ${DOMESTIC}`],
  ['PDS-A2-4-7-4', '200000000', `nodes @> '{neeq_listed}' AND board = 'neeq'`],
  ['PDS-A2-4-7-5', '30000000', `zyec_listed AND zyec_board = 'trading'`],
  [
    ...(['PDS-A2-4-7-6', 'least(floor(zyec_financing_yuan / 5), 100000000)'] as const),
    'zyec_listed AND zyec_financing_yuan >= 5 AND zyec_local_pct >= 80',
  ],
  ['PDS-4-6', 'mid * 500000', 'mid > 0 AND mid = trunc(mid)'],
  ['PDS-4-7', 'senior * 600000', 'senior > 0 AND senior = trunc(senior)'],
];
const GRADES = [
  ['PDS-A3-2-7-5', '20000000', 'first'],
  ['PDS-A3-2-7-6', '10000000', 'second'],
  ['PDS-A3-2-7-7', '5000000', 'third'],
] as const;
const graded = (
  grade: string,
): string => `grade = '${grade}' AND EXISTS (SELECT FROM plain.title t WHERE t.enterprise_id = id
  AND code IN ('SME_SERVICE_PLATFORM_PROV', 'SME_SERVICE_PLATFORM_NATIONAL') AND granted_on <= $1::date AND valid_to >= $1::date)`;
const TITLES = [
  ['PDS-A3-2-2-2', '50000000', 'NATIONAL_LITTLE_GIANT'],
  ['PDS-A3-2-2-3', '20000000', 'PROV_ZJTX'],
  ['PDS-A3-2-7-1', '50000000', 'SME_SERVICE_PLATFORM_NATIONAL'],
  ['PDS-A3-2-7-2', '30000000', 'SME_SERVICE_PLATFORM_PROV'],
  ['PDS-A3-2-7-3', '50000000', 'MICRO_STARTUP_BASE_NATIONAL'],
  ['PDS-A3-2-7-4', '30000000', 'MICRO_STARTUP_BASE_PROV'],
] as const;
const TITLED = (clause: string, fen: string, code: string): string =>
  `SELECT enterprise_id, '${clause}', ${fen}::bigint FROM plain.title WHERE code = '${code}' AND first_ever
     AND granted_city = '平顶山' AND granted_on BETWEEN '2022-05-24' AND $1::date`;

/** $1 is the day. */
export const PLAIN_SWEEP = `INSERT INTO plain.owed (enterprise_id, clause, amount_fen)
  ${[
    ...[...ARMS, ...GRADES.map(([clause, fen, grade]) => [clause, fen, graded(grade)] as const)].map(
      ([clause, fen, where]) =>
        `SELECT id, '${clause}', (${fen})::bigint FROM plain.enterprise WHERE ${where}`,
    ),
    ...TITLES.map(([clause, fen, code]) => TITLED(clause, fen, code)),
  ].join('\n  UNION ALL ')}`;
