import { allowedPaymentActions, PAYMENT_STATE_LABELS, type PaymentState } from '@duixian/workflow';
import { App, Button } from 'antd';
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
  const { modal } = App.useApp();
  const requeue = useCommand((key: string, { id, version }: Payment) =>
    valueOf(
      api.POST('/api/v1/payments/{id}/requeue', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { version },
      }),
    ),
  );
  const ask = (payment: Payment): void => {
    modal.confirm({
      title: `重新列入待编批:${payment.payee.accountName}?`,
      content: '请先核对收款账户和退票原因。重新列入后须再次编批、复核,由不同的人办理。',
      okText: '重新列入',
      onOk: () => requeue.run(payment),
    });
  };
  const isClerk = audiences.includes('enterprise');
  return (
    <PageFrame title={isClerk ? '到账记录' : '付款'}>
      {requeue.error !== null && <ProblemNote error={requeue.error} retry={requeue.again} />}
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
                  render: (payment: Payment) =>
                    allowedPaymentActions(payment.state as PaymentState).includes('requeue') ? (
                      <Button size="small" loading={requeue.busy} onClick={() => ask(payment)}>
                        重新列入
                      </Button>
                    ) : (
                      '—'
                    ),
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
