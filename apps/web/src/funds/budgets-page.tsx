import { permitSomewhere } from '@duixian/workflow';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { ListPage } from '../pieces/list-page';
import { PageFrame, Panel } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { actorOf, useSignedIn } from '../shell/session';
import { AllotBudget } from './allot-budget';
import { PendingBudgetChanges } from './budget-changes';
import { type BudgetLine } from './budget-labels';
import { useBudgetLines } from './budget-lines';
import { FundingQueue } from './funding-queue';

/** Budget lines with what is free, reserved and spent; what waits for a second person; a new line to propose. */
export default function BudgetsPage() {
  const regionName = useRegionNames();
  const mayAllot = permitSomewhere(actorOf(useSignedIn()), 'budget.allot');
  const [allotting, setAllotting] = useState(false);
  const { data } = useBudgetLines();
  const subjects = [...new Set((data?.items ?? []).map(({ subject }) => subject))].slice(0, 5);
  return (
    <PageFrame
      title="预算指标"
      actions={
        mayAllot &&
        !allotting && (
          <Button type="primary" onClick={() => setAllotting(true)}>
            下达指标
          </Button>
        )
      }
    >
      {allotting && <AllotBudget subjects={subjects} close={() => setAllotting(false)} />}
      <Panel title="指标余额" extra={<Link to="/budgets/balance">余额表(任意日期)</Link>}>
        <ListPage<BudgetLine>
          caption="预算指标"
          queryKey={['budgets']}
          read={(_page, _filters, signal) => valueOf(api.GET('/api/v1/budgets', { signal }))}
          exportPath="/api/v1/exports/budgets"
          columns={columnsOf(regionName)}
          keyOf={({ id }) => id}
          empty="管辖范围内没有预算指标。"
        />
      </Panel>
      <PendingBudgetChanges />
      <FundingQueue />
    </PageFrame>
  );
}

const money = (key: keyof BudgetLine & `${string}Fen`, title: string): Column<BudgetLine> => ({
  key,
  title,
  align: 'right',
  render: (row) => <Amount fen={row[key]} />,
});

const columnsOf = (regionName: (code: string) => string): readonly Column<BudgetLine>[] => [
  {
    key: 'line',
    title: '预算指标',
    heading: true,
    render: ({ id, regionCode, year, subject, originYear }) => (
      <>
        <Link to={`/budgets/${id}`}>{`${regionName(regionCode)} ${year} 年 ${subject}`}</Link>
        {originYear !== null && <div className="muted small">{originYear} 年结转</div>}
      </>
    ),
  },
  { key: 'document', title: '指标文号', render: ({ documentNumber }) => documentNumber },
  money('allottedFen', '指标总额'),
  money('availableFen', '可用'),
  money('reservedFen', '已预留'),
  money('inFlightFen', '在途'),
  money('spentFen', '已支出'),
  money('receivableFen', '应收款'),
];
