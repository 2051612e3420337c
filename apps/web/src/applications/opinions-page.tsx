import { type Shape } from '@duixian/api-client';
import { ROLE_LABELS } from '@duixian/workflow';
import { Link } from 'react-router';
import { type Column } from '../pieces/columns';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';

type Asked = Shape<'AskedOpinionShape'>;

const STATES = { waiting: '待答复', answered: '已答复' } as const;

/** What one's department was asked about cases of others. */
export default function OpinionsPage() {
  const regionName = useRegionNames();
  return (
    <PageFrame title="部门意见">
      <p className="muted">审核人征求本部门意见的申报。请在申报页面答复;全部部门答复后,审核人才能决定。</p>
      <ListPage<Asked>
        caption="部门意见"
        queryKey={['opinions']}
        read={(page, { state }, signal) =>
          valueOf(
            api.GET('/api/v1/opinions', {
              params: { query: { ...page, ...(state ? { state: state as keyof typeof STATES } : {}) } },
              signal,
            }),
          )
        }
        filters={[
          {
            kind: 'choice',
            name: 'state',
            label: '状态',
            options: Object.entries(STATES).map(([value, label]) => ({ value, label })),
          },
        ]}
        columns={columnsOf(regionName)}
        exportPath="/api/v1/exports/opinions"
        keyOf={({ id }) => id}
        empty="没有征求本部门意见的申报。"
      />
    </PageFrame>
  );
}

const columnsOf = (regionName: (code: string) => string): readonly Column<Asked>[] => [
  {
    key: 'case',
    title: '申报',
    heading: true,
    render: ({ application }) => (
      <>
        <Link to={`/cases/${application.id}`}>{application.applicantName}</Link>
        <div className="muted small">{application.caseNumber}</div>
      </>
    ),
  },
  {
    key: 'department',
    title: '部门',
    render: ({ regionCode, role }) => `${regionName(regionCode)} ${ROLE_LABELS[role]}`,
  },
  {
    key: 'question',
    title: '征求事项',
    render: ({ question }) => <div className="cell-words">{question}</div>,
  },
  { key: 'askedAt', title: '征求时间', render: ({ askedAt }) => momentInWords(askedAt) },
  { key: 'state', title: '状态', render: (asked) => <OpinionTag {...asked} /> },
  {
    key: 'opinion',
    title: '意见',
    render: ({ opinion }) => <div className="cell-words">{opinion ?? '—'}</div>,
  },
];

const ENDS = { recalled: '已撤回征求', lapsed: '环节已结束', answered: '已收齐' } as const;

/** Where one department's answer stands. */
export function OpinionTag({ agrees, endedHow }: Pick<Asked, 'agrees' | 'endedHow'>) {
  if (agrees !== null)
    return <ToneTag tone={agrees ? 'paid' : 'rejected'} words={agrees ? '同意' : '不同意'} />;
  if (endedHow !== null) return <ToneTag tone="neutral" words={ENDS[endedHow]} />;
  return <ToneTag tone="returned" words="待答复" />;
}
