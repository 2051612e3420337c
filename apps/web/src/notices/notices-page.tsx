import { type Shape } from '@duixian/api-client';
import { NOTICE_STATE_LABELS } from '@duixian/workflow';
import { Button } from 'antd';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { useRegionChoices } from '../pieces/regions';
import { StateTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { useSession } from '../shell/session';

type Row = Shape<'NoticeShape'>;

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'title',
    title: '公示',
    heading: true,
    render: ({ id, title }) => <Link to={`/notices/${id}`}>{title}</Link>,
  },
  { key: 'number', title: '编号', render: ({ number }) => number },
  {
    key: 'period',
    title: '公示期',
    render: ({ startsOn, endsOn, workingDays }) => `${startsOn} 至 ${endsOn}(${workingDays} 个工作日)`,
  },
  {
    key: 'state',
    title: '状态',
    render: ({ state }) => <StateTag labels={NOTICE_STATE_LABELS} state={state} />,
  },
  { key: 'lines', title: '笔数', align: 'right', render: ({ lineCount }) => lineCount },
  { key: 'total', title: '合计金额', align: 'right', render: ({ totalFen }) => <Amount fen={totalFen} /> },
];

export default function NoticesPage() {
  // Anybody reads them; what leaves as a file is on the trail, under a name.
  const { session } = useSession();
  return (
    <PageFrame title="公示公告" actions={<BuildLink />}>
      <ListPage<Row>
        caption="公示公告"
        queryKey={['notices']}
        read={(query, _filters, signal) => valueOf(api.GET('/api/v1/notices', { params: { query }, signal }))}
        {...(session ? { exportPath: '/api/v1/exports/notices' } : {})}
        columns={COLUMNS}
        keyOf={({ id }) => id}
        empty="目前没有公示。市级复审通过后,拟兑付名单会在这里公示。"
      />
    </PageFrame>
  );
}

/** For the reviewers of a city: a county puts up no notices. */
function BuildLink() {
  const cities = useRegionChoices('city').map(({ value }) => value);
  const { session } = useSession();
  const builds = session?.grants.some(
    ({ role, regionCode }) => role === 'reviewer' && cities.includes(regionCode),
  );
  if (builds !== true) return null;
  return (
    <Link to="/notices/new">
      <Button>编制公示</Button>
    </Link>
  );
}
