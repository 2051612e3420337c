import { type Shape } from '@duixian/api-client';
import { NOTICE_STATE_LABELS } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { dayInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { StateTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { NOTICE_COLUMNS, type NoticeLine } from './notice-columns';
import { ObjectionForm } from './objection-form';
import { ObjectionStatus } from './objection-status';

type Notice = Shape<'NoticeWithLinesShape'>;

/** A public notice as it was published, and how to object to a line of it. */
export default function NoticePage() {
  const { id = '' } = useParams();
  const receipt = useSearchParams()[0].get('receipt');
  const query = useQuery({
    queryKey: ['notices', 'one', id],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/notices/{id}', { params: { path: { id } }, signal })),
  });
  return (
    <PageFrame
      title={query.data?.title ?? '公示'}
      actions={query.data && <Button onClick={() => print()}>打印公示表</Button>}
    >
      {receipt !== null && <ObjectionStatus noticeId={id} receipt={receipt} />}
      <Read query={query} rows={14}>
        {(notice) => <Content notice={notice} />}
      </Read>
    </PageFrame>
  );
}

function Content({ notice }: { notice: Notice }) {
  const [objecting, setObjecting] = useState<number | null>(null);
  const open = notice.state === 'published';
  const columns: readonly Column<NoticeLine>[] = open
    ? [
        ...NOTICE_COLUMNS,
        {
          key: 'object',
          title: '异议',
          render: ({ position, applicantName }) => (
            <Button
              size="small"
              type="link"
              aria-label={`对${applicantName}提出异议`}
              onClick={() => setObjecting(position)}
            >
              提出异议
            </Button>
          ),
        },
      ]
    : NOTICE_COLUMNS;
  return (
    <>
      <Panel title={notice.number} extra={<StateTag labels={NOTICE_STATE_LABELS} state={notice.state} />}>
        <p>
          公示期 {dayInWords(notice.startsOn)}至{dayInWords(notice.endsOn)},共 {notice.workingDays} 个工作日
          {notice.endEstimated && '(截止日按周末推算,节假日安排公布后以公布为准)'}。
        </p>
        <p>
          共 {notice.lineCount} 笔,合计 <Amount fen={notice.totalFen} strong />
          。公示期内,任何单位和个人可以实名提出异议。
        </p>
        <p className="muted small">公示内容校验码:{notice.snapshotHash.slice(0, 16)}</p>
      </Panel>
      <DataTable
        caption="公示名单"
        rows={notice.lines}
        keyOf={({ position }) => String(position)}
        columns={columns}
      />
      {objecting !== null && (
        <ObjectionForm
          notice={notice}
          line={notice.lines.find(({ position }) => position === objecting)}
          close={() => setObjecting(null)}
        />
      )}
    </>
  );
}
