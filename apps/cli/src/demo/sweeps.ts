import { callOf } from './cases';
import { offersOf } from './offers';
import { CITIES, OFFERED, type City } from './parts.table';
import { type Stage } from './stage';
import { yuan } from './text';

interface SweepView {
  id: string;
  cityCode: string;
  dryRun: boolean;
  state: string;
  version: number;
  progress: { candidates: number | null };
  offers: { count: number; amountFen: number } | null;
}

interface SweepDetail extends SweepView {
  totals: { disposition: string; lines: number }[];
}

/** What became of a finding that is not offered. */
const DISPOSITIONS: Readonly<Record<string, string>> = {
  held: '暂缓',
  'needs-evidence': '缺少数据',
  'needs-decision': '须由人决定',
  'already-offered': '已推送过',
  'already-paid': '以前已兑付',
  superseded: '从高不重复',
  'not-payable': '不由财政直接兑付',
  refused: '所附决定不符',
};

/**
 * City by city: a dry run, then the real sweep, whose list a second officer approves; then the offers go out. A sweep
 * that is under way is taken on; a city whose enterprises have their offers is done.
 */
export async function sweepCities(stage: Stage): Promise<void> {
  for (const city of CITIES) {
    if (await hasOffers(stage, city)) stage.was(`${city.name}已比对并推送`);
    else await sweepCity(stage, city);
  }
}

async function hasOffers(stage: Stage, { titleCall }: City): Promise<boolean> {
  for (const { clerk } of OFFERED.filter(({ call }) => call === titleCall))
    if ((await offersOf(stage, clerk)).length === 0) return false;
  return true;
}

async function sweepCity(stage: Stage, city: City): Promise<void> {
  const officer = await stage.as(city.officer);
  const underWay = (await officer.all<SweepView>('sweeps')).find(
    ({ dryRun, state, cityCode }) =>
      cityCode === city.regionCode && !dryRun && ['running', 'prepared', 'approved'].includes(state),
  );
  if (!underWay) {
    const dry = await finished(stage, city, await order(stage, city, { dryRun: true }));
    stage.did(`${city.name}试比对(只看不推):${told(dry)}`);
    stage.note(`其余发现:${othersTold(dry)}`);
  }
  const id = underWay?.id ?? (await order(stage, city, { dryRun: false }));
  const real = await finished(stage, city, id);
  if (real.state === 'prepared') {
    stage.did(`${city.name}正式比对:${told(real)},待另一名政策管理员审定`);
    const second = await stage.as(city.secondOfficer);
    await second.post(`sweeps/${id}/actions`, { action: 'approve', version: real.version });
    stage.did(`${city.name}名单经审定,推送给企业`);
  }
  await stage.until(`the offers of ${city.name} are out`, async () =>
    (await officer.get<SweepView>(`sweeps/${id}`)).state === 'completed' ? true : null,
  );
}

const told = ({ progress, offers }: SweepView): string =>
  `比对 ${progress.candidates ?? 0} 户,可推送 ${offers?.count ?? 0} 项,合计 ${yuan(offers?.amountFen ?? 0)} 元`;

/** The findings that are not offered, counted by what they are. */
function othersTold({ totals }: SweepDetail): string {
  const counts = new Map<string, number>();
  for (const { disposition, lines } of totals)
    if (disposition !== 'offer') counts.set(disposition, (counts.get(disposition) ?? 0) + lines);
  return [...counts]
    .map(([disposition, lines]) => `${DISPOSITIONS[disposition] ?? disposition} ${lines} 项`)
    .join('、');
}

/** Orders a sweep over the titles of the year. @returns its id */
async function order(stage: Stage, city: City, how: { dryRun: boolean; scope?: string[] }): Promise<string> {
  const call = await callOf(stage, city.titleCall);
  // Today, or earlier than the clock of the demo says: never a day that nobody knows yet.
  const asOf = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const body = { asOf, callIds: [call.id], ...how };
  return (await (await stage.as(city.officer)).post<{ id: string }>('sweeps', body)).id;
}

/** Waits until everybody was looked at. */
async function finished(stage: Stage, city: City, id: string): Promise<SweepDetail> {
  const officer = await stage.as(city.officer);
  return stage.until(`the sweep of ${city.name} is through`, async () => {
    const sweep = await officer.get<SweepDetail>(`sweeps/${id}`);
    return sweep.state === 'running' ? null : sweep;
  });
}

/** After everything a look, in another name, finds nobody new: what was offered or paid is not offered again. */
export async function lookAgain(stage: Stage): Promise<string[]> {
  const lines: string[] = [];
  for (const city of CITIES) {
    const id = await order(stage, city, { dryRun: true, scope: [city.regionCode] });
    const again = await finished(stage, city, id);
    lines.push(`    ${city.name}再比对一次:新发现可推送 ${again.offers?.count ?? 0} 项`);
  }
  return lines;
}
