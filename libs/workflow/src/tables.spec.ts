import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHANNEL_CREATED_EVENT, CHANNEL_TRANSITIONS } from './channel-proposal';
import { ACCESS_CREATED_EVENT, ACCESS_TRANSITIONS, ROLE_GIVING } from './access';
import { APPLICATION_CREATED_EVENT, APPLICATION_TRANSITIONS } from './application-table';
import { BATCH_CREATED_EVENT, BATCH_TRANSITIONS } from './batch';
import { CALL_CREATED_EVENT, CALL_TRANSITIONS } from './call';
import { COVERAGE_CREATED_EVENT, COVERAGE_TRANSITIONS } from './coverage';
import { HOLD_CREATED_EVENT, HOLD_TRANSITIONS } from './hold';
import { IMPORT_CREATED_EVENT, IMPORT_TRANSITIONS } from './import';
import { NOTICE_CREATED_EVENT, NOTICE_TRANSITIONS } from './notice';
import { OBJECTION_CREATED_EVENT, OBJECTION_TRANSITIONS } from './objection';
import { OFFER_CREATED_EVENT, OFFER_TRANSITIONS } from './offer';
import { type OperationRule } from './operation-rule';
import { type Operation, OPERATIONS } from './operations';
import { READING_CHOICE_CREATED_EVENT, READING_CHOICE_TRANSITIONS } from './reading-choice';
import { PAYEE_ACCOUNT_CREATED_EVENT, PAYEE_ACCOUNT_TRANSITIONS } from './payee-account';
import { PAYMENT_CREATED_EVENT, PAYMENT_TRANSITIONS } from './payment';
import { POLICY_CREATED_EVENT, POLICY_TRANSITIONS } from './policy-version';
import {
  RECOVERY_CREATED_EVENT,
  RECOVERY_ENTRY_CREATED_EVENT,
  RECOVERY_ENTRY_TRANSITIONS,
  RECOVERY_TRANSITIONS,
  REVERSAL_CREATED_EVENT,
  REVERSAL_TRANSITIONS,
} from './recovery';
import { SWEEP_CREATED_EVENT, SWEEP_TRANSITIONS } from './sweep';
import { WHITE_LIST_CREATED_EVENT, WHITE_LIST_TRANSITIONS } from './white-list';
import { describeRule } from './permit-sentence';

/**
 * TABLES.md and the picture of README.md are drawn from the tables. After a change of a table:
 * UPDATE_TABLES=1 npx jest libs/workflow/src/tables.spec.ts, and read the difference before it is committed.
 */
const UPDATE = process.env.UPDATE_TABLES === '1';
const ROOM = join(__dirname, '..');
const COMMAND = 'UPDATE_TABLES=1 npx jest libs/workflow/src/tables.spec.ts';

interface Row {
  from: string;
  action: string;
  to: string;
  by: string;
  event: string;
  when?: string;
}

const MACHINES: { title: string; start: string; created: string; rows: readonly Row[] }[] = [
  {
    title: 'Application',
    start: 'draft',
    created: APPLICATION_CREATED_EVENT,
    rows: APPLICATION_TRANSITIONS,
  },
  {
    title: 'Account to be paid on',
    start: 'proposed',
    created: PAYEE_ACCOUNT_CREATED_EVENT,
    rows: PAYEE_ACCOUNT_TRANSITIONS,
  },
  {
    title: 'Access of a person',
    start: 'proposed',
    created: ACCESS_CREATED_EVENT,
    rows: ACCESS_TRANSITIONS,
  },
  {
    title: 'Way a treasury pays',
    start: 'proposed',
    created: CHANNEL_CREATED_EVENT,
    rows: CHANNEL_TRANSITIONS,
  },
  { title: 'Hold', start: 'open', created: HOLD_CREATED_EVENT, rows: HOLD_TRANSITIONS },
  { title: 'Payment', start: 'planned', created: PAYMENT_CREATED_EVENT, rows: PAYMENT_TRANSITIONS },
  { title: 'Recovery', start: 'proposed', created: RECOVERY_CREATED_EVENT, rows: RECOVERY_TRANSITIONS },
  {
    title: 'Part of a recovery',
    start: 'proposed',
    created: RECOVERY_ENTRY_CREATED_EVENT,
    rows: RECOVERY_ENTRY_TRANSITIONS,
  },
  {
    title: 'Undoing of a repayment',
    start: 'proposed',
    created: REVERSAL_CREATED_EVENT,
    rows: REVERSAL_TRANSITIONS,
  },
  { title: 'Batch', start: 'prepared', created: BATCH_CREATED_EVENT, rows: BATCH_TRANSITIONS },
  { title: 'Notice', start: 'published', created: NOTICE_CREATED_EVENT, rows: NOTICE_TRANSITIONS },
  { title: 'Objection', start: 'filed', created: OBJECTION_CREATED_EVENT, rows: OBJECTION_TRANSITIONS },
  { title: 'Call', start: 'draft', created: CALL_CREATED_EVENT, rows: CALL_TRANSITIONS },
  { title: 'Sweep', start: 'running', created: SWEEP_CREATED_EVENT, rows: SWEEP_TRANSITIONS },
  { title: 'Offer', start: 'open', created: OFFER_CREATED_EVENT, rows: OFFER_TRANSITIONS },
  {
    title: 'Mark of completeness of earlier payments',
    start: 'recorded',
    created: COVERAGE_CREATED_EVENT,
    rows: COVERAGE_TRANSITIONS,
  },
  {
    title: 'Version of a policy document',
    start: 'draft',
    created: POLICY_CREATED_EVENT,
    rows: POLICY_TRANSITIONS,
  },
  {
    title: 'Reading choice',
    start: 'proposed',
    created: READING_CHOICE_CREATED_EVENT,
    rows: READING_CHOICE_TRANSITIONS,
  },
  {
    title: 'White list',
    start: 'prepared',
    created: WHITE_LIST_CREATED_EVENT,
    rows: WHITE_LIST_TRANSITIONS,
  },
  { title: 'Import', start: 'previewed', created: IMPORT_CREATED_EVENT, rows: IMPORT_TRANSITIONS },
];

