import { readCreditRecords, type CreditRecordEntity, type Tx } from '@duixian/persistence';
import type { CreditRecordKind } from '@duixian/workflow';
import { compareRecords } from './compare-records';
import { identityOf, readNamed, type ImportReader, type ParsedRow } from './parsed-row';
import type { RowReader } from './read-cell';

/** What people call the kinds of records; the first of each is what the template says. */
export const CREDIT_KIND_WORDS: Readonly<Record<string, CreditRecordKind>> = {
  严重失信主体: 'serious_dishonesty',
  失信被执行人: 'dishonest_debtor',
  行政处罚: 'penalty',
  经营异常: 'abnormal_operation',
  严重失信: 'serious_dishonesty',
  严重违法失信: 'serious_dishonesty',
  严重违法失信名单: 'serious_dishonesty',
  处罚: 'penalty',
  经营异常名录: 'abnormal_operation',
  serious_dishonesty: 'serious_dishonesty',
  dishonest_debtor: 'dishonest_debtor',
  penalty: 'penalty',
  abnormal_operation: 'abnormal_operation',
};

/** What two documents may say differently about one decision. */
const SAID = ['authority', 'reason', 'decidedOn', 'validTo'] as const;

/** Registers of credit and penalties (信用与处罚记录). One record is an enterprise, a kind and a decision. */
export function creditReader(tx: Tx, documentDate: string): ImportReader {
  return {
    parse: (reader) => parseRecord(tx, reader),
    compare: compareRecords<CreditRecordEntity>({
      read: (ids) => readCreditRecords(tx, ids),
      keyOf,
      said: SAID,
      documentDate,
    }),
  };
}

const keyOf = (partyId: string, record: Pick<CreditRecordEntity, 'kind' | 'decisionNumber'>): string =>
  identityOf(partyId, record.kind, record.decisionNumber);

function parseRecord(tx: Tx, reader: RowReader): ParsedRow | null {
  const named = readNamed(reader, false);
  if (reader.text('creditKind', true) === null) return null;
  const kind = reader.choice('creditKind', CREDIT_KIND_WORDS);
  const decisionNumber = reader.text('decisionNumber', true);
  const decidedOn = reader.day('decidedOn', true);
  const validTo = reader.day('validTo', false);
  if (decidedOn !== null && decidedOn > tx.today) reader.refuse('decidedOn', '在今天之后', '核对决定文书');
  if (decidedOn !== null && validTo !== null && validTo < decidedOn)
    reader.refuse('validTo', `早于决定日期 ${decidedOn}`, '核对有效期或修复日期');
  const record = {
    id: tx.newId(),
    kind,
    decisionNumber,
    authority: reader.text('authority', false),
    reason: reader.text('reason', false),
    decidedOn,
    validTo,
  };
  if (!named || kind === null || decisionNumber === null || decidedOn === null || reader.problems.length > 0)
    return null;
  return {
    named,
    identity: identityOf(named.creditCode, kind, decisionNumber),
    record,
    registers: ['credit'],
  };
}
