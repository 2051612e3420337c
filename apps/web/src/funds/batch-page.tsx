import { type Shape } from '@duixian/api-client';
import { BATCH_STATE_LABELS, PAYMENT_CHANNEL_LABELS } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { AmountInFull } from '../pieces/amount';
import { DataTable } from '../pieces/data-table';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { StateTag } from '../pieces/state-tag';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { BatchFilePanel } from './batch-file-panel';
import { paymentColumns } from './payment-columns';

type Batch = Shape<'BatchWithPaymentsShape'>;

/** States in which the worker is sending, so that the page looks again. */
const UNDER_WAY = ['released', 'sending', 'unknown'];

/** A batch: control totals, payments, and for its checker the release. */
export default function BatchPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['batches', 'one', id],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/batches/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) =>
      state.data?.channel === 'bank' &&
      state.data.payments.some(({ state: payment }) => UNDER_WAY.includes(payment))
        ? 2_000
        : false,
  });
  return (
    <PageFrame
      title={query.data ? `拨付批次 ${query.data.number}` : '拨付批次'}
      actions={
        query.data && (
          <>
            <Button href={`/api/v1/batches/${id}/payment-list`} download>
              拨付清单 PDF
            </Button>
            <Button href={`/api/v1/batches/${id}/payment-list?format=xlsx`} download>
              拨付清单 XLSX
            </Button>
            {query.data.channel === 'bank' && (
              <Button href={`/api/v1/batches/${id}/file`} download>
                下载付款清单
              </Button>
            )}
          </>
        )
      }
    >
      <Read query={query} rows={14}>
        {(batch) => <Content batch={batch} />}
      </Read>
    </PageFrame>
  );
}

function Content({ batch }: { batch: Batch }) {
  const regionName = useRegionNames();
  return (
    <>
      <Panel title="控制数" extra={<StateTag labels={BATCH_STATE_LABELS} state={batch.state} />}>
        <dl className="pairs">
          <div>
            <dt>付款财政</dt>
            <dd>{regionName(batch.regionCode)}</dd>
          </div>
          <div>
            <dt>笔数</dt>
            <dd>{batch.paymentCount} 笔</dd>
          </div>
          <div>
            <dt>合计金额</dt>
            <dd>
              <AmountInFull fen={batch.totalFen} />
            </dd>
          </div>
          <div>
            <dt>付款方式</dt>
            <dd>{PAYMENT_CHANNEL_LABELS[batch.channel]}</dd>
          </div>
          <div>
            <dt>编制</dt>
            <dd>{momentInWords(batch.preparedAt)}</dd>
          </div>
          <div>
            <dt>复核</dt>
            <dd>{batch.releasedAt === null ? '未复核' : momentInWords(batch.releasedAt)}</dd>
          </div>
          <div>
            <dt>校验码</dt>
            <dd className="small muted">{batch.contentHash}</dd>
          </div>
        </dl>
        {batch.state === 'prepared' && <Prepared batch={batch} />}
      </Panel>
      {batch.channel !== 'bank' && batch.state === 'released' && <BatchFilePanel batch={batch} />}
      <DataTable
        caption="批次内付款"
        rows={batch.payments}
        columns={paymentColumns(regionName, '/cases')}
        keyOf={({ id }) => id}
      />
    </>
  );
}

/** Released by somebody who did not prepare it, or dissolved. */
function Prepared({ batch }: { batch: Batch }) {
  const { user, grants } = useSignedIn();
  const { modal } = App.useApp();
  const [compared, setCompared] = useState(false);
  const { run, busy, error, again } = useBatchVerb(batch);
  const here = grants.filter(({ regionCode }) => regionCode === batch.regionCode).map(({ role }) => role);
  const isMaker = batch.makerId === user.id;
  const mayRelease = here.includes('finance_checker') && !isMaker;
  const mayCancel = here.includes('finance_checker') || here.includes('finance_maker');
  const ask = (verb: 'release' | 'cancel'): void => {
    modal.confirm({
      title: verb === 'release' ? '复核放款?' : '取消本批次?',
      content:
        verb === 'release' ? (
          <p>
            {batch.channel === 'bank' ? '将向银行发出' : '放款后由经办人生成付款文件,共'} {batch.paymentCount}{' '}
            笔付款,合计 <AmountInFull fen={batch.totalFen} />
            。放款后不能撤回。
          </p>
        ) : (
          '批次内的款项回到待编批,可以重新编制。'
        ),
      okText: verb === 'release' ? '放款' : '取消批次',
      okButtonProps: { danger: verb === 'cancel' },
      cancelText: '返回',
      onOk: () => run(verb),
    });
  };
  return (
    <>
      {mayRelease && (
        <p>
          <Checkbox checked={compared} onChange={({ target }) => setCompared(target.checked)}>
            已将笔数、合计金额与审批文件核对一致
          </Checkbox>
        </p>
      )}
      {isMaker && <p className="muted">您编制了本批次,须由另一人复核放款。</p>}
      {error !== null && <ProblemNote error={error} retry={again} />}
      <div className="form-end">
        {mayRelease && (
          <Button type="primary" disabled={!compared} loading={busy} onClick={() => ask('release')}>
            复核放款
          </Button>
        )}
        {mayCancel && (
          <Button disabled={busy} onClick={() => ask('cancel')}>
            取消批次
          </Button>
        )}
      </div>
    </>
  );
}

const useBatchVerb = ({ id, version }: Batch) =>
  useCommand((key: string, verb: 'release' | 'cancel') => {
    const given = { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: { version } };
    return verb === 'release'
      ? valueOf(api.POST('/api/v1/batches/{id}/release', given))
      : valueOf(api.POST('/api/v1/batches/{id}/cancel', given));
  });
