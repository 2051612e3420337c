import { type Shape } from '@duixian/api-client';
import { Button } from 'antd';
import { ProblemNote } from '../pieces/problem-note';
import { useSignIn } from './sign-in-form';

/** Demo mode only: every account one click away. */
export function DemoAccounts({
  accounts,
  onSignedIn,
}: {
  accounts: readonly Shape<'DemoAccountShape'>[];
  onSignedIn: () => void;
}) {
  const { run, busy, error } = useSignIn(onSignedIn);
  return (
    <section className="demo-accounts" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">演示账号</h2>
      <p className="muted">演示系统,企业和数据均为虚构。点一下即以该身份登录。</p>
      {error !== null && <ProblemNote error={error} />}
      <ul>
        {accounts.map(({ username, password, displayName, purpose }) => (
          <li key={username}>
            <Button block disabled={busy} onClick={() => run({ username, password })}>
              <span className="demo-name">{displayName}</span>
              <span className="demo-purpose">{purpose}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
