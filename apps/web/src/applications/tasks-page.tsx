import { type Shape } from '@duixian/api-client';
import { Link } from 'react-router';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame } from '../pieces/page-frame';
import { api, valueOf } from '../shell/api';
import { CaseAmount } from './case-columns';
import { TASK_LABELS } from './task-labels';

type Row = Shape<'TaskShape'>;

export default function TasksPage() {
  return (
    <PageFrame title="待办">
      <ListPage<Row>
        caption="待办"
        queryKey={['tasks']}
        read={(page, _filters, signal) =>
          valueOf(
            api.GET('/api/v1/tasks', {
              params: { query: { ...page, done: false } },
              signal,
            }),
          )
        }
        columns={[
          {
            key: 'case',
            title: '业务编号',
            heading: true,
            render: ({ application }) => (
              <Link to={`/cases/${application.id}`}>{application.caseNumber}</Link>
            ),
          },
          { key: 'applicant', title: '企业名称', render: ({ application }) => application.applicantName },
          {
            key: 'creditCode',
            title: '统一社会信用代码',
            render: ({ application }) => application.creditCode ?? '—',
          },
          { key: 'county', title: '县区', render: ({ application }) => application.county },
          {
            key: 'amount',
            title: '核定金额',
            align: 'right',
            render: ({ application }) => <CaseAmount {...application} />,
          },
          { key: 'kind', title: '环节', render: ({ kind }) => TASK_LABELS[kind] ?? kind },
          { key: 'openedAt', title: '到达时间', render: ({ openedAt }) => momentInWords(openedAt) },
        ]}
        keyOf={({ id }) => id}
        empty="没有待办。企业提交申报后,会按县区出现在这里。"
      />
    </PageFrame>
  );
}
