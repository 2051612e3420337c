import { deadlineLightOf, type DeadlineLight as Light } from '@duixian/workflow';
import { Tag } from 'antd';

/** The lights by which a queue is narrowed. */
export const LIGHT_LABELS: Readonly<Record<Light, string>> = {
  red: '红灯(已超期或今日到期)',
  yellow: '黄灯(临期)',
  green: '绿灯(正常)',
};

const COLORS = { red: 'red', yellow: 'orange', green: 'green' } as const;

/** Remaining working days as a light and in words. */
export function lightOf(remainingWorkingDays: number): { color: string; words: string } {
  const light = deadlineLightOf(remainingWorkingDays);
  return { color: COLORS[light], words: wordsOf(light, remainingWorkingDays) };
}

function wordsOf(light: Light, remaining: number): string {
  if (light === 'red') return remaining < 0 ? `已超期 ${-remaining} 个工作日` : '今日到期';
  return `${light === 'yellow' ? '临期' : '正常'},剩 ${remaining} 个工作日`;
}

/** A clock that stands has no light, unless it was overdue before. */
export function DeadlineLight({
  remaining,
  pausedOn = null,
}: {
  remaining: number | null;
  pausedOn?: string | null;
}) {
  if (remaining === null) return <span className="muted">无时限</span>;
  const since = pausedOn === null ? '' : `,自 ${pausedOn} 起暂停计时`;
  if (since && remaining >= 0) return <Tag variant="outlined">{`剩 ${remaining} 个工作日${since}`}</Tag>;
  const { color, words } = lightOf(remaining);
  return (
    <Tag className={`light light-${color}`} variant="outlined">
      <span aria-hidden="true" className="light-dot" />
      {words}
      {since}
    </Tag>
  );
}
