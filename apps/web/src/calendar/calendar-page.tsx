import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { Link } from 'react-router';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { audiencesOf } from '../shell/audiences';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';

/** The published holiday years by which every deadline and notice counts. */
export default function CalendarPage() {
  const query = useQuery({
    queryKey: ['calendar'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/calendar', { signal })),
  });
  const isAdministrator = audiencesOf(useSignedIn()).includes('administrator');
  return (
    <PageFrame
      title="工作日历"
      actions={
        isAdministrator && (
          <Link to="/calendar/new">
            <Button type="primary">公布新年度</Button>
          </Link>
        )
      }
    >
      <Alert
        className="note"
        type="info"
        showIcon
        title="没有公布节假日安排的年度按周末推算,相关期限标注“预计”"
      />
      <Read query={query} rows={12}>
        {({ items }) =>
          [...items].reverse().map(({ year, sourceDocument, daysOff, workingWeekends }) => (
            <Panel key={year} title={`${year} 年`} extra={<span className="muted">{sourceDocument}</span>}>
              <p>
                放假 {daysOff.length} 天:{daysOff.map(monthDay).join('、')}
              </p>
              <p>调休上班:{workingWeekends.length === 0 ? '无' : workingWeekends.map(monthDay).join('、')}</p>
            </Panel>
          ))
        }
      </Read>
    </PageFrame>
  );
}

const monthDay = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
