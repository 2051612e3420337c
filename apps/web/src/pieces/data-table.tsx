import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { type Column } from './columns';
import { useNarrow } from './narrow';

/** Rows that a person picks to act on together. */
export interface Selection<Row> {
  /** By key, as they were when chosen; also rows of other pages of the list. */
  readonly chosen: ReadonlyMap<string, Row>;
  readonly choose: (chosen: ReadonlyMap<string, Row>) => void;
  readonly mayChoose?: (row: Row) => boolean;
  /** Says to a screen reader which row the box is for. */
  readonly nameOf: (row: Row) => string;
}

interface Given<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly caption: string;
  readonly empty?: ReactNode;
  readonly selection?: Selection<Row> | undefined;
  /** It offers no workbook of what it shows: the server writes one of the whole list, or these are not all of the rows. */
  readonly withoutExport?: boolean;
}

/** Rows as a table, on a phone as cards. Whoever has many rows shows a page of them (`ListPage`). */
export function DataTable<Row extends object>(given: Given<Row>) {
  const narrow = useNarrow();
  if (given.rows.length === 0) return <div className="empty">{given.empty ?? '暂无数据'}</div>;
  const shown = narrow ? <Cards {...given} /> : <WideTable {...given} />;
  if (given.withoutExport) return shown;
  return (
    <>
      {shown}
      <TakeAway caption={given.caption} columns={given.columns} />
    </>
  );
}

/** The rows as they stand above, as a workbook. What writes it is loaded when somebody wants one. */
function TakeAway<Row>({ caption, columns }: Pick<Given<Row>, 'caption' | 'columns'>) {
  const [failed, setFailed] = useState(false);
  const take = async (button: HTMLElement): Promise<void> => {
    const shown = button.closest('.take-away')?.previousElementSibling;
    if (!shown) return;
    const { takeTable } = await import('./take-table');
    await takeTable(shown, caption, columns);
  };
  return (
    <div className="take-away">
      {failed && <span role="alert">没有导出,请检查网络,刷新页面后再试。</span>}{' '}
      <Button
        type="link"
        size="small"
        aria-label={`导出“${caption}”`}
        onClick={({ currentTarget }) => {
          setFailed(false);
          take(currentTarget).catch(() => setFailed(true));
        }}
      >
        导出 XLSX
      </Button>
    </div>
  );
}

/** A plain table: antd's own brings trees, menus and filters along that no list here uses, a quarter of the first load. */
function WideTable<Row extends object>({ rows, columns, keyOf, caption, selection }: Given<Row>) {
  const pickable = rows.filter((row) => selection?.mayChoose?.(row) ?? true);
  const allChosen = pickable.length > 0 && pickable.every((row) => selection?.chosen.has(keyOf(row)));
  const chooseAll = (on: boolean): void => {
    const chosen = new Map(selection?.chosen);
    for (const row of pickable) {
      if (on) chosen.set(keyOf(row), row);
      else chosen.delete(keyOf(row));
    }
    selection?.choose(chosen);
  };
  return (
    <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="data-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {selection && (
              <th scope="col" className="pick">
                <Checkbox
                  aria-label="全选本页"
                  checked={allChosen}
                  disabled={pickable.length === 0}
                  onChange={({ target }) => chooseAll(target.checked)}
                />
              </th>
            )}
            {columns.map(({ key, title, align, width }) => (
              <th key={key} scope="col" className={align} style={{ minWidth: width }}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {selection && (
                <td className="pick">
                  <Pick row={row} rowKey={keyOf(row)} selection={selection} />
                </td>
              )}
              {columns.map(({ key, render, align }) => (
                <td key={key} className={align}>
                  {render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Pick<Row>({ row, rowKey, selection }: { row: Row; rowKey: string; selection: Selection<Row> }) {
  const { chosen, choose, mayChoose, nameOf } = selection;
  const pick = (on: boolean): void => {
    const next = new Map(chosen);
    if (on) next.set(rowKey, row);
    else next.delete(rowKey);
    choose(next);
  };
  return (
    <Checkbox
      checked={chosen.has(rowKey)}
      disabled={!(mayChoose?.(row) ?? true)}
      onChange={({ target }) => pick(target.checked)}
      aria-label={`选择 ${nameOf(row)}`}
    />
  );
}

function Cards<Row extends object>({ rows, columns, keyOf, caption, selection }: Given<Row>) {
  const heading = columns.find((column) => column.heading) ?? columns[0];
  return (
    <ul className="cards" aria-label={caption}>
      {rows.map((row) => {
        const key = keyOf(row);
        return (
          <li key={key} className="card">
            <div className="card-heading">
              {selection && <Pick row={row} rowKey={key} selection={selection} />}
              <div className="card-name">{heading?.render(row)}</div>
            </div>
            <dl>
              {columns
                .filter((column) => column !== heading)
                .map((column) => (
                  <div key={column.key}>
                    <dt>{column.title}</dt>
                    <dd>{column.render(row)}</dd>
                  </div>
                ))}
            </dl>
          </li>
        );
      })}
    </ul>
  );
}
