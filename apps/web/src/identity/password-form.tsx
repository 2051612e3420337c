import { Button, Form, Input } from 'antd';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

interface Given {
  currentPassword: string;
  newPassword: string;
  repeated: string;
}

/** Takes a password of one's own. */
export function PasswordForm({ username, onChanged }: { username: string; onChanged: () => void }) {
  const { run, busy, error } = useCommand<Given, unknown>(
    (_key, { currentPassword, newPassword }) =>
      valueOf(api.POST('/api/v1/sessions/current/password', { body: { currentPassword, newPassword } })),
    onChanged,
  );
  return (
    <Form<Given> layout="vertical" requiredMark={false} onFinish={run} className="password-form">
      <input type="text" autoComplete="username" value={username} readOnly hidden />
      <Form.Item
        name="currentPassword"
        label="当前密码"
        rules={[{ required: true, message: '请输入当前密码' }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="newPassword"
        label="新密码"
        extra="至少 12 个字符,不含用户名"
        rules={[{ required: true, min: 12, message: '新密码至少 12 个字符' }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeated"
        label="再次输入新密码"
        dependencies={['newPassword']}
        rules={[
          { required: true, message: '请再次输入新密码' },
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === undefined || value === getFieldValue('newPassword')
                ? Promise.resolve()
                : Promise.reject(new Error('两次输入的新密码不一致')),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {error !== null && <ProblemNote error={error} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        修改密码
      </Button>
    </Form>
  );
}
