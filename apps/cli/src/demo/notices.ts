import { everyCase, type PlayedCase } from './every-case';
import { type CaseView } from './shapes';
import { type Stage } from './stage';

const DAY_MS = 86_400_000;

/** The awards follow the ends of the notices: the clock goes to the day after the last of them, never backwards. */
export async function passNotices(stage: Stage): Promise<void> {
  const cases = (await everyCase(stage)).filter((part): part is PlayedCase => part.seen !== null);
  const published: CaseView[] = [];
  for (const part of cases) published.push(await leaves(stage, part, ['submitted', 'approved']));
  const waiting = published.filter(({ state }) => state === 'on_notice');
  const last = waiting
    .flatMap(({ notice }) => (notice ? [notice.endsOn] : []))
    .sort()
    .at(-1);
  if (last === undefined) stage.was('公示均已期满');
  else await moveClockPast(stage, last, waiting);
  for (const part of cases) await leaves(stage, part, ['on_notice', 'noticed']);
}

/** Waits until a case stands in none of these states, which the system alone ends. */
function leaves(stage: Stage, { clerk, seen }: PlayedCase, states: readonly string[]): Promise<CaseView> {
  return stage.until(`${seen.caseNumber} is no longer ${states.join(' or ')}`, async () => {
    const now = await (await stage.as(clerk)).get<CaseView>(`applications/${seen.id}`);
    return states.includes(now.state) ? null : now;
  });
}

async function moveClockPast(stage: Stage, lastDay: string, waiting: readonly CaseView[]): Promise<void> {
  const numbers = [...new Set(waiting.map(({ notice }) => notice?.number ?? ''))].sort();
  stage.note(`公示 ${numbers.join('、')},最晚至 ${lastDay}`);
  const target = Date.parse(`${lastDay}T09:00:00+08:00`) + DAY_MS;
  const latest = Math.max(...waiting.flatMap(({ timeline }) => timeline.map(({ at }) => Date.parse(at))));
  if (latest >= target) return;
  const now = new Date(target).toISOString();
  await (await stage.as('admin')).put('demo/clock', { now });
  stage.did(`业务时钟拨到 ${now.slice(0, 10)},公示期满`);
}
