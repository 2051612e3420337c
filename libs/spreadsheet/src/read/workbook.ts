import type { Limits } from '../limits';
import { UnreadableSheet } from '../unreadable';
import { readWhole, unescapeText } from './xml';
import type { Zip } from './zip';

/** What a cell's format makes of its number: 44621 may be a day, 0.12 may be 12%. */
export type ShownAs = 'number' | 'date' | 'percent';

/** What is needed of a workbook before its sheets are read. */
export interface Workbook {
  readonly sheets: readonly { name: string; path: string; visible: boolean }[];
  readonly date1904: boolean;
  /** By style number: as what it shows a number. */
  readonly shownAs: readonly ShownAs[];
  readonly sharedTexts: readonly string[];
}

/** @throws UnreadableSheet when the zip file holds no workbook */
export async function readWorkbook(zip: Zip, limits: Limits): Promise<Workbook> {
  const root = (await relations(zip, '_rels/.rels', '')).find(({ type }) =>
    type.endsWith('/officeDocument'),
  )?.target;
  const path = root ?? 'xl/workbook.xml';
  if (!zip.has(path) || !/\.xml$/.test(path) || path.startsWith('word/') || path.startsWith('ppt/')) {
    throw new UnreadableSheet(
      'not-a-spreadsheet',
      '这是压缩包或其他文档,不是 Excel 工作簿(.xlsx)',
      '选择 .xlsx 或 CSV 文件;压缩包请先解压',
    );
  }
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const related = await relations(zip, `${folder}_rels/${path.slice(folder.length)}.rels`, folder);
  const partOf = (kind: string): string | undefined =>
    related.find(({ type }) => type.endsWith(`/${kind}`))?.target;
  const named: { name: string; id: string; visible: boolean }[] = [];
  let date1904 = false;
  await readWhole(zip.read(path), {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key === 'r:id' || key.endsWith(':id'))?.[1] ?? '';
      const visible = (attributes['state'] ?? 'visible') === 'visible';
      named.push({ name: attributes['name'] ?? '', id, visible });
    },
  });
  const sheets = named.flatMap(({ name, id, visible }) => {
    const target = related.find((each) => each.id === id && each.type.endsWith('/worksheet'))?.target;
    return target !== undefined && zip.has(target) ? [{ name, path: target, visible }] : [];
  });
  return {
    sheets,
    date1904,
    shownAs: await readStyles(zip, partOf('styles') ?? `${folder}styles.xml`),
    sharedTexts: await readSharedTexts(zip, partOf('sharedStrings') ?? `${folder}sharedStrings.xml`, limits),
  };
}

interface Relation {
  id: string;
  type: string;
  target: string;
}

async function relations(zip: Zip, path: string, folder: string): Promise<Relation[]> {
  const found: Relation[] = [];
  await readWhole(zip.read(path), {
    open(name, { Id = '', Type = '', Target = '' }) {
      if (name === 'Relationship') found.push({ id: Id, type: Type, target: resolved(Target, folder) });
    },
  });
  return found;
}

function resolved(target: string, folder: string): string {
  const parts = target.startsWith('/') ? [] : folder.split('/').filter(Boolean);
  for (const part of target.split('/').filter(Boolean)) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Formats that show a date without saying so (ECMA-376 18.8.30); 27 to 36 and 50 to 58 are Chinese and Japanese forms. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

const builtIn = (id: number): ShownAs =>
  isBuiltInDate(id) ? 'date' : id === 9 || id === 10 ? 'percent' : 'number';

/** By what stands in a format outside of quotes, escapes and brackets: a year, month, day, hour or second, or a percent sign. */
function shownBy(code: string): ShownAs {
  const signs = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General/gi, '');
  return /[ymdhs年月日]/i.test(signs) ? 'date' : signs.includes('%') ? 'percent' : 'number';
}

async function readStyles(zip: Zip, path: string): Promise<ShownAs[]> {
  const custom = new Map<number, ShownAs>();
  const styles: ShownAs[] = [];
  let inCells = false;
  await readWhole(zip.read(path), {
    open(name, attributes) {
      if (name === 'cellXfs') inCells = true;
      if (name === 'numFmt') {
        custom.set(Number(attributes['numFmtId']), shownBy(attributes['formatCode'] ?? ''));
      }
      if (name === 'xf' && inCells) {
        const id = Number(attributes['numFmtId'] ?? 0);
        styles.push(custom.get(id) ?? builtIn(id));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

async function readSharedTexts(zip: Zip, path: string, limits: Limits): Promise<string[]> {
  if (zip.sizeOf(path) > limits.sharedTextBytes) {
    throw new UnreadableSheet(
      'too-large',
      '文件中的文字总量过大',
      '分成几个文件导入,或另存为“CSV UTF-8”后导入',
    );
  }
  const texts: string[] = [];
  let text = '';
  let inText = false;
  let inReading = false;
  await readWhole(zip.read(path), {
    open(name) {
      if (name === 'si') text = '';
      // rPh holds how a text is pronounced, not what it says.
      if (name === 'rPh') inReading = true;
      if (name === 't') inText = !inReading;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') inReading = false;
      if (name === 'si') texts.push(unescapeText(text));
    },
  });
  return texts;
}
