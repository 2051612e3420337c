import { CONSULTED_ROLES, type ConsultedRole, ROLE_LABELS } from '@duixian/workflow';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionNames, useRegionPaths } from '../pieces/regions';
import { type Case } from './case-query';
import { useCaseAction } from './use-case-action';

interface Asked {
  departments: string[];
  question: string;
}

/** 征求部门意见: the reviewer whose turn it is asks several departments at once. */
export function ConsultDepartments({ one }: { one: Case }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>征求部门意见</Button>
      {open && <Dialog one={one} close={() => setOpen(false)} />}
    </>
  );
}

/** Departments that all of these counties have: their own, the city's and the province's, without the reviewers who ask. */
function useDepartmentChoices(
  counties: readonly string[],
  own: string | undefined,
): { value: string; label: string }[] {
  const [nameOf, pathOf] = [useRegionNames(), useRegionPaths()];
  const [first = [], ...others] = counties.map(pathOf);
  const common = first.filter((code) => others.every((path) => path.includes(code)));
  return common.flatMap((code) =>
    CONSULTED_ROLES.filter((role) => role !== 'reviewer' || code !== own).map((role) => ({
      value: `${code} ${role}`,
      label: `${nameOf(code)} ${ROLE_LABELS[role]}`,
    })),
  );
}

/** As the API takes departments. */
export const departmentsOf = (chosen: readonly string[]) =>
  chosen.map((name) => {
    const [regionCode = '', role] = name.split(' ');
    return { regionCode, role: role as ConsultedRole };
  });

interface Asking {
  counties: readonly string[];
  /** The place whose turn it is. */
  own: string | undefined;
}

/** Which departments are asked, and what: fields `departments` and `question` of a form. */
export function ConsultFields({ counties, own }: Asking) {
  const choices = useDepartmentChoices(counties, own);
  return (
    <>
      <Form.Item
        name="departments"
        label="征求哪些部门"
        rules={[{ required: true, message: '请至少选择一个部门' }]}
      >
        <Select mode="multiple" maxCount={12} options={choices} optionFilterProp="label" />
      </Form.Item>
      <Form.Item
        name="question"
        label="征求意见的事项"
        rules={[{ required: true, whitespace: true, message: '请写明要答复什么' }]}
      >
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Form.Item>
    </>
  );
}

function Dialog({ one, close }: { one: Case; close: () => void }) {
  const [form] = Form.useForm<Asked>();
  const { message } = App.useApp();
  const pathOf = useRegionPaths();
  const county = one.applicant?.countyCode;
  const atCity = one.route.find(({ key }) => key === one.stage)?.level === 'city';
  const own = county === undefined ? undefined : pathOf(county)[atCity ? 1 : 0];
  const { run, busy, error, again } = useCaseAction(one, () => {
    void message.success('已发出征求意见,审核时限暂停计时。');
    close();
  });
  const send = ({ departments, question }: Asked): void =>
    run({
      action: 'consult',
      departments: departmentsOf(departments),
      question: question.trim(),
    });
  return (
    <Modal
      open
      title={`征求部门意见:${one.applicant?.registeredName ?? ''}`}
      okText="发出征求意见"
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <p className="muted">所选部门同时答复;全部答复前不能通过或不予支持,审核时限暂停计时。</p>
      <Form<Asked> form={form} layout="vertical" onFinish={send}>
        <ConsultFields counties={county === undefined ? [] : [county]} own={own} />
      </Form>
      {error !== null && <ProblemNote error={error} retry={again} />}
    </Modal>
  );
}
