import { readFileSync } from 'node:fs';
import type PdfKit from 'pdfkit';
import { sfntOfWoff } from './sfnt-of-woff';

export type Pdf = InstanceType<typeof PdfKit>;

/** Noto Sans SC (SIL Open Font License 1.1); only the glyphs that a paper uses are put into it. */
const PACKAGE = '@fontsource/noto-sans-sc';
const EVERYDAY = 'chinese-simplified';

const unpacked = new Map<string, Buffer>();

/** A file of the package as the font that it wraps, once per process. */
function fontOf(part: string): Buffer {
  const known = unpacked.get(part);
  if (known) return known;
  const font = sfntOfWoff(
    readFileSync(require.resolve(`${PACKAGE}/files/noto-sans-sc-${part}-400-normal.woff`)),
  );
  unpacked.set(part, font);
  return font;
}

/** Writes on in the font of a file; each is in a paper once. */
function writeIn(pdf: Pdf, part: string): void {
  pdf.registerFont(part, fontOf(part)).font(part);
}

/** A paper begins with the letters of nearly every text. */
export const beginWithEverydayFont = (pdf: Pdf): void => {
  writeIn(pdf, EVERYDAY);
};

let rare: ReadonlyMap<number, string> | null = null;

/** In which numbered file of the package a letter is; these hold 5,000 more than the everyday one, names that few bear among them. */
function partOf(codePoint: number): string | undefined {
  rare ??= new Map(
    Object.entries(
      JSON.parse(readFileSync(require.resolve(`${PACKAGE}/unicode.json`), 'utf8')) as Record<string, string>,
    )
      .filter(([part]) => /^\[\d+\]$/.test(part))
      .flatMap(([part, ranges]) =>
        ranges.split(',').flatMap((range) => codePointsOf(range, part.slice(1, -1))),
      ),
  );
  return rare.get(codePoint);
}

function codePointsOf(range: string, part: string): [number, string][] {
  const [first = 0, last = first] = range
    .replace('U+', '')
    .split('-')
    .map((hex) => parseInt(hex, 16));
  return Array.from({ length: last - first + 1 }, (_, index) => [first + index, part]);
}

/** What pdfkit writes with at the moment; its types do not say that it can be asked. */
function has(pdf: Pdf, codePoint: number): boolean {
  const { _font } = pdf as unknown as {
    _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } };
  };
  return _font.font.hasGlyphForCodePoint(codePoint);
}

interface Run {
  part: string;
  text: string;
}

/** A text in pieces that one font each can write. A letter that none has is named by its number: a box would be any letter. */
function runsOf(pdf: Pdf, text: string): Run[] {
  const runs: Run[] = [];
  for (const letter of text) {
    const { part, text: written } = runOf(pdf, letter);
    const last = runs.at(-1);
    if (last?.part === part) last.text += written;
    else runs.push({ part, text: written });
  }
  return runs;
}

function runOf(pdf: Pdf, letter: string): Run {
  const codePoint = letter.codePointAt(0) ?? 0;
  if (letter === '\n' || has(pdf, codePoint)) return { part: EVERYDAY, text: letter };
  const part = partOf(codePoint);
  if (part !== undefined) {
    writeIn(pdf, part);
    const isThere = has(pdf, codePoint);
    writeIn(pdf, EVERYDAY);
    if (isThere) return { part, text: letter };
  }
  return { part: EVERYDAY, text: `[U+${codePoint.toString(16).toUpperCase()}]` };
}

/** Writes a text where it is told to, each letter in a font that has it. */
export function writeText(
  pdf: Pdf,
  text: string,
  at: { x: number; y: number },
  options: PDFKit.Mixins.TextOptions,
): void {
  const runs = runsOf(pdf, text);
  if (runs.length <= 1) {
    pdf.text(runs[0]?.text ?? '', at.x, at.y, options);
    return;
  }
  for (const [index, run] of runs.entries()) {
    writeIn(pdf, run.part);
    const more = { ...options, continued: index < runs.length - 1 };
    if (index === 0) pdf.text(run.text, at.x, at.y, more);
    else pdf.text(run.text, more);
  }
  writeIn(pdf, EVERYDAY);
}

/** How high `writeText` writes it: every font of the package is as wide and as high. */
export const heightOf = (pdf: Pdf, text: string, width: number): number =>
  pdf.heightOfString(
    runsOf(pdf, text)
      .map((run) => run.text)
      .join(''),
    { width },
  );
