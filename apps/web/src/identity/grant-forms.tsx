import { ROLE_LABELS } from '@duixian/workflow';
import { Button, Form, Input, Select } from 'antd';
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

/** A role at a region from today on. The system says no to roles that do not go together. */
export function GrantRoleForm({ person, close }: Given) {
  const regions = useRegionChoices('province', 'city', 'county');
  const { run, busy, error, again } = usePersonAction(person.id, close);
  return (
    <Form<Grant>
      layout="vertical"
      onFinish={({ validTo, ...grant }) =>
        run({ action: 'grant_role', ...grant, ...(validTo ? { validTo } : {}) })
      }
    >
      <p className="muted small">今日起生效。系统管理员不能兼任其他角色;任何人不能给自己授权。</p>
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
      </div>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        确认授予
      </Button>
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
