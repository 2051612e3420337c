import { type Shape } from '@duixian/api-client';
import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import { Amount } from '../pieces/amount';
import { DataTable } from '../pieces/data-table';
import { HiddenFileInput } from '../pieces/hidden-file-input';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

type Answer = Shape<'StatementAnswerShape'>;

const KINDS: Readonly<Record<string, string>> = {
  matched: '已到账',
  returned: '退票',
  'already-read': '此前已读入',
  'duplicate-debit': '重复扣款',
  'unknown-reference': '参考号不认识',
  'wrong-amount': '金额不一致',
  'wrong-payee': '收款人不一致',
  'unexpected-debit': '不应发生的扣款',
  'unexpected-return': '不应发生的退票',
  refund: '其他级次归还先行拨付',
};

/** The bank's statement, byte for byte: only it says that money arrived or came back. */
export default function StatementsPage() {
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
    <PageFrame title="银行对账单">
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
    </PageFrame>
  );
}

function Result({ answer }: { answer: Answer }) {
  const { exceptions, lines, statementDate, classified } = answer;
  return (
    <Panel title={`${statementDate} 对账结果`}>
      <Alert
        className="note"
        role="status"
        type={exceptions.length === 0 ? 'success' : 'warning'}
        showIcon
        title={`共 ${lines} 笔:${Object.entries(classified)
          .map(([kind, count]) => `${KINDS[kind] ?? kind} ${String(count)} 笔`)
          .join(',')}`}
      />
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
              render: ({ classification }) => KINDS[classification] ?? classification,
            },
          ]}
        />
      )}
    </Panel>
  );
}
