import { Alert, Typography } from 'antd';

/** A first password, the one time that it is shown. `null`: it was shown before and is kept nowhere. */
export function InitialPassword({ username, password }: { username: string; password: string | null }) {
  if (password === null) {
    return (
      <Alert
        type="warning"
        showIcon
        title="初始密码已经显示过,系统不保存"
        description="没有记下的,请再重置一次密码。"
      />
    );
  }
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      title={`${username} 的初始密码(只显示这一次)`}
      description={
        <>
          <Typography.Text copyable className="initial-password">
            {password}
          </Typography.Text>
          <p>请当面或以其他安全方式交给本人;首次登录时须修改。</p>
        </>
      }
    />
  );
}
