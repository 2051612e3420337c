import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Radio, Select } from 'antd';
import { Amount } from '../pieces/amount';
import { momentInWords } from '../pieces/moments';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import {
  FINANCE_TASK_LABELS,
  type FinanceResolution,
  type FinanceTask,
  type FinanceTaskKind,
  RESOLUTION_HINTS,
  RESOLUTION_LABELS,
} from './finance-task-labels';

interface Given {
  readonly task: FinanceTask;
  readonly close: () => void;
}

/** The statement of two people on a task: one proposes how it ends and on what ground, another confirms or refuses. */
export function ResolutionDialog({ task, close }: Given) {
  const { kind, payment, line, proposals } = task;
  const pending = proposals.find(({ decision }) => decision === null);
  const amountFen = payment?.amountFen ?? line?.amountFen;
  return (
    <Modal
      open
      title={`${FINANCE_TASK_LABELS[kind as FinanceTaskKind] ?? kind}:${payment?.payeeName ?? line?.counterpartyName ?? ''}`}
      footer={null}
      onCancel={close}
    >
      <p>
        金额 {amountFen !== undefined && <Amount fen={amountFen} strong />}
        {payment?.requestedOn && ` · 应记账日 ${payment.requestedOn}`}
        {line && ` · 记账日 ${line.bookedOn}`}
      </p>
      {pending === undefined ? (
        <Propose task={task} close={close} />
      ) : (
        <Decide task={task} proposal={pending} close={close} />
      )}
    </Modal>
  );
}

interface Proposed {
  resolution: FinanceResolution;
  statementId?: string;
  note: string;
}

function Propose({ task: { id, version, regionCode, payment, resolutions }, close }: Given) {
  const day = payment?.requestedOn ?? null;
  const statements = useQuery({
    queryKey: ['statements', regionCode, day],
    queryFn: ({ signal }) =>
      valueOf(
        api.GET('/api/v1/statements', {
          params: { query: { regionCode, ...(day === null ? {} : { statementDate: day }) } },
          signal,
        }),
      ),
    enabled: resolutions.includes('not-sent'),
  });
  const { run, busy, error, again } = useCommand(
    (key: string, given: Proposed) =>
      valueOf(
        api.POST('/api/v1/finance-tasks/{id}/proposals', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { ...given, version },
        }),
      ),
    close,
  );
  const first = resolutions[0] as FinanceResolution;
  return (
    <Form<Proposed> layout="vertical" initialValues={{ resolution: first }} onFinish={run}>
      <Form.Item name="resolution" label="处理方式">
        <Radio.Group
          className="stacked"
          options={(resolutions as FinanceResolution[]).map((value) => ({
            value,
            label: `${RESOLUTION_LABELS[value]}。${RESOLUTION_HINTS[value]}`,
          }))}
        />
      </Form.Item>
      {resolutions.includes('not-sent') && (
        <Form.Item
          name="statementId"
          label="依据的对账单"
          extra="选该日关账所用的那一份;没有时,请先导入对账单并关账。"
          rules={[{ required: true, message: '请选择对账单' }]}
        >
          <Select
            loading={statements.isFetching}
            options={(statements.data?.items ?? []).map((each) => ({
              value: each.id,
              label: `${each.statementDate} ${each.statementNumber}`,
            }))}
          />
        </Form.Item>
      )}
      <Form.Item
        name="note"
        label="理由"
        rules={[{ required: true, whitespace: true, message: '请写明依据和理由' }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        提交复核
      </Button>
    </Form>
  );
}

function Decide({
  task: { id, version },
  proposal,
  close,
}: Given & { proposal: FinanceTask['proposals'][number] }) {
  const resolution = proposal.resolution as FinanceResolution;
  const [form] = Form.useForm<{ note?: string }>();
  const { run, busy, error, again } = useCommand((key: string, decision: 'confirm' | 'refuse') => {
    const note = form.getFieldValue('note') as string | undefined;
    return valueOf(
      api.POST('/api/v1/finance-tasks/{id}/decision', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { version, decision, ...(note?.trim() ? { note: note.trim() } : {}) },
      }),
    );
  }, close);
  return (
    <>
      <p>
        <strong>{RESOLUTION_LABELS[resolution] ?? resolution}</strong>
        <span className="muted small"> {momentInWords(proposal.proposedAt)} 提出</span>
      </p>
      <p className="as-written">理由:{proposal.note}</p>
      <p className="muted">{RESOLUTION_HINTS[resolution]}</p>
      <Form form={form} layout="vertical">
        <Form.Item name="note" label="复核意见(可不填)">
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <div className="form-end">
        <Button type="primary" loading={busy} onClick={() => run('confirm')}>
          确认
        </Button>
        <Button disabled={busy} onClick={() => run('refuse')}>
          不同意
        </Button>
      </div>
    </>
  );
}
