import { dayInWords } from '../pieces/moments';
import { useSession } from './session';

/** The day by which deadlines count; in a demo it may differ from the day outside. */
export function BusinessDay() {
  const { session } = useSession();
  if (session === null) return null;
  return (
    <div className="business-day">
      <span className="muted small">{session.mode === 'demo' ? '业务日期(演示)' : '业务日期'}</span>
      <time dateTime={session.today}>{dayInWords(session.today)}</time>
    </div>
  );
}
