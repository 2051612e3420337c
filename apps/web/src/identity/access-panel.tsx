import { type Shape } from '@duixian/api-client';
import { ACCOUNT_ACTION_LABELS, ROLE_LABELS } from '@duixian/workflow';
import { Button } from 'antd';
import { useState } from 'react';
import { DataTable } from '../pieces/data-table';
import { momentInWords } from '../pieces/moments';
import { Panel } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { DecideProposal } from './decide-proposal';
import { InitialPassword } from './initial-password';

export type AccessProposal = Shape<'AccessProposalShape'>;
type Decided = Shape<'DecidedAccessShape'>;

/** What is asked for, in words: the role with its place, or what is done to the account. */
export const accessInWords = (
  { action, role, regionCode, validTo }: AccessProposal,
  regionName: (code: string) => string,
): string =>
  role === null
    ? ACCOUNT_ACTION_LABELS[action]
    : `授予 ${regionName(regionCode)} ${ROLE_LABELS[role]}${validTo === null ? '' : `(至 ${validTo})`}`;

/** What waits for a second administrator. A password that comes with a confirmation stays until it was taken down. */
export function AccessPanel({ waiting }: { waiting: readonly AccessProposal[] }) {
  const regionName = useRegionNames();
  const [handed, setHanded] = useState<{ username: string; password: string | null } | null>(null);
  const done = ({ person }: AccessProposal, { handedOver, initialPassword }: Decided): void => {
    if (handedOver) setHanded({ username: person.username, password: initialPassword });
  };
  if (waiting.length === 0 && handed === null) return null;
  return (
    <Panel title="待确认的权限变更">
      {handed !== null && (
        <>
          <InitialPassword {...handed} />
          <div className="form-end">
            <Button onClick={() => setHanded(null)}>已记下,关闭</Button>
          </div>
        </>
      )}
      {waiting.length > 0 && (
        <DataTable
          withoutExport
          caption="待确认的权限变更"
          rows={waiting}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'person',
              title: '人员',
              heading: true,
              render: ({ person }) => `${person.displayName}(${person.username})`,
            },
            { key: 'what', title: '事项', render: (one) => accessInWords(one, regionName) },
            { key: 'why', title: '理由', render: ({ reason }) => reason },
            {
              key: 'by',
              title: '提出',
              render: ({ proposedBy, proposedAt }) => (
                <>
                  {proposedBy}
                  <div className="muted small">{momentInWords(proposedAt)}</div>
                </>
              ),
            },
            { key: 'act', title: '办理', render: (one) => <Decide proposal={one} done={done} /> },
          ]}
        />
      )}
    </Panel>
  );
}

/** What the second administrator is told before they say yes. */
const beforeConfirming = ({ action, person }: AccessProposal): string => {
  switch (action) {
    case 'grant_role':
      return `请先核实 ${person.displayName} 的身份和岗位。确认后角色即时生效;此人第一次取得这类角色的,原密码作废,新的初始密码由您当面交给本人。`;
    case 'reset_password':
      return `请先向 ${person.displayName} 本人核实。确认后原密码作废,新的初始密码由您当面交给本人。`;
    case 'reset_second_factor':
      return `请先向 ${person.displayName} 本人核实。确认后此人须重新绑定动态口令。`;
    default:
      return `请先核实 ${person.displayName} 确需恢复使用账号。确认后此人可以再次登录。`;
  }
};

function Decide({
  proposal,
  done,
}: {
  proposal: AccessProposal;
  done: (proposal: AccessProposal, decided: Decided) => void;
}) {
  const { id, person, proposedByYou, allowedActions } = proposal;
  return (
    <DecideProposal
      {...{ id, proposedByYou, allowedActions }}
      about={`${person.displayName} 的权限变更`}
      before={beforeConfirming(proposal)}
      send={(key, body) =>
        valueOf(
          api.POST('/api/v1/access-proposals/{id}/actions', {
            params: { path: { id }, header: { 'Idempotency-Key': key } },
            body,
          }),
        )
      }
      done={(decided: Decided) => done(proposal, decided)}
    />
  );
}