/** A mermaid state diagram in a fence. Moves between the same two states share one arrow. */
function diagram({ start, rows }: (typeof MACHINES)[number]): string {
  const arrows = new Map<string, string[]>();
  for (const row of rows) {
    const arrow = `${row.from} --> ${row.to}`;
    const label = row.when ? `${row.action} [${row.when}]` : row.action;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), label]);
  }
  const ends = [...new Set(rows.map((row) => row.to))].filter(
    (state) => !rows.some((row) => row.from === state),
  );
  const lines = [
    `[*] --> ${start}`,
    ...[...arrows].map(([arrow, labels]) => `${arrow} : ${labels.join(', ')}`),
    ...ends.map((end) => `${end} --> [*]`),
  ];
  return ['```mermaid', 'stateDiagram-v2', ...lines.map((line) => `  ${line}`), '```'].join('\n');
}

/** A markdown table, padded as prettier would. */
function table(header: string[], rows: string[][]): string {
  const width = (column: number) =>
    Math.max(3, ...[header, ...rows].map((cells) => (cells[column] ?? '').length));
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(width(column))).join(' | ')} |`;
  return [line(header), line(header.map((_, column) => '-'.repeat(width(column)))), ...rows.map(line)].join(
    '\n',
  );
}

function machine(each: (typeof MACHINES)[number]): string {
  const rows = each.rows.map((row) => [row.from, row.action, row.when ?? '', row.to, row.by, row.event]);
  return [
    `## ${each.title}`,
    `Begins in \`${each.start}\` with the event \`${each.created}\`.`,
    diagram(each),
    table(['from', 'action', 'when', 'to', 'by', 'event'], rows),
  ].join('\n\n');
}

function operations(): string {
  const names = Object.keys(OPERATIONS) as Operation[];
  const rows = names.map((name) => {
    const rule: OperationRule = OPERATIONS[name];
    return [name, rule.kind, rule.on, rule.seenBy ?? '', describeRule(name)];
  });
  return ['## Operations', table(['operation', 'kind', 'on', 'seen by', 'rule'], rows)].join('\n\n');
}

function roles(): string {
  const rows = Object.entries(ROLE_GIVING).map(([role, { administrators, because }]) => [
    role,
    String(administrators),
    because,
  ]);
  return ['## Who gives a role', table(['role', 'administrators', 'because it'], rows)].join('\n\n');
}

function tablesDocument(): string {
  const title = '# Tables of workflow';
  const note = `Drawn from the tables in \`src\` by a test; do not edit. After a change: \`${COMMAND}\`.`;
  return `${[title, note, ...MACHINES.map(machine), roles(), operations()].join('\n\n')}\n`;
}

function compare(file: string, expected: string): void {
  const path = join(ROOM, file);
  if (UPDATE) writeFileSync(path, expected);
  expect(readFileSync(path, 'utf8')).toBe(expected);
}

test('TABLES.md shows the tables', () => {
  compare('TABLES.md', tablesDocument());
});

test('the picture in README.md shows the table of applications', () => {
  const [application] = MACHINES;
  if (!application) throw new Error('no machine');
  const readme = readFileSync(join(ROOM, 'README.md'), 'utf8');
  const fence = /```mermaid\n[\s\S]*?```/;
  expect(readme).toMatch(fence);
  compare('README.md', readme.replace(fence, diagram(application)));
});
