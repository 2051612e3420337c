import { type Shape } from '@duixian/api-client';
import { STATEMENT_CLASSIFICATION_LABELS, type StatementClassification } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { Amount } from '../pieces/amount';
import { choicesOf } from '../pieces/filter-bar';
import { DataTable } from '../pieces/data-table';
import { ListPage, type ListAnswer, type ListQuery } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { classificationInWords } from './classification-words';

type Statement = Shape<'StatementWithLinesShape'>;
type Line = Statement['lines'][number];

/** One statement of the bank: what its lines were taken for, and each of them. */
export default function StatementPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['statements', 'one', id],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/statements/{id}', { params: { path: { id }, query: { limit: 1 } }, signal })),
  });
  return (
    <PageFrame
      title={query.data ? `${query.data.statementDate} 银行对账单` : '银行对账单'}
      actions={<Link to="/statements">返回银行对账单</Link>}
    >
      <Read query={query} rows={8}>
        {(statement) => (
          <>
            <Summary statement={statement} />
            <Lines id={id} />
          </>
        )}
      </Read>
    </PageFrame>
  );
}

function Summary({ statement }: { statement: Statement }) {
  const regionName = useRegionNames();
  const { regionCode, statementNumber, statementDate, importedAt, contentHash, sums } = statement;
  return (
    <Panel title="对账结果">
      <dl className="pairs">
        <div>
          <dt>付款财政</dt>
          <dd>{regionName(regionCode)}</dd>
        </div>
        <div>
          <dt>对账单号</dt>
          <dd>
            {statementNumber}({statementDate})
          </dd>
        </div>
        <div>
          <dt>导入时间</dt>
          <dd>{momentInWords(importedAt)}</dd>
        </div>
        <div>
          <dt>校验码</dt>
          <dd className="code">{contentHash}</dd>
        </div>
      </dl>
      <DataTable<Statement['sums'][number]>
        caption="按对账结果汇总"
        rows={sums}
        keyOf={({ classification }) => classification}
        empty="这份对账单没有明细。"
        columns={[
          {
            key: 'classification',
            title: '对账结果',
            heading: true,
            render: ({ classification }) => classificationInWords(classification),
          },
          { key: 'lines', title: '笔数', align: 'right', render: ({ lines }) => lines },
          {
            key: 'debit',
            title: '支出',
            align: 'right',
            render: ({ debitFen }) => <Amount fen={debitFen} />,
          },
          {
            key: 'credit',
            title: '收入',
            align: 'right',
            render: ({ creditFen }) => <Amount fen={creditFen} />,
          },
        ]}
      />
    </Panel>
  );
}

/** A page of lines; the next one begins after the last position of this. */
async function readLines(
  id: string,
  { limit, cursor }: ListQuery,
  classification: string | undefined,
  signal: AbortSignal,
): Promise<ListAnswer<Line>> {
  const query = {
    limit,
    ...(cursor === undefined ? {} : { after: cursor }),
    ...(classification ? { classification: classification as StatementClassification } : {}),
  };
  const { lines } = await valueOf(
    api.GET('/api/v1/statements/{id}', { params: { path: { id }, query }, signal }),
  );
  const last = lines.length < limit ? undefined : lines.at(-1);
  return { items: lines, nextCursor: last ? String(last.position) : null };
}

function Lines({ id }: { id: string }) {
  return (
    <ListPage<Line>
      caption="对账单明细"
      queryKey={['statements', 'lines', id]}
      fixed={{ statementId: id }}
      read={(page, { classification }, signal) => readLines(id, page, classification, signal)}
      exportPath="/api/v1/exports/statementLines"
      filters={[
        {
          kind: 'choice',
          name: 'classification',
          label: '对账结果',
          options: choicesOf(STATEMENT_CLASSIFICATION_LABELS),
        },
      ]}
      columns={[
        { key: 'position', title: '行号', align: 'right', render: ({ position }) => position },
        {
          key: 'reference',
          title: '参考号',
          heading: true,
          render: ({ reference, bankSerial }) => (
            <>
              {reference}
              <div className="muted small">银行流水 {bankSerial}</div>
            </>
          ),
        },
        {
          key: 'counterparty',
          title: '对方',
          render: ({ counterpartyName, maskedAccount }) => (
            <>
              {counterpartyName}
              <div className="muted small">{maskedAccount}</div>
            </>
          ),
        },
        {
          key: 'amount',
          title: '金额',
          align: 'right',
          render: ({ direction, amountFen }) => (
            <>
              <Amount fen={amountFen} />
              <div className="muted small">{direction === 'debit' ? '支出' : '收入'}</div>
            </>
          ),
        },
        { key: 'bookedOn', title: '记账日期', width: 110, render: ({ bookedOn }) => bookedOn },
        {
          key: 'classification',
          title: '对账结果',
          render: ({ classification }) => classificationInWords(classification),
        },
        {
          key: 'case',
          title: '办件',
          render: ({ applicationId }) =>
            applicationId === null ? '—' : <Link to={`/cases/${applicationId}`}>查看办件</Link>,
        },
      ]}
      keyOf={({ position }) => String(position)}
      empty="没有这一类明细。"
    />
  );
}
