import { type Shape } from '@duixian/api-client';
import { type Column } from '../pieces/columns';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';

type Row = Shape<'RegionShape'>;

const LEVELS: Readonly<Record<string, string>> = { province: '省', city: '市', county: '县区' };
const KINDS: Readonly<Record<string, string>> = { statutory: '行政区划', functional: '功能区' };

export default function RegionsPage() {
  const regionName = useRegionNames();
  const columns: readonly Column<Row>[] = [
    { key: 'name', title: '名称', heading: true, render: ({ name }) => name },
    { key: 'code', title: '代码', render: ({ code }) => code },
    { key: 'level', title: '层级', render: ({ level }) => LEVELS[level] },
    { key: 'kind', title: '类别', render: ({ kind }) => KINDS[kind] },
    {
      key: 'parent',
      title: '上级',
      render: ({ parentCode }) => (parentCode === null ? '—' : regionName(parentCode)),
    },
    {
      key: 'valid',
      title: '有效期',
      render: ({ validFrom, validTo }) => `${validFrom} 起${validTo === null ? '' : `,至 ${validTo}`}`,
    },
  ];
  return (
    <PageFrame title="行政区划">
      <ListPage<Row>
        caption="行政区划"
        queryKey={['regions', 'list']}
        read={(_page, _filters, signal) => valueOf(api.GET('/api/v1/regions', { signal }))}
        columns={columns}
        keyOf={({ code }) => code}
      />
    </PageFrame>
  );
}
