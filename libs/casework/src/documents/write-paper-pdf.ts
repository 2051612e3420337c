import { buffer } from 'node:stream/consumers';
import { toBuffer } from 'qrcode';
import type { Paper } from './paper';
import { beginWithEverydayFont, heightOf, writeText, type Pdf } from './paper-fonts';

/** A paper's code, and the address that says whether it holds. */
export interface Seal {
  code: string;
  url: string;
  issuedOn: string;
}

const MARGIN = 50;
const WIDTH = 595.28 - 2 * MARGIN;
const BOTTOM = 841.89 - MARGIN;
const QR_SIZE = 88;

/** An A4 paper with its square code at the top and its table over as many pages as it takes. */
export async function writePaperPdf(paper: Paper, seal: Seal): Promise<Buffer> {
  // Large, and most processes write no paper: read when the first one is written.
  const { default: PdfDocument } = await import('pdfkit');
  const pdf = new PdfDocument({
    size: 'A4',
    margin: MARGIN,
    font: null as unknown as string,
    info: { Title: paper.title, Producer: 'Duixian' },
  });
  beginWithEverydayFont(pdf);
  const written = buffer(pdf);
  const square = await toBuffer(seal.url, { margin: 0, width: 264, errorCorrectionLevel: 'M' });
  pdf.image(square, MARGIN + WIDTH - QR_SIZE, MARGIN, { width: QR_SIZE });
  pdf.fontSize(18).text(paper.title, MARGIN, MARGIN + 8, { width: WIDTH - QR_SIZE - 16 });
  pdf.fontSize(8).text(`出具日期 ${seal.issuedOn}`, { width: WIDTH - QR_SIZE - 16 });
  pdf.text(`验证码 ${seal.code}`).text(`扫码或打开 ${seal.url} 核验`, { width: WIDTH - QR_SIZE - 16 });
  pdf.y = Math.max(pdf.y, MARGIN + QR_SIZE) + 14;
  writeFields(pdf, paper);
  if (paper.table) writeTable(pdf, paper.table);
  writeSignatures(pdf, paper.signatures);
  pdf.end();
  return written;
}

const LABEL = 110;

function writeFields(pdf: Pdf, { fields }: Paper): void {
  pdf.fontSize(10);
  for (const [label, value] of fields) {
    const height = heightOf(pdf, value, WIDTH - LABEL - 12) + 8;
    const top = pdf.y;
    pdf.rect(MARGIN, top, LABEL, height).stroke('#999999');
    pdf.rect(MARGIN + LABEL, top, WIDTH - LABEL, height).stroke('#999999');
    pdf.fillColor('#000000').text(label, MARGIN + 6, top + 3, { width: LABEL - 12 });
    writeText(pdf, value, { x: MARGIN + LABEL + 6, y: top + 3 }, { width: WIDTH - LABEL - 12 });
    pdf.y = top + height;
  }
  pdf.y += 14;
}

function writeTable(pdf: Pdf, { columns, rows }: NonNullable<Paper['table']>): void {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => (width / whole) * WIDTH);
  pdf.fontSize(9);
  const line = (cells: readonly string[]): void => {
    const heights = cells.map((cell, index) => heightOf(pdf, cell, (widths[index] ?? 0) - 8));
    const height = Math.max(...heights) + 6;
    if (pdf.y + height > BOTTOM) {
      pdf.addPage();
      pdf.y = MARGIN;
    }
    const top = pdf.y;
    let left = MARGIN;
    for (const [index, cell] of cells.entries()) {
      const width = widths[index] ?? 0;
      pdf.rect(left, top, width, height).stroke('#999999');
      const align = index === cells.length - 1 ? 'right' : 'left';
      writeText(pdf.fillColor('#000000'), cell, { x: left + 4, y: top + 2 }, { width: width - 8, align });
      left += width;
    }
    pdf.y = top + height;
  };
  line(columns.map(({ name }) => name));
  for (const row of rows) line(row);
  pdf.y += 14;
}

function writeSignatures(pdf: Pdf, signatures: readonly string[]): void {
  if (signatures.length === 0) return;
  if (pdf.y + 30 > BOTTOM) pdf.addPage();
  const top = pdf.y + 10;
  pdf.fontSize(10);
  for (const [index, name] of signatures.entries())
    pdf.text(`${name}:`, MARGIN + (index * WIDTH) / signatures.length, top, { lineBreak: false });
}
