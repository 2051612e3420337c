import { type Shape } from '@duixian/api-client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input, InputNumber, Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { ExportButton } from '../pieces/export-button';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { useRegionChoices } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { useBudgetLines } from './budget-lines';

type Standing = Shape<'BudgetStandingShape'>;
type Row = Omit<Standing, 'originYear'> & { readonly originYear: number | null };

/** Where a treasury's money of a year stood at the end of any day. */
export default function BudgetBalancePage() {
  const { today } = useSignedIn();
  const [params, setParams] = useSearchParams();
  const lines = useBudgetLines();
  const held = new Set((lines.data?.items ?? []).map(({ regionCode }) => regionCode));
  const treasuries = useRegionChoices('province', 'city', 'county').filter(({ value }) => held.has(value));
  const region = params.get('region') ?? treasuries[0]?.value;
  const year = Number(params.get('year') ?? today.slice(0, 4));
  const asOf = params.get('asOf') ?? today;
  const set = (name: string, value: string | number | null): void => {
    if (value === null || value === '') return;
    const next = new URLSearchParams(params);
    next.set(name, String(value));
    setParams(next, { replace: true });
  };
  return (
    <PageFrame title="指标余额表" actions={<Link to="/budgets">返回预算指标</Link>}>
      <Panel
        title="截至某日的余额"
        extra={
          region !== undefined && (
            <ExportButton
              caption="指标余额表"
              path="/api/v1/exports/budgetBalance"
              values={{ regionCode: region, year: String(year), asOf }}
            />
          )
        }
      >
        <div className="filter-bar">
          <div className="filter">
            <label htmlFor="balance-region">财政</label>
            <Select
              id="balance-region"
              className="filter-choice"
              value={region}
              options={treasuries}
              onChange={(value) => set('region', value ?? null)}
            />
          </div>
          <div className="filter">
            <label htmlFor="balance-year">年度</label>
            <InputNumber
              id="balance-year"
              min={2000}
              max={2099}
              precision={0}
              value={year}
              onChange={(value) => set('year', value)}
            />
          </div>
          <div className="filter">
            <label htmlFor="balance-day">截至日期</label>
            <Input
              id="balance-day"
              type="date"
              value={asOf}
              onChange={({ target }) => set('asOf', target.value)}
            />
          </div>
        </div>
        {region !== undefined && <Sheet region={region} year={year} asOf={asOf} />}
      </Panel>
    </PageFrame>
  );
}

function Sheet({ region, year, asOf }: { region: string; year: number; asOf: string }) {
  const query = useQuery({
    queryKey: ['budget-balance', region, year, asOf],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/budgets/balance', { params: { query: { region, year, asOf } }, signal })),
    placeholderData: keepPreviousData,
  });
  return (
    <Read query={query} rows={6}>
      {({ lines, total }) => (
        <>
          <DataTable<Row>
            withoutExport
            caption="指标余额表"
            rows={
              lines.length === 0
                ? []
                : [...lines, { id: '', subject: '合计', documentNumber: '', originYear: null, ...total }]
            }
            keyOf={({ id }) => id}
            columns={COLUMNS}
            empty="该财政这一年度截至这一天没有指标。"
          />
          <p className="muted">
            下达 + 调整 + 结转 = 可用 + 已预留 + 在途 + 已支出 +
            应收款,全部由记账凭证得出。应收款包括待追回的款项和先行拨付后待其他级次归还的款项。
          </p>
        </>
      )}
    </Read>
  );
}

const money = (key: keyof Row & `${string}Fen`, title: string): Column<Row> => ({
  key,
  title,
  align: 'right',
  render: (row) => <Amount fen={row[key]} strong={row.id === ''} />,
});

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'line',
    title: '指标',
    heading: true,
    render: ({ id, subject, documentNumber, originYear }) =>
      id === '' ? (
        <strong>{subject}</strong>
      ) : (
        <>
          <Link to={`/budgets/${id}`}>{subject}</Link>
          <div className="muted small">
            {documentNumber}
            {originYear !== null && `(${originYear} 年结转)`}
          </div>
        </>
      ),
  },
  money('allottedFen', '下达'),
  money('adjustedFen', '调整'),
  money('carriedFen', '结转'),
  money('freeFen', '可用'),
  money('reservedFen', '已预留'),
  money('releasedFen', '在途'),
  money('spentFen', '已支出'),
  money('receivableFen', '应收款'),
  money('advancedFen', '其中:待归还先行拨付'),
];
