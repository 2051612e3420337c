import { ROLE_LABELS, takesTwoAdministrators, type Role } from '@duixian/workflow';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { DataTable } from '../pieces/data-table';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionNames } from '../pieces/regions';
import { accessInWords, type AccessProposal } from './access-panel';
import { GrantRoleForm, LinkPartyForm } from './grant-forms';
import { CAPACITY_LABELS } from './capacities';
import { InitialPassword } from './initial-password';
import { type Person, usePersonAction } from './use-person-action';

/** One person: what they may do where, and everything that an administrator changes about it. */
export function PersonDialog({
  person,
  waiting,
  close,
}: {
  person: Person;
  /** What of this person waits for a second administrator. */
  waiting: readonly AccessProposal[];
  close: () => void;
}) {
  const regionName = useRegionNames();
  const { displayName, username, allowedActions } = person;
  return (
    <Modal open title={`${displayName}(${username})`} footer={null} onCancel={close} width={720}>
      {waiting.length > 0 && (
        <p role="status">
          待另一名系统管理员确认:{waiting.map((one) => accessInWords(one, regionName)).join('、')}
        </p>
      )}
      <Roles person={person} />
      <Parties person={person} />
      {allowedActions.some((action) =>
        ['suspend', 'resume', 'reset_password', 'reset_second_factor'].includes(action),
      ) ? (
        <Account person={person} />
      ) : (
        <p className="muted">停用、启用和重置密码须由管辖此人全部任职地区的系统管理员办理。</p>
      )}
    </Modal>
  );
}

const lasts = ({ validFrom, validTo }: { validFrom: string; validTo: string | null }): string =>
  `${validFrom} 起${validTo === null ? '' : `,至 ${validTo}`}`;

/** Who gave a role: one administrator, two, or whoever set the system up. */
const givenInWords = ({ givenBy, confirmedBy }: Person['grants'][number]): string =>
  givenBy === null
    ? '系统启用时设置'
    : confirmedBy === null
      ? givenBy
      : `${givenBy} 提出,${confirmedBy} 确认`;

function Roles({ person }: { person: Person }) {
  const regionName = useRegionNames();
  const [granting, setGranting] = useState(false);
  const may = person.allowedActions.includes('grant_role');
  return (
    <Panel
      title="角色"
      extra={
        may && (
          <Button size="small" aria-expanded={granting} onClick={() => setGranting(!granting)}>
            授予角色
          </Button>
        )
      }
    >
      {granting && <GrantRoleForm person={person} close={() => setGranting(false)} />}
      <DataTable
        caption="角色"
        rows={person.grants}
        keyOf={({ id }) => id}
        empty="没有角色。"
        columns={[
          {
            key: 'role',
            title: '角色',
            heading: true,
            render: ({ role, regionCode }) => `${regionName(regionCode)} ${ROLE_LABELS[role as Role]}`,
          },
          { key: 'valid', title: '有效期', render: lasts },
          { key: 'by', title: '授予', render: givenInWords },
          {
            key: 'end',
            title: '操作',
            render: ({ id }) => (may ? <EndButton person={person} grantId={id} action="end_role" /> : '—'),
          },
        ]}
      />
    </Panel>
  );
}

function Parties({ person }: { person: Person }) {
  const [linking, setLinking] = useState(false);
  const may = person.allowedActions.includes('link_party');
  if (person.actsFor.length === 0 && !may) return null;
  return (
    <Panel
      title="代表企业"
      extra={
        may && (
          <Button size="small" aria-expanded={linking} onClick={() => setLinking(!linking)}>
            关联企业
          </Button>
        )
      }
    >
      {linking && <LinkPartyForm person={person} close={() => setLinking(false)} />}
      <DataTable
        caption="代表企业"
        rows={person.actsFor}
        keyOf={({ grantId }) => grantId}
        empty="不代表任何企业。"
        columns={[
          { key: 'name', title: '企业', heading: true, render: ({ name }) => name },
          { key: 'capacity', title: '身份', render: ({ capacity }) => CAPACITY_LABELS[capacity] },
          { key: 'valid', title: '有效期', render: lasts },
          {
            key: 'end',
            title: '操作',
            render: ({ grantId }) =>
              person.allowedActions.includes('unlink_party') ? (
                <EndButton person={person} grantId={grantId} action="unlink_party" />
              ) : (
                '—'
              ),
          },
        ]}
      />
    </Panel>
  );
}

