import { type Shape } from '@duixian/api-client';
import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { DataTable } from '../pieces/data-table';
import { HiddenFileInput } from '../pieces/hidden-file-input';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { audiencesOf } from '../shell/audiences';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { classificationInWords, classifiedInWords } from './classification-words';

const FINANCE = ['finance_maker', 'finance_checker'] as const;

type Answer = Shape<'StatementAnswerShape'>;
type Statement = Shape<'StatementShape'>;

/** What the bank said of the accounts in reach; its people bring the next statement. */
export default function StatementsPage() {
  const regionName = useRegionNames();
  const regions = useRegionChoices('province', 'city', 'county');
  const audiences = audiencesOf(useSignedIn());
  return (
    <PageFrame title="银行对账单">
      {FINANCE.some((each) => audiences.includes(each)) && <ImportStatement />}
      <ListPage<Statement>
        caption="已导入的对账单"
        queryKey={['statements', 'list']}
        read={(page, { regionCode, statementDate }, signal) => {
          const query = {
            ...page,
            ...(regionCode ? { regionCode } : {}),
            ...(statementDate ? { statementDate } : {}),
          };
          return valueOf(api.GET('/api/v1/statements', { params: { query }, signal }));
        }}
        exportPath="/api/v1/exports/statements"
        filters={[
          { kind: 'choice', name: 'regionCode', label: '付款财政', options: regions },
          { kind: 'day', name: 'statementDate', label: '对账单日期' },
        ]}
        columns={[
          {
            key: 'date',
            title: '日期',
            heading: true,
            width: 110,
            render: ({ id, statementDate }) => <Link to={`/statements/${id}`}>{statementDate}</Link>,
          },
          { key: 'region', title: '付款财政', render: ({ regionCode }) => regionName(regionCode) },
          { key: 'number', title: '对账单号', render: ({ statementNumber }) => statementNumber },
          { key: 'importedAt', title: '导入时间', render: ({ importedAt }) => momentInWords(importedAt) },
        ]}
        keyOf={({ id }) => id}
        empty="还没有导入对账单。"
      />
    </PageFrame>
  );
}

/** The bank's statement, byte for byte: only it says that money arrived or came back. */
function ImportStatement() {
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string | null>(null);
  const { run, busy, error, again, answer, forget } = useCommand(
    (key: string, { file, isXml }: { file: File; isXml: boolean }) =>
      valueOf(
        api.POST('/api/v1/statements', {
          params: { header: { 'Idempotency-Key': key } },
          body: file as never,
          // The bank's own bytes: read and written again they would have another hash.
          bodySerializer: (body) => body as unknown as File,
          headers: { 'Content-Type': isXml ? 'application/xml' : 'application/json' },
        }),
      ),
  );
  const choose = async (file: File): Promise<void> => {
    forget();
    setName(file.name);
    const beginning = await file.slice(0, 100).text();
    run({ file, isXml: beginning.trimStart().startsWith('<') });
  };
  return (
    <>
      <Panel title="导入对账单">
        <p>
          选择银行给出的原始对账单文件(不超过 20 MB 的 JSON,或不超过 500 MB 的 ISO 20022
          camt.053),不要打开后另存。系统逐笔对照:对上的付款记为到账,退回的记为退票,其余列出由人工核实。
        </p>
        <HiddenFileInput
          input={input}
          label="对账单文件"
          accept=".json,.xml,application/json,application/xml"
          onChoose={(file) => void choose(file)}
        />
        <Button type="primary" loading={busy} onClick={() => input.current?.click()}>
          选择文件并导入
        </Button>
        {name !== null && <span className="muted"> {name}</span>}
      </Panel>
      {error !== null && <ProblemNote error={error} retry={again} />}
      {answer && <Result answer={answer} />}
    </>
  );
}

function Result({ answer }: { answer: Answer }) {
  const { id, exceptions, lines, statementDate, classified } = answer;
  return (
    <Panel title={`${statementDate} 对账结果`}>
      <Alert
        className="note"
        role="status"
        type={exceptions.length === 0 ? 'success' : 'warning'}
        showIcon
        title={`共 ${lines} 笔:${classifiedInWords(classified)}`}
      />
      <p>
        <Link to={`/statements/${id}`}>查看全部明细</Link>
      </p>
      {exceptions.length > 0 && (
        <DataTable
          caption="需要人工核实的明细"
          rows={exceptions}
          keyOf={({ position }) => String(position)}
          columns={[
            { key: 'position', title: '行号', render: ({ position }) => position },
            { key: 'reference', title: '参考号', heading: true, render: ({ reference }) => reference },
            {
              key: 'amount',
              title: '金额',
              align: 'right',
              render: ({ amountFen }) => <Amount fen={amountFen} />,
            },
            {
              key: 'kind',
              title: '问题',
              render: ({ classification }) => classificationInWords(classification),
            },
          ]}
        />
      )}
    </Panel>
  );
}
