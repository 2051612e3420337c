import { type Shape } from '@duixian/api-client';
import { APPLICATION_STATE_LABELS, type ApplicationState } from '@duixian/workflow';
import { Link } from 'react-router';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { useRegionChoices } from '../pieces/regions';
import { StateTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { AMOUNT, APPLICANT, SEARCH, SUBMITTED } from './case-columns';

type Row = Shape<'ApplicationSummaryShape'>;

/** Every case that an official may see, whoever's turn it is. */
export default function CasesPage() {
  const counties = useRegionChoices('county');
  return (
    <PageFrame title="申报总览">
      <ListPage<Row>
        caption="申报总览"
        queryKey={['applications']}
        read={(page, { state, ...filters }, signal) =>
          valueOf(
            api.GET('/api/v1/applications', {
              params: {
                query: { ...page, ...filters, ...(state ? { state: state as ApplicationState } : {}) },
              },
              signal,
            }),
          )
        }
        filters={[
          SEARCH,
          { kind: 'choice', name: 'state', label: '状态', options: choicesOf(APPLICATION_STATE_LABELS) },
          { kind: 'choice', name: 'countyCode', label: '县区', options: counties },
          { kind: 'text', name: 'clause', label: '条款编号', hint: '如 PDS-A2-4-3-1' },
          { kind: 'day', name: 'submittedFrom', label: '提交自' },
          { kind: 'day', name: 'submittedTo', label: '提交至' },
        ]}
        columns={[
          {
            key: 'caseNumber',
            title: '业务编号',
            heading: true,
            render: ({ id, caseNumber }) => <Link to={`/cases/${id}`}>{caseNumber}</Link>,
          },
          ...APPLICANT,
          AMOUNT,
          {
            key: 'state',
            title: '状态',
            render: ({ state }) => <StateTag labels={APPLICATION_STATE_LABELS} state={state} />,
          },
          SUBMITTED,
        ]}
        exportPath="/api/v1/exports/applications"
        keyOf={({ id }) => id}
        empty="管辖范围内还没有申报。"
      />
    </PageFrame>
  );
}
