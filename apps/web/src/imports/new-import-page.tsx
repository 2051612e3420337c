import { IMPORT_KIND_LABELS, type ImportKind } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useId } from 'react';
import { useSearchParams } from 'react-router';
import { DataTable } from '../pieces/data-table';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { kindsOf } from './import-words';
import { UploadForm } from './upload-form';

/** Bringing a file in: which kind, what stands in its columns, the file itself. Nothing has an effect yet. */
export default function NewImportPage() {
  const session = useSignedIn();
  const kinds = kindsOf(session);
  const [params, setParams] = useSearchParams();
  const kind = kinds.find((each) => each === params.get('kind')) ?? kinds[0];
  const id = useId();
  if (kind === undefined) {
    return (
      <PageFrame title="导入文件">
        <div className="empty">您可以查看导入结果,但不能导入文件。</div>
      </PageFrame>
    );
  }
  return (
    <PageFrame title="导入文件">
      <div className="columns columns-even">
        <Panel title="选择文件">
          <div className="filter">
            <label htmlFor={id}>类别</label>
            <Select
              id={id}
              className="wide"
              value={kind}
              options={kinds.map((value) => ({ value, label: IMPORT_KIND_LABELS[value] }))}
              onChange={(value) => setParams({ kind: value }, { replace: true })}
            />
          </div>
          <p className="muted">
            先预览、后生效:上传后系统逐行核对,列出新增、变更、已有和有错误的行;核对无误再“提交生效”。
          </p>
          <UploadForm kind={kind} />
        </Panel>
        <Columns kind={kind} />
      </div>
    </PageFrame>
  );
}

function Columns({ kind }: { kind: ImportKind }) {
  const query = useQuery({
    queryKey: ['imports', 'columns', kind],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/imports/templates/{kind}/columns', { params: { path: { kind } }, signal })),
    staleTime: Infinity,
  });
  return (
    <Panel
      title="表格各列"
      extra={
        <Button href={`/api/v1/imports/templates/${kind}`} download>
          下载模板
        </Button>
      }
    >
      <p className="muted">表头用下列名称(或模板中列出的同义名称),各列顺序不限;信用代码列请设为文本格式。</p>
      <Read query={query} rows={12}>
        {({ items }) => (
          <DataTable
            caption={`${IMPORT_KIND_LABELS[kind]}的各列`}
            rows={items}
            keyOf={({ name }) => name}
            columns={[
              { key: 'name', title: '列名', heading: true, render: ({ name }) => name },
              { key: 'required', title: '必填', render: ({ required }) => (required ? '是' : '否') },
              { key: 'hint', title: '填写方法', render: ({ hint }) => hint },
              {
                key: 'example',
                title: '示例',
                render: ({ example }) => <span className="cell-words">{example === '' ? '—' : example}</span>,
              },
            ]}
          />
        )}
      </Read>
    </Panel>
  );
}
