import { useQuery } from '@tanstack/react-query';
import { DataTable } from '../pieces/data-table';
import { Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { api, valueOf } from '../shell/api';
import { useLineColumns } from './sweep-lines';
import { type SweepLine } from './sweep-words';

const SIZE = 10;

/** Some lines of the list to be checked by hand; drawn by the run itself, so that everybody checks the same ones. */
export function SweepSample({ sweepId }: { sweepId: string }) {
  const columns = useLineColumns();
  const query = useQuery({
    queryKey: ['sweeps', 'sample', sweepId],
    queryFn: ({ signal }) =>
      valueOf(
        api.GET('/api/v1/sweeps/{id}/sample', {
          params: { path: { id: sweepId }, query: { size: SIZE } },
          signal,
        }),
      ),
  });
  return (
    <Panel title="抽查样本">
      <p className="muted">
        从拟推送清单中随机抽取,最多 {SIZE}{' '}
        条;样本由本次比对的编号决定,任何人看到的都相同。请对照原始材料逐条核对。
      </p>
      <Read query={query} rows={10}>
        {({ items }) => (
          <DataTable<SweepLine>
            caption="抽查样本"
            rows={items}
            columns={columns}
            keyOf={({ id }) => id}
            empty="清单为空,没有样本。"
          />
        )}
      </Read>
    </Panel>
  );
}
