import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

type Begun = Shape<'BegunSecondFactorShape'>;

/** Somebody's own authenticator: the one-time codes that decisions about money ask for. */
export default function SecondFactorPage() {
  const query = useQuery({
    queryKey: ['second-factor'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/sessions/current/second-factor', { signal })),
  });
  return (
    <PageFrame title="动态口令">
      <Read query={query} rows={4}>
        {({ required, enrolled }) => (
          <Panel title="手机验证器">
            <p>
              {required
                ? '本系统复核放款、审定指标调整、处理资金待办和解除付款暂停时,须输入动态口令。'
                : '本系统目前办理资金事项不要求动态口令。'}
            </p>
            {enrolled ? (
              <Alert
                type="success"
                showIcon
                role="status"
                title="您已绑定动态口令。更换或丢失手机的,请联系系统管理员重置。"
              />
            ) : (
              <Enrol />
            )}
          </Panel>
        )}
      </Read>
    </PageFrame>
  );
}

function Enrol() {
  const { run, busy, error, answer } = useCommand<{ password: string }, Begun>((_key, body) =>
    valueOf(api.POST('/api/v1/sessions/current/second-factor', { body })),
  );
  if (answer) return <Confirm begun={answer} />;
  return (
    <Form<{ password: string }>
      layout="vertical"
      requiredMark={false}
      onFinish={run}
      className="password-form"
    >
      <Form.Item
        name="password"
        label="当前密码"
        extra="请先在手机上安装验证器(支持 TOTP 的任意一款)。"
        rules={[{ required: true, message: '请输入当前密码' }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      {error !== null && <ProblemNote error={error} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        开始绑定
      </Button>
    </Form>
  );
}

function Confirm({ begun: { picture, secret } }: { begun: Begun }) {
  const { run, busy, error } = useCommand<{ code: string }, unknown>((_key, body) =>
    valueOf(api.POST('/api/v1/sessions/current/second-factor/confirmation', { body })),
  );
  return (
    <>
      <p>用验证器扫描下面的二维码,或手工输入密钥。二维码只显示这一次,请勿截图转发。</p>
      <img
        src={`data:image/svg+xml;utf8,${encodeURIComponent(picture)}`}
        alt="绑定动态口令的二维码"
        width={200}
        height={200}
      />
      <p className="small">
        密钥:<code>{secret}</code>
      </p>
      <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={run} className="password-form">
        <Form.Item
          name="code"
          label="验证器显示的 6 位数字"
          rules={[{ required: true, pattern: /^[0-9]{6}$/, message: '请输入 6 位数字' }]}
        >
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
        </Form.Item>
        {error !== null && <ProblemNote error={error} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          确认绑定
        </Button>
      </Form>
    </>
  );
}
