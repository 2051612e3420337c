import { allowedPaymentActions, PAYMENT_STATE_LABELS, type PaymentState } from '@duixian/workflow';
import { App, Button } from 'antd';
import { Link } from 'react-router';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { audiencesOf } from '../shell/audiences';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { type Payment, paymentColumns } from './payment-columns';

/** Who was paid, what is under way, what came back. */
export default function PaymentsPage() {
  const regionName = useRegionNames();
  const regions = useRegionChoices('province', 'city', 'county');
  const audiences = audiencesOf(useSignedIn());
  const isClerk = audiences.includes('enterprise');
  return (
    <PageFrame
      title={isClerk ? '到账记录' : '付款'}
      actions={isClerk ? undefined : <Link to="/refunds">先行拨付归还</Link>}
    >
      <ListPage<Payment>
        caption="付款"
        queryKey={['payments']}
        read={(page, { state, ...filters }, signal) =>
          valueOf(
            api.GET('/api/v1/payments', {
              params: { query: { ...page, ...filters, ...(state ? { state: state as PaymentState } : {}) } },
              signal,
            }),
          )
        }
        filters={[
          { kind: 'choice', name: 'state', label: '状态', options: choicesOf(PAYMENT_STATE_LABELS) },
          ...(isClerk
            ? []
            : [{ kind: 'choice' as const, name: 'regionCode', label: '付款财政', options: regions }]),
        ]}
        columns={[
          ...paymentColumns(regionName, isClerk ? '/applications' : '/cases'),
          ...(audiences.includes('finance_maker')
            ? [
                {
                  key: 'act',
                  title: '操作',
                  render: (payment: Payment) => <MakerActions payment={payment} />,
                },
              ]
            : []),
        ]}
        exportPath="/api/v1/exports/payments"
        keyOf={({ id }) => id}
        empty="还没有付款。"
      />
    </PageFrame>
  );
}

/** What a maker does with one payment: back in the line after a failure, or on to the account that counts now. */
function MakerActions({ payment }: { payment: Payment }) {
  const { modal } = App.useApp();
  const { id, version, state, newerAccount, payee } = payment;
  const given = (key: string) => ({
    params: { path: { id }, header: { 'Idempotency-Key': key } },
    body: { version },
  });
  const requeue = useCommand((key: string, _: Payment) =>
    valueOf(api.POST('/api/v1/payments/{id}/requeue', given(key))),
  );
  const useAccount = useCommand((key: string, _: Payment) =>
    valueOf(api.POST('/api/v1/payments/{id}/payee', given(key))),
  );
  const ask = (verb: typeof requeue, title: string, content: string): void => {
    modal.confirm({
      title: `${title}:${payee.accountName}?`,
      content,
      okText: title,
      onOk: () => verb.run(payment),
    });
  };
  const failed = allowedPaymentActions(state as PaymentState).includes('requeue');
  if (state === 'settled' || state === 'offset')
    return <Link to={`/recoveries/new?case=${payment.applicationId}&payment=${id}`}>追回</Link>;
  if (!failed && !newerAccount) return '—';
  const [verb, title, content] = failed
    ? ([
        requeue,
        '重新列入',
        '请先核对收款账户和退票原因。重新列入后须再次编批、复核,由不同的人办理。',
      ] as const)
    : ([useAccount, '改用新账户', '本笔待付款项改用收款方现用的新账户。编批、放款后不能再改。'] as const);
  return (
    <>
      <Button size="small" loading={verb.busy} onClick={() => ask(verb, title, content)}>
        {title}
      </Button>
      {verb.error !== null && <ProblemNote error={verb.error} retry={verb.again} />}
    </>
  );
}
