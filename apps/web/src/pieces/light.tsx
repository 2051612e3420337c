import { Tag } from 'antd';

interface Light {
  readonly color: string;
  readonly words: string;
}

/** Remaining working days as a light and in words; red when overdue or due today, yellow for two days. */
export function lightOf(remainingWorkingDays: number): Light {
  if (remainingWorkingDays < 0) return { color: 'red', words: `已超期 ${-remainingWorkingDays} 个工作日` };
  if (remainingWorkingDays === 0) return { color: 'red', words: '今日到期' };
  if (remainingWorkingDays <= 2)
    return { color: 'orange', words: `临期,剩 ${remainingWorkingDays} 个工作日` };
  return { color: 'green', words: `正常,剩 ${remainingWorkingDays} 个工作日` };
}

export function DeadlineLight({ remaining }: { remaining: number | null }) {
  if (remaining === null) return <span className="muted">无时限</span>;
  const { color, words } = lightOf(remaining);
  return (
    <Tag className={`light light-${color}`} variant="outlined">
      <span aria-hidden="true" className="light-dot" />
      {words}
    </Tag>
  );
}
