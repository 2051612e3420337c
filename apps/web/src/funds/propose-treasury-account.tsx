import { type Shape } from '@duixian/api-client';
import { App, Button, Form, Input, Select } from 'antd';
import { type Choice } from '../pieces/filter-bar';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { BankCode } from '../parties/propose-account';
import { api, valueOf } from '../shell/api';

type Fields = Shape<'ProposeTreasuryAccountBody'>;

const required = (message: string) => [{ required: true, whitespace: true, message }];

/** The first account of a treasury, or another in place of what it has; it counts once a checker confirmed it. */
export function ProposeTreasuryAccount({
  treasuries,
  close,
}: {
  treasuries: readonly Choice[];
  close: () => void;
}) {
  const { message } = App.useApp();
  const { run, busy, error, again } = useCommand(
    (key: string, body: Fields) =>
      valueOf(
        api.POST('/api/v1/treasury-accounts', { params: { header: { 'Idempotency-Key': key } }, body }),
      ),
    () => {
      void message.success('已提交,等待复核人员确认。确认前仍用现有账户。');
      close();
    },
  );
  return (
    <Panel title="提出财政账户">
      <Form<Fields>
        layout="vertical"
        initialValues={{ regionCode: treasuries[0]?.value ?? '' }}
        onFinish={run}
      >
        <div className="field-grid">
          <Form.Item name="regionCode" label="财政" rules={[{ required: true, message: '请选择财政' }]}>
            <Select options={[...treasuries]} />
          </Form.Item>
          <Form.Item name="accountName" label="户名" rules={required('请填写户名')}>
            <Input maxLength={200} placeholder="如:示例县财政局" />
          </Form.Item>
          <Form.Item
            name="accountNumber"
            label="账号"
            rules={[
              ...required('请填写账号'),
              { pattern: /^[\d\s-]{8,60}$/, message: '按开户批复填写 8 至 32 位数字' },
            ]}
          >
            <Input maxLength={60} inputMode="numeric" autoComplete="off" />
          </Form.Item>
          <BankCode />
          <Form.Item name="documentNumber" label="依据文号" rules={required('请填写依据文号')}>
            <Input maxLength={100} placeholder="如:平财库〔2026〕3号" />
          </Form.Item>
          <Form.Item name="note" label="理由" rules={required('请填写理由')}>
            <Input maxLength={500} placeholder="如:零余额账户变更开户行" />
          </Form.Item>
        </div>
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
