import writeXlsxFile from 'write-excel-file/universal';
import { type Column } from './columns';

/** What a column is that only acts on its row. */
const ACTS = ['操作', '办理'];
const WIDEST = 60;

const textOf = (element: Element): string =>
  (element as HTMLElement).innerText.replace(/\s*\n\s*/g, ' ').trim();

/** The texts of each row as it stands on the page, in the order of the columns: of a table, or of cards with the heading first. */
function rowsOf(shown: Element): string[][] {
  if (shown.matches('.cards'))
    return [...shown.querySelectorAll('.card')].map((card) =>
      [...card.querySelectorAll(':scope > .card-heading > .card-name, :scope > dl > div > dd')].map(textOf),
    );
  return [...shown.querySelectorAll('tbody > tr')].map((row) =>
    [...row.querySelectorAll(':scope > td:not(.pick)')].map(textOf),
  );
}

type TitledColumn = Pick<Column<never>, 'title' | 'heading'>;

/** Titles in the order in which a row says its texts: a card begins with its heading. */
function titlesOf(columns: readonly TitledColumn[], inCards: boolean): string[] {
  const heading = columns.find((column) => column.heading) ?? columns[0];
  const others = columns.filter((column) => column !== heading);
  return (inCards && heading ? [heading, ...others] : columns).map(({ title }) => title);
}

/** Chinese takes two places of a column's width. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, symbol) => sum + (symbol > '\u2e7f' ? 2 : 1), 0);

/**
 * Takes what a table shows away as a workbook, every cell as the text that stands on the page.
 * @param shown the table, or the list of cards
 */
export async function takeTable(
  shown: Element,
  caption: string,
  columns: readonly TitledColumn[],
): Promise<void> {
  const titles = titlesOf(columns, shown.matches('.cards'));
  const kept = titles.flatMap((title, at) => (ACTS.includes(title) ? [] : [at]));
  const table = [titles, ...rowsOf(shown)].map((row) => kept.map((at) => row[at] ?? ''));
  const widths = kept.map((_, at) => ({
    width: Math.min(WIDEST, Math.max(...table.map((row) => widthOf(row[at] ?? ''))) + 2),
  }));
  const data = table.map((row, at) =>
    row.map((value) => ({ value, type: String, ...(at === 0 ? { fontWeight: 'bold' as const } : {}) })),
  );
  const blob = await writeXlsxFile(data, { columns: widths, stickyRowsCount: 1 }).toBlob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${caption}.xlsx`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
