import {
  APPLICATION_ACTION_LABELS,
  CASE_STAGE_LABELS,
  type CaseStage,
  type ResubmitTarget,
} from '@duixian/workflow';
import { App, Button, Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { AmountInFull } from '../pieces/amount';
import { ProblemNote } from '../pieces/problem-note';
import { determinedFen } from './case-head';
import { type Case } from './case-query';
import { type CaseVerb, useCaseAction } from './use-case-action';

/** The verbs that decide a review, in the order of their buttons. */
const VERBS = ['approve', 'remand', 'return', 'reject', 'reconsider'] as const;
type ReviewVerb = (typeof VERBS)[number];

export const REJECTION_GROUNDS = [
  { value: 'not-eligible', label: '不符合条件' },
  { value: 'false-statement', label: '申报内容不实' },
  { value: 'duplicate-funding', label: '重复享受' },
  { value: 'other', label: '其他' },
] as const;

/** Said often enough to be offered; what is chosen can still be changed. */
const COMMON_REASONS: Readonly<Record<ReviewVerb, readonly string[]>> = {
  approve: ['材料齐全,符合条件,同意。', '数据已与登记信息核对一致。'],
  remand: ['请重新核对数据来源后再报。', '请补充初审意见。'],
  return: ['请补充缺少的数据后重新提交。', '请核对填报数据与证明材料是否一致。'],
  reject: ['不符合条款规定的条件。', '同一事项已享受奖励,不重复支持。'],
  reconsider: ['预算已追加,请重新核定。', '收款账户已更正,请重新核定。'],
};

/** What the reviewer whose turn it is may do now; nothing for everybody else. */
export function ReviewActions({ one }: { one: Case }) {
  const [verb, setVerb] = useState<ReviewVerb | null>(null);
  const allowed = VERBS.filter((each) => one.allowedActions.includes(each));
  return (
    <>
      {allowed.map((each) => (
        <Button
          key={each}
          type={each === 'approve' || each === 'reconsider' ? 'primary' : 'default'}
          danger={each === 'reject'}
          onClick={() => setVerb(each)}
        >
          {APPLICATION_ACTION_LABELS[each]}
        </Button>
      ))}
      {verb && <Decision one={one} verb={verb} close={() => setVerb(null)} />}
    </>
  );
}

/** How many review stages the case has passed before the one that is open. */
const passedStages = ({ route, stage }: Case): number => route.findIndex(({ key }) => key === stage);

const resubmitChoices = ({ stage }: Case) =>
  [
    { value: 'returning_stage', label: `直接回到${CASE_STAGE_LABELS[stage as CaseStage]}` },
    { value: 'first_stage', label: '从第一个审核环节重新逐级审核' },
  ] as const;

interface Said {
  words?: string;
  ground?: (typeof REJECTION_GROUNDS)[number]['value'];
  resubmitTo?: ResubmitTarget;
}

function verbOf(verb: ReviewVerb, { words = '', ground = 'not-eligible', resubmitTo }: Said): CaseVerb {
  switch (verb) {
    case 'approve':
      return { action: verb, ...(words === '' ? {} : { comment: words }) };
    case 'reject':
      return { action: verb, reasonCode: ground, reason: words };
    case 'return':
      return { action: verb, reason: words, ...(resubmitTo ? { resubmitTo } : {}) };
    case 'remand':
    case 'reconsider':
      return { action: verb, reason: words };
  }
}

function Decision({ one, verb, close }: { one: Case; verb: ReviewVerb; close: () => void }) {
  const [form] = Form.useForm<Said>();
  const { message } = App.useApp();
  const label = APPLICATION_ACTION_LABELS[verb];
  const { run, busy, error, again } = useCaseAction(one, () => {
    void message.success(`${one.caseNumber} 已${label}`);
    close();
  });
  return (
    <Modal
      open
      title={`${label}:${one.applicant?.registeredName ?? ''}`}
      okText={`确认${label}`}
      okButtonProps={{ danger: verb === 'reject' }}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={close}
    >
      {verb === 'approve' && (
        <p>
          核定金额 <AmountInFull fen={determinedFen(one)} />
        </p>
      )}
      <Form<Said> form={form} layout="vertical" onFinish={(said) => run(verbOf(verb, said))}>
        {verb === 'reject' && (
          <Form.Item name="ground" label="依据" initialValue="not-eligible">
            <Select options={[...REJECTION_GROUNDS]} />
          </Form.Item>
        )}
        {verb === 'return' && passedStages(one) > 0 && (
          <Form.Item name="resubmitTo" label="补正后" initialValue="returning_stage">
            <Radio.Group options={[...resubmitChoices(one)]} />
          </Form.Item>
        )}
        <Form.Item
          name="words"
          label={verb === 'approve' ? '审核意见(可不填)' : '理由'}
          rules={[{ required: verb !== 'approve', whitespace: true, message: '请填写理由,企业会看到' }]}
        >
          <Input.TextArea rows={3} maxLength={2000} showCount />
        </Form.Item>
        <div className="common-reasons">
          {COMMON_REASONS[verb].map((words) => (
            <Button key={words} size="small" type="dashed" onClick={() => form.setFieldValue('words', words)}>
              {words}
            </Button>
          ))}
        </div>
      </Form>
      {error !== null && <ProblemNote error={error} retry={again} />}
    </Modal>
  );
}
