import {
  insertImportRows,
  readContradictingRows,
  readRegisteredParties,
  readRepeatedRows,
  readRowsNewTwice,
  rejectImportRows,
  type ImportRowEntity,
  type RowProblem,
  type Tx,
} from '@duixian/persistence';
import { textOf, type SheetRow } from '@duixian/spreadsheet';
import type { ImportKind } from '@duixian/workflow';
import type { ColumnMap } from './match-columns';
import { newAgain } from './newly-recognised';
import type { ImportReader, ParsedRow } from './parsed-row';
import { CountyIndex, placeParty, type Placed } from './place-party';
import { RowReader } from './read-cell';

/** Rows that are looked up and stored together; of more, the texts of a statement cost more than its asking. */
const ROWS_AT_A_TIME = 500;

interface Previewed {
  rows: number;
  registers: string[];
}

/**
 * Reads all rows of a table, holds each against what is known, and stores what it comes to. Nothing of it has an effect
 * yet. Some thousands of rows are in memory at a time, however many there are.
 * @throws UnreadableSheet for what only shows itself on the way
 */
export async function previewRows(
  tx: Tx,
  about: { importId: string; kind: ImportKind; regionCode: string; columns: ColumnMap; reader: ImportReader },
  source: AsyncIterable<readonly SheetRow[]>,
): Promise<Previewed> {
  const counties = new CountyIndex(tx, about.regionCode);
  const registers = new Set<string>();
  let position = 0;
  for await (const rows of inChunks(source, ROWS_AT_A_TIME)) {
    const read = rows.map((row) => readRow(about.columns, about.reader, row));
    const codes = read.flatMap(({ parsed }) => (parsed ? [parsed.named.creditCode] : []));
    const registered = new Map(
      (await readRegisteredParties(tx, [...new Set(codes)])).map((party) => [party.creditCode, party]),
    );
    const placed = read.map(({ parsed }) =>
      parsed
        ? placeParty(tx, about.kind, parsed.named, registered.get(parsed.named.creditCode), counties)
        : null,
    );
    const stored = await judge(about, read, placed, position);
    for (const { parsed } of read) for (const register of parsed?.registers ?? []) registers.add(register);
    await insertImportRows(tx, about.importId, stored);
    position += stored.length;
  }
  await rejectRepetitions(tx, about.importId);
  return { rows: position, registers: [...registers].sort() };
}

interface ReadRow {
  row: SheetRow;
  parsed: ParsedRow | null;
  problems: RowProblem[];
}

function readRow(columns: ColumnMap, kind: ImportReader, row: SheetRow): ReadRow {
  const reader = new RowReader(columns, row);
  const parsed = kind.parse(reader);
  return { row, parsed: reader.problems.length > 0 ? null : parsed, problems: reader.problems };
}

/** What each row of a chunk comes to, ready to be stored. */
async function judge(
  about: { reader: ImportReader },
  read: readonly ReadRow[],
  placed: readonly (Placed | null)[],
  before: number,
): Promise<Omit<ImportRowEntity, 'importId'>[]> {
  const taken = read.flatMap(({ parsed }, index) => {
    const place = placed[index];
    return parsed && place?.ok ? [{ index, parsed, party: place.party }] : [];
  });
  const verdicts = await about.reader.compare(taken);
  const byIndex = new Map(taken.map(({ index }, nth) => [index, verdicts[nth]]));
  return read.map(({ row, parsed, problems }, index) => {
    const place = placed[index];
    const verdict = byIndex.get(index);
    const contradicted = verdict?.problem;
    const refused = [
      ...problems,
      ...(place && !place.ok ? [place.problem] : []),
      ...(contradicted ? [contradicted] : []),
    ];
    const taken = verdict && !contradicted;
    return {
      position: before + index + 1,
      line: row.line,
      outcome: verdict?.outcome ?? 'rejected',
      identity: parsed?.identity ?? null,
      creditCode: parsed?.named.creditCode ?? null,
      newParty: taken && place?.ok ? place.newParty : null,
      record: taken ? (parsed?.record ?? null) : null,
      was: verdict?.was ?? null,
      cells: row.cells.map(textOf),
      problems: taken ? null : refused,
    };
  });
}

/** A second row about the same, or one that contradicts the first about it, is rejected; the first one stays. */
async function rejectRepetitions(tx: Tx, importId: string): Promise<void> {
  const repeated = await readRepeatedRows(tx, importId);
  await rejectImportRows(
    tx,
    importId,
    repeated.map(({ position, first }) => ({
      position,
      problem: { column: null, message: `与第 ${first} 行重复`, fix: '只保留一行;内容不同的,核对后改正' },
    })),
  );
  const newTwice = await readRowsNewTwice(tx, importId);
  await rejectImportRows(
    tx,
    importId,
    newTwice.map(({ position, first, grantedOn }) => ({
      position,
      problem: newAgain(`第 ${first} 行`, grantedOn),
    })),
  );
  const contradicting = await readContradictingRows(tx, importId);
  await rejectImportRows(
    tx,
    importId,
    contradicting.map(({ position, first, name }) => ({
      position,
      problem: {
        column: '企业名称',
        message: `同一代码在第 ${first} 行写作“${name}”或另一个区县`,
        fix: '核对名称与区县,改成一致',
      },
    })),
  );
}

async function* inChunks(
  source: AsyncIterable<readonly SheetRow[]>,
  size: number,
): AsyncGenerator<SheetRow[]> {
  let chunk: SheetRow[] = [];
  for await (const rows of source) {
    chunk.push(...rows);
    if (chunk.length >= size) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}
