import { permit } from '@duixian/workflow';
import { App, Button, Form, Input, InputNumber, Select } from 'antd';
import { AmountInFull } from '../pieces/amount';
import { type Choice } from '../pieces/filter-bar';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionChoices } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { actorOf, useSignedIn } from '../shell/session';
import { amountRules, fenTyped } from './budget-labels';

interface Fields {
  regionCode: string;
  year: number;
  subject: string;
  documentNumber: string;
  yuan: string;
  note: string;
}

const required = (message: string) => [{ required: true, whitespace: true, message }];

/** The maker states what a budget document gave; the line is there once a checker confirmed it. */
export function AllotBudget({ subjects, close }: { subjects: readonly string[]; close: () => void }) {
  const { message } = App.useApp();
  const session = useSignedIn();
  const actor = actorOf(session);
  const treasuries = useRegionChoices('province', 'city', 'county').filter(
    ({ value }) => permit(actor, 'budget.allot', { regionPath: [value] }).allowed,
  );
  const [form] = Form.useForm<Fields>();
  const typed = fenTyped(Form.useWatch('yuan', form));
  const { run, busy, error, again } = useCommand(
    (key: string, { yuan, ...fields }: Fields) =>
      valueOf(
        api.POST('/api/v1/budgets', {
          params: { header: { 'Idempotency-Key': key } },
          body: { ...fields, amountFen: fenTyped(yuan) ?? 0 },
        }),
      ),
    () => {
      void message.success('已提交,等待复核人员确认后生效。');
      close();
    },
  );
  if (treasuries.length === 0) return null;
  return (
    <Panel title="下达指标">
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ regionCode: treasuries[0]?.value, year: Number(session.today.slice(0, 4)) }}
        onFinish={run}
      >
        <AllotFields treasuries={treasuries} subjects={subjects} typed={typed} />
        {error !== null && <ProblemNote error={error} retry={again} />}
        <div className="form-end">
          <Button type="primary" htmlType="submit" loading={busy}>
            提交复核
          </Button>
          <Button onClick={close}>取消</Button>
        </div>
      </Form>
    </Panel>
  );
}

function AllotFields({
  treasuries,
  subjects,
  typed,
}: {
  treasuries: readonly Choice[];
  subjects: readonly string[];
  typed: number | null;
}) {
  return (
    <div className="field-grid">
      <Form.Item name="regionCode" label="财政" rules={[{ required: true, message: '请选择财政' }]}>
        <Select options={[...treasuries]} />
      </Form.Item>
      <Form.Item name="year" label="年度" rules={[{ required: true, message: '请填写年度' }]}>
        <InputNumber min={2000} max={2099} precision={0} />
      </Form.Item>
      <Form.Item
        name="subject"
        label="资金科目"
        rules={required('请填写资金科目')}
        extra={
          subjects.length > 0
            ? `须与申报通知一致,如:${subjects.join('、')}`
            : '须与申报通知写明的科目一字不差'
        }
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="documentNumber" label="指标文号" rules={required('请填写指标文号')}>
        <Input maxLength={100} placeholder="如:平财指〔2026〕12号" />
      </Form.Item>
      <Form.Item
        name="yuan"
        label="金额(元)"
        rules={amountRules}
        extra={typed !== null && <AmountInFull fen={typed} />}
      >
        <Input inputMode="decimal" maxLength={20} />
      </Form.Item>
      <Form.Item name="note" label="说明" rules={required('请填写说明')}>
        <Input maxLength={500} />
      </Form.Item>
    </div>
  );
}
