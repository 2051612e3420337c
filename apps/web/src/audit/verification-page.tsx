import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { Link } from 'react-router';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { api, valueOf } from '../shell/api';

/** Hashes every event in reach again: proof that nothing was altered and nothing is missing. */
export default function VerificationPage() {
  const query = useQuery({
    queryKey: ['verification'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/audit/verification', { signal })),
  });
  return (
    <PageFrame
      title="留痕核验"
      actions={
        <Button type="primary" loading={query.isFetching} onClick={() => void query.refetch()}>
          重新核验
        </Button>
      }
    >
      <Read query={query} rows={6}>
        {({ intact, events, cases, alteredEvents, casesWithGaps }) => (
          <Panel title="核验结果">
            <Alert
              type={intact ? 'success' : 'error'}
              showIcon
              role="status"
              title={intact ? '完整,未发现篡改或缺失' : '发现问题,请立即报告'}
              description={`管辖范围内共 ${cases} 个事项、${events} 条记录,已逐条重新计算校验码并检查编号是否连续。`}
            />
            {alteredEvents.length > 0 && <p>内容与校验码不符的记录:{alteredEvents.join('、')}</p>}
            {casesWithGaps.length > 0 && (
              <ul>
                {casesWithGaps.map((id) => (
                  <li key={id}>
                    编号不连续:<Link to={`/events?caseId=${id}`}>{id}</Link>
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        )}
      </Read>
    </PageFrame>
  );
}
