import { Drawer } from 'antd';
import { Suspense, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import { ErrorBoundary } from './error-boundary';
import { Header } from './header';
import { Menu } from './menu';
import { NetworkBanner } from './network-banner';
import { OnBehalfOfBanner } from './on-behalf-of-banner';
import { PageWait } from './page-wait';
import { SecondFactorPrompt } from './second-factor-prompt';
import { SignInAgain } from './sign-in-again';

/** What stays while pages change. */
export function Layout() {
  const [menuOpen, setMenuOpen] = useState(false);
  const { pathname } = useLocation();
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        跳到正文
      </a>
      <Header openMenu={() => setMenuOpen(true)} />
      <NetworkBanner />
      <OnBehalfOfBanner />
      <div className="shell-body">
        <aside className="sider">
          <Menu />
        </aside>
        <Drawer placement="left" size={264} title="菜单" open={menuOpen} onClose={() => setMenuOpen(false)}>
          <Menu onChosen={() => setMenuOpen(false)} />
        </Drawer>
        <main id="content" className="content" tabIndex={-1}>
          <ErrorBoundary key={pathname}>
            <Suspense fallback={<PageWait />}>
              <Outlet />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <SignInAgain />
      <SecondFactorPrompt />
    </div>
  );
}
