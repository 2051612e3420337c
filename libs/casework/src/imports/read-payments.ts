import { fen } from '@duixian/money';
import { readEarlierPayments, type EarlierPaymentEntity, type Tx } from '@duixian/persistence';
import { identityOf, readNamed, type ImportReader, type ParsedRow } from './parsed-row';
import type { RowReader } from './read-cell';

type Payment = Pick<EarlierPaymentEntity, 'clauseId' | 'subject' | 'amountFen' | 'paidOn'>;

const keyOf = (who: string, { clauseId, subject, amountFen, paidOn }: Payment): string =>
  identityOf(who, clauseId, subject, amountFen, paidOn);

/** Ledgers of earlier payments (既往兑付台账). One payment is an enterprise, a clause, what for, an amount and a day. */
export function paymentReader(tx: Tx, clauses: ReadonlySet<string>): ImportReader {
  return {
    parse: (reader) => parsePayment(tx, reader, clauses),
    compare: async (rows) => {
      const partyIds = rows.flatMap(({ party }) => (party ? [party.id] : []));
      const standing = new Set(
        (await readEarlierPayments(tx, partyIds)).map((payment) => keyOf(payment.partyId, payment)),
      );
      return rows.map(({ parsed, party }) => {
        const known = party !== null && standing.has(keyOf(party.id, parsed.record as unknown as Payment));
        return { outcome: known ? 'known' : 'new', was: null };
      });
    },
  };
}

function parsePayment(tx: Tx, reader: RowReader, clauses: ReadonlySet<string>): ParsedRow | null {
  const named = readNamed(reader, false);
  const clauseId = readClause(reader, clauses);
  const amountFen = reader.yuan('amount');
  const paidOn = reader.day('paidOn', true);
  if (paidOn !== null && paidOn > tx.today) reader.refuse('paidOn', '在今天之后', '核对台账');
  const subject = reader.text('subject', false);
  const documentNumber = reader.text('documentNumber', false);
  if (!named || clauseId === null || amountFen === null || paidOn === null) return null;
  const record = { id: tx.newId(), clauseId, subject, amountFen, paidOn, documentNumber };
  const identity = keyOf(named.creditCode, { clauseId, subject, amountFen: fen(amountFen), paidOn });
  return { named, identity, record, registers: [`payment/${clauseId}`] };
}

function readClause(reader: RowReader, clauses: ReadonlySet<string>): string | null {
  const written = reader.text('clauseId', true)?.normalize('NFKC').replace(/\s/g, '');
  if (written === undefined) return null;
  if (clauses.has(written)) return written;
  return reader.refuse('clauseId', `没有条款“${written.slice(0, 40)}”`, '填写有效政策文件中的条款编号');
}
