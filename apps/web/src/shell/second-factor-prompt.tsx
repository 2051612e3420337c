import { Alert, Button, Form, Input, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { askBy } from './second-factor-events';

/** Asks for a one-time code over whatever page needs it; what was typed there stays, and goes on with the code. */
export function SecondFactorPrompt() {
  const [problem, setProblem] = useState<string | null>(null);
  const answer = useRef<(code: string | null) => void>(() => undefined);
  useEffect(
    () =>
      askBy((said) => {
        setProblem(said);
        return new Promise((resolve) => {
          answer.current = resolve;
        });
      }),
    [],
  );
  const close = (code: string | null): void => {
    setProblem(null);
    answer.current(code);
  };
  return (
    <Modal
      open={problem !== null}
      title="输入动态口令"
      footer={null}
      onCancel={() => close(null)}
      mask={{ closable: false }}
      destroyOnHidden
      zIndex={1100}
    >
      {problem === 'second-factor-wrong' && (
        <Alert
          className="note"
          type="error"
          showIcon
          role="alert"
          title="动态口令不正确或已经使用过,请等验证器显示下一个口令后重新输入。"
        />
      )}
      <p>办理资金事项须输入手机验证器上的 6 位数字。</p>
      <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={({ code }) => close(code)}>
        <Form.Item
          name="code"
          label="动态口令"
          rules={[{ required: true, pattern: /^[0-9]{6}$/, message: '请输入 6 位数字' }]}
        >
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus />
        </Form.Item>
        <Button type="primary" htmlType="submit">
          继续办理
        </Button>
      </Form>
    </Modal>
  );
}
