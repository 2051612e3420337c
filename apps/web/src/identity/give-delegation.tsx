import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, type FormInstance, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionNames } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';

interface Wanted {
  regionCode: string;
  delegateId: string;
  fromOn: string;
  toOn: string;
  reason: string;
}

/** Lets a colleague of the same place review in one's name for some days. */
export function GiveDelegation() {
  const [open, setOpen] = useState(false);
  const { message } = App.useApp();
  const [form] = Form.useForm<Wanted>();
  const { run, busy, error, again } = useCommand(
    (key: string, wanted: Wanted) =>
      valueOf(
        api.POST('/api/v1/delegations', {
          params: { header: { 'Idempotency-Key': key } },
          body: { ...wanted, role: 'reviewer' },
        }),
      ),
    () => {
      void message.success('已委托,代理人会收到消息。');
      setOpen(false);
    },
  );
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        委托代理
      </Button>
      {open && (
        <Modal
          open
          title="委托同事代理审核"
          okText="确认委托"
          confirmLoading={busy}
          onOk={() => form.submit()}
          onCancel={() => setOpen(false)}
        >
          <p className="muted">
            代理人以您的名义办理审核,到期自动结束,您也可以随时撤销。您或代理人办理过的其他环节、须回避的事项,代理人不得办理;资金和政策事项不能代理。
          </p>
          <Form<Wanted>
            form={form}
            layout="vertical"
            onFinish={(wanted) => run({ ...wanted, reason: wanted.reason.trim() })}
          >
            <Who form={form} />
            <When />
          </Form>
          {error !== null && <ProblemNote error={error} retry={again} />}
        </Modal>
      )}
    </>
  );
}

function Who({ form }: { form: FormInstance<Wanted> }) {
  const { grants } = useSignedIn();
  const regionName = useRegionNames();
  const regions = grants.filter(({ role }) => role === 'reviewer').map(({ regionCode }) => regionCode);
  const regionCode = Form.useWatch('regionCode', form) ?? regions[0] ?? '';
  const { data } = useQuery({
    queryKey: ['delegates', regionCode],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/delegations/delegates', { params: { query: { regionCode } }, signal })),
    enabled: regionCode !== '',
  });
  return (
    <>
      <Form.Item name="regionCode" label="审核职责" initialValue={regions[0]}>
        <Select
          options={regions.map((value) => ({ value, label: `${regionName(value)} 审核` }))}
          onChange={() => form.resetFields(['delegateId'])}
        />
      </Form.Item>
      <Form.Item name="delegateId" label="代理人" rules={[{ required: true, message: '请选择代理人' }]}>
        <Select
          options={(data?.items ?? []).map(({ id, displayName }) => ({ value: id, label: displayName }))}
        />
      </Form.Item>
    </>
  );
}

function When() {
  const { today } = useSignedIn();
  return (
    <>
      <Form.Item name="fromOn" label="开始日期" initialValue={today} rules={[{ required: true }]}>
        <Input type="date" min={today} />
      </Form.Item>
      <Form.Item name="toOn" label="结束日期(含当日)" rules={[{ required: true, message: '请选择结束日期' }]}>
        <Input type="date" min={today} />
      </Form.Item>
      <Form.Item
        name="reason"
        label="事由"
        rules={[{ required: true, whitespace: true, message: '请写明事由,例如出差、休假' }]}
      >
        <Input.TextArea rows={2} maxLength={2000} showCount />
      </Form.Item>
    </>
  );
}
