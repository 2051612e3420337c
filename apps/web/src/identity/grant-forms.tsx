import { ROLE_LABELS, takesTwoAdministrators, type Role } from '@duixian/workflow';
import { App, Button, Form, Input, Select } from 'antd';
import { choicesOf } from '../pieces/filter-bar';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionChoices } from '../pieces/regions';
import { CAPACITY_LABELS } from './capacities';
import { type Person, type PersonActionBody, usePersonAction } from './use-person-action';

interface Given {
  readonly person: Person;
  readonly close: () => void;
}

type Grant = Omit<Extract<PersonActionBody, { role: unknown }>, 'action'>;
type Link = Omit<Extract<PersonActionBody, { creditCode: unknown }>, 'action'>;

const required = (message: string) => [{ required: true, whitespace: true, message }];

/** A role at a region: from today on, or once a second administrator confirmed it. The system says no to roles that do not go together. */
export function GrantRoleForm({ person, close }: Given) {
  const regions = useRegionChoices('province', 'city', 'county');
  const { message } = App.useApp();
  const [form] = Form.useForm<Grant>();
  const role = Form.useWatch('role', form) as Role | undefined;
  const { run, busy, error, again } = usePersonAction(person.id, ({ proposalId }) => {
    if (proposalId !== null) void message.success('已提交,待另一名系统管理员确认后生效。');
    close();
  });
  return (
    <Form<Grant>
      form={form}
      layout="vertical"
      onFinish={({ validTo, ...grant }) =>
        run({ action: 'grant_role', ...grant, ...(validTo ? { validTo } : {}) })
      }
    >
      <p className="muted small">
        审核、资金、政策和管理类角色由您提出、另一名系统管理员确认后生效;审计人员即时生效。系统管理员不能兼任其他角色;任何人不能给自己授权。
      </p>
      <div className="field-grid">
        <Form.Item name="role" label="角色" rules={required('请选择角色')}>
          <Select options={choicesOf(ROLE_LABELS)} />
        </Form.Item>
        <Form.Item name="regionCode" label="地区" rules={required('请选择地区')}>
          <Select options={regions} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="validTo" label="截止日期(可不填)">
          <Input type="date" />
        </Form.Item>
        <Form.Item name="reason" label="理由" rules={required('请填写理由')}>
          <Input maxLength={500} placeholder="如:任职文件文号" />
        </Form.Item>
      </div>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <div className="form-end">
        <Button type="primary" htmlType="submit" loading={busy}>
          {role !== undefined && takesTwoAdministrators(role) ? '提交确认' : '确认授予'}
        </Button>
      </div>
    </Form>
  );
}

export function LinkPartyForm({ person, close }: Given) {
  const { run, busy, error, again } = usePersonAction(person.id, close);
  return (
    <Form<Link>
      layout="vertical"
      initialValues={{ capacity: 'clerk' }}
      onFinish={(link) =>
        run({ action: 'link_party', ...link, creditCode: link.creditCode.trim().toUpperCase() })
      }
    >
      <div className="field-grid">
        <Form.Item name="creditCode" label="统一社会信用代码" rules={required('请填写企业代码')}>
          <Input maxLength={18} autoComplete="off" />
        </Form.Item>
        <Form.Item name="capacity" label="身份">
          <Select options={choicesOf(CAPACITY_LABELS)} />
        </Form.Item>
        <Form.Item name="document" label="查验的证明材料" rules={required('请写明材料名称和编号')}>
          <Input maxLength={200} placeholder="如 授权委托书〔2026〕3号" />
        </Form.Item>
      </div>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        确认关联
      </Button>
    </Form>
  );
}
