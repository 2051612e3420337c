import { Button, Result } from 'antd';
import { Link } from 'react-router';

/** Who is signed in as somebody else learns why not, and who can change it. */
export function NotAdmitted({ title }: { title: string }) {
  return (
    <Result
      status="403"
      title="您不能打开这个页面"
      subTitle={`“${title}”属于其他角色。如需使用,请联系系统管理员授予相应角色。`}
    />
  );
}

export function Nowhere() {
  return (
    <Result
      status="404"
      title="没有这个页面"
      subTitle="地址可能写错了,或页面已经移走。"
      extra={
        <Link to="/">
          <Button type="primary">回到首页</Button>
        </Link>
      }
    />
  );
}
