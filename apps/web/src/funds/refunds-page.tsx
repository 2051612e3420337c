import { PAYMENT_STATE_LABELS, type PaymentState } from '@duixian/workflow';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { StateTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { type Payment } from './payment-columns';

/** What levels owe to the one that paid an award for all of them. */
export default function RefundsPage() {
  const regionName = useRegionNames();
  const regions = useRegionChoices('province', 'city', 'county');
  return (
    <PageFrame title="先行拨付归还" actions={<Link to="/payments">付款与到账</Link>}>
      <p className="muted">
        申报通知规定由一级财政先行拨付的,该级一次付给企业全部奖补;到账后,其他级次承担的部分成为应归还的款项,由承担的财政编批、复核后付给先行拨付的财政。
      </p>
      <ListPage<Payment>
        caption="先行拨付归还"
        queryKey={['refunds']}
        read={(page, { state, ...filters }, signal) =>
          valueOf(
            api.GET('/api/v1/refunds', {
              params: { query: { ...page, ...filters, ...(state ? { state: state as PaymentState } : {}) } },
              signal,
            }),
          )
        }
        filters={[
          { kind: 'choice', name: 'state', label: '状态', options: choicesOf(PAYMENT_STATE_LABELS) },
          { kind: 'choice', name: 'refundTo', label: '先行拨付财政', options: regions },
          { kind: 'choice', name: 'regionCode', label: '归还财政', options: regions },
        ]}
        columns={[
          {
            key: 'to',
            title: '先行拨付财政',
            heading: true,
            render: ({ applicationId, refundTo }) => (
              <Link to={`/cases/${applicationId}`}>{regionName(refundTo ?? '')}</Link>
            ),
          },
          { key: 'region', title: '归还财政', render: ({ regionCode }) => regionName(regionCode) },
          {
            key: 'amount',
            title: '归还金额',
            align: 'right',
            render: ({ amountFen }) => <Amount fen={amountFen} />,
          },
          {
            key: 'state',
            title: '归还款状态',
            render: ({ state }) =>
              state === 'waiting' ? (
                '先行拨付未到账'
              ) : (
                <StateTag labels={PAYMENT_STATE_LABELS} state={state} />
              ),
          },
          {
            key: 'standing',
            title: '应收',
            render: ({ state, refundedOn }) =>
              refundedOn !== null ? `${refundedOn} 已归还` : state === 'waiting' ? '—' : '待归还',
          },
        ]}
        exportPath="/api/v1/exports/refunds"
        keyOf={({ id }) => id}
        empty="没有先行拨付的奖补。"
      />
    </PageFrame>
  );
}
