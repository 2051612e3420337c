import { RECUSAL_GROUND_LABELS, type RecusalScope } from '@duixian/workflow';
import { Alert, App, Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { type Case } from './case-query';

interface Declared {
  scope: RecusalScope;
  reason: string;
}

const SCOPES = [
  { value: 'case', label: '仅本件' },
  { value: 'party', label: '该企业的全部申报' },
];

/** Why an official has no buttons here. */
export function RecusalNote({ one: { recusal } }: { one: Case }) {
  if (recusal === null) return null;
  return (
    <Alert
      className="state-reason"
      type="warning"
      showIcon
      title="您须回避"
      description={RECUSAL_GROUND_LABELS[recusal]}
    />
  );
}

/** 回避: an official keeps their hands off this case, or off everything of its applicant, for good. */
export function DeclareRecusal({ one }: { one: Case }) {
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Declared>();
  const { message } = App.useApp();
  const { run, busy, error, again } = useCommand(
    (key: string, body: Declared) =>
      valueOf(
        api.POST('/api/v1/applications/{id}/recusals', {
          params: { path: { id: one.id }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    () => {
      void message.success('已声明回避。');
      setOpen(false);
    },
  );
  if (one.recusal !== null) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>回避</Button>
      {open && (
        <Modal
          open
          title={`声明回避:${one.applicant?.registeredName ?? ''}`}
          okText="确认回避"
          confirmLoading={busy}
          onOk={() => form.submit()}
          onCancel={() => setOpen(false)}
        >
          <p className="muted">声明后不能收回,您将不能再办理所选范围内的申报;理由只有经办人员可见。</p>
          <Form<Declared>
            form={form}
            layout="vertical"
            onFinish={({ scope, reason }) => run({ scope, reason: reason.trim() })}
          >
            <Form.Item name="scope" label="范围" initialValue="case">
              <Radio.Group options={SCOPES} />
            </Form.Item>
            <Form.Item
              name="reason"
              label="与本件的关系"
              rules={[{ required: true, whitespace: true, message: '请写明回避的事由' }]}
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
