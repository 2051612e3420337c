import { App, Button } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { ReasonForm } from '../pieces/reason-form';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { type Mark } from './mark';

type Wish = { action: 'confirm' } | { action: 'withdraw'; reason: string };

/** Confirmed by somebody else than who recorded it; withdrawn with a reason by either. */
export function MarkActions({ mark }: { mark: Mark }) {
  const { message } = App.useApp();
  const [withdrawing, setWithdrawing] = useState(false);
  const { run, busy, error, again } = useCommand(
    (key: string, wish: Wish) =>
      valueOf(
        api.POST('/api/v1/earlier-payments/coverage/{id}/actions', {
          params: { path: { id: mark.id }, header: { 'Idempotency-Key': key } },
          body: { ...wish, version: mark.version },
        }),
      ),
    (_answer, { action }) => {
      setWithdrawing(false);
      void message.success(action === 'confirm' ? '已确认,标记生效。' : '已撤回标记。');
    },
  );
  const { allowedActions, state, recordedByYou } = mark;
  return (
    <>
      {state === 'recorded' && recordedByYou && <span className="muted small">由您登记,须由另一人确认</span>}
      <div className="page-actions">
        {allowedActions.includes('confirm') && (
          <Button size="small" type="primary" loading={busy} onClick={() => run({ action: 'confirm' })}>
            确认
          </Button>
        )}
        {allowedActions.includes('withdraw') && !withdrawing && (
          <Button size="small" disabled={busy} onClick={() => setWithdrawing(true)}>
            撤回
          </Button>
        )}
        {allowedActions.length === 0 && !recordedByYou && '—'}
      </div>
      {withdrawing && (
        <ReasonForm
          id={`withdraw-${mark.id}`}
          label="撤回原因"
          confirm="确认撤回"
          danger
          busy={busy}
          send={(reason) => run({ action: 'withdraw', reason })}
          back={() => setWithdrawing(false)}
        />
      )}
      {error !== null && <ProblemNote error={error} retry={again} />}
    </>
  );
}
