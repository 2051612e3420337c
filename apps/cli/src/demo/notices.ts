import { everyCase } from './every-case';
import { type CaseView } from './shapes';
import { type Stage } from './stage';

const DAY_MS = 86_400_000;

/** The awards follow the ends of the notices: the clock goes to the day after the last of them, never backwards. */
export async function passNotices(stage: Stage): Promise<void> {
  const cases = (): Promise<CaseView[]> =>
    everyCase(stage).then((all) => all.flatMap(({ seen }) => (seen ? [seen] : [])));
  const published = await stage.until('every approved case is on a notice', async () => {
    const all = await cases();
    return all.some(({ state }) => state === 'approved' || state === 'submitted') ? null : all;
  });
  const waiting = published.filter(({ state }) => state === 'on_notice');
  const ends = waiting.flatMap(({ notice }) => (notice ? [notice.endsOn] : [])).sort();
  const last = ends.at(-1);
  if (last === undefined) stage.was('公示均已期满');
  else await moveClockPast(stage, last, waiting);
  await stage.until('every notice is over and its cases are awarded', async () =>
    (await cases()).some(({ state }) => state === 'on_notice' || state === 'noticed') ? null : true,
  );
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
