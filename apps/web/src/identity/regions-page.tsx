import { type Shape } from '@duixian/api-client';
import { PAYMENT_CHANNEL_LABELS, permit } from '@duixian/workflow';
import { Button } from 'antd';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Column } from '../pieces/columns';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { useRegionNames, useRegionPaths } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { actorOf, useSignedIn } from '../shell/session';
import { ChannelDialog } from './channel-dialog';
import { type ChannelProposal } from './channel-panel';
import { EditRegionDialog, NewRegionDialog } from './region-dialog';

type Row = Shape<'RegionShape'>;

const LEVELS: Readonly<Record<string, string>> = { province: '省', city: '市', county: '县区' };
const KINDS: Readonly<Record<string, string>> = { statutory: '行政区划', functional: '功能区' };

export default function RegionsPage() {
  const regionName = useRegionNames();
  const actor = actorOf(useSignedIn());
  const [adding, setAdding] = useState(false);
  const [edited, setEdited] = useState<Row | null>(null);
  const [redirected, setRedirected] = useState<Row | null>(null);
  const waiting = useQuery({
    queryKey: ['channel-proposals'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/channel-proposals', { signal })),
  });
  const pathOf = useRegionPaths();
  const keeps = (code: string): boolean => permit(actor, 'region.edit', { regionPath: pathOf(code) }).allowed;
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
    { key: 'finance', title: '财政部门', render: ({ financeOfficeName }) => financeOfficeName ?? '—' },
    {
      key: 'channel',
      title: '付款方式',
      render: (region) => <Channel region={region} waiting={waiting.data?.items ?? []} />,
    },
    {
      key: 'edit',
      title: '操作',
      render: (region) =>
        keeps(region.code) ? <Acts region={region} edit={setEdited} redirect={setRedirected} /> : '—',
    },
  ];
  return (
    <PageFrame
      title="行政区划"
      actions={
        <Button type="primary" onClick={() => setAdding(true)}>
          新增区划
        </Button>
      }
    >
      {adding && <NewRegionDialog close={() => setAdding(false)} />}
      {edited && <EditRegionDialog region={edited} close={() => setEdited(null)} />}
      {redirected && <ChannelDialog region={redirected} close={() => setRedirected(null)} />}
      <ListPage<Row>
        caption="行政区划"
        queryKey={['regions', 'list']}
        read={(_page, _filters, signal) => valueOf(api.GET('/api/v1/regions', { signal }))}
        exportPath="/api/v1/exports/regions"
        columns={columns}
        keyOf={({ code }) => code}
      />
    </PageFrame>
  );
}

/** How its treasury pays, and what waits to change that. */
function Channel({ region, waiting }: { region: Row; waiting: readonly ChannelProposal[] }) {
  return (
    <>
      {PAYMENT_CHANNEL_LABELS[region.paymentChannel]}
      {waiting
        .filter(({ regionCode }) => regionCode === region.code)
        .map(({ id, toChannel }) => (
          <div key={id} className="small">
            <Link to="/people">待确认变更为{PAYMENT_CHANNEL_LABELS[toChannel]}</Link>
          </div>
        ))}
    </>
  );
}

function Acts(props: { region: Row; edit: (region: Row) => void; redirect: (region: Row) => void }) {
  const { region, edit, redirect } = props;
  return (
    <div className="page-actions">
      <Button size="small" aria-label={`修改 ${region.name}`} onClick={() => edit(region)}>
        修改
      </Button>
      <Button size="small" aria-label={`变更 ${region.name} 的付款方式`} onClick={() => redirect(region)}>
        变更付款方式
      </Button>
    </div>
  );
}
