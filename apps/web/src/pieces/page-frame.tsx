import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

const SITE = '兑现';

/**
 * Every page: its title in the window and as the heading that receives the focus after a change of page, so that a
 * screen reader says where one is; what can be done beside it.
 */
export function PageFrame({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = `${title} · ${SITE}`;
  }, [title]);
  useEffect(() => {
    // A dialog or a field that asked for the focus itself keeps it.
    if (document.activeElement === document.body || document.activeElement?.closest('nav')) {
      heading.current?.focus({ preventScroll: true });
    }
  }, [pathname]);
  return (
    <div className="page">
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** A part of a page under its own heading. */
export function Panel({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
        {extra && <div className="page-actions">{extra}</div>}
      </div>
      {children}
    </section>
  );
}
