import { type Shape } from '@duixian/api-client';
import { PartyName } from '../parties/party-name';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { ToneTag } from '../pieces/state-tag';

export type ScaleWarning = Shape<'ScaleWarningShape'>;

export const WARNING_STATES: Readonly<Record<ScaleWarning['state'], { tone: string; words: string }>> = {
  below: { tone: 'rejected', words: '低于时序标准' },
  near: { tone: 'unknown', words: '接近时序标准' },
  'needs-evidence': { tone: 'neutral', words: '缺少数据' },
};

const amount = (fen: number | null) => (fen === null ? '不详' : <Amount fen={fen} />);

/** Columns of who may fall below scale. */
export const warningColumns = (regionName: (code: string) => string): readonly Column<ScaleWarning>[] => [
  {
    key: 'party',
    title: '企业名称',
    heading: true,
    width: 200,
    render: (row) => <PartyName {...row} />,
  },
  { key: 'county', title: '县区', width: 90, render: ({ countyCode }) => regionName(countyCode) },
  {
    key: 'state',
    title: '预警',
    width: 120,
    render: ({ state }) => <ToneTag tone={WARNING_STATES[state].tone} words={WARNING_STATES[state].words} />,
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
