import { type Shape } from '@duixian/api-client';
import { NOTIFICATION_CATEGORY_LABELS, type NotificationCategory } from '@duixian/workflow';
import { Button } from 'antd';
import { Link } from 'react-router';
import { type Column } from '../pieces/columns';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { ToneTag } from '../pieces/state-tag';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

type Message = Shape<'NotificationShape'>;

const FILTERS = [
  { kind: 'choice', name: 'unread', label: '是否已读', options: [{ value: 'true', label: '未读' }] },
  { kind: 'choice', name: 'category', label: '类别', options: choicesOf(NOTIFICATION_CATEGORY_LABELS) },
] as const;

/** What the system told the person: each message leads to what it is about. */
export default function MessagesPage() {
  const { run, busy, error } = useCommand((key: string, body: { id?: string }) =>
    valueOf(api.POST('/api/v1/notifications/read', { params: { header: { 'Idempotency-Key': key } }, body })),
  );
  return (
    <PageFrame title="消息">
      {error !== null && error !== undefined && <ProblemNote error={error} />}
      <ListPage<Message>
        caption="消息"
        queryKey={['notifications']}
        read={(page, { unread, category }, signal) =>
          valueOf(
            api.GET('/api/v1/notifications', {
              params: {
                query: {
                  ...page,
                  ...(unread === 'true' ? { unread: true } : {}),
                  ...(category ? { category: category as NotificationCategory } : {}),
                },
              },
              signal,
            }),
          )
        }
        filters={FILTERS}
        columns={columnsOf((id) => run({ id }))}
        tools={
          <Button loading={busy} onClick={() => run({})}>
            全部标为已读
          </Button>
        }
        exportPath="/api/v1/exports/messages"
        keyOf={({ id }) => id}
        empty="还没有消息。"
      />
    </PageFrame>
  );
}

const columnsOf = (read: (id: string) => void): readonly Column<Message>[] => [
  {
    key: 'message',
    title: '消息',
    heading: true,
    render: ({ id, title, body, link, readAt }) => (
      <>
        <Link to={link} onClick={() => readAt === null && read(id)}>
          {readAt === null ? <strong>{title}</strong> : title}
        </Link>
        <div className="cell-words">{body}</div>
      </>
    ),
  },
  {
    key: 'category',
    title: '类别',
    width: 84,
    render: ({ category }) => NOTIFICATION_CATEGORY_LABELS[category],
  },
  { key: 'when', title: '时间', width: 132, render: ({ writtenAt }) => momentInWords(writtenAt) },
  {
    key: 'state',
    title: '状态',
    render: ({ id, title, readAt }) =>
      readAt === null ? (
        <Button size="small" aria-label={`将“${title}”标为已读`} onClick={() => read(id)}>
          标为已读
        </Button>
      ) : (
        <ToneTag tone="neutral" words="已读" />
      ),
  },
];
