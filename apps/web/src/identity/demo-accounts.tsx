import { type Shape } from '@duixian/api-client';
import { ROLE_LABELS, ROLES, type Role } from '@duixian/workflow';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { useSignIn } from './sign-in-form';

type Account = Shape<'DemoAccountShape'>;

const KINDS: readonly (readonly [Role | null, string])[] = [
  [null, '企业经办人'],
  ...ROLES.map((role) => [role, ROLE_LABELS[role]] as const),
];

/** Demo mode only: every account one click away. */
export function DemoAccounts({
  accounts,
  onSignedIn,
}: {
  accounts: readonly Account[];
  onSignedIn: () => void;
}) {
  const { run, busy, error } = useSignIn(onSignedIn);
  const [wanted, setWanted] = useState('');
  const found = accounts.filter(({ username, displayName, purpose }) =>
    `${username} ${displayName} ${purpose}`.includes(wanted.trim()),
  );
  return (
    <section className="demo-accounts" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">演示账号</h2>
      <p className="muted">演示系统,企业和数据均为虚构。点一下即以该身份登录。</p>
      {accounts.length > 24 && (
        <Input
          aria-label="查找演示账号"
          placeholder="按地区、角色或企业查找"
          allowClear
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
      )}
      {error !== null && <ProblemNote error={error} />}
      {KINDS.map(([role, label]) => (
        <Group
          key={label}
          label={label}
          accounts={found.filter((account) => account.role === role)}
          busy={busy}
          choose={({ username, password }) => run({ username, password })}
        />
      ))}
    </section>
  );
}

function Group({
  label,
  accounts,
  busy,
  choose,
}: {
  label: string;
  accounts: readonly Account[];
  busy: boolean;
  choose: (account: Account) => void;
}) {
  if (accounts.length === 0) return null;
  return (
    <>
      <h3>{label}</h3>
      <ul>
        {accounts.map((account) => (
          <li key={account.username}>
            <Button
              block
              disabled={busy}
              data-username={account.username}
              title={account.purpose}
              onClick={() => choose(account)}
            >
              <span className="demo-name">{account.displayName}</span>
              <span className="demo-purpose">{account.purpose}</span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
