import { App, Button } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { ReasonForm } from '../pieces/reason-form';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { type AccountVersion } from './accounts';

type Ending = 'refuse' | 'withdraw' | 'stop';
type Wish = { action: 'confirm' } | { action: Ending; reason: string };

/** How each way to end it is asked about. */
const ENDINGS: Readonly<Record<Ending, { button: string; why: string; confirm: string }>> = {
  refuse: { button: '不同意', why: '不同意原因', confirm: '确认不同意' },
  withdraw: { button: '撤回', why: '撤回原因', confirm: '确认撤回' },
  stop: { button: '停止启用', why: '停止启用原因', confirm: '确认停止启用' },
};
const ENDING_ACTIONS = Object.keys(ENDINGS) as readonly Ending[];

/** A second person confirms or refuses a proposed account; the enterprise takes it back; a confirmed one is stopped before its day. */
export function AccountActions({ partyId, account }: { partyId: string; account: AccountVersion }) {
  const { message, modal } = App.useApp();
  const [ending, setEnding] = useState<Ending | null>(null);
  const { run, busy, error, again } = useCommand(
    (key: string, wish: Wish) =>
      valueOf(
        api.POST('/api/v1/parties/{id}/accounts/{accountId}/actions', {
          params: { path: { id: partyId, accountId: account.id }, header: { 'Idempotency-Key': key } },
          body: wish,
        }),
      ),
    ({ state: now, effectiveOn }) => {
      setEnding(null);
      void message.success(now === 'confirmed' ? `已确认,${effectiveOn} 起用于付款。` : '已办理。');
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
        {ending === null &&
          ENDING_ACTIONS.filter((action) => allowedActions.includes(action)).map((action) => (
            <Button key={action} size="small" disabled={busy} onClick={() => setEnding(action)}>
              {ENDINGS[action].button}
            </Button>
          ))}
      </div>
      {ending !== null && (
        <ReasonForm
          id={`account-${account.id}`}
          label={ENDINGS[ending].why}
          confirm={ENDINGS[ending].confirm}
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
