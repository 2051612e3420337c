import { HOLD_STATE_LABELS, type HoldState } from '@duixian/workflow';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { holdColumns, type ListedHold } from './hold-columns';

/** Cases and payments that wait until somebody has looked: why, since when, and who lets them go on. */
export default function HoldsPage() {
  const regionName = useRegionNames();
  return (
    <PageFrame title="暂停事项">
      <p className="muted">
        提交、核定和付款前核查信用记录与登记变化,有问题的先暂停。申报由市级审核人员核实后解除;付款由财政经办人提出、复核人同意,两人办理。不应支持的,在申报页面办理不予支持。
      </p>
      <ListPage<ListedHold>
        caption="暂停事项"
        queryKey={['holds']}
        read={(page, { state }, signal) =>
          valueOf(
            api.GET('/api/v1/holds', {
              params: { query: { ...page, ...(state ? { state: state as HoldState } : {}) } },
              signal,
            }),
          )
        }
        filters={[{ kind: 'choice', name: 'state', label: '状态', options: choicesOf(HOLD_STATE_LABELS) }]}
        columns={holdColumns(regionName)}
        exportPath="/api/v1/exports/holds"
        keyOf={({ id }) => id}
        empty="没有暂停的申报或付款。"
      />
    </PageFrame>
  );
}
