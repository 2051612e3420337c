import { type Shape } from '@duixian/api-client';
import { ACCESS_DECISION_LABELS, type AccessDecision } from '@duixian/workflow';
import { App, Button } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { ReasonForm } from '../pieces/reason-form';
import { useCommand } from '../pieces/use-command';

export type ProposalDecision =
  Shape<'ConfirmAccessBody'> | Shape<'RefuseAccessBody'> | Shape<'WithdrawAccessBody'>;

interface Props<Decided> {
  id: string;
  /** What it is about, e.g. 张三 的权限变更. */
  about: string;
  /** What the second administrator is told before they say yes. */
  before: string;
  proposedByYou: boolean;
  allowedActions: readonly AccessDecision[];
  send: (key: string, body: ProposalDecision) => Promise<Decided>;
  done?: (decided: Decided) => void;
}

/** The buttons for what one administrator proposed and another one decides. */
export function DecideProposal<Decided extends { state: string }>(props: Props<Decided>) {
  const { id, about, before, proposedByYou, allowedActions, send, done } = props;
  const { message, modal } = App.useApp();
  const [refusing, setRefusing] = useState(false);
  const { run, busy, error, again } = useCommand(send, (decided) => {
    setRefusing(false);
    done?.(decided);
    void message.success(decided.state === 'confirmed' ? '已确认,即时生效。' : '已办理。');
  });
  const press: Record<AccessDecision, () => void> = {
    confirm: () =>
      void modal.confirm({
        title: `确认 ${about}`,
        content: before,
        okText: '确认',
        onOk: () => run({ action: 'confirm' }),
      }),
    refuse: () => setRefusing(true),
    withdraw: () => run({ action: 'withdraw' }),
  };
  return (
    <>
      {proposedByYou && <div className="muted small">由您提出,须由另一名管理员确认</div>}
      {!refusing && (
        <div className="page-actions">
          {allowedActions.map((action) => (
            <Button
              key={action}
              size="small"
              type={action === 'confirm' ? 'primary' : 'default'}
              loading={busy}
              aria-label={`${ACCESS_DECISION_LABELS[action]} ${about}`}
              onClick={press[action]}
            >
              {ACCESS_DECISION_LABELS[action]}
            </Button>
          ))}
          {allowedActions.length === 0 && <span className="muted">待确认</span>}
        </div>
      )}
      {refusing && (
        <ReasonForm
          id={`proposal-${id}`}
          label="不同意原因"
          confirm="确认不同意"
          danger
          busy={busy}
          send={(reason) => run({ action: 'refuse', reason })}
          back={() => setRefusing(false)}
        />
      )}
      {error !== null && <ProblemNote error={error} retry={again} />}
    </>
  );
}
