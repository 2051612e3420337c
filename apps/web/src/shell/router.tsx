import { lazy, type ComponentType, type ReactNode } from 'react';
import { createBrowserRouter, Navigate, useLocation } from 'react-router';
import SignInPage from '../identity/sign-in-page';
import { audiencesOf } from './audiences';
import { Layout } from './layout';
import { firstPageOf } from './menu';
import { PAGES, type PageRow } from './pages.table';
import { useSession } from './session';

const DESK = '/';

/** A page for whoever it is for: nobody signs in first, and who is signed in as somebody else learns why not. */
function Admitted({ page, component: Page }: { page: PageRow; component: ComponentType }) {
  const { session } = useSession();
  const { pathname, search } = useLocation();
  const mayStay = page.path === '/password' || page.for.includes('anyone');
  if (session?.mustChangePassword && !mayStay) return <Navigate to="/password" replace />;
  if (page.for.some((audience) => audiencesOf(session).includes(audience))) return <Page />;
  if (session === null)
    return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />;
  return <NotAdmitted title={page.title} />;
}

/** The desk, where a person has one; whoever has none goes where their pages begin. */
function Start({ desk }: { desk: ReactNode }) {
  const { session } = useSession();
  if (session !== null && firstPageOf(session) === DESK) return desk;
  return <Navigate to={session === null ? '/sign-in' : firstPageOf(session)} replace />;
}

// Seldom seen, and its pictures are heavy: not part of a first visit.
const NotAdmitted = lazy(() => import('./refusal-pages').then((pages) => ({ default: pages.NotAdmitted })));
const Nowhere = lazy(() => import('./refusal-pages').then((pages) => ({ default: pages.Nowhere })));

const pageRoutes = PAGES.map((page) => {
  const component = lazy(page.load);
  const admitted = <Admitted page={page} component={component} />;
  return { path: page.path, element: page.path === DESK ? <Start desk={admitted} /> : admitted };
});

export const createRouter = () =>
  createBrowserRouter([
    { path: '/sign-in', element: <SignInPage /> },
    {
      element: <Layout />,
      children: [...pageRoutes, { path: '*', element: <Nowhere /> }],
    },
  ]);
