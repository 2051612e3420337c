import { type Shape } from '@duixian/api-client';
import { BATCH_STATE_LABELS } from '@duixian/workflow';
import { Button } from 'antd';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { StateTag } from '../pieces/state-tag';
import { audiencesOf } from '../shell/audiences';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';

type Row = Shape<'BatchShape'>;

export default function BatchesPage() {
  const regionName = useRegionNames();
  const isMaker = audiencesOf(useSignedIn()).includes('finance_maker');
  return (
    <PageFrame
      title="拨付批次"
      actions={
        isMaker && (
          <Link to="/batches/new">
            <Button type="primary">编制批次</Button>
          </Link>
        )
      }
    >
      <ListPage<Row>
        caption="拨付批次"
        queryKey={['batches']}
        read={(query, _filters, signal) => valueOf(api.GET('/api/v1/batches', { params: { query }, signal }))}
        columns={[
          {
            key: 'number',
            title: '批次号',
            heading: true,
            render: ({ id, number }) => <Link to={`/batches/${id}`}>{number}</Link>,
          },
          { key: 'region', title: '付款财政', render: ({ regionCode }) => regionName(regionCode) },
          { key: 'count', title: '笔数', align: 'right', render: ({ paymentCount }) => paymentCount },
          {
            key: 'total',
            title: '合计金额',
            align: 'right',
            render: ({ totalFen }) => <Amount fen={totalFen} />,
          },
          {
            key: 'state',
            title: '状态',
            render: ({ state }) => <StateTag labels={BATCH_STATE_LABELS} state={state} />,
          },
          { key: 'prepared', title: '编制时间', render: ({ preparedAt }) => momentInWords(preparedAt) },
          {
            key: 'released',
            title: '复核时间',
            render: ({ releasedAt }) => (releasedAt === null ? '—' : momentInWords(releasedAt)),
          },
        ]}
        exportPath="/api/v1/exports/batches"
        keyOf={({ id }) => id}
        empty="还没有拨付批次。核定奖补后,由财政经办编制批次,再由另一人复核放款。"
      />
    </PageFrame>
  );
}
