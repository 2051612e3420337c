import { Button, Input } from 'antd';
import { useState } from 'react';

/** One line that must be filled in before something is done, with the way back. `id` tells several on a page apart. */
export function ReasonForm(props: {
  id: string;
  /** What is asked for, e.g. 撤回原因. */
  label: string;
  /** The button, e.g. 确认撤回. */
  confirm: string;
  danger?: boolean;
  busy: boolean;
  send: (reason: string) => void;
  back: () => void;
}) {
  const { id, label, confirm, danger = false, busy, send, back } = props;
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = asked && reason.trim() === '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (reason.trim() !== '') send(reason.trim());
      }}
    >
      <label htmlFor={id}>{label}(必填)</label>
      <Input
        id={id}
        maxLength={500}
        value={reason}
        aria-invalid={missing}
        onChange={({ target }) => setReason(target.value)}
      />
      {missing && (
        <p role="alert" className="material-missing">
          请填写{label}。
        </p>
      )}
      <div className="page-actions check-line">
        <Button
          size="small"
          type={danger ? 'default' : 'primary'}
          danger={danger}
          htmlType="submit"
          loading={busy}
        >
          {confirm}
        </Button>
        <Button size="small" onClick={back}>
          返回
        </Button>
      </div>
    </form>
  );
}
