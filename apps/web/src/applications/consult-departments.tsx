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

/** Departments of the case's county, city and province, without the reviewers who ask. */
function useDepartmentChoices({ applicant, route, stage }: Case): { value: string; label: string }[] {
  const [nameOf, pathOf] = [useRegionNames(), useRegionPaths()];
  if (!applicant) return [];
  const path = pathOf(applicant.countyCode);
  const own = path[route.find(({ key }) => key === stage)?.level === 'city' ? 1 : 0];
  return path.flatMap((code) =>
    CONSULTED_ROLES.filter((role) => role !== 'reviewer' || code !== own).map((role) => ({
      value: `${code} ${role}`,
      label: `${nameOf(code)} ${ROLE_LABELS[role]}`,
    })),
  );
}

function Dialog({ one, close }: { one: Case; close: () => void }) {
  const [form] = Form.useForm<Asked>();
  const { message } = App.useApp();
  const choices = useDepartmentChoices(one);
  const { run, busy, error, again } = useCaseAction(one, () => {
    void message.success('已发出征求意见,审核时限暂停计时。');
    close();
  });
  const send = ({ departments, question }: Asked): void =>
    run({
      action: 'consult',
      departments: departments.map((name) => {
        const [regionCode = '', role] = name.split(' ');
        return { regionCode, role: role as ConsultedRole };
      }),
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
      </Form>
      {error !== null && <ProblemNote error={error} retry={again} />}
    </Modal>
  );
}
