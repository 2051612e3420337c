import { readCreditRecords, type CreditRecordEntity, type Tx } from '@duixian/persistence';
import type { CreditRecordKind } from '@duixian/workflow';
import { identityOf, readNamed, type ImportReader, type ParsedRow, type Verdict } from './parsed-row';
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
    compare: async (rows) => {
      const partyIds = rows.flatMap(({ party }) => (party ? [party.id] : []));
      const standing = new Map(
        (await readCreditRecords(tx, partyIds)).map((record) => [keyOf(record.partyId, record), record]),
      );
      return rows.map(({ parsed, party }) => {
        const record = party && standing.get(keyOf(party.id, parsed.record as unknown as CreditRecordEntity));
        return record ? compareRecord(parsed.record, record, documentDate) : { outcome: 'new', was: null };
      });
    },
  };
}

const keyOf = (partyId: string, record: Pick<CreditRecordEntity, 'kind' | 'decisionNumber'>): string =>
  identityOf(partyId, record.kind, record.decisionNumber);

/** A blank says nothing: it neither differs from what stands nor erases it. */
function compareRecord(
  record: Record<string, unknown>,
  standing: CreditRecordEntity,
  documentDate: string,
): Verdict {
  const differing = SAID.filter((field) => record[field] !== null && record[field] !== standing[field]);
  if (differing.length === 0) return { outcome: 'known', was: null };
  const was = {
    ...Object.fromEntries(differing.map((field) => [field, standing[field]])),
    documentNumber: standing.documentNumber,
    documentDate: standing.documentDate,
    source: standing.source,
  };
  const outdated = standing.documentDate > documentDate;
  return { outcome: outdated ? 'outdated' : 'changed', was };
}

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
