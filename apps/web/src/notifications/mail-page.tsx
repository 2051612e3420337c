import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { NOTIFICATION_CATEGORY_LABELS, type NotificationCategory } from '@duixian/workflow';
import { Alert, Button, Checkbox, Form, Input, Popconfirm, Switch } from 'antd';
import { choicesOf } from '../pieces/filter-bar';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { ToneTag } from '../pieces/state-tag';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

type Settings = Shape<'MailSettingsShape'>;
type Letter = Settings['letters'][number];

const keyed = (key: string) => ({ params: { header: { 'Idempotency-Key': key } } });

/** What somebody gets by e-mail as well: at an address that is theirs, of the kinds they chose. */
export default function MailPage() {
  const query = useQuery({
    queryKey: ['mail'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/notifications/mail', { signal })),
  });
  return (
    <PageFrame title="邮件提醒">
      <Read query={query} rows={8}>
        {(settings) => (
          <>
            {!settings.available && (
              <Alert
                type="info"
                showIcon
                className="note"
                title="本系统没有配置邮件服务器,消息请在“消息”页面查看。"
              />
            )}
            <Address settings={settings} />
            {settings.address !== null && <Kinds settings={settings} />}
            {settings.letters.length > 0 && (
              <Panel title="最近的邮件">
                <p className="muted">同一条消息最多发一封;邮件服务器暂时不收的,系统会过一会儿再试。</p>
                <DataTable<Letter>
                  caption="最近的邮件"
                  rows={settings.letters}
                  keyOf={({ id }) => id}
                  columns={COLUMNS}
                  empty="还没有邮件。"
                />
              </Panel>
            )}
          </>
        )}
      </Read>
    </PageFrame>
  );
}

function Address({
  settings: { address, pendingAddress, refusedAnswer, available },
}: {
  settings: Settings;
}) {
  const { run, busy, error } = useCommand<{ address: string }, unknown>((key, body) =>
    valueOf(api.POST('/api/v1/notifications/mail/address', { ...keyed(key), body })),
  );
  return (
    <Panel title="邮箱">
      {address !== null && <p>已验证的邮箱:{address}</p>}
      {(address !== null || pendingAddress !== null) && <Remove />}
      {refusedAnswer !== null && (
        <Alert
          type="error"
          showIcon
          role="alert"
          className="note"
          title="对方邮件服务器拒收,已停止向该邮箱发送。请更换邮箱,或重新验证。"
          description={`服务器答复:${refusedAnswer}`}
        />
      )}
      <Form<{ address: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={run}
        className="password-form"
      >
        <Form.Item
          name="address"
          label={address === null ? '邮箱' : '更换为'}
          extra="系统向该邮箱发送验证码,填写后才启用。邮件只写事项和链接,不写金额和账号。"
          rules={[{ required: true, type: 'email', message: '请填写完整的邮箱地址' }]}
        >
          <Input autoComplete="email" inputMode="email" disabled={!available} />
        </Form.Item>
        {error !== null && <ProblemNote error={error} />}
        <Button type="primary" htmlType="submit" loading={busy} disabled={!available}>
          发送验证码
        </Button>
      </Form>
      {pendingAddress !== null && <Code address={pendingAddress} />}
    </Panel>
  );
}

/** Nothing is written to them any more. */
function Remove() {
  const { run, busy, error } = useCommand<void, unknown>((key) =>
    valueOf(api.DELETE('/api/v1/notifications/mail/address', keyed(key))),
  );
  return (
    <>
      <Popconfirm
        title="删除后不再向您发邮件,还没有发出的也不再发送;消息仍在“消息”页面。"
        okText="删除"
        onConfirm={() => run()}
      >
        <Button danger loading={busy} className="note">
          删除邮箱
        </Button>
      </Popconfirm>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

function Code({ address }: { address: string }) {
  const { run, busy, error } = useCommand<{ code: string }, unknown>((key, body) =>
    valueOf(api.POST('/api/v1/notifications/mail/address/confirmation', { ...keyed(key), body })),
  );
  return (
    <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={run} className="password-form">
      <Form.Item
        name="code"
        label={`发到 ${address} 的验证码`}
        rules={[{ required: true, pattern: /^[0-9]{6}$/, message: '请输入 6 位数字' }]}
      >
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
      </Form.Item>
      {error !== null && <ProblemNote error={error} />}
      <Button htmlType="submit" loading={busy}>
        验证邮箱
      </Button>
    </Form>
  );
}

interface Choice {
  enabled: boolean;
  kinds: NotificationCategory[];
}

function Kinds({ settings: { enabled, kinds } }: { settings: Settings }) {
  const { run, busy, error, answer } = useCommand<Choice, unknown>((key, body) =>
    valueOf(api.PUT('/api/v1/notifications/mail', { ...keyed(key), body })),
  );
  return (
    <Panel title="哪些消息发邮件">
      <Form<Choice> layout="vertical" requiredMark={false} initialValues={{ enabled, kinds }} onFinish={run}>
        <Form.Item name="enabled" label="消息同时发到邮箱" valuePropName="checked">
          <Switch checkedChildren="开" unCheckedChildren="关" />
        </Form.Item>
        <Form.Item
          name="kinds"
          label="类别"
          rules={[{ required: true, message: '请至少选择一类;都不要的,请关闭上面的开关' }]}
        >
          <Checkbox.Group options={[...choicesOf(NOTIFICATION_CATEGORY_LABELS)]} />
        </Form.Item>
        {error !== null && <ProblemNote error={error} />}
        {answer !== undefined && <p role="status">已保存。</p>}
        <Button htmlType="submit" loading={busy}>
          保存
        </Button>
      </Form>
    </Panel>
  );
}

const STATES: Readonly<Record<Letter['state'], { tone: string; words: string }>> = {
  waiting: { tone: 'sending', words: '等待发送' },
  sending: { tone: 'sending', words: '正在发送' },
  accepted: { tone: 'settled', words: '已送达邮件服务器' },
  refused: { tone: 'rejected', words: '被拒收' },
  unknown: { tone: 'unknown', words: '可能已送达' },
  given_up: { tone: 'rejected', words: '多次未能送出' },
  dropped: { tone: 'neutral', words: '未发送:已关闭、更换或删除邮箱' },
};

const COLUMNS: readonly Column<Letter>[] = [
  { key: 'title', title: '事项', heading: true, render: ({ title }) => title ?? '邮箱验证码' },
  { key: 'state', title: '结果', render: ({ state }) => <ToneTag {...STATES[state]} /> },
  { key: 'attempts', title: '次数', align: 'right', render: ({ attempts }) => attempts },
  {
    key: 'answer',
    title: '服务器答复',
    render: ({ answer }) => <span className="cell-words">{answer ?? '—'}</span>,
  },
  { key: 'when', title: '时间', render: ({ writtenAt }) => momentInWords(writtenAt) },
];
