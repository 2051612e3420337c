import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode } from 'react';
import { Amount } from './amount';
import { type Column } from './columns';
import { DataTable, type Selection } from './data-table';
import { ExportButton } from './export-button';
import { FilterBar, type FilterField } from './filter-bar';
import { type FilterValues, useFiltersInUrl } from './filters-in-url';
import { Read } from './read';

/** A page of a list as the API gives it; `totals` are over everything that passes the filter, not over the page. */
export interface ListAnswer<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
  readonly totals?: { readonly count: number; readonly amountFen?: number | null } | undefined;
}

export interface ListQuery {
  readonly limit: number;
  readonly cursor?: string;
}

export interface ListPageProps<Row> {
  /** What it is a list of; also the name of the table for a screen reader and of the exported file. */
  readonly caption: string;
  /** Key under which it is kept; with the filters it says which list it is. */
  readonly queryKey: readonly string[];
  readonly read: (page: ListQuery, filters: FilterValues, signal: AbortSignal) => Promise<ListAnswer<Row>>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly filters?: readonly FilterField[];
  /** Always sent, and not for the person to choose. */
  readonly fixed?: FilterValues;
  readonly empty?: ReactNode;
  readonly selection?: Selection<Row>;
  /** Beside the totals: what can be done with the rows. */
  readonly tools?: ReactNode;
  /** Address of the same list as XLSX; the filters are added. */
  readonly exportPath?: string;
}

const PAGE_ROWS = 50;

/** A list with filters in the address, totals over the filter, one page of rows at a time, and its export. */
export function ListPage<Row extends object>(props: ListPageProps<Row>) {
  const { caption, queryKey, read, columns, keyOf, filters: fields = [], fixed = {}, tools } = props;
  const filters = useFiltersInUrl(fields.map(({ name }) => name));
  const { cursor, turnTo } = filters;
  const values = { ...filters.values, ...fixed };
  const query = useQuery({
    queryKey: [...queryKey, values, cursor],
    queryFn: ({ signal }) =>
      read({ limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) }, values, signal),
    placeholderData: keepPreviousData,
  });
  const narrowed = Object.keys(filters.values).length > 0;
  return (
    <div className="list-page">
      <FilterBar fields={fields} filters={filters} />
      <div className="list-tools">
        <div className="list-totals" aria-live="polite">
          {query.data?.totals && <Totals {...query.data.totals} />}
        </div>
        {tools}
        <ExportButton caption={caption} path={props.exportPath} values={values} />
        <Pager
          first={cursor === undefined}
          next={query.data?.nextCursor ?? null}
          busy={query.isFetching}
          turnTo={turnTo}
        />
      </div>
      <div className="list-rows" aria-busy={query.isFetching}>
        <Read query={query} rows={12}>
          {({ items, nextCursor }) => (
            <DataTable
              rows={items}
              columns={columns}
              keyOf={keyOf}
              caption={caption}
              empty={narrowed ? '没有符合筛选条件的数据,可以清除筛选后再看。' : props.empty}
              selection={props.selection}
              withoutExport={props.exportPath !== undefined || cursor !== undefined || nextCursor !== null}
            />
          )}
        </Read>
      </div>
    </div>
  );
}

function Totals({ count, amountFen }: { count: number; amountFen?: number | null }) {
  return (
    <>
      共 <strong>{count}</strong> 条
      {typeof amountFen === 'number' && (
        <>
          ,合计 <Amount fen={amountFen} strong />
        </>
      )}
    </>
  );
}

function Pager({
  first,
  next,
  busy,
  turnTo,
}: {
  first: boolean;
  next: string | null;
  busy: boolean;
  turnTo: (cursor: string | null) => void;
}) {
  return (
    <nav className="pager" aria-label="翻页">
      <Button size="small" disabled={first} onClick={() => turnTo(null)}>
        首页
      </Button>
      <Button size="small" disabled={first} onClick={() => history.back()}>
        上一页
      </Button>
      <Button size="small" disabled={next === null || busy} onClick={() => turnTo(next)}>
        下一页
      </Button>
    </nav>
  );
}
