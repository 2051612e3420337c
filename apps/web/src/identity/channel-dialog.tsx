import { type Shape } from '@duixian/api-client';
import { PAYMENT_CHANNEL_LABELS, PAYMENT_CHANNELS } from '@duixian/workflow';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

type Wish = Shape<'ProposeChannelBody'>;

/** Asks for another way for a treasury to pay, which a second administrator confirms. */
export function ChannelDialog({ region, close }: { region: Shape<'RegionShape'>; close: () => void }) {
  const { code, name, paymentChannel } = region;
  const { message } = App.useApp();
  const { run, busy, error, again } = useCommand(
    (key: string, body: Wish) =>
      valueOf(
        api.POST('/api/v1/regions/{code}/channel-proposals', {
          params: { path: { code }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    () => {
      void message.success('已提交,待另一名系统管理员确认后生效。');
      close();
    },
  );
  const others = PAYMENT_CHANNELS.filter((value) => value !== paymentChannel);
  return (
    <Modal open title={`变更 ${name} 的付款方式`} footer={null} onCancel={close}>
      <p>
        目前:{PAYMENT_CHANNEL_LABELS[paymentChannel]}
        。变更须由另一名系统管理员确认,只影响确认之后编制的批次。
      </p>
      <Form<Wish> layout="vertical" onFinish={run}>
        <Form.Item name="toChannel" label="变更为" rules={[{ required: true, message: '请选择付款方式' }]}>
          <Select options={others.map((value) => ({ value, label: PAYMENT_CHANNEL_LABELS[value] }))} />
        </Form.Item>
        <Form.Item
          name="reason"
          label="理由"
          rules={[{ required: true, whitespace: true, message: '请填写理由' }]}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
        </Form.Item>
        {error !== null && <ProblemNote error={error} retry={again} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          提出
        </Button>
      </Form>
    </Modal>
  );
}
