import { readFileSync, writeFileSync } from 'node:fs';
import { listStatements, readStatement } from '@duixian/casework';
import { valueOf } from '@duixian/testing';
import { Till } from '../bench/money/till';
import { takeAway } from './take-away';

jest.setTimeout(180_000);

const PAYMENTS = 2_300;

let till: Till;
beforeAll(async () => {
  till = await Till.open();
  await till.enter(PAYMENTS);
});
afterAll(() => till.close());

/** A debit that the bank booked twice, taken back at the very end, beyond what is in hand at one time. */
function withSecondDebit(text: string): string {
  const [first = ''] = /<Ntry>.*?<\/Ntry>/s.exec(text) ?? [];
  const [, amount = ''] = /<Amt Ccy="CNY">([^<]*)</.exec(first) ?? [];
  const again = first.replace(/<AcctSvcrRef>[^<]*/, '<AcctSvcrRef>AGAIN');
  const back = first
    .replace(/<AcctSvcrRef>[^<]*/, '<AcctSvcrRef>BACK')
    .replace('DBIT', 'CRDT')
    .replace('<RltdPties>', '<RltdPties><Dbtr><Pty><Nm>示例</Nm></Pty></Dbtr>');
  const [, count = '', sum = ''] =
    /<TtlDbtNtries><NbOfNtries>(\d+)<\/NbOfNtries><Sum>([^<]*)</.exec(text) ?? [];
  return text
    .replace(first, first + again)
    .replace('</Stmt>', `${back}</Stmt>`)
    .replace(`<NbOfNtries>0</NbOfNtries><Sum>0<`, `<NbOfNtries>1</NbOfNtries><Sum>${amount}<`)
    .replace(
      `<NbOfNtries>${count}</NbOfNtries><Sum>${sum}<`,
      `<NbOfNtries>${Number(count) + 1}</NbOfNtries><Sum>${(Number(sum) + Number(amount)).toFixed(2)}<`,
    );
}

/** The same as its page asks for it: sums over all lines, then pieces of it, or only what was taken for one thing. */
async function readPieceByPiece(): Promise<void> {
  const actor = await till.office.as('city-maker');
  const [listed] = valueOf(await listStatements(till.office.db, actor, {}, { limit: 5 })).items;
  const read = async (part: Parameters<typeof readStatement>[3]) =>
    valueOf(await readStatement(till.office.db, actor, listed?.id ?? '', part));
  const { sums, lines } = await read({ after: 1, limit: 3 });
  expect(sums.map((sum) => [sum.classification, sum.lines, sum.creditFen > 0])).toEqual([
    ['matched', PAYMENTS + 1, false],
    ['duplicate-debit', 1, false],
    ['reversed', 1, true],
  ]);
  expect(lines.map(({ position }) => position)).toEqual([2, 3, 4]);
  expect(lines.every(({ applicationId }) => applicationId !== null)).toBe(true);
  const odd = await read({ after: 0, limit: 50, classification: 'reversed' });
  expect(odd.lines.map(({ position, direction }) => [position, direction])).toEqual([
    [PAYMENTS + 3, 'credit'],
  ]);
  const taken = await takeAway(till.office, 'city-maker', 'statementLines', {
    statementId: listed?.id ?? '',
  });
  expect(taken.map(([position]) => Number(position))).toEqual(
    Array.from({ length: PAYMENTS + 3 }, (_, index) => index + 1),
  );
  const elsewhere = await readStatement(
    till.office.db,
    await till.office.as('xinhua-maker'),
    listed?.id ?? '',
    {
      after: 0,
      limit: 1,
    },
  );
  expect(elsewhere).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
}

it('a batch of thousands is paid by file, and what its long statement says in pieces counts as if it were read at once', async () => {
  const batch = await till.release(await till.prepare());
  expect(batch.paymentCount).toBe(PAYMENTS + 1);
  await till.writeFile(batch);
  const statement = await till.statementOf(batch);
  writeFileSync(statement.path, withSecondDebit(readFileSync(statement.path, 'utf8')));
  expect(await till.readStatement(statement)).toMatchObject({
    lines: PAYMENTS + 3,
    classified: { matched: PAYMENTS + 1, 'duplicate-debit': 1, reversed: 1 },
    exceptions: [{ position: 2, classification: 'duplicate-debit' }],
  });
  await readPieceByPiece();
  await till.prove(batch);
  const { rows } = await till.owner.query(
    `SELECT (SELECT count(*)::int FROM finance_task WHERE done_at IS NULL) AS open,
       (SELECT array_agg(DISTINCT content IS NULL) FROM bank_statement) AS "outOfTheRow",
       (SELECT count(*)::int FROM bank_statement_line) AS lines, (SELECT max(position) FROM bank_statement_line) AS last`,
  );
  expect(rows).toEqual([{ open: 0, outOfTheRow: [true], lines: PAYMENTS + 3, last: PAYMENTS + 3 }]);
});
