import { MenuOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from 'react-router';
import { AmountUnitSwitch } from '../pieces/amount';
import { rolesInWords } from '../pieces/people';
import { useRegionNames } from '../pieces/regions';
import { UnreadBell } from '../notifications/unread-bell';
import { BusinessDay } from './business-day';
import { useSession } from './session';
import { useSignOut } from './sign-out';

export function Header({ openMenu }: { openMenu: () => void }) {
  const { session } = useSession();
  return (
    <header className="header">
      <Button
        className="header-menu"
        type="text"
        icon={<MenuOutlined />}
        aria-label="打开菜单"
        onClick={openMenu}
      />
      <Link className="brand" to="/">
        <img src="/icon.svg" alt="" width={28} height={28} />
        <span>
          兑现<span className="brand-more">惠企政策奖补资金直达平台</span>
        </span>
      </Link>
      <div className="header-end">
        <AmountUnitSwitch />
        {session === null ? (
          <Link className="header-sign-in" to="/sign-in">
            登录
          </Link>
        ) : (
          <Person />
        )}
      </div>
    </header>
  );
}

function Person() {
  const { session } = useSession();
  const regionName = useRegionNames();
  const { run, busy } = useSignOut();
  if (session === null) return null;
  const { user, grants } = session;
  return (
    <>
      <BusinessDay />
      <UnreadBell />
      <div className="person">
        <div className="person-name">{user.displayName}</div>
        <div className="person-roles">{rolesInWords(grants, regionName)}</div>
      </div>
      <Button size="small" loading={busy} onClick={run}>
        退出
      </Button>
    </>
  );
}
