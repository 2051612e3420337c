import { type Shape } from '@duixian/api-client';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { useBankCodes } from './accounts';
import { type Party } from './my-parties';

type Fields = Shape<'ProposeAccountBody'>;

const required = (message: string) => [{ required: true, message }];

/** Another account for an enterprise: in its registered name, at a branch of the table of bank codes. */
export function ProposeAccount({ party, close }: { party: Party; close: () => void }) {
  const { message } = App.useApp();
  const { run, busy, error, again } = useCommand(
    (key: string, body: Fields) =>
      valueOf(
        api.POST('/api/v1/parties/{id}/accounts', {
          params: { path: { id: party.id }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    () => {
      void message.success('已提出,等待第二人确认。确认前仍付到现用账户。');
      close();
    },
  );
  return (
    <Form<Fields> layout="vertical" initialValues={{ accountName: party.registeredName }} onFinish={run}>
      <div className="field-grid">
        <Form.Item
          name="accountName"
          label="户名"
          rules={required('请填写户名')}
          extra="须与登记名称一致,括号和全角半角不影响"
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="accountNumber"
          label="账号"
          rules={[
            ...required('请填写账号'),
            { pattern: /^[\d\s-]{8,60}$/, message: '按开户许可证填写 8 至 32 位数字' },
          ]}
        >
          <Input maxLength={60} inputMode="numeric" autoComplete="off" />
        </Form.Item>
        <BankCode />
      </div>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <div className="form-end">
        <Button type="primary" htmlType="submit" loading={busy}>
          提出变更
        </Button>
        <Button onClick={close}>取消</Button>
      </div>
    </Form>
  );
}

/** A branch by words of its name, out of the table of bank codes. */
export function BankCode() {
  const [words, setWords] = useState('');
  const { data, isFetching } = useBankCodes(words);
  const table = data?.table;
  return (
    <Form.Item
      name="bankCode"
      label="开户行"
      rules={required('请查找并选择开户行')}
      extra={
        table
          ? `按网点名称或联行号查找;联行号表日期 ${table.listedOn}`
          : '还没有导入联行号表,请联系系统管理员'
      }
    >
      <Select
        showSearch={{ filterOption: false, onSearch: setWords }}
        loading={isFetching}
        placeholder="如:演示银行 新华"
        notFoundContent={words === '' ? '请输入网点名称' : '没有找到,请换个说法'}
        options={(data?.items ?? []).map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))}
      />
    </Form.Item>
  );
}
