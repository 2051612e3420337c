import { App, Button, Form, Input, Radio, Select } from 'antd';
import { Amount } from '../pieces/amount';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { amountRules, type BudgetLine, fenTyped, lineInWords } from './budget-labels';

type Kind = 'increase' | 'decrease' | 'transfer' | 'carry_over';

interface Fields {
  kind: Kind;
  toLineId?: string;
  yuan: string;
  documentNumber: string;
  note: string;
}

const KINDS: readonly { value: Kind; label: string }[] = [
  { value: 'increase', label: '追加:本指标增加资金' },
  { value: 'decrease', label: '调减:收回可用资金' },
  { value: 'transfer', label: '调剂:可用资金转到本财政同年度的另一指标' },
  { value: 'carry_over', label: '结转:可用资金转到下一年度,仍用于本年度的申报通知' },
];

const required = (message: string) => [{ required: true, whitespace: true, message }];

/** The maker proposes a change of one line and sees what would be free before and after; a checker confirms it. */
export function AdjustBudget({ line, others }: { line: BudgetLine; others: readonly BudgetLine[] }) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch('kind', form) ?? 'increase';
  const typed = fenTyped(Form.useWatch('yuan', form));
  const toLineId = Form.useWatch('toLineId', form);
  const target = kind === 'transfer' ? others.find(({ id }) => id === toLineId) : undefined;
  const { run, busy, error, again } = useCommand(
    (key: string, { yuan, toLineId: to, ...fields }: Fields) =>
      valueOf(
        api.POST('/api/v1/budgets/changes', {
          params: { header: { 'Idempotency-Key': key } },
          body: {
            ...fields,
            lineId: line.id,
            amountFen: fenTyped(yuan) ?? 0,
            ...(fields.kind === 'transfer' && to !== undefined ? { toLineId: to } : {}),
          },
        }),
      ),
    () => {
      void message.success('已提交,等待复核人员确认后生效。');
      form.resetFields();
    },
  );
  return (
    <Panel title="调整指标">
      <Form<Fields> form={form} layout="vertical" initialValues={{ kind: 'increase' }} onFinish={run}>
        <Form.Item name="kind" label="方式">
          <Radio.Group className="stacked" options={[...KINDS]} />
        </Form.Item>
        {kind === 'transfer' && (
          <Form.Item name="toLineId" label="转入指标" rules={[{ required: true, message: '请选择转入指标' }]}>
            <Select
              notFoundContent="本财政本年度没有其他指标。"
              options={others.map((each) => ({ value: each.id, label: lineInWords(each) }))}
            />
          </Form.Item>
        )}
        <AmountAndReason documentLabel={kind === 'carry_over' ? '下年指标文号' : '调整文号'} />
        <Outlook line={line} target={target} change={(kind === 'increase' ? 1 : -1) * (typed ?? 0)} />
        {error !== null && <ProblemNote error={error} retry={again} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          提交复核
        </Button>
      </Form>
    </Panel>
  );
}

const AmountAndReason = ({ documentLabel }: { documentLabel: string }) => (
  <div className="field-grid">
    <Form.Item name="yuan" label="金额(元)" rules={amountRules}>
      <Input inputMode="decimal" maxLength={20} />
    </Form.Item>
    <Form.Item name="documentNumber" label={documentLabel} rules={required('请填写文号')}>
      <Input maxLength={100} />
    </Form.Item>
    <Form.Item name="note" label="理由" rules={required('请填写理由')}>
      <Input maxLength={500} />
    </Form.Item>
  </div>
);

/** What would be free on the line, and on the one that a transfer goes to. */
const Outlook = ({
  line,
  target,
  change,
}: {
  line: BudgetLine;
  target: BudgetLine | undefined;
  change: number;
}) => (
  <p aria-live="polite">
    本指标可用:
    <BeforeAfter before={line.availableFen} change={change} />
    {target && (
      <>
        ;转入指标可用:
        <BeforeAfter before={target.availableFen} change={-change} />
      </>
    )}
  </p>
);

/** What is free before and after a change, in fen; a change that cannot be is said in words. */
export function BeforeAfter({ before, change }: { before: number; change: number }) {
  const after = before + change;
  return (
    <>
      <Amount fen={before} /> → {after < 0 ? <strong>可用不足</strong> : <Amount fen={after} strong />}
    </>
  );
}
