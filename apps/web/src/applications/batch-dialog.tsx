import { APPLICATION_ACTION_LABELS, stateReasonLabel, type StateReasonCode } from '@duixian/workflow';
import { Form, Input, Modal, Select } from 'antd';
import { ProblemNote } from '../pieces/problem-note';
import { ColleagueField } from './colleague-field';
import { ConsultFields, departmentsOf } from './consult-departments';
import {
  REJECTION_GROUNDS,
  type RejectionGround,
  TERMINATION_GROUNDS,
  type TerminationGround,
} from './review-grounds';
import { type Task } from './task-columns';
import { type TaskBatch, type Told, useTaskBatch } from './use-task-batch';

export type BatchVerb = Exclude<TaskBatch['decision']['action'], 'approve' | 'claim'>;

/** What is said of the chosen cases afterwards. */
const DONE: Readonly<Record<BatchVerb, string>> = {
  transfer: '已转办',
  unclaim: '已放回',
  remand: '已退回',
  return: '已退回补正',
  reject: '已不予支持',
  hold: '已挂起',
  resume: '已恢复',
  reconsider: '已重新核定',
  terminate: '已终止',
  consult: '已征求意见',
};
const DRASTIC: readonly BatchVerb[] = ['reject', 'terminate'];
const GROUNDS: Readonly<Partial<Record<BatchVerb, readonly StateReasonCode[]>>> = {
  reject: REJECTION_GROUNDS,
  terminate: TERMINATION_GROUNDS,
};

interface Said {
  reason?: string;
  to?: string;
  ground?: string;
  departments?: string[];
  question?: string;
}

function decisionOf(verb: BatchVerb, said: Said): TaskBatch['decision'] {
  const { reason = '', to = '', ground = 'other', departments = [], question = '' } = said;
  switch (verb) {
    case 'transfer':
      return { action: verb, to, reason };
    case 'reject':
      return { action: verb, reasonCode: ground as RejectionGround, reason };
    case 'terminate':
      return { action: verb, reasonCode: ground as TerminationGround, reason };
    case 'consult':
      return { action: verb, departments: departmentsOf(departments), question: question.trim() };
    default:
      return { action: verb, reason };
  }
}

interface Given {
  verb: BatchVerb;
  tasks: readonly Task[];
  onDone: (told: Told) => void;
  close: () => void;
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

/** Asks once for what is done to several cases. */
export function BatchDialog({ verb, tasks, onDone, close }: Given) {
  const [form] = Form.useForm<Said>();
  const places = distinct(tasks.map(({ regionCode }) => regionCode));
  const label = APPLICATION_ACTION_LABELS[verb];
  const grounds = GROUNDS[verb];
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
      okButtonProps={{ danger: DRASTIC.includes(verb), disabled: apart }}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <p className="muted">{apart ? '所选各件轮到不同单位办理,请按单位分别转办。' : SAID_FIRST[verb]}</p>
      <Form<Said>
        form={form}
        layout="vertical"
        onFinish={(said) => run({ tasks, decision: decisionOf(verb, said) })}
      >
        {verb === 'transfer' && !apart && <ColleagueField regionCode={places[0] ?? ''} />}
        {grounds && (
          <Form.Item name="ground" label="依据" initialValue={grounds[0]}>
            <Select options={grounds.map((value) => ({ value, label: stateReasonLabel(value) }))} />
          </Form.Item>
        )}
        {verb === 'consult' ? (
          <ConsultFields
            counties={distinct(tasks.map(({ application }) => application.countyCode))}
            own={places.length === 1 ? places[0] : undefined}
          />
        ) : (
          <Form.Item
            name="reason"
            label="理由"
            rules={[{ required: true, whitespace: true, message: '请填写理由,接下来办理的人会看到' }]}
          >
            <Input.TextArea rows={3} maxLength={2000} showCount />
          </Form.Item>
        )}
      </Form>
      {error !== null && <ProblemNote error={error} retry={again} />}
    </Modal>
  );
}

const EACH = '理由写入每一件。不能办理的不会办理,并逐件说明原因。';
const SAID_FIRST: Readonly<Record<BatchVerb, string>> = {
  transfer: EACH,
  unclaim: `放回后,本环节的审核人员都可以办理或认领。${EACH}`,
  remand: EACH,
  return: EACH,
  reject: EACH,
  hold: EACH,
  resume: EACH,
  reconsider: EACH,
  terminate: `终止后不能恢复。${EACH}`,
  consult:
    '每一件都征求所选部门的意见;全部答复前不能通过或不予支持,审核时限暂停计时。不能办理的不会办理,并逐件说明原因。',
};
