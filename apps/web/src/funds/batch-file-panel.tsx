import { type Shape } from '@duixian/api-client';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Amount } from '../pieces/amount';
import { DataTable } from '../pieces/data-table';
import { momentInWords } from '../pieces/moments';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';

type Batch = Shape<'BatchWithPaymentsShape'>;

/** A batch that leaves as a file: written once by its maker, taken to the treasury, answered by result files. */
export function BatchFilePanel({ batch }: { batch: Batch }) {
  const { grants } = useSignedIn();
  const isMaker = grants.some(
    ({ role, regionCode }) => role === 'finance_maker' && regionCode === batch.regionCode,
  );
  const { file } = batch;
  return (
    <Panel title="付款文件">
      {file === null ? (
        isMaker ? (
          <WriteFile batch={batch} />
        ) : (
          <p className="muted">经办人还没有生成付款文件。</p>
        )
      ) : (
        <>
          <dl className="pairs">
            <div>
              <dt>文件</dt>
              <dd>
                <a href={`/api/v1/batches/${batch.id}/file`} download>
                  {file.fileName}
                </a>
              </dd>
            </div>
            <div>
              <dt>明细</dt>
              <dd>
                {file.lineCount} 笔,合计 <Amount fen={file.totalFen} />
              </dd>
            </div>
            <div>
              <dt>生成</dt>
              <dd>{momentInWords(file.writtenAt)}</dd>
            </div>
            <div>
              <dt>文件校验码</dt>
              <dd className="small muted">{file.contentHash}</dd>
            </div>
          </dl>
          <p className="muted">每次下载的都是同一份文件。请只向财政支付系统导入一次。</p>
          {isMaker && <ReadResult batch={batch} />}
          {batch.results.length > 0 && <Results batch={batch} />}
        </>
      )}
    </Panel>
  );
}

function WriteFile({ batch: { id, version, paymentCount } }: { batch: Batch }) {
  const { modal } = App.useApp();
  const { run, busy, error, again } = useCommand((key: string) =>
    valueOf(
      api.POST('/api/v1/batches/{id}/file', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { version },
      }),
    ),
  );
  const ask = (): void => {
    modal.confirm({
      title: '生成付款文件?',
      content: `文件含 ${paymentCount} 笔付款。生成后各笔付款视为已送出,文件不能重新生成,可以反复下载。`,
      okText: '生成',
      cancelText: '返回',
      onOk: () => run(undefined),
    });
  };
  return (
    <>
      <p>本批次不经银行直连:请生成付款文件,导入财政支付系统,再把返回的结果文件上传到本页。</p>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <div className="form-end">
        <Button type="primary" loading={busy} onClick={ask}>
          生成付款文件
        </Button>
      </div>
    </>
  );
}

function ReadResult({ batch: { id } }: { batch: Batch }) {
  const { message } = App.useApp();
  const [file, setFile] = useState<File | null>(null);
  const { run, busy, error, again } = useCommand(
    (key: string, { chosen }: { chosen: File; size: number; changedAt: number }) => {
      const form = new FormData();
      form.set('file', chosen);
      return valueOf(
        api.POST('/api/v1/batches/{id}/results', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: form as never,
          bodySerializer: (body) => body as unknown as FormData,
        }),
      );
    },
    ({ accepted, rejected, notFound }) => {
      setFile(null);
      void message.success(`已导入:受理 ${accepted} 笔,拒绝 ${rejected} 笔,未收到 ${notFound} 笔。`);
    },
  );
  return (
    <>
      <div className="check-line">
        <label htmlFor="result-file">结果文件(XLSX 或 CSV)</label>
        <input
          id="result-file"
          type="file"
          accept=".xlsx,.csv"
          onChange={({ target }) => setFile(target.files?.[0] ?? null)}
        />
      </div>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <div className="form-end">
        <Button
          type="primary"
          loading={busy}
          disabled={file === null}
          onClick={() => {
            if (file) run({ chosen: file, size: file.size, changedAt: file.lastModified });
          }}
        >
          上传结果
        </Button>
      </div>
    </>
  );
}

function Results({ batch: { results } }: { batch: Batch }) {
  return (
    <DataTable
      caption="已导入的结果"
      rows={results}
      columns={[
        { key: 'number', title: '结果编号', heading: true, render: ({ resultNumber }) => resultNumber },
        { key: 'lines', title: '笔数', render: ({ lineCount }) => lineCount },
        { key: 'total', title: '合计', render: ({ totalFen }) => <Amount fen={totalFen} /> },
        { key: 'accepted', title: '受理', render: ({ acceptedCount }) => acceptedCount },
        { key: 'rejected', title: '拒绝', render: ({ rejectedCount }) => rejectedCount },
        { key: 'missing', title: '未收到', render: ({ notFoundCount }) => notFoundCount },
        { key: 'read', title: '导入时间', render: ({ readAt }) => momentInWords(readAt) },
      ]}
      keyOf={({ id }) => id}
    />
  );
}
