import { useQuery } from '@tanstack/react-query';
import { paymentColumns } from '../funds/payment-columns';
import { DataTable } from '../pieces/data-table';
import { Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';

const MOST = 5;

/** The newest payments to the enterprises that the person acts for. */
export function LatestPayments() {
  const regionName = useRegionNames();
  const query = useQuery({
    queryKey: ['payments', 'latest'],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/payments', { params: { query: { limit: MOST } }, signal })),
  });
  return (
    <Panel title="最近付款">
      <Read query={query} rows={3}>
        {({ items }) => (
          <DataTable
            rows={items}
            columns={paymentColumns(regionName, '/applications')}
            keyOf={({ id }) => id}
            caption="最近付款"
            empty="还没有付款。核定的奖补资金拨付后,会出现在这里。"
          />
        )}
      </Read>
    </Panel>
  );
}
