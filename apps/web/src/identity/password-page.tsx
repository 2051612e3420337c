import { Alert } from 'antd';
import { useState } from 'react';
import { PageFrame, Panel } from '../pieces/page-frame';
import { useSession, useSignedIn } from '../shell/session';
import { PasswordForm } from './password-form';

/** Somebody's own password; the first page for who has one that an administrator handed out. */
export default function PasswordPage() {
  const { user, mustChangePassword } = useSignedIn();
  const { refresh } = useSession();
  const [changed, setChanged] = useState(false);
  return (
    <PageFrame title="修改密码">
      {mustChangePassword && (
        <Alert
          className="note"
          type="warning"
          showIcon
          title="您的密码由管理员发放,请先改成只有您自己知道的密码,再办理其他事项。"
        />
      )}
      {changed ? (
        <Alert type="success" showIcon role="status" title="密码已修改,其他设备上的登录已失效。" />
      ) : (
        <Panel title={user.username}>
          <PasswordForm
            username={user.username}
            onChanged={() => {
              setChanged(true);
              void refresh();
            }}
          />
        </Panel>
      )}
    </PageFrame>
  );
}
