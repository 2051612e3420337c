import { Button, Form, Input } from 'antd';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

export interface Credentials {
  username: string;
  password: string;
}

/** Signs in; the browser keeps the session as a cookie that no script can read. */
export function useSignIn(onSignedIn: () => void) {
  return useCommand<Credentials, unknown>(
    (_key, body) => valueOf(api.POST('/api/v1/sessions', { body })),
    onSignedIn,
  );
}

/** `username` given: signing in again as the same person. */
export function SignInForm({ username, onSignedIn }: { username?: string; onSignedIn: () => void }) {
  const { run, busy, error } = useSignIn(onSignedIn);
  return (
    <Form<Credentials> layout="vertical" requiredMark={false} initialValues={{ username }} onFinish={run}>
      <Form.Item name="username" label="用户名" rules={[{ required: true, message: '请输入用户名' }]}>
        <Input autoComplete="username" size="large" disabled={username !== undefined} />
      </Form.Item>
      <Form.Item name="password" label="密码" rules={[{ required: true, message: '请输入密码' }]}>
        <Input.Password autoComplete="current-password" size="large" autoFocus={username !== undefined} />
      </Form.Item>
      {error !== null && <ProblemNote error={error} />}
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        登录
      </Button>
    </Form>
  );
}
