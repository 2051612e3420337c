import { type Shape } from '@duixian/api-client';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';

type Warning = Shape<'ScaleWarningShape'>;
type State = Warning['state'];

const STATES: Readonly<Record<State, { tone: string; words: string }>> = {
  below: { tone: 'rejected', words: '低于时序标准' },
  near: { tone: 'unknown', words: '接近时序标准' },
  'needs-evidence': { tone: 'neutral', words: '缺少数据' },
};

/** 退规预警: enterprises above scale that may fall below it this year, with the figures and their days. */
export default function WarningsPage() {
  const regionName = useRegionNames();
  const counties = useRegionChoices('county');
  return (
    <PageFrame title="退规预警">
      <p className="muted">
        规模以上工业企业本年累计营业收入,与年度标准按天折算的时序标准比较:低于时序标准的预警,高出不到一成的提示;没有近期累计数据的,须补充数据,不作判断。
      </p>
      <ListPage<Warning>
        caption="退规预警"
        queryKey={['scale-warnings']}
        read={(page, { countyCode, state }, signal) => {
          const query = {
            ...page,
            ...(countyCode ? { countyCode } : {}),
            ...(state ? { state: state as State } : {}),
          };
          return valueOf(api.GET('/api/v1/scale-warnings', { params: { query }, signal }));
        }}
        filters={[
          { kind: 'choice', name: 'countyCode', label: '县区', options: counties },
          {
            kind: 'choice',
            name: 'state',
            label: '预警',
            options: Object.entries(STATES).map(([value, { words }]) => ({ value, label: words })),
          },
        ]}
        columns={columnsOf(regionName)}
        exportPath="/api/v1/exports/scaleWarnings"
        keyOf={({ partyId }) => partyId}
        empty="没有需要预警的企业。"
      />
    </PageFrame>
  );
}

const amount = (fen: number | null) => (fen === null ? '不详' : <Amount fen={fen} />);

const columnsOf = (regionName: (code: string) => string): readonly Column<Warning>[] => [
  {
    key: 'party',
    title: '企业名称',
    heading: true,
    width: 200,
    render: ({ registeredName, creditCode }) => (
      <>
        {registeredName}
        <div className="muted small">{creditCode}</div>
      </>
    ),
  },
  { key: 'county', title: '县区', width: 90, render: ({ countyCode }) => regionName(countyCode) },
  {
    key: 'state',
    title: '预警',
    width: 120,
    render: ({ state }) => <ToneTag tone={STATES[state].tone} words={STATES[state].words} />,
  },
  {
    key: 'running',
    title: '本年累计营业收入',
    align: 'right',
    width: 170,
    render: ({ runningFen, runningTo, source, statedOn }) => (
      <>
        {amount(runningFen)}
        {runningTo !== null && <div className="muted small">截至 {runningTo}</div>}
        {source !== null && (
          <div className="muted small">
            {source} {statedOn}
          </div>
        )}
      </>
    ),
  },
  {
    key: 'due',
    title: '时序标准',
    align: 'right',
    width: 150,
    render: ({ dueFen, standardFen }) => (
      <>
        {amount(dueFen)}
        <div className="muted small">
          全年 <Amount fen={standardFen} />
        </div>
      </>
    ),
  },
  {
    key: 'missing',
    title: '差额',
    align: 'right',
    width: 130,
    render: ({ missingFen }) => amount(missingFen),
  },
  {
    key: 'last',
    title: '上年主营业务收入',
    align: 'right',
    width: 150,
    render: ({ lastYearFen }) => amount(lastYearFen),
  },
];
