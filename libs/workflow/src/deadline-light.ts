/** How urgent a deadline is: red when it is over or ends today, yellow for the last two working days, green before. */
export const DEADLINE_LIGHTS = ['red', 'yellow', 'green'] as const;
export type DeadlineLight = (typeof DEADLINE_LIGHTS)[number];

/** @param remainingWorkingDays until the last day; 0 on it, negative when it is over */
export function deadlineLightOf(remainingWorkingDays: number): DeadlineLight {
  if (remainingWorkingDays <= 0) return 'red';
  return remainingWorkingDays <= 2 ? 'yellow' : 'green';
}
