import { inflateSync } from 'node:zlib';
import { fen } from '@duixian/money';
import type { Paper } from './paper';
import { writePaperPdf } from './write-paper-pdf';

const SEAL = { code: 'A'.repeat(26), url: 'https://duixian.example/verify/A', issuedOn: '2026-03-02' };

const paperOf = (name: string): Paper => ({
  ...{ kind: 'demand', title: '奖补资金追缴通知书', amountFen: fen(100), holder: name, signatures: ['经办'] },
  fields: [
    ['被追缴单位', name],
    ['追缴金额(大写)', '壹元整'],
  ],
  table: {
    columns: [
      { name: '收款人', width: 40 },
      { name: '金额(元)', width: 16 },
    ],
    rows: [[name, '1.00']],
  },
});

/** What a PDF draws: its content streams, unpacked. */
function drawn(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n/g)]
    .map(({ index, 0: mark }) => {
      const from = index + mark.length;
      try {
        return inflateSync(pdf.subarray(from, text.indexOf('endstream', from))).toString('latin1');
      } catch {
        return '';
      }
    })
    .filter((stream) => / TJ\b/.test(stream))
    .join('\n');
}

/** The glyphs of the texts that it draws, as the fonts in it number them; 0 is the box of a letter that a font has not. */
const glyphs = (pdf: Buffer): number[] =>
  [...drawn(pdf).matchAll(/<([0-9a-f]+)>/g)].flatMap(({ 1: hex = '' }) =>
    (hex.match(/.{4}/g) ?? []).map((each) => parseInt(each, 16)),
  );

it.each([
  ['letters of every day', '平顶山市兑现科技有限公司'],
  ['letters that few names have', '平顶山市骉瑱靐峣商贸(①)有限公司'],
  ['traditional letters', '臺億實業有限公司'],
  ['letters that no font of ours has', '䶮㛃𬭎𠮷商贸有限公司'],
])('a name of %s leaves no box on the paper', async (_what, name) => {
  const found = glyphs(await writePaperPdf(paperOf(name), SEAL));
  expect(found.length).toBeGreaterThan(20);
  expect(found).not.toContain(0);
});
