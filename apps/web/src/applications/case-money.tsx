import { PAYMENT_STATE_LABELS } from '@duixian/workflow';
import { Amount } from '../pieces/amount';
import { DataTable } from '../pieces/data-table';
import { dayInWords, momentInWords } from '../pieces/moments';
import { Panel } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { StateTag } from '../pieces/state-tag';
import { type Case } from './case-query';
import { InstalmentList } from './instalment-list';

/** What was awarded, out of which treasuries, and where each payment stands. */
export function CaseMoney({
  id,
  award,
  payments,
  payeeAccount,
  fundingPlaces,
}: Pick<Case, 'id' | 'award' | 'payments' | 'payeeAccount' | 'fundingPlaces'>) {
  const regionName = useRegionNames();
  const inParts = award !== null && award.instalments.length > 0;
  return (
    <Panel title="兑付">
      {payeeAccount && (
        <p>
          收款账户:{payeeAccount.accountName} <span className="amount">{payeeAccount.maskedNumber}</span>(
          {payeeAccount.bankName})
        </p>
      )}
      {fundingPlaces.map(({ regionCode, neededFen, since, position }) => (
        <p key={regionCode}>
          等待{regionName(regionCode)}财政资金 <Amount fen={neededFen} />
          :排队第 {position} 位,自 {momentInWords(since)} 起;资金到位后按先后顺序自动核定。
        </p>
      ))}
      {award && (
        <p>
          {dayInWords(award.awardedOn)}核定奖补 <Amount fen={award.amountFen} strong />
          <AdvancedBy award={award} />
        </p>
      )}
      {award && award.instalments.length > 0 && (
        <InstalmentList instalments={award.instalments} caseId={id} />
      )}
      {payments.length > 0 && (
        <DataTable
          caption="付款"
          rows={payments}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'region',
              title: '付款财政',
              heading: true,
              render: ({ regionCode, instalment, refundTo }) =>
                regionName(regionCode) +
                (inParts ? `,第 ${instalment} 期` : '') +
                (refundTo === null ? '' : `(归还${regionName(refundTo)}先行拨付)`),
            },
            {
              key: 'amount',
              title: '金额',
              align: 'right',
              render: ({ amountFen }) => <Amount fen={amountFen} />,
            },
            {
              key: 'state',
              title: '状态',
              render: ({ state }) => <StateTag labels={PAYMENT_STATE_LABELS} state={state} />,
            },
            { key: 'settledOn', title: '到账日期', render: ({ settledOn }) => settledOn ?? '—' },
          ]}
        />
      )}
      {!award && payments.length === 0 && <p className="muted">核定奖补后,拨付情况会显示在这里。</p>}
    </Panel>
  );
}

function AdvancedBy({ award: { sources } }: { award: NonNullable<Case['award']> }) {
  const regionName = useRegionNames();
  const advancer = sources.find(({ advancedFen }) => advancedFen > 0);
  return advancer === undefined ? null : <>,由{regionName(advancer.regionCode)}先行拨付</>;
}
