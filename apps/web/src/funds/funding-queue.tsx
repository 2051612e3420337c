import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { momentInWords } from '../pieces/moments';
import { Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';

type Wait = Shape<'FundingWaitShape'>;

/** Awards that found no free budget: first come, first served, without anybody doing anything. */
export function FundingQueue() {
  const regionName = useRegionNames();
  const query = useQuery({
    queryKey: ['funding-waits'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/budgets/waiting', { signal })),
  });
  return (
    <Panel title="等待资金的核定奖补">
      <p className="muted">
        可用指标不足时按先后顺序排队;下达、追加、调剂或结转到位后,系统依次自动预留,不需要再办理。
      </p>
      <Read query={query} rows={3}>
        {({ items }) => (
          <DataTable
            caption="等待资金的核定奖补"
            rows={items}
            keyOf={({ applicationId, regionCode }) => `${applicationId}/${regionCode}`}
            columns={columnsOf(regionName)}
            empty="没有等待资金的核定奖补。"
          />
        )}
      </Read>
    </Panel>
  );
}

const columnsOf = (regionName: (code: string) => string): readonly Column<Wait>[] => [
  {
    key: 'who',
    title: '企业',
    heading: true,
    render: ({ applicationId, applicantName, caseNumber }) => (
      <>
        <Link to={`/cases/${applicationId}`}>{applicantName}</Link>
        <div className="muted small">{caseNumber}</div>
      </>
    ),
  },
  {
    key: 'needed',
    title: '需要',
    align: 'right',
    render: ({ neededFen }) => <Amount fen={neededFen} strong />,
  },
  {
    key: 'line',
    title: '财政与科目',
    render: ({ regionCode, year, subject }) => `${regionName(regionCode)} ${year} 年 ${subject}`,
  },
  { key: 'position', title: '顺位', align: 'right', render: ({ position }) => `第 ${position} 位` },
  { key: 'since', title: '排队时间', render: ({ since }) => momentInWords(since) },
];
