import { APPLICATION_ACTION_LABELS, stateReasonLabel } from '@duixian/workflow';
import { Button, Dropdown, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionChoices } from '../pieces/regions';
import { useSignedIn } from '../shell/session';
import { ColleagueField } from './colleague-field';
import { REJECTION_GROUNDS, type RejectionGround } from './review-actions';
import { type Task } from './task-columns';
import { type TaskBatch, type Told, useTaskBatch } from './use-task-batch';

type BatchVerb = Exclude<TaskBatch['decision']['action'], 'approve'>;

/** What is done to the chosen cases, and what is said of it afterwards. */
const DONE: Readonly<Record<BatchVerb, string>> = {
  transfer: '已转办',
  remand: '已退回',
  return: '已退回补正',
  reject: '已不予支持',
  hold: '已挂起',
  resume: '已恢复',
};
const LESS_OFTEN = ['return', 'reject', 'hold', 'resume'] as const;

interface Said {
  reason: string;
  to?: string;
  ground?: RejectionGround;
}

function decisionOf(verb: BatchVerb, { reason, to = '', ground = 'other' }: Said): TaskBatch['decision'] {
  if (verb === 'transfer') return { action: verb, to, reason };
  if (verb === 'reject') return { action: verb, reasonCode: ground, reason };
  return { action: verb, reason };
}

/** Only a later stage has one before it: reviewers of a city. */
function useMayRemand(): boolean {
  const cities = useRegionChoices('city').map(({ value }) => value);
  const { grants } = useSignedIn();
  return grants.some(({ role, regionCode }) => role === 'reviewer' && cities.includes(regionCode));
}

interface Given {
  chosen: ReadonlyMap<string, Task>;
  onDone: (told: Told) => void;
}

/** What can be done to several cases at once besides passing them, for one reason that is asked once. */
export function BatchDecisions({ chosen, onDone }: Given) {
  const [verb, setVerb] = useState<BatchVerb | null>(null);
  const mayRemand = useMayRemand();
  const none = chosen.size === 0;
  const often = ['transfer' as const, ...(mayRemand ? (['remand'] as const) : [])];
  return (
    <>
      <Dropdown
        disabled={none}
        menu={{
          items: LESS_OFTEN.map((key) => ({ key, label: `批量${APPLICATION_ACTION_LABELS[key]}` })),
          onClick: ({ key }) => setVerb(key as BatchVerb),
        }}
      >
        <Button size="small">其他批量办理</Button>
      </Dropdown>
      {often.map((each) => (
        <Button key={each} size="small" disabled={none} onClick={() => setVerb(each)}>
          批量{APPLICATION_ACTION_LABELS[each]}
          {none ? '' : `(${chosen.size})`}
        </Button>
      ))}
      {verb && <Dialog verb={verb} chosen={chosen} onDone={onDone} close={() => setVerb(null)} />}
    </>
  );
}

function Dialog({ verb, chosen, onDone, close }: Given & { verb: BatchVerb; close: () => void }) {
  const [form] = Form.useForm<Said>();
  const tasks = [...chosen.values()];
  const places = [...new Set(tasks.map(({ regionCode }) => regionCode))];
  const label = APPLICATION_ACTION_LABELS[verb];
  const { run, busy, error, again } = useTaskBatch((results) => {
    close();
    onDone({ done: DONE[verb], results });
  });
  const apart = verb === 'transfer' && places.length > 1;
  return (
    <Modal
      open
      title={`批量${label} ${tasks.length} 件?`}
      okText={`确认${label}`}
      okButtonProps={{ danger: verb === 'reject', disabled: apart }}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <p className="muted">
        {apart
          ? '所选各件轮到不同单位办理,请按单位分别转办。'
          : '理由写入每一件。不能办理的不会办理,并逐件说明原因。'}
      </p>
      <Form<Said>
        form={form}
        layout="vertical"
        onFinish={(said) => run({ tasks, decision: decisionOf(verb, said) })}
      >
        {verb === 'transfer' && !apart && <ColleagueField regionCode={places[0] ?? ''} />}
        {verb === 'reject' && (
          <Form.Item name="ground" label="依据" initialValue={REJECTION_GROUNDS[0]}>
            <Select options={REJECTION_GROUNDS.map((value) => ({ value, label: stateReasonLabel(value) }))} />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label="理由"
          rules={[{ required: true, whitespace: true, message: '请填写理由,接下来办理的人会看到' }]}
        >
          <Input.TextArea rows={3} maxLength={2000} showCount />
        </Form.Item>
      </Form>
      {error !== null && <ProblemNote error={error} retry={again} />}
    </Modal>
  );
}
