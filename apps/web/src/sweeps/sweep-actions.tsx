import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { AmountInFull } from '../pieces/amount';
import { countInWords } from '../pieces/figures';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { type SweepDetail } from './sweep-words';

type Verb = 'approve' | 'cancel';

/** A second officer lets exactly this list go out; or nothing of it does. */
export function SweepActions({ sweep }: { sweep: SweepDetail }) {
  const { message } = App.useApp();
  const { id, version, state, offers, dryRun, allowedActions } = sweep;
  const verb = useCommand(
    (key: string, action: Verb) =>
      valueOf(
        api.POST('/api/v1/sweeps/{id}/actions', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { action, version },
        }),
      ),
    (_answer, action) => void message.success(action === 'approve' ? '已审定,正在推送。' : '已取消。'),
  );
  if (state === 'approved') return <p role="status">清单已审定,正在推送,请稍候…</p>;
  if (state === 'completed' && !dryRun && (offers?.count ?? 0) > 0) {
    return (
      <p>
        推送已完成,<Link to={`/pushed-offers?sweepId=${id}`}>查看推送的免申即享</Link>。
      </p>
    );
  }
  return (
    <>
      {verb.error !== null && <ProblemNote error={verb.error} retry={verb.again} />}
      {allowedActions.length > 0 && <Decide sweep={sweep} busy={verb.busy} run={verb.run} />}
    </>
  );
}

interface Deciding {
  readonly sweep: SweepDetail;
  readonly busy: boolean;
  readonly run: (verb: Verb) => void;
}

function Decide({ sweep, busy, run }: Deciding) {
  const ask = useAsking(sweep, run);
  const [compared, setCompared] = useState(false);
  const { state, offers, allowedActions, orderedByYou } = sweep;
  const mayApprove = allowedActions.includes('approve');
  return (
    <Panel title={state === 'running' ? '办理' : '审定清单'}>
      {offers !== null && <ControlTotals offers={offers} />}
      {state === 'prepared' && orderedByYou && (
        <p className="muted">这次比对由您发起,须由另一名政策管理员审定。</p>
      )}
      {mayApprove && (
        <p>
          <Checkbox checked={compared} onChange={({ target }) => setCompared(target.checked)}>
            已核对条数、合计金额、资金余额和抽查样本
          </Checkbox>
        </p>
      )}
      <div className="form-end">
        {mayApprove && (
          <Button type="primary" disabled={!compared} loading={busy} onClick={() => ask('approve')}>
            审定推送
          </Button>
        )}
        {allowedActions.includes('cancel') && (
          <Button disabled={busy} onClick={() => ask('cancel')}>
            取消比对
          </Button>
        )}
      </div>
    </Panel>
  );
}

function ControlTotals({ offers }: { offers: NonNullable<SweepDetail['offers']> }) {
  return (
    <dl className="pairs">
      <div>
        <dt>条数</dt>
        <dd>{countInWords(offers.count)} 条</dd>
      </div>
      <div>
        <dt>合计金额</dt>
        <dd>
          <AmountInFull fen={offers.amountFen} />
        </dd>
      </div>
      <div>
        <dt>清单校验码</dt>
        <dd className="small muted">{offers.hash}</dd>
      </div>
    </dl>
  );
}

/** Says once more what would happen before it does. */
function useAsking({ offers }: SweepDetail, run: (verb: Verb) => void): (verb: Verb) => void {
  const { modal } = App.useApp();
  return (verb) =>
    void modal.confirm({
      title: verb === 'approve' ? '审定并推送?' : '取消这次比对?',
      content:
        verb === 'approve' ? (
          <p>
            将推送 {offers?.count} 条,合计 <AmountInFull fen={offers?.amountFen ?? 0} />
            。推送后企业可一键确认,不能撤回。
          </p>
        ) : (
          '不会推送;已经得出的结果仍可查看。'
        ),
      okText: verb === 'approve' ? '审定推送' : '取消比对',
      okButtonProps: { danger: verb === 'cancel' },
      cancelText: '返回',
      onOk: () => run(verb),
    });
}
