import { App, Button } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { ReasonForm } from '../pieces/reason-form';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { type AccountVersion } from './accounts';

type Wish = { action: 'confirm' } | { action: 'refuse' | 'withdraw'; reason: string };

/** A second person confirms or refuses a proposed account; the enterprise takes it back. */
export function AccountActions({ partyId, account }: { partyId: string; account: AccountVersion }) {
  const { message, modal } = App.useApp();
  const [ending, setEnding] = useState<'refuse' | 'withdraw' | null>(null);
  const { run, busy, error, again } = useCommand(
    (key: string, wish: Wish) =>
      valueOf(
        api.POST('/api/v1/parties/{id}/accounts/{accountId}/actions', {
          params: { path: { id: partyId, accountId: account.id }, header: { 'Idempotency-Key': key } },
          body: wish,
        }),
      ),
    ({ effectiveOn }) => {
      setEnding(null);
      void message.success(effectiveOn ? `已确认,${effectiveOn} 起用于付款。` : '已办理。');
    },
  );
  const { allowedActions, proposedByYou, state } = account;
  const confirm = (): void => {
    modal.confirm({
      title: '确认这个收款账户?',
      content: (
        <p>
          {account.accountName} {account.maskedNumber},{account.bankName}。请与开户许可证或银行证明逐项核对。
        </p>
      ),
      okText: '核对一致,确认',
      cancelText: '返回',
      onOk: () => run({ action: 'confirm' }),
    });
  };
  return (
    <>
      {state === 'proposed' && proposedByYou && <span className="muted small">由您提出,须由另一人确认</span>}
      <div className="page-actions">
        {allowedActions.includes('confirm') && (
          <Button size="small" type="primary" loading={busy} onClick={confirm}>
            确认
          </Button>
        )}
        {allowedActions.includes('refuse') && ending === null && (
          <Button size="small" disabled={busy} onClick={() => setEnding('refuse')}>
            不同意
          </Button>
        )}
        {allowedActions.includes('withdraw') && ending === null && (
          <Button size="small" disabled={busy} onClick={() => setEnding('withdraw')}>
            撤回
          </Button>
        )}
      </div>
      {ending !== null && (
        <ReasonForm
          id={`account-${account.id}`}
          label={ending === 'refuse' ? '不同意原因' : '撤回原因'}
          confirm={ending === 'refuse' ? '确认不同意' : '确认撤回'}
          danger
          busy={busy}
          send={(reason) => run({ action: ending, reason })}
          back={() => setEnding(null)}
        />
      )}
      {error !== null && <ProblemNote error={error} retry={again} />}
    </>
  );
}
