import { type Shape } from '@duixian/api-client';
import { OBJECTION_STATE_LABELS, type ObjectionState } from '@duixian/workflow';
import { Link } from 'react-router';
import { type Column } from '../pieces/columns';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { StateTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { OUTCOME_LABELS } from './objection-outcomes';

type Row = Shape<'ObjectionSummaryShape'>;

/** Objections to the notices of one's city, newest first. */
export default function ObjectionsPage() {
  const regionName = useRegionNames();
  const columns: readonly Column<Row>[] = [
    {
      key: 'filedAt',
      title: '提出时间',
      heading: true,
      render: ({ id, filedAt }) => <Link to={`/objections/${id}`}>{momentInWords(filedAt)}</Link>,
    },
    { key: 'city', title: '城市', render: ({ cityCode }) => regionName(cityCode) },
    {
      key: 'notice',
      title: '公示',
      render: ({ noticeId, position }) => <Link to={`/notices/${noticeId}`}>公示名单第 {position} 行</Link>,
    },
    {
      key: 'case',
      title: '涉及申报',
      render: ({ applicationId }) => <Link to={`/cases/${applicationId}`}>打开申报</Link>,
    },
    {
      key: 'state',
      title: '状态',
      render: ({ state }) => <StateTag labels={OBJECTION_STATE_LABELS} state={state} />,
    },
    {
      key: 'outcome',
      title: '处理结果',
      render: ({ outcome }) => (outcome === null ? '—' : (OUTCOME_LABELS[outcome] ?? outcome)),
    },
    {
      key: 'resolvedAt',
      title: '处理时间',
      render: ({ resolvedAt }) => (resolvedAt === null ? '—' : momentInWords(resolvedAt)),
    },
  ];
  return (
    <PageFrame title="公示异议">
      <ListPage<Row>
        caption="公示异议"
        queryKey={['objections']}
        read={(page, { state }, signal) =>
          valueOf(
            api.GET('/api/v1/objections', {
              params: { query: { ...page, ...(state ? { state: state as ObjectionState } : {}) } },
              signal,
            }),
          )
        }
        exportPath="/api/v1/exports/objections"
        filters={[
          { kind: 'choice', name: 'state', label: '状态', options: choicesOf(OBJECTION_STATE_LABELS) },
        ]}
        columns={columns}
        keyOf={({ id }) => id}
        empty="没有异议。公示期内有人实名提出异议时,会出现在这里。"
      />
    </PageFrame>
  );
}
