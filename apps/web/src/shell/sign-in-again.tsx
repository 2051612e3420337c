import { Modal } from 'antd';
import { useEffect, useState } from 'react';
import { SignInForm } from '../identity/sign-in-form';
import { useSession } from './session';
import { sessionEnded } from './session-events';

/**
 * The session ended while somebody was working: they sign in again over the page, which stays as it is with everything
 * that was typed.
 */
export function SignInAgain() {
  const { session } = useSession();
  const [ended, setEnded] = useState(false);
  useEffect(() => sessionEnded.listen(() => setEnded(true)), []);
  if (session === null) return null;
  return (
    <Modal
      open={ended}
      title="登录已失效,请重新登录"
      footer={null}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      destroyOnHidden
    >
      <p className="muted">您填写的内容仍在本页。登录后请再次提交刚才的操作。</p>
      <SignInForm username={session.user.username} onSignedIn={() => setEnded(false)} />
      <p className="small">
        <a href="/sign-in">换其他账号登录(本页未提交的内容将丢失)</a>
      </p>
    </Modal>
  );
}
