import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { type Case } from './case-query';

interface Recorded {
  officialId: string;
  reason: string;
}

/** 登记回避: who oversees the office records that an official is related to the applicant. */
export function RecordRecusal({ one }: { one: Case }) {
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Recorded>();
  const { message } = App.useApp();
  const { run, busy, error, again } = useCommand(
    (key: string, body: Recorded) =>
      valueOf(
        api.POST('/api/v1/applications/{id}/recusals/recorded', {
          params: { path: { id: one.id }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    () => {
      void message.success('已登记回避,当事人会收到消息。');
      setOpen(false);
    },
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>登记回避</Button>
      {open && (
        <Modal
          open
          title={`登记回避:${one.applicant?.registeredName ?? ''}`}
          okText="确认登记"
          confirmLoading={busy}
          onOk={() => form.submit()}
          onCancel={() => setOpen(false)}
        >
          <p className="muted">登记后不能收回:此人不得再办理该企业的任何申报。</p>
          <Form<Recorded>
            form={form}
            layout="vertical"
            onFinish={({ officialId, reason }) => run({ officialId, reason: reason.trim() })}
          >
            <OfficialField />
            <Form.Item
              name="reason"
              label="与企业的关系"
              rules={[{ required: true, whitespace: true, message: '请写明关系和来源' }]}
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

function OfficialField() {
  const { data } = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/people', { signal })),
    staleTime: 60_000,
  });
  const officials = (data?.items ?? []).filter(({ grants }) =>
    grants.some(({ role }) => role !== 'administrator' && role !== 'auditor'),
  );
  return (
    <Form.Item name="officialId" label="工作人员" rules={[{ required: true, message: '请选择工作人员' }]}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={officials.map(({ id, displayName }) => ({ value: id, label: displayName }))}
      />
    </Form.Item>
  );
}
