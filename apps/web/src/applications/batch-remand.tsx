import { APPLICATION_ACTION_LABELS } from '@duixian/workflow';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionChoices } from '../pieces/regions';
import { useSignedIn } from '../shell/session';
import { type Task } from './task-columns';
import { type Told, useTaskBatch } from './use-task-batch';

const LABEL = APPLICATION_ACTION_LABELS.remand;

/** Only a later stage has one before it: reviewers of a city. */
export function useMayRemand(): boolean {
  const cities = useRegionChoices('city').map(({ value }) => value);
  const { grants } = useSignedIn();
  return grants.some(({ role, regionCode }) => role === 'reviewer' && cities.includes(regionCode));
}

/** Sends the chosen cases back to the stage before, for one reason that is asked once. */
export function BatchRemand({
  chosen,
  onDone,
}: {
  chosen: ReadonlyMap<string, Task>;
  onDone: (told: Told) => void;
}) {
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason: string }>();
  const tasks = [...chosen.values()];
  const { run, busy, error, again } = useTaskBatch((results) => {
    setOpen(false);
    onDone({ done: '已退回', results });
  });
  return (
    <>
      <Button size="small" disabled={tasks.length === 0} onClick={() => setOpen(true)}>
        批量{LABEL}
        {tasks.length > 0 ? `(${tasks.length})` : ''}
      </Button>
      <Modal
        open={open}
        title={`批量${LABEL} ${tasks.length} 件?`}
        okText={`确认${LABEL}`}
        confirmLoading={busy}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <p className="muted">理由写入每一件。不能退回的不会退回,并逐件说明原因。</p>
        <Form<{ reason: string }>
          form={form}
          layout="vertical"
          onFinish={({ reason }) => run({ tasks, decision: { action: 'remand', reason } })}
        >
          <Form.Item
            name="reason"
            label="理由"
            rules={[{ required: true, whitespace: true, message: '请填写理由,上一环节的审核人员会看到' }]}
          >
            <Input.TextArea rows={3} maxLength={2000} showCount />
          </Form.Item>
        </Form>
        {error !== null && <ProblemNote error={error} retry={again} />}
      </Modal>
    </>
  );
}
