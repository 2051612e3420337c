import { fen, formatYuan } from '@duixian/money';
import type { Database, Page, PageRequest } from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import type { Refused } from '../ground/refusal';

/** The filters of all lists, by the names of the lists themselves; each takes its own and ignores the others. */
export interface ExportFilter {
  state?: string;
  done?: boolean;
  mine?: boolean;
  callId?: string;
  countyCode?: string;
  regionCode?: string;
  refundTo?: string;
  applicationId?: string;
  batchId?: string;
  search?: string;
  light?: string;
  holder?: string;
  submittedFrom?: string;
  submittedTo?: string;
  caseId?: string;
  type?: string;
  actor?: string;
  subject?: string;
  sweepId?: string;
  importId?: string;
  partyId?: string;
  clause?: string;
  county?: string;
  cityCode?: string;
  disposition?: string;
  reason?: string;
  kind?: string;
  outcome?: string;
  dryRun?: boolean;
  dueWithin?: number;
  asked?: boolean;
  year?: number;
  asOf?: string;
  unread?: boolean;
  from?: string;
  to?: string;
  stage?: string;
  category?: string;
  overdue?: boolean;
  reversing?: boolean;
  open?: boolean;
  sharePct?: number;
  whiteListId?: string;
  statementId?: string;
  statementDate?: string;
  classification?: string;
  shown?: string;
  hash?: string;
}

/** The fields that were given. */
export function given<T extends object>(fields: { [K in keyof T]?: unknown }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

export interface ExportColumn<Row> {
  name: string;
  width: number;
  /** Text; amounts in yuan with two decimals. */
  of: (row: Row) => string;
}

/** A list that can be taken away as a workbook: its pages, as its own use case answers them, and its columns. */
export interface ExportedList<Row> {
  title: string;
  page: (
    db: Database,
    actor: PersonActor,
    filter: ExportFilter,
    page: PageRequest,
  ) => Promise<{ ok: true; value: Page<Row> } | Refused>;
  columns: readonly ExportColumn<Row>[];
}

/** A list that its use case answers in one piece. */
export const wholeList = <Row>(items: Row[]): { ok: true; value: Page<Row> } => ({
  ok: true,
  value: { items, nextCursor: null },
});

export const yuan = (amountFen: number | null): string =>
  amountFen === null ? '' : formatYuan(fen(amountFen));

/** Moments in China, to the minute. */
export const moment = (iso: string | null): string =>
  iso === null ? '' : new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** The clauses that a case is paid for. */
export const clausesInWords = ({ clauses }: { clauses: readonly { title: string }[] }): string =>
  clauses.map(({ title }) => title).join(';');
