import { remindOfDueTasks, runCommand, type Database, type DueTasks, type Tx } from '@duixian/persistence';
import { done, type Refusal } from '../ground/refusal';

const CLOCK = { kind: 'system', name: 'remind-by-clock' } as const;
const AT_ONCE = 5_000;

/**
 * Once per database: what was overdue before anybody was reminded counts as told, and each place is told in one message how much
 * that is, its own and that of the places below. Otherwise the first run in an old database would report every case of years
 * to everybody at once. What becomes overdue later is told of one by one.
 */
export async function noteBacklog(db: Database, due: readonly DueTasks[]): Promise<void> {
  const overdue = due.filter(({ cause }) => cause === 'overdue');
  const request = {
    ...{ name: 'noteBacklog', actor: CLOCK, idempotencyKey: 'remind-by-clock/backlog', input: {} },
  };
  const noted = await runCommand<{ tasks: number }, Refusal>(db, request, async (tx) => {
    const own = await noteAll(tx, overdue);
    const below = new Map<string, number>();
    for (const [code, count] of own) {
      const above = tx.regions.path(code)[1];
      if (above !== undefined) below.set(above, (below.get(above) ?? 0) + count);
    }
    const tasks = [...own.values()].reduce((sum, count) => sum + count, 0);
    await tx.record({
      ...{ caseId: tx.newId(), regionCode: tx.regions.regions[0]?.code ?? '', type: 'supervision.begun' },
      data: { tasks },
    });
    await tx.recordAll(
      [...new Set([...own.keys(), ...below.keys()])].sort().map((regionCode) => ({
        ...{ caseId: tx.newId(), regionCode, type: 'supervision.backlog' },
        data: { own: own.get(regionCode) ?? 0, below: below.get(regionCode) ?? 0 },
      })),
    );
    return done({ tasks });
  });
  if (!noted.ok) throw new Error(`noting the backlog: ${noted.refusal.code}`);
}

/** How many were noted now, by the place whose turn it is. */
async function noteAll(tx: Tx, overdue: readonly DueTasks[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let more = true; more;) {
    const noted = await remindOfDueTasks(tx, overdue, AT_ONCE);
    for (const { regionCode } of noted) counts.set(regionCode, (counts.get(regionCode) ?? 0) + 1);
    more = noted.length === AT_ONCE;
  }
  return counts;
}
