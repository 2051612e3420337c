import { useQuery } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Amount, AmountInFull } from '../pieces/amount';
import { DataTable } from '../pieces/data-table';
import { PageFrame } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { type Payment, paymentColumns } from './payment-columns';

/** The most that one batch takes. */
const MOST = 200;

/** The maker puts payments that wait into a batch; count and sum are what the checker will compare. */
export default function NewBatchPage() {
  const { grants } = useSignedIn();
  const regionName = useRegionNames();
  const treasuries = grants
    .filter(({ role }) => role === 'finance_maker')
    .map(({ regionCode }) => regionCode);
  const [regionCode, setRegionCode] = useState(treasuries[0] ?? '');
  const query = useQuery({
    queryKey: ['payments', 'planned', regionCode],
    queryFn: ({ signal }) =>
      valueOf(
        api.GET('/api/v1/payments', {
          params: { query: { state: 'planned', regionCode, limit: MOST } },
          signal,
        }),
      ),
  });
  return (
    <PageFrame
      title="编制拨付批次"
      actions={
        <Select
          aria-label="付款财政"
          className="filter-choice"
          value={regionCode}
          options={treasuries.map((code) => ({ value: code, label: regionName(code) }))}
          onChange={setRegionCode}
        />
      }
    >
      <Read query={query} rows={12}>
        {({ items }) => <Waiting key={regionCode} regionCode={regionCode} payments={items} />}
      </Read>
    </PageFrame>
  );
}

const sumOf = (payments: Iterable<Payment>): number =>
  [...payments].reduce((sum, { amountFen }) => sum + amountFen, 0);

function Waiting({ regionCode, payments }: { regionCode: string; payments: readonly Payment[] }) {
  const regionName = useRegionNames();
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Payment>>(
    () => new Map(payments.map((payment) => [payment.id, payment])),
  );
  const prepare = useCommand(
    (key: string, paymentIds: string[]) =>
      valueOf(
        api.POST('/api/v1/batches', {
          params: { header: { 'Idempotency-Key': key } },
          body: { regionCode, paymentIds },
        }),
      ),
    ({ id, number }) => {
      void message.success(`批次 ${number} 已编制,等待另一人复核。`);
      void navigate(`/batches/${id}`);
    },
  );
  const ask = (): void => {
    modal.confirm({
      title: `编制批次:${regionName(regionCode)}`,
      content: (
        <>
          <p>
            共 {chosen.size} 笔,合计 <AmountInFull fen={sumOf(chosen.values())} />
          </p>
          <p>编制后须由另一名财政复核人核对笔数、金额后放款。</p>
        </>
      ),
      okText: '编制批次',
      onOk: () => prepare.run([...chosen.keys()]),
    });
  };
  return (
    <>
      {prepare.error !== null && <ProblemNote error={prepare.error} retry={prepare.again} />}
      <div className="list-tools">
        <div className="list-totals" aria-live="polite">
          已选 <strong>{chosen.size}</strong> 笔,合计 <Amount fen={sumOf(chosen.values())} strong />
        </div>
        <Button type="primary" disabled={chosen.size === 0} loading={prepare.busy} onClick={ask}>
          编制批次
        </Button>
      </div>
      <DataTable
        caption="待拨付款项"
        rows={payments}
        columns={paymentColumns(regionName, '/cases').filter(
          ({ key }) => !['reference', 'settledOn'].includes(key),
        )}
        keyOf={({ id }) => id}
        empty="没有待拨付的款项。公示期满并核定奖补后,款项会出现在这里。"
        selection={{ chosen, choose: setChosen, nameOf: ({ payee }) => payee.accountName }}
      />
    </>
  );
}