/** Ends a role or a link, with a reason. */
function EndButton({
  person,
  grantId,
  action,
}: {
  person: Person;
  grantId: string;
  action: 'end_role' | 'unlink_party';
}) {
  const [open, setOpen] = useState(false);
  const { run, busy, error, again } = usePersonAction(person.id, () => setOpen(false));
  const words = action === 'end_role' ? '收回角色' : '取消关联';
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {words}
      </Button>
      <Modal open={open} title={words} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Form<{ reason: string }>
          layout="vertical"
          onFinish={({ reason }) => run({ action, grantId, reason })}
        >
          <Reason />
          {error !== null && <ProblemNote error={error} retry={again} />}
          <Button type="primary" danger htmlType="submit" loading={busy}>
            {`确认${words}`}
          </Button>
        </Form>
      </Modal>
    </>
  );
}

/** What is done to an account with a reason, in the order of its buttons. */
const ACCOUNT_ACTIONS = ['reset_password', 'reset_second_factor', 'resume', 'suspend'] as const;
type AccountAction = (typeof ACCOUNT_ACTIONS)[number];
const ACTION_WORDS: Readonly<Record<AccountAction, string>> = {
  reset_password: '重置密码',
  reset_second_factor: '重置动态口令',
  resume: '启用账号',
  suspend: '停用账号',
};
const CONFIRM_WORDS: Readonly<Record<AccountAction, string>> = {
  reset_password: '确认重置密码',
  reset_second_factor: '确认重置动态口令',
  resume: '确认启用',
  suspend: '确认停用',
};

function Account({ person }: { person: Person }) {
  const { id, username, allowedActions, status } = person;
  const [asked, setAsked] = useState<AccountAction | null>(null);
  const { run, busy, error, again, answer } = usePersonAction(id, () => setAsked(null));
  const offered = ACCOUNT_ACTIONS.filter((action) => allowedActions.includes(action));
  const shown = answer && answer.proposalId === null ? answer.initialPassword : undefined;
  return (
    <Panel title="账号">
      <p>
        状态:{status === 'active' ? '正常' : '已停用'}
        {person.mustChangePassword && ',尚未修改初始密码'}
      </p>
      {shown !== undefined && <InitialPassword username={username} password={shown} />}
      {error !== null && <ProblemNote error={error} retry={again} />}
      <div className="form-end">
        {offered.map((action) => (
          <Button
            key={action}
            danger={action === 'suspend'}
            aria-expanded={asked === action}
            onClick={() => setAsked(asked === action ? null : action)}
          >
            {ACTION_WORDS[action]}
          </Button>
        ))}
      </div>
      {asked !== null && offered.includes(asked) && (
        <Form<{ reason: string }>
          key={asked}
          layout="vertical"
          onFinish={({ reason }) => run({ action: asked, reason })}
        >
          {asked !== 'suspend' && takesTwo(person) && (
            <p className="muted small">此人承担审核、资金、政策或管理职责,须由另一名系统管理员确认后生效。</p>
          )}
          <Reason />
          <Button type="primary" danger htmlType="submit" loading={busy}>
            {CONFIRM_WORDS[asked]}
          </Button>
        </Form>
      )}
    </Panel>
  );
}

const takesTwo = ({ grants }: Person): boolean =>
  grants.some(({ role }) => takesTwoAdministrators(role as Role));

function Reason() {
  return (
    <Form.Item
      name="reason"
      label="原因"
      rules={[{ required: true, whitespace: true, message: '请填写原因' }]}
    >
      <Input maxLength={500} />
    </Form.Item>
  );
}
