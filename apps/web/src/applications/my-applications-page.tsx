import { type Shape } from '@duixian/api-client';
import { Link } from 'react-router';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { ToneTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { AMOUNT, SUBMITTED } from './case-columns';

type Row = Shape<'ApplicationSummaryShape'>;

export default function MyApplicationsPage() {
  return (
    <PageFrame title="我的申报">
      <ListPage<Row>
        caption="我的申报"
        queryKey={['applications', 'mine']}
        read={(query, _filters, signal) =>
          valueOf(api.GET('/api/v1/applications', { params: { query }, signal }))
        }
        columns={[
          {
            key: 'caseNumber',
            title: '业务编号',
            heading: true,
            render: ({ id, caseNumber }) => <Link to={`/applications/${id}`}>{caseNumber}</Link>,
          },
          { key: 'applicant', title: '企业名称', render: ({ applicantName }) => applicantName },
          AMOUNT,
          {
            key: 'status',
            title: '状态',
            render: ({ status }) => <ToneTag tone={status.key} words={status.zh} />,
          },
          SUBMITTED,
        ]}
        exportPath="/api/v1/exports/applications"
        keyOf={({ id }) => id}
        empty="还没有申报。请在“申报通知”中选择要申报的事项。"
      />
    </PageFrame>
  );
}
