import writeXlsxFile from 'write-excel-file/universal';

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

/** Chinese takes two places of a column's width. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, symbol) => sum + (symbol > '\u2e7f' ? 2 : 1), 0);

/**
 * Takes what a table shows away as a workbook, every cell as the text that stands on the page.
 * @param titles of the columns, in the order of the rows' texts
 */
export async function takeTable(shown: Element, caption: string, titles: readonly string[]): Promise<void> {
  const kept = titles.flatMap((title, at) => (ACTS.includes(title) ? [] : [at]));
  const table = [titles, ...rowsOf(shown)].map((row) => kept.map((at) => row[at] ?? ''));
  const columns = kept.map((_, at) => ({
    width: Math.min(WIDEST, Math.max(...table.map((row) => widthOf(row[at] ?? ''))) + 2),
  }));
  const data = table.map((row, at) =>
    row.map((value) => ({ value, type: String, ...(at === 0 ? { fontWeight: 'bold' as const } : {}) })),
  );
  const blob = await writeXlsxFile(data, { columns, stickyRowsCount: 1 }).toBlob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${caption}.xlsx`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
