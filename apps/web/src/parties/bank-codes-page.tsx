import { App, Button, Form, Input } from 'antd';
import { useRef, useState } from 'react';
import { DataTable } from '../pieces/data-table';
import { HiddenFileInput } from '../pieces/hidden-file-input';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { useBankCodes } from './accounts';

interface Fields {
  listedOn: string;
  source: string;
}

/** The table by which the branch of every account is looked up: which one counts, what stands in it, a new one. */
export default function BankCodesPage() {
  const [words, setWords] = useState('');
  const query = useBankCodes(words);
  return (
    <PageFrame title="联行号表">
      <div className="columns columns-even">
        <Panel title="导入新表">
          <ImportTable />
        </Panel>
        <Panel title="现用的表">
          <Read query={query} rows={8}>
            {({ table, items }) =>
              table === null ? (
                <div className="empty">还没有导入。没有联行号表,企业不能登记收款账户。</div>
              ) : (
                <>
                  <p>
                    {table.source},日期 {table.listedOn},共 {table.rowCount} 个网点。
                  </p>
                  <div className="filter">
                    <label htmlFor="bank-words">查找网点</label>
                    <Input
                      id="bank-words"
                      value={words}
                      maxLength={100}
                      placeholder="网点名称或联行号开头"
                      onChange={({ target }) => setWords(target.value)}
                    />
                  </div>
                  {words !== '' && (
                    <DataTable
                      caption="找到的网点"
                      rows={items}
                      columns={[
                        { key: 'name', title: '开户行名称', heading: true, render: ({ name }) => name },
                        { key: 'code', title: '联行号', render: ({ code }) => code },
                      ]}
                      keyOf={({ code }) => code}
                      empty="没有找到。"
                    />
                  )}
                </>
              )
            }
          </Read>
        </Panel>
      </div>
    </PageFrame>
  );
}

function ImportTable() {
  const { today } = useSignedIn();
  const { message } = App.useApp();
  const [file, setFile] = useState<File | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const { run, busy, error, again } = useCommand(
    (key: string, { fields, chosen }: { fields: Fields; chosen: File; size: number; changedAt: number }) => {
      const form = new FormData();
      form.set('listedOn', fields.listedOn);
      form.set('source', fields.source);
      form.set('file', chosen);
      return valueOf(
        api.POST('/api/v1/bank-codes', {
          params: { header: { 'Idempotency-Key': key } },
          body: form as never,
          bodySerializer: (body) => body as unknown as FormData,
        }),
      );
    },
    ({ rowCount }) => {
      setFile(null);
      void message.success(`已导入 ${rowCount} 个网点。`);
    },
  );
  return (
    <Form<Fields>
      layout="vertical"
      initialValues={{ source: '中国人民银行' }}
      onFinish={(fields) => {
        if (file) run({ fields, chosen: file, size: file.size, changedAt: file.lastModified });
      }}
    >
      <p className="muted">
        XLSX 或 CSV,两列:“联行号”(文本格式)和“开户行名称”。整表写入,有一行错误就都不写入。
      </p>
      <Form.Item name="listedOn" label="表的日期" rules={[{ required: true, message: '请选择日期' }]}>
        <Input type="date" max={today} />
      </Form.Item>
      <Form.Item name="source" label="来源" rules={[{ required: true, message: '请填写来源' }]}>
        <Input maxLength={100} />
      </Form.Item>
      <div className="check-line">
        <HiddenFileInput input={input} label="联行号表" accept=".xlsx,.csv" onChoose={setFile} />
        <Button onClick={() => input.current?.click()}>选择文件</Button>
        <span className="muted"> {file?.name ?? 'XLSX 或 CSV'}</span>
      </div>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <div className="form-end">
        <Button type="primary" htmlType="submit" loading={busy} disabled={file === null}>
          导入
        </Button>
      </div>
    </Form>
  );
}
