import { type Shape } from '@duixian/api-client';
import { Button, Form, Input, Modal, Radio, Select } from 'antd';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionChoices } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';

type Region = Shape<'RegionShape'>;
type Added = Shape<'AddRegionBody'>;

const required = (message: string) => [{ required: true, whitespace: true, message }];

/** A county of a city, or a city of a province, with its finance office. */
export function NewRegionDialog({ close }: { close: () => void }) {
  const parents = useRegionChoices('province', 'city');
  const { today } = useSignedIn();
  const { run, busy, error, again } = useCommand(
    (key: string, body: Added) =>
      valueOf(api.POST('/api/v1/regions', { params: { header: { 'Idempotency-Key': key } }, body })),
    close,
  );
  return (
    <Modal open title="新增区划" footer={null} onCancel={close}>
      <Form<Added> layout="vertical" initialValues={{ kind: 'statutory', validFrom: today }} onFinish={run}>
        <Form.Item name="parentCode" label="上级地区" rules={required('请选择上级地区')}>
          <Select options={parents} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <div className="field-grid">
          <Form.Item
            name="code"
            label="区划代码"
            rules={[{ required: true, pattern: /^[0-9]{6}$/, message: '区划代码为六位数字' }]}
          >
            <Input maxLength={6} inputMode="numeric" />
          </Form.Item>
          <Form.Item name="name" label="名称" rules={required('请填写名称')}>
            <Input maxLength={60} />
          </Form.Item>
        </div>
        <Form.Item
          name="factName"
          label="政策数据中的名称"
          extra="全系统唯一,用于匹配政策适用地区,之后不能修改"
          rules={required('请填写名称')}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="financeOfficeName" label="财政部门名称" rules={required('请填写财政部门名称')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="kind" label="类别">
          <Radio.Group
            options={[
              { value: 'statutory', label: '行政区划' },
              { value: 'functional', label: '功能区' },
            ]}
          />
        </Form.Item>
        <Form.Item name="validFrom" label="启用日期" rules={required('请选择启用日期')}>
          <Input type="date" />
        </Form.Item>
        {error !== null && <ProblemNote error={error} retry={again} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          新增
        </Button>
      </Form>
    </Modal>
  );
}

interface Change {
  name: string;
  financeOfficeName: string;
  validTo?: string;
}

export function EditRegionDialog({ region, close }: { region: Region; close: () => void }) {
  const { code, name, financeOfficeName, validTo } = region;
  const { run, busy, error, again } = useCommand(
    (key: string, change: Change) =>
      valueOf(
        api.PUT('/api/v1/regions/{code}', {
          params: { path: { code }, header: { 'Idempotency-Key': key } },
          body: {
            name: change.name,
            financeOfficeName: change.financeOfficeName.trim(),
            ...(change.validTo ? { validTo: change.validTo } : {}),
          },
        }),
      ),
    close,
  );
  return (
    <Modal open title={`修改 ${name}(${code})`} footer={null} onCancel={close}>
      <Form<Change>
        layout="vertical"
        initialValues={{
          name,
          financeOfficeName: financeOfficeName ?? '',
          validTo: validTo ?? '',
        }}
        onFinish={run}
      >
        <Form.Item name="name" label="名称" rules={required('请填写名称')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="financeOfficeName" label="财政部门名称(可不填)">
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="validTo" label="停用日期(仍在使用的不填)">
          <Input type="date" />
        </Form.Item>
        {error !== null && <ProblemNote error={error} retry={again} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          保存
        </Button>
      </Form>
    </Modal>
  );
}
