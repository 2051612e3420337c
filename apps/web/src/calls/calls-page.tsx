import { CALL_STATE_LABELS } from '@duixian/workflow';
import { Button, Tag } from 'antd';
import { Link } from 'react-router';
import { type Column } from '../pieces/columns';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { StateTag } from '../pieces/state-tag';
import { useRegionNames } from '../pieces/regions';
import { audiencesOf } from '../shell/audiences';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { type Call } from './call-query';

export default function CallsPage() {
  const audiences = audiencesOf(useSignedIn());
  const regionName = useRegionNames();
  const columns: readonly Column<Call>[] = [
    {
      key: 'title',
      title: '申报通知',
      heading: true,
      render: ({ id, title }) => <Link to={`/calls/${id}`}>{title}</Link>,
    },
    { key: 'number', title: '编号', render: ({ number }) => number },
    { key: 'city', title: '发布地区', render: ({ cityCode }) => regionName(cityCode) },
    { key: 'window', title: '申报期', render: ({ opensOn, closesOn }) => `${opensOn} 至 ${closesOn}` },
    {
      key: 'state',
      title: '状态',
      render: ({ state, open }) =>
        open ? (
          <Tag className="state state-success">可申报</Tag>
        ) : (
          <StateTag labels={CALL_STATE_LABELS} state={state} />
        ),
    },
    ...(audiences.includes('enterprise')
      ? [
          {
            key: 'apply',
            title: '操作',
            render: ({ id, open }: Call) =>
              open ? <Link to={`/applications/new?call=${id}`}>去申报</Link> : '—',
          },
        ]
      : []),
  ];
  return (
    <PageFrame
      title="申报通知"
      actions={
        audiences.includes('policy_officer') && (
          <Link to="/calls/new">
            <Button type="primary">起草申报通知</Button>
          </Link>
        )
      }
    >
      <ListPage<Call>
        caption="申报通知"
        queryKey={['calls']}
        read={(_page, _filters, signal) => valueOf(api.GET('/api/v1/calls', { signal }))}
        exportPath="/api/v1/exports/calls"
        columns={columns}
        keyOf={({ id }) => id}
        empty="目前没有申报通知。"
      />
    </PageFrame>
  );
}
