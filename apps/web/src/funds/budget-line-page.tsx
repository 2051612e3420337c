import { type Shape } from '@duixian/api-client';
import { permit } from '@duixian/workflow';
import { Link, useParams } from 'react-router';
import { Amount } from '../pieces/amount';
import { Figures } from '../pieces/figures';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { actorOf, useSignedIn } from '../shell/session';
import { AdjustBudget } from './adjust-budget';
import { type BudgetLine, JOURNAL_LABELS, lineInWords } from './budget-labels';
import { useBudgetLines } from './budget-lines';

/** One budget line: where its money stands, a change to propose, and every movement it ever had. */
export default function BudgetLinePage() {
  const { id = '' } = useParams();
  const regionName = useRegionNames();
  const actor = actorOf(useSignedIn());
  const lines = useBudgetLines();
  return (
    <PageFrame title="指标明细" actions={<Link to="/budgets">返回预算指标</Link>}>
      <Read query={lines} rows={8}>
        {({ items }) => {
          const line = items.find((each) => each.id === id);
          if (!line) return <p>该指标不存在,或者不在您的管辖范围内。</p>;
          const { regionCode, year } = line;
          const mayPropose = permit(actor, 'budget.adjust', { regionPath: [regionCode] }).allowed;
          const others = items.filter(
            (each) => each.regionCode === regionCode && each.year === year && each.id !== id,
          );
          return (
            <>
              <h2>
                {regionName(regionCode)} {lineInWords(line)}
              </h2>
              {line.originYear !== null && (
                <p className="muted">由 {line.originYear} 年度结转,仍用于该年度的申报通知。</p>
              )}
              <Standing line={line} />
              {mayPropose && <AdjustBudget line={line} others={others} />}
              <History id={id} />
            </>
          );
        }}
      </Read>
    </PageFrame>
  );
}

const Standing = ({ line }: { line: BudgetLine }) => (
  <Figures
    caption="指标余额"
    figures={[
      { label: '指标总额', value: <Amount fen={line.allottedFen} /> },
      { label: '可用', value: <Amount fen={line.availableFen} /> },
      { label: '已预留', value: <Amount fen={line.reservedFen} /> },
      { label: '在途', value: <Amount fen={line.inFlightFen} /> },
      { label: '已支出', value: <Amount fen={line.spentFen} /> },
      { label: '应收款', value: <Amount fen={line.receivableFen} /> },
    ]}
  />
);

type Movement = Shape<'BudgetMovementShape'>;

function History({ id }: { id: string }) {
  return (
    <Panel title="变动记录">
      <ListPage<Movement>
        caption="变动记录"
        queryKey={['budget-history', id]}
        read={(page, _filters, signal) =>
          valueOf(api.GET('/api/v1/budgets/{id}/history', { params: { path: { id }, query: page }, signal }))
        }
        columns={[
          { key: 'kind', title: '事项', heading: true, render: ({ kind }) => JOURNAL_LABELS[kind] ?? kind },
          { key: 'when', title: '时间', render: ({ postedAt }) => momentInWords(postedAt) },
          {
            key: 'amount',
            title: '金额',
            align: 'right',
            render: ({ amountFen }) => <Amount fen={amountFen} />,
          },
          {
            key: 'free',
            title: '变动后可用',
            align: 'right',
            render: ({ availableAfterFen }) => <Amount fen={availableAfterFen} />,
          },
          {
            key: 'total',
            title: '变动后总额',
            align: 'right',
            render: ({ totalAfterFen }) => <Amount fen={totalAfterFen} />,
          },
          {
            key: 'why',
            title: '文号与理由',
            width: 150,
            render: ({ documentNumber, note }) =>
              documentNumber === null ? (
                '—'
              ) : (
                <>
                  {documentNumber}
                  <div className="muted small">{note}</div>
                </>
              ),
          },
        ]}
        keyOf={({ id: journal }) => journal}
        empty="这条指标还没有变动。"
      />
    </Panel>
  );
}
