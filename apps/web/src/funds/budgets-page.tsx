import { type Shape } from '@duixian/api-client';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';

type Row = Shape<'BudgetShape'>;

export default function BudgetsPage() {
  const regionName = useRegionNames();
  const money = (key: keyof Row & `${string}Fen`, title: string): Column<Row> => ({
    key,
    title,
    align: 'right',
    render: (row) => <Amount fen={row[key]} />,
  });
  const columns: readonly Column<Row>[] = [
    {
      key: 'line',
      title: '预算指标',
      heading: true,
      render: ({ regionCode, year, subject }) => `${regionName(regionCode)} ${year} 年 ${subject}`,
    },
    { key: 'document', title: '指标文号', render: ({ documentNumber }) => documentNumber },
    money('allottedFen', '下达'),
    money('availableFen', '可用'),
    money('reservedFen', '已预留'),
    money('inFlightFen', '在途'),
    money('spentFen', '已支出'),
  ];
  return (
    <PageFrame title="预算指标">
      <ListPage<Row>
        caption="预算指标"
        queryKey={['budgets']}
        read={(_page, _filters, signal) => valueOf(api.GET('/api/v1/budgets', { signal }))}
        exportPath="/api/v1/exports/budgets"
        columns={columns}
        keyOf={({ id }) => id}
        empty="管辖范围内没有预算指标。"
      />
    </PageFrame>
  );
}
