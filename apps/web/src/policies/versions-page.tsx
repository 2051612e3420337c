import { type Shape } from '@duixian/api-client';
import { POLICY_STATE_LABELS } from '@duixian/workflow';
import { Button } from 'antd';
import { Link } from 'react-router';
import { type Column } from '../pieces/columns';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { StateTag } from '../pieces/state-tag';
import { audiencesOf } from '../shell/audiences';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { inForceInWords } from './in-force';

type Row = Shape<'PolicyShape'>;

/** Versions of the policy documents, by document, newest first. */
export default function VersionsPage() {
  const isOfficer = audiencesOf(useSignedIn()).includes('policy_officer');
  const columns: readonly Column<Row>[] = [
    {
      key: 'title',
      title: '政策文件',
      heading: true,
      render: ({ id, title }) => <Link to={`/versions/${id}`}>{title}</Link>,
    },
    { key: 'number', title: '文号', render: ({ number }) => number },
    { key: 'region', title: '制定地', width: 90, render: ({ region }) => region },
    { key: 'version', title: '版本', align: 'right', render: ({ version }) => version },
    {
      key: 'status',
      title: '状态',
      width: 130,
      render: ({ status, inForce }) => (
        <>
          <StateTag labels={POLICY_STATE_LABELS} state={status} />
          {inForce && ' 现行'}
        </>
      ),
    },
    {
      key: 'period',
      title: '施行',
      width: 130,
      render: inForceInWords,
    },
    { key: 'clauses', title: '条款数', align: 'right', render: ({ clauseIds }) => clauseIds.length },
  ];
  return (
    <PageFrame
      title="政策版本"
      actions={
        isOfficer && (
          <Link to="/versions/new">
            <Button type="primary">起草新文件</Button>
          </Link>
        )
      }
    >
      <ListPage<Row>
        caption="政策版本"
        queryKey={['policies']}
        read={(_page, _filters, signal) => valueOf(api.GET('/api/v1/policies', { signal }))}
        exportPath="/api/v1/exports/policies"
        columns={columns}
        keyOf={({ id }) => id}
        empty="还没有政策版本。"
      />
    </PageFrame>
  );
}
