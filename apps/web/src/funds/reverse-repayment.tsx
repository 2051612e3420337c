import { type Shape } from '@duixian/api-client';
import { REVERSAL_ACTION_LABELS, REVERSAL_STATE_LABELS, type ReversalAction } from '@duixian/workflow';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { amountIn } from '../pieces/amount-unit';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { audiencesOf } from '../shell/audiences';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { Choices, type Wish } from './recovery-actions';

type Recovery = Shape<'RecoveryDetailShape'>;
type Entry = Recovery['entries'][number];

const required = (message: string) => [{ required: true, whitespace: true, message }];

/** The maker says that the bank took a repayment back, by the debit of a statement that shows it. */
export function ReverseRepayment({ recovery, entry }: { recovery: Recovery; entry: Entry }) {
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const { run, busy, error, again } = useCommand(
    (key: string, { line, note }: { line: string; note: string }) => {
      const [statementId = '', position] = line.split('/');
      return valueOf(
        api.POST('/api/v1/recoveries/{id}/entries/{entryId}/reversals', {
          params: { path: { id: recovery.id, entryId: entry.id }, header: { 'Idempotency-Key': key } },
          body: { version: entry.version, line: { statementId, position: Number(position) }, note },
        }),
      );
    },
    () => {
      void message.success('已提出冲回,等待复核。');
      setOpen(false);
    },
  );
  if (!open)
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        被银行退回,冲回
      </Button>
    );
  return (
    <Form<{ line: string; note: string }> layout="vertical" onFinish={run}>
      <Form.Item name="line" label="银行退回该款的扣款" rules={required('请选择对账单中的扣款')}>
        <Select
          notFoundContent="对账单中没有尚未说明的扣款。请先导入银行退回该款当日的对账单。"
          options={recovery.outgoing.map(
            ({ statementId, position, bankSerial, amountFen, counterpartyName, bookedOn }) => ({
              value: `${statementId}/${position}`,
              label: `${bookedOn} ${counterpartyName} ${amountIn('元', amountFen)} 元 ${bankSerial}`,
            }),
          )}
        />
      </Form.Item>
      <Form.Item name="note" label="说明" rules={required('请填写说明')}>
        <Input maxLength={500} />
      </Form.Item>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <div className="page-actions">
        <Button type="primary" size="small" htmlType="submit" loading={busy}>
          提出冲回
        </Button>
        <Button size="small" onClick={() => setOpen(false)}>
          返回
        </Button>
      </div>
    </Form>
  );
}

/** Where a proposal that a repayment is undone stands, and what the reader may do about it. */
export function ReversalOf({
  recoveryId,
  reversal,
}: {
  recoveryId: string;
  reversal: NonNullable<Entry['reversal']>;
}) {
  const { message } = App.useApp();
  const isClerk = audiencesOf(useSignedIn()).includes('enterprise');
  const { id: reversalId, version, state, note, statementId, decisionNote, allowedActions } = reversal;
  const command = useCommand(
    (key: string, wish: Wish<ReversalAction>) =>
      valueOf(
        api.POST('/api/v1/recoveries/{id}/reversals/{reversalId}/actions', {
          params: { path: { id: recoveryId, reversalId }, header: { 'Idempotency-Key': key } },
          body: { ...wish, version },
        }),
      ),
    (_answer, { action }) => void message.success(`已${REVERSAL_ACTION_LABELS[action]}。`),
  );
  return (
    <div className="small">
      {REVERSAL_STATE_LABELS[state]}:{note}
      {!isClerk && (
        <div>
          <Link to={`/statements/${statementId}`}>扣款所在对账单</Link>
        </div>
      )}
      {decisionNote !== null && <div className="muted">{decisionNote}</div>}
      {allowedActions.length > 0 && (
        <Choices
          id={reversalId}
          actions={allowedActions}
          labels={REVERSAL_ACTION_LABELS}
          asksWhy={['refuse']}
          command={command}
        />
      )}
    </div>
  );
}
