import {
  type ApplicationState,
  CASE_STAGE_LABELS,
  type CaseStage,
  earlierStages,
  type ResubmitTarget,
  type Route,
  type Stage,
  type StateReasonCode,
  stateReasonLabel,
} from '@duixian/workflow';
import { App, Button, Form, Input, Modal, Radio, Select } from 'antd';
import { AmountInFull } from '../pieces/amount';
import { ProblemNote } from '../pieces/problem-note';
import { determinedFen } from './case-head';
import { type Case } from './case-query';
import { OpinionTemplateChoice } from './opinion-template-choice';
import {
  REJECTION_GROUNDS,
  type RejectionGround,
  TERMINATION_GROUNDS,
  type TerminationGround,
} from './review-grounds';
import { DRASTIC, labelOf, type ReviewVerb } from './review-verbs';
import { type CaseVerb, useCaseAction } from './use-case-action';

/** The verbs that name a ground besides the words, with the grounds to choose from. */
const GROUNDS: Readonly<Partial<Record<ReviewVerb, readonly StateReasonCode[]>>> = {
  reject: REJECTION_GROUNDS,
  terminate: TERMINATION_GROUNDS,
};

/** Said often enough to be offered; what is chosen can still be changed. */
const COMMON_REASONS: Readonly<Record<ReviewVerb, readonly string[]>> = {
  approve: ['材料齐全,符合条件,同意。', '数据已与登记信息核对一致。'],
  remand: ['请重新核对数据来源后再报。', '请补充初审意见。'],
  return: ['请补充缺少的数据后重新提交。', '请核对填报数据与证明材料是否一致。'],
  reject: ['不符合条款规定的条件。', '同一事项已享受奖励,不重复支持。'],
  hold: ['等待有关部门出具书面意见。', '企业涉及的事项正在核查。'],
  resume: ['有关事项已核查清楚,继续办理。'],
  terminate: ['企业已注销,终止办理。', '依书面通知终止办理。'],
  confirm: ['经复核,同意终止。'],
  refuse: ['终止的依据不足,奖补照常拨付。'],
  unclaim: ['另有任务,放回由同事办理。', '认领有误,放回。'],
  reconsider: ['预算已追加,请重新核定。', '收款账户已更正,请重新核定。'],
};

/** How many review stages the case has passed before the one that is open. */
const passedStages = ({ route, stage }: Case): number => route.findIndex(({ key }) => key === stage);

const resubmitChoices = ({ stage }: Case) =>
  [
    { value: 'returning_stage', label: `直接回到${CASE_STAGE_LABELS[stage as CaseStage]}` },
    { value: 'first_stage', label: '从第一个审核环节重新逐级审核' },
  ] as const;

/** Where a case may be sent back to, the nearest stage first. */
const backChoices = ({ state, route, stage }: Case) =>
  [
    ...earlierStages({
      state: state as ApplicationState,
      route: route as Route,
      stageIndex: route.findIndex(({ key }) => key === stage),
    }),
  ]
    .reverse()
    .map(({ key }) => ({ value: key, label: CASE_STAGE_LABELS[key] }));

interface Said {
  words?: string;
  ground?: string;
  resubmitTo?: ResubmitTarget;
  backTo?: Stage['key'];
}

function verbOf(verb: ReviewVerb, { words = '', ground, resubmitTo, backTo }: Said): CaseVerb {
  switch (verb) {
    case 'approve':
    case 'confirm':
      return { action: verb, ...(words === '' ? {} : { comment: words }) };
    case 'reject':
      return { action: verb, reasonCode: ground as RejectionGround, reason: words };
    case 'terminate':
      return { action: verb, reasonCode: ground as TerminationGround, reason: words };
    case 'return':
      return { action: verb, reason: words, ...(resubmitTo ? { resubmitTo } : {}) };
    case 'remand':
      return { action: verb, reason: words, ...(backTo ? { backTo } : {}) };
    case 'reconsider':
    case 'refuse':
    case 'unclaim':
    case 'hold':
    case 'resume':
      return { action: verb, reason: words };
  }
}

const MAY_BE_SILENT: readonly ReviewVerb[] = ['approve', 'confirm'];

/** What cannot be undone, and what follows. */
function Consequence({ one, verb }: { one: Case; verb: ReviewVerb }) {
  if (verb === 'confirm')
    return <p className="muted">终止后不能恢复:全部付款取消,占用的预算退回各级指标。</p>;
  if (verb === 'unclaim') return <p className="muted">放回后,本环节的审核人员都可以办理或认领。</p>;
  if (verb !== 'terminate') return null;
  return (
    <p className="muted">
      {one.state === 'awarded'
        ? '已核定的奖补须由另一名复审人员复核后才终止;复核前暂停拨付。'
        : '终止后不能恢复;企业可以在申报期内重新申报。'}
    </p>
  );
}

/** What a reviewer says with a verb; loaded when one is chosen. */
export function ReviewDialog({ one, verb, close }: { one: Case; verb: ReviewVerb; close: () => void }) {
  const [form] = Form.useForm<Said>();
  const { message } = App.useApp();
  const label = labelOf(verb, one);
  const grounds = GROUNDS[verb];
  const { run, busy, error, again } = useCaseAction(one, () => {
    void message.success(`${one.caseNumber} 已${label}`);
    close();
  });
  return (
    <Modal
      open
      title={`${label}:${one.applicant?.registeredName ?? ''}`}
      okText={`确认${label}`}
      okButtonProps={{ danger: DRASTIC.includes(verb) }}
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
        <Consequence one={one} verb={verb} />
        {grounds && (
          <Form.Item name="ground" label="依据" initialValue={grounds[0]}>
            <Select options={grounds.map((value) => ({ value, label: stateReasonLabel(value) }))} />
          </Form.Item>
        )}
        {verb === 'return' && passedStages(one) > 0 && (
          <Form.Item name="resubmitTo" label="补正后" initialValue="returning_stage">
            <Radio.Group options={[...resubmitChoices(one)]} />
          </Form.Item>
        )}
        {verb === 'remand' && backChoices(one).length > 1 && (
          <Form.Item name="backTo" label="退回到" initialValue={backChoices(one)[0]?.value}>
            <Select options={backChoices(one)} />
          </Form.Item>
        )}
        <OpinionTemplateChoice one={one} verb={verb} choose={(words) => form.setFieldValue('words', words)} />
        <Form.Item
          name="words"
          label={MAY_BE_SILENT.includes(verb) ? '审核意见(可不填)' : '理由'}
          rules={[
            {
              required: !MAY_BE_SILENT.includes(verb),
              whitespace: true,
              message: verb === 'unclaim' ? '请写明放回的原因,同事会看到' : '请填写理由,企业会看到',
            },
          ]}
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
