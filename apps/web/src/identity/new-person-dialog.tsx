import { type Shape } from '@duixian/api-client';
import { Button, Form, Input, Modal, Select } from 'antd';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionChoices } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { InitialPassword } from './initial-password';

type Given = Shape<'CreatePersonBody'>;

/** Makes an account; the first password is shown in its place. */
export function NewPersonDialog({ close }: { close: () => void }) {
  const regions = useRegionChoices('province', 'city', 'county');
  const [form] = Form.useForm<Given>();
  const { run, busy, error, again, answer } = useCommand((key: string, body: Given) =>
    valueOf(api.POST('/api/v1/people', { params: { header: { 'Idempotency-Key': key } }, body })),
  );
  if (answer !== undefined) {
    return (
      <Modal open title="账号已创建" footer={null} onCancel={close} mask={{ closable: false }}>
        <InitialPassword
          username={form.getFieldValue('username') as string}
          password={answer.initialPassword}
        />
        <p className="muted">接下来请在人员列表中为其授予角色或关联企业。</p>
        <Button type="primary" onClick={close}>
          已记下,关闭
        </Button>
      </Modal>
    );
  }
  return (
    <Modal open title="新建人员" footer={null} onCancel={close}>
      <Form<Given> form={form} layout="vertical" onFinish={run}>
        <Form.Item
          name="username"
          label="用户名"
          extra="3 至 40 位小写字母、数字、点、横线或下划线,以字母开头"
          rules={[{ required: true, pattern: /^[a-z][a-z0-9._-]{2,39}$/, message: '用户名不符合要求' }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="displayName"
          label="姓名"
          rules={[{ required: true, whitespace: true, message: '请填写姓名' }]}
        >
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="regionCode"
          label="所在地区"
          extra="由该地区及上级地区的系统管理员管理此账号"
          rules={[{ required: true, message: '请选择地区' }]}
        >
          <Select options={regions} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        {error !== null && <ProblemNote error={error} retry={again} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          创建账号
        </Button>
      </Form>
    </Modal>
  );
}
