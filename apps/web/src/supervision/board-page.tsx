import { type Shape } from '@duixian/api-client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CASE_STAGE_LABELS, OFFER_ANSWER_WORKING_DAYS } from '@duixian/workflow';
import { Link } from 'react-router';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { ExportButton } from '../pieces/export-button';
import { FilterBar, type FilterField } from '../pieces/filter-bar';
import { useFiltersInUrl } from '../pieces/filters-in-url';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { OverduePanel } from './overdue-panel';
import { TargetsPanel } from './targets-panel';

type Figures = Shape<'StageFiguresShape'>;
type Stage = Figures['stage'];
type Question = Shape<'DatedQuestionShape'>;

const STAGES: readonly Stage[] = [
  'county_review',
  'county_second',
  'city_review',
  'city_second',
  'third_party_audit',
  'audit_second',
];

/** What waits, what is overdue, and how long the stages take, by county and stage. */
export default function BoardPage() {
  const regionName = useRegionNames();
  const counties = useRegionChoices('county');
  const fields: readonly FilterField[] = [
    { kind: 'day', name: 'from', label: '办结起始日' },
    { kind: 'day', name: 'to', label: '办结截止日' },
    { kind: 'choice', name: 'countyCode', label: '县区', options: counties },
    {
      kind: 'choice',
      name: 'stage',
      label: '环节',
      options: STAGES.map((value) => ({ value, label: CASE_STAGE_LABELS[value] })),
    },
  ];
  const filters = useFiltersInUrl(fields.map(({ name }) => name));
  const { values } = filters;
  const query = useQuery({
    queryKey: ['supervision', values],
    queryFn: ({ signal }) =>
      valueOf(
        api.GET('/api/v1/supervision', {
          params: { query: values as { from?: string; to?: string; countyCode?: string; stage?: Stage } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <PageFrame title="督办看板">
      <FilterBar fields={fields} filters={filters} />
      <Read query={query} rows={14}>
        {({ from, to, figures, overdue, questions }) => (
          <>
            <Panel
              title="各县区各环节"
              extra={<ExportButton caption="督办看板" path="/api/v1/exports/supervision" values={values} />}
            >
              <p className="muted">
                待办为此刻的情况;办结为 {from} 至 {to} 之间的情况,按工作日计,补正和挂起期间不计。
              </p>
              <DataTable<Figures>
                withoutExport
                caption="各县区各环节"
                rows={figures}
                keyOf={({ countyCode, stage }) => `${countyCode} ${stage}`}
                columns={columnsOf(regionName)}
                empty="所选范围内没有待办和办结的环节。"
              />
            </Panel>
            <OverduePanel overdue={overdue} />
            <QuestionsPanel questions={questions} regionName={regionName} />
          </>
        )}
      </Read>
      <TargetsPanel />
    </PageFrame>
  );
}

const days = (count: number | null): string => (count === null ? '—' : `${count} 天`);

const columnsOf = (regionName: (code: string) => string): readonly Column<Figures>[] => [
  { key: 'county', title: '县区', heading: true, render: ({ countyCode }) => regionName(countyCode) },
  { key: 'stage', title: '环节', render: ({ stage }) => CASE_STAGE_LABELS[stage] },
  { key: 'open', title: '待办', align: 'right', render: ({ open }) => open },
  { key: 'dueSoon', title: '临期', align: 'right', render: ({ dueSoon }) => dueSoon },
  {
    key: 'overdue',
    title: '超期',
    align: 'right',
    render: ({ overdue }) => (overdue > 0 ? <strong className="overdue">{overdue}</strong> : 0),
  },
  {
    key: 'worst',
    title: '最久超期',
    align: 'right',
    render: ({ worstOverdueDays }) => (worstOverdueDays === 0 ? '—' : days(worstOverdueDays)),
  },
  { key: 'finished', title: '办结', align: 'right', render: ({ finished }) => finished },
  { key: 'median', title: '中位用时', align: 'right', render: ({ medianDays }) => days(medianDays) },
  { key: 'p90', title: '九成办结用时', align: 'right', render: ({ p90Days }) => days(p90Days) },
  { key: 'late', title: '超期办结', align: 'right', render: ({ finishedLate }) => finishedLate },
];

function QuestionsPanel({
  questions,
  regionName,
}: {
  questions: readonly Question[];
  regionName: (code: string) => string;
}) {
  return (
    <Panel title="企业对推送的询问,尚未答复">
      <p className="muted">
        答复前推送的确认期限暂停计时;应在询问后 {OFFER_ANSWER_WORKING_DAYS} 个工作日内答复。
      </p>
      <DataTable<Question>
        caption="未答复的企业询问"
        rows={questions}
        keyOf={({ id }) => id}
        columns={questionColumns(regionName)}
        empty="没有未答复的询问。"
      />
    </Panel>
  );
}

const questionColumns = (regionName: (code: string) => string): readonly Column<Question>[] => [
  {
    key: 'applicant',
    title: '企业名称',
    heading: true,
    render: ({ offerId, applicantName }) => <Link to={`/pushed-offers/${offerId}`}>{applicantName}</Link>,
  },
  { key: 'county', title: '县区', render: ({ countyCode }) => regionName(countyCode) },
  { key: 'call', title: '推送事项', render: ({ callTitle }) => callTitle },
  { key: 'asked', title: '询问日期', render: ({ askedOn }) => askedOn },
  {
    key: 'left',
    title: '答复期限',
    align: 'right',
    render: ({ remaining }) =>
      remaining < 0 ? (
        <strong className="overdue">超期 {-remaining} 个工作日</strong>
      ) : (
        `剩 ${remaining} 个工作日`
      ),
  },
];
