import { App, Form, Input, Modal } from 'antd';
import { formatYuanGrouped, type Fen } from '@duixian/money';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { dueInWords, type Instalment, type InstalmentVerb } from './instalment-words';

interface Said {
  reason?: string;
  documentNumber?: string;
}

const TOLD: Readonly<Record<InstalmentVerb, string>> = {
  release: '请写明拨付条件如何达成。由另一名复审人员复核后,该期即可由财政编批拨付。',
  forfeit: '由另一名复审人员复核后,该期不再拨付,预留的资金退回预算指标,不能恢复。',
  confirm: '同意后系统随即办理,不能撤回。',
  refuse: '该期维持原状,可以重新提出。',
  withdraw: '撤回后可以重新提出。',
};

/** What is proposed to become of a part of an award, or what a second person says to it. */
export function InstalmentDialog({
  part,
  verb,
  title,
  caseId,
  close,
}: {
  part: Instalment;
  verb: InstalmentVerb;
  title: string;
  caseId: string;
  close: () => void;
}) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Said>();
  const { run, busy, error, again } = useCommand(
    (key: string, said: Said) => send(part, verb, caseId, key, said),
    () => {
      close();
      void message.success('已办理。');
    },
  );
  const proposes = verb === 'release' || verb === 'forfeit';
  const proposal = part.proposal;
  return (
    <Modal
      open
      title={`第 ${part.number} 期:${title}`}
      okText="确认"
      cancelText="返回"
      okButtonProps={{ danger: verb === 'forfeit', loading: busy }}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <p>
        {formatYuanGrouped(part.amountFen as Fen)} 元({part.share}),{dueInWords(part)}。
      </p>
      {!proposes && proposal && (
        <p>
          {proposal.kind === 'release' ? '拟拨付' : '拟不予拨付'}:{proposal.reason}({proposal.documentNumber})
        </p>
      )}
      <p className="muted">{TOLD[verb]}</p>
      <Form form={form} layout="vertical" onFinish={(said) => void run(said)}>
        {proposes && (
          <Form.Item
            name="documentNumber"
            label="依据文号"
            rules={[{ required: true, whitespace: true, message: '请填写验收报告或批复的文号' }]}
          >
            <Input maxLength={100} />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label={proposes ? '理由' : '意见'}
          rules={verb === 'confirm' ? [] : [{ required: true, whitespace: true, message: '请填写理由' }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
      {error !== null && <ProblemNote error={error} retry={again} />}
    </Modal>
  );
}

function send(
  { number, proposal }: Instalment,
  verb: InstalmentVerb,
  applicationId: string,
  key: string,
  { reason = '', documentNumber = '' }: Said,
) {
  const header = { 'Idempotency-Key': key };
  if (verb === 'release' || verb === 'forfeit')
    return valueOf(
      api.POST('/api/v1/instalments', {
        params: { header },
        body: { applicationId, instalment: number, kind: verb, reason, documentNumber },
      }),
    );
  const note = reason.trim();
  return valueOf(
    api.POST('/api/v1/instalments/{id}/actions', {
      params: { path: { id: proposal?.id ?? '' }, header },
      body: { action: verb, ...(note === '' ? {} : { note }) },
    }),
  );
}
