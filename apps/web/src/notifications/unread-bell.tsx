import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, valueOf } from '../shell/api';

const EVERY_MS = 60_000;
const MOST_SHOWN = 99;

/** The way to one's messages, with how many are unread. */
export function UnreadBell() {
  const { data } = useQuery({
    queryKey: ['notifications', 'unread'],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/notifications', { params: { query: { unread: true, limit: 1 } }, signal })),
    refetchInterval: EVERY_MS,
    retry: false,
  });
  const unread = data?.totals.count ?? 0;
  return (
    <Link className="bell" to="/messages" aria-label={unread === 0 ? '消息' : `消息,${unread} 条未读`}>
      <BellOutlined />
      {unread > 0 && (
        <span className="bell-count" aria-hidden="true">
          {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
        </span>
      )}
    </Link>
  );
}
