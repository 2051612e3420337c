import { type Shape } from '@duixian/api-client';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { ExportButton } from '../pieces/export-button';
import { type ListAnswer } from '../pieces/list-page';
import { Panel } from '../pieces/page-frame';
import { Read, Waiting } from '../pieces/read';

export type PartyFile = Shape<'PartyFileShape'>;
export type Part = PartyFile['parts'][number];

/** Rows of a list that the file shows; the workbook has all of them. */
const SHORT = 10;

/** A list narrowed to one party; not asked for where the reader may not have it. */
export const usePartyList = <Row,>(
  { partyId, parts }: PartyFile,
  part: Part,
  read: (query: { limit: number; partyId: string }, signal: AbortSignal) => Promise<ListAnswer<Row>>,
) =>
  useQuery({
    queryKey: ['party-files', partyId, part],
    queryFn: ({ signal }) => read({ limit: SHORT, partyId }, signal),
    enabled: parts.includes(part),
  });

/** Lists that belong together come together, so that none of them pushes another down. */
export function Together({
  queries,
  children,
}: {
  queries: readonly Pick<UseQueryResult, 'isLoading'>[];
  children: ReactNode;
}) {
  return queries.some(({ isLoading }) => isLoading) ? <Waiting rows={16} /> : children;
}

/** The newest rows of a list about one party, with how many there are and the whole list as a workbook. */
export function ShortList<Row extends object>({
  title,
  query,
  columns,
  without = [],
  keyOf,
  empty,
  exportPath,
  file,
  part,
  note,
}: {
  title: string;
  query: ReturnType<typeof usePartyList<Row>>;
  columns: readonly Column<Row>[];
  /** Columns that say what the file says anyway. */
  without?: readonly string[];
  keyOf: (row: Row) => string;
  empty: string;
  exportPath: string;
  file: PartyFile;
  part: Part;
  note?: string;
}) {
  if (!file.parts.includes(part)) return null;
  const values = { partyId: file.partyId };
  return (
    <Panel title={title} extra={<ExportButton caption={title} path={exportPath} values={values} />}>
      {note !== undefined && <p className="muted">{note}</p>}
      <Read query={query} rows={4}>
        {({ items, totals, nextCursor }) => (
          <>
            {totals && totals.count > 0 && (
              <p className="muted">
                共 {totals.count} 条
                {typeof totals.amountFen === 'number' && (
                  <>
                    ,合计 <Amount fen={totals.amountFen} />
                  </>
                )}
                {nextCursor !== null && `;只列出前 ${items.length} 条,全部请导出 XLSX 查看`}
              </p>
            )}
            <DataTable
              caption={title}
              rows={items}
              columns={columns.filter(({ key }) => !without.includes(key))}
              keyOf={keyOf}
              empty={empty}
              withoutExport
            />
          </>
        )}
      </Read>
    </Panel>
  );
}
