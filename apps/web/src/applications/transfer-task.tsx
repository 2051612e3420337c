import { APPLICATION_ACTION_LABELS } from '@duixian/workflow';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { type Case } from './case-query';
import { ColleagueField } from './colleague-field';
import { useCaseAction } from './use-case-action';

const LABEL = APPLICATION_ACTION_LABELS.transfer;

interface Handed {
  to: string;
  reason: string;
}

/** 转办: the task of this case becomes one colleague's. */
export function TransferTask({ one }: { one: Case }) {
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Handed>();
  const { message } = App.useApp();
  const { run, busy, error, again } = useCaseAction(one, () => {
    void message.success(`${one.caseNumber} 已${LABEL}`);
    setOpen(false);
  });
  if (!one.allowedActions.includes('transfer') || one.holder === null) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{LABEL}</Button>
      {open && (
        <Modal
          open
          title={`${LABEL}:${one.applicant?.registeredName ?? ''}`}
          okText={`确认${LABEL}`}
          confirmLoading={busy}
          onOk={() => form.submit()}
          onCancel={() => setOpen(false)}
        >
          <p className="muted">转办后只有接办人可以办理,直到再次转办或放回;接办人会收到消息。</p>
          <Form<Handed>
            form={form}
            layout="vertical"
            onFinish={({ to, reason }) => run({ action: 'transfer', to, reason: reason.trim() })}
          >
            <ColleagueField regionCode={one.holder.regionCode} />
            <Form.Item
              name="reason"
              label="说明"
              rules={[{ required: true, whitespace: true, message: '请写明转办的原因,接办人会看到' }]}
            >
              <Input.TextArea rows={3} maxLength={2000} showCount />
            </Form.Item>
          </Form>
          {error !== null && <ProblemNote error={error} retry={again} />}
        </Modal>
      )}
    </>
  );
}
