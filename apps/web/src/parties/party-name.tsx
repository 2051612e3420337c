import { type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { audiencesOf } from '../shell/audiences';
import { useSession } from '../shell/session';
import { OFFICIALS } from '../shell/officials';

/** Whoever may open the file of a party (企业档案): officers, not its own people, who have their own page. */
export function useMayOpenFiles(): boolean {
  const audiences = audiencesOf(useSession().session);
  return OFFICIALS.some((role) => audiences.includes(role));
}

/** The name of a party with its code, leading officers to its file. */
export function PartyName({
  partyId,
  registeredName,
  creditCode = null,
  children,
}: {
  partyId: string;
  registeredName: string;
  creditCode?: string | null;
  /** Below the name. */
  children?: ReactNode;
}) {
  const open = useMayOpenFiles();
  return (
    <>
      {open ? <Link to={`/parties/${partyId}`}>{registeredName}</Link> : registeredName}
      {creditCode !== null && <div className="muted small">{creditCode}</div>}
      {children}
    </>
  );
}

/** Below a name that leads to something else; not in the file itself. */
export function PartyFileLink({ partyId }: { partyId: string }) {
  const file = `/parties/${partyId}`;
  const here = useLocation().pathname === file;
  if (!useMayOpenFiles() || here) return null;
  return (
    <div className="small">
      <Link to={file}>企业档案</Link>
    </div>
  );
}
