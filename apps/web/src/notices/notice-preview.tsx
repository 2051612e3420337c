import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { Amount, AmountInFull } from '../pieces/amount';
import { BatchResults, type RowResult } from '../pieces/batch-results';
import { DataTable } from '../pieces/data-table';
import { dayInWords } from '../pieces/moments';
import { useNarrow } from '../pieces/narrow';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { NOTICE_COLUMNS } from './notice-columns';

type Preview = Shape<'NoticePreviewShape'>;

interface Case {
  readonly id: string;
  readonly version: number;
  readonly caseNumber: string;
}

export interface Published {
  readonly id: string;
  readonly number: string;
  readonly results: RowResult[];
}

interface Given {
  readonly callId: string;
  readonly cases: readonly Case[];
  readonly close: () => void;
  readonly onPublished: (published: Published) => void;
}

/** Lines of text that the list will take, so that nothing below it jumps when it is there. */
const heightOf = (cases: number, narrow: boolean): number =>
  5 + Math.ceil(Math.min(cases, 20) * (narrow ? 5 : 1.25));

/** The list as the public will read it, and which of the chosen cases cannot stand on it. */
export function NoticePreview(given: Given) {
  const { callId, cases, close } = given;
  const narrow = useNarrow();
  const applications = cases.map(({ id, version }) => ({ applicationId: id, version }));
  const query = useQuery({
    queryKey: ['notice-preview', callId, applications],
    queryFn: ({ signal }) =>
      valueOf(api.POST('/api/v1/notices/preview', { body: { callId, applications }, signal })),
  });
  return (
    <Panel
      title="公示预览"
      extra={
        <Button size="small" onClick={close}>
          收起
        </Button>
      }
    >
      <Read query={query} rows={heightOf(cases.length, narrow)}>
        {(preview) => <Content {...given} preview={preview} />}
      </Read>
    </Panel>
  );
}

function Content({ callId, cases, preview, onPublished }: Given & { preview: Preview }) {
  const [title, setTitle] = useState(preview.title);
  const { modal } = App.useApp();
  const refused = resultsOf(
    cases,
    preview.results.filter(({ ok }) => !ok),
  );
  const publish = useCommand(
    (key: string, body: Shape<'BuildNoticeBody'>) =>
      valueOf(api.POST('/api/v1/notices', { params: { header: { 'Idempotency-Key': key } }, body })),
    ({ id, number, results }) => onPublished({ id, number, results: resultsOf(cases, results) }),
  );
  const accepted = preview.results.filter(({ ok }) => ok).map(({ applicationId }) => applicationId);
  const applications = cases
    .filter(({ id }) => accepted.includes(id))
    .map(({ id, version }) => ({ applicationId: id, version }));
  const ask = (): void => {
    modal.confirm({
      title: '发布公示?',
      content: (
        <>
          <p>
            {preview.lines.length} 笔,合计 <AmountInFull fen={preview.totalFen} />
          </p>
          <p>发布后立即对社会公开,名单、金额和标题不能再修改。</p>
        </>
      ),
      okText: '发布公示',
      onOk: () => publish.run({ callId, title: title.trim(), applications }),
    });
  };
  return (
    <>
      {refused.length > 0 && <BatchResults done="可以列入其余" results={refused} />}
      {publish.error !== null && <ProblemNote error={publish.error} retry={publish.again} />}
      <label htmlFor="notice-title" className="muted small">
        公示标题
      </label>
      <Input
        id="notice-title"
        maxLength={120}
        value={title}
        onChange={({ target }) => setTitle(target.value)}
      />
      <p>
        今日发布,公示 {preview.workingDays} 个工作日,至{dayInWords(preview.endsOn)}
        {preview.endEstimated && '(按周末推算,节假日安排公布后以公布为准)'};共 {preview.lines.length} 笔,合计{' '}
        <Amount fen={preview.totalFen} strong />。
      </p>
      <DataTable
        caption="公示名单预览"
        rows={preview.lines}
        keyOf={({ position }) => String(position)}
        columns={NOTICE_COLUMNS}
        empty="所选申报都不能列入公示,原因见上。"
      />
      <p>
        <Button
          type="primary"
          disabled={preview.lines.length === 0 || title.trim().length < 2}
          loading={publish.busy}
          onClick={ask}
        >
          发布公示
        </Button>
      </p>
    </>
  );
}

const resultsOf = (cases: readonly Case[], results: Preview['results']): RowResult[] =>
  results.map(({ applicationId, problem }) => ({
    key: applicationId,
    name: cases.find(({ id }) => id === applicationId)?.caseNumber ?? applicationId,
    problem,
  }));
