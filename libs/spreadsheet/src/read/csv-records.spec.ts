import fc from 'fast-check';
import { csvRecords, type CsvForm, type CsvRecord } from './csv-records';

const form = (given: Partial<CsvForm> = {}): CsvForm => ({
  ...{ delimiter: ',', lineEnd: '\n', mostCharacters: 10_000 },
  refuse: (reason, line) => new Error(`${reason} ${line}`),
  ...given,
});

/** Cuts a text at places, so that nothing in it is safe from lying on both sides. */
async function recordsOf(
  text: string,
  cuts: readonly number[],
  given: Partial<CsvForm> = {},
): Promise<CsvRecord[]> {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (text.length + 1)), text.length])].sort(
    (a, b) => a - b,
  );
  const pieces = (async function* () {
    for (const [index, place] of places.slice(1).entries()) yield text.slice(places[index], place);
  })();
  const records: CsvRecord[] = [];
  for await (const some of csvRecords(pieces, form(given))) records.push(...some);
  return records;
}

const cell = fc.string({ unit: fc.constantFrom('a', '企', ',', '"', '\n', '\r', ' ', '1'), maxLength: 6 });
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });
const quoted = (text: string, always: boolean): string =>
  always || /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

it('whatever is written by the rules is read again, with the line on which it begins, wherever it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      ...([table, fc.array(fc.nat()), fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.boolean()] as const),
      async (rows, cuts, end, always, closed) => {
        const text =
          rows.map((row) => row.map((each) => quoted(each, always)).join(',')).join(end) +
          end.repeat(+closed);
        const expected: CsvRecord[] = [];
        let line = 1;
        for (const cells of rows) {
          expected.push({ line, cells });
          line += 1 + cells.join('').split('\n').length - 1;
        }
        // Nothing after the last line end is no record.
        if (!closed && text !== '' && rows.at(-1)?.join('') === '' && rows.at(-1)?.length === 1 && !always)
          expected.pop();
        if (text === '') expected.pop();
        expect(await recordsOf(text, cuts)).toEqual(expected);
      },
    ),
    { numRuns: 400 },
  );
});

it('a text without line feeds is cut at its carriage returns', async () => {
  expect(await recordsOf('a,b\r"c\rd",e\r', [3, 7], { lineEnd: '\r' })).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['c\rd', 'e'] },
  ]);
});

it.each<[string, string, Partial<CsvForm>, string]>([
  ['a quote that never ends', 'a,b\nc,"d\ne,f\n', {}, 'quotes 2'],
  ['a quote inside of a cell', 'a,b\nc,d"e"\n', {}, 'quotes 2'],
  ['text behind a quoted cell', 'a,"b"c\n', {}, 'quotes 1'],
  ['text behind a quoted cell that ends the file', 'a\n"b"c', {}, 'quotes 2'],
  ['a record without an end', `a\n"${'x'.repeat(60)}`, { mostCharacters: 50 }, 'too-long 2'],
])('%s is refused, however it is cut', async (_what, text, given, problem) => {
  for (let cut = 0; cut < text.length; cut += 1)
    await expect(recordsOf(text, [cut], given)).rejects.toThrow(problem);
});
