import { NavLink } from 'react-router';

/** What waits for a reviewer, and what they did. */
export function QueueTabs() {
  return (
    <nav className="tabs" aria-label="待办与已办">
      <NavLink to="/tasks" end>
        待办
      </NavLink>
      <NavLink to="/tasks/done">我的已办</NavLink>
    </nav>
  );
}
