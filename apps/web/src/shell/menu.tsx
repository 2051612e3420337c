import { ROLE_LABELS } from '@duixian/workflow';
import { NavLink } from 'react-router';
import { type Audience, audiencesOf } from './audiences';
import { PAGES, type PageRow } from './pages.table';
import { type Session, useSession } from './session';

const GROUP_LABELS: Readonly<Record<Audience, string>> = {
  anyone: '公开信息',
  'signed-in': '我的账号',
  enterprise: '企业服务',
  ...ROLE_LABELS,
};

interface MenuGroup {
  readonly label: string;
  readonly pages: readonly PageRow[];
}

/** The pages of a person by what they are to them; a page stands once, where it comes first. */
export function menuOf(session: Session | null): MenuGroup[] {
  const shown = new Set<string>();
  return audiencesOf(session).flatMap((audience) => {
    const pages = PAGES.filter(
      (page) => page.menu !== undefined && page.for.includes(audience) && !shown.has(page.path),
    );
    for (const { path } of pages) shown.add(path);
    return pages.length === 0 ? [] : [{ label: GROUP_LABELS[audience], pages }];
  });
}

/** Where a person begins. */
export const firstPageOf = (session: Session | null): string =>
  menuOf(session)[0]?.pages[0]?.path ?? '/notices';

export function Menu({ onChosen }: { onChosen?: () => void }) {
  const { session } = useSession();
  return (
    <nav className="menu" aria-label="主菜单">
      {menuOf(session).map(({ label, pages }) => (
        <div key={label} className="menu-group">
          <div className="menu-label" id={`menu-${label}`}>
            {label}
          </div>
          <ul aria-labelledby={`menu-${label}`}>
            {pages.map(({ path, menu }) => (
              <li key={path}>
                <NavLink to={path} end={path === '/' || path === '/tasks'} onClick={onChosen}>
                  {menu}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
