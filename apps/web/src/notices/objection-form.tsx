import { type Shape } from '@duixian/api-client';
import { Alert, Button, Form, Input, Modal, Radio, Typography } from 'antd';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

type Notice = Shape<'NoticeWithLinesShape'>;
type Typed = Omit<Shape<'FileObjectionBody'>, 'position'>;

/** Objecting under one's real name to a line of a notice; no sign-in. The receipt is the only way to the answer. */
export function ObjectionForm({
  notice,
  line,
  close,
}: {
  notice: Notice;
  line: Notice['lines'][number] | undefined;
  close: () => void;
}) {
  const [form] = Form.useForm<Typed>();
  const file = useCommand((key: string, typed: Typed) =>
    valueOf(
      api.POST('/api/v1/notices/{id}/objections', {
        params: { path: { id: notice.id }, header: { 'Idempotency-Key': key } },
        body: { ...typed, position: line?.position ?? 0 },
      }),
    ),
  );
  return (
    <Modal
      open
      title={`对“${line?.applicantName ?? ''}”的公示提出异议`}
      okText="提交异议"
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={file.busy}
      footer={file.answer ? <Button onClick={close}>关闭</Button> : undefined}
    >
      {file.answer ? (
        <Alert
          type="success"
          showIcon
          title="异议已受理"
          description={
            <>
              <p>请妥善保存受理凭证,凭它查询处理结果:</p>
              <Typography.Text copyable code>
                {`/notices/${notice.id}?receipt=${file.answer.receipt}`}
              </Typography.Text>
            </>
          }
        />
      ) : (
        <Form<Typed>
          form={form}
          layout="vertical"
          initialValues={{ objectorKind: 'person' }}
          onFinish={(typed) => file.run(typed)}
        >
          <Fields />
          <p className="muted small">个人信息只用于核实异议,不会公开。</p>
          {file.error !== null && <ProblemNote error={file.error} retry={file.again} />}
        </Form>
      )}
    </Modal>
  );
}

const required = (message: string, min = 1) => [{ required: true, whitespace: true, min, message }];

function Fields() {
  return (
    <>
      <Form.Item name="objectorKind" label="提出人">
        <Radio.Group
          options={[
            { value: 'person', label: '个人' },
            { value: 'organisation', label: '单位' },
          ]}
        />
      </Form.Item>
      <Form.Item name="objectorName" label="姓名或单位名称" rules={required('请填写真实姓名或单位全称', 2)}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="identityNumber"
        label="身份证号或统一社会信用代码"
        rules={[{ required: true, pattern: /^[0-9A-Z]{18}$/, message: '请填写 18 位号码,字母大写' }]}
      >
        <Input maxLength={18} />
      </Form.Item>
      <Form.Item
        name="phone"
        label="联系电话"
        rules={[{ required: true, pattern: /^[0-9+() -]{7,20}$/, message: '请填写联系电话' }]}
      >
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="reason" label="异议理由" rules={required('请写明哪里不实(至少 5 个字)', 5)}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Form.Item name="evidence" label="依据" rules={required('请写明证据或线索(至少 5 个字)', 5)}>
        <Input.TextArea rows={2} maxLength={4000} />
      </Form.Item>
    </>
  );
}
