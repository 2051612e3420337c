import { callOf } from './cases';
import { CITIES, LATER_LEDGER } from './parts.table';
import { type Stage } from './stage';

interface Mark {
  id: string;
  cityCode: string;
  clauseIds: string[];
  state: string;
  version: number;
}

/**
 * Where the last lines of a city's ledger came in just now, one officer states that it is complete and another confirms
 * it. Before that, nothing is paid there by itself under a clause that asks for a first time or pays only the highest.
 */
export async function markLedgerComplete(stage: Stage): Promise<void> {
  const city = CITIES.find(({ name }) => name === LATER_LEDGER.city);
  if (!city) throw new Error(`${LATER_LEDGER.city} is no city of the story`);
  const { regionCode: cityCode, name } = city;
  const officer = await stage.as(city.officer);
  const read = async (): Promise<Mark | undefined> =>
    (await officer.all<Mark>('earlier-payments/coverage')).find(
      (mark) =>
        mark.cityCode === cityCode &&
        mark.state !== 'withdrawn' &&
        mark.clauseIds.includes(LATER_LEDGER.clause),
    );
  let mark = await read();
  if (mark?.state === 'confirmed') return stage.was(`${name}既往兑付台账已声明完整`);
  if (!mark) {
    const { year } = await callOf(stage, LATER_LEDGER.call);
    const dates = { completeTo: `${year - 1}-12-31`, paidHereFrom: `${year}-01-01` };
    const documentNumber = `郑财函〔${year}〕7号(演示)`;
    const clauseIds = await clausesWithLedger(stage);
    await officer.post('earlier-payments/coverage', { cityCode, clauseIds, ...dates, documentNumber });
    stage.did(`${name}政策管理员声明:${year - 1} 年底以前的兑付台账完整(${documentNumber})`);
    mark = await read();
  }
  if (!mark) throw new Error('the mark is not listed');
  const { id, version } = mark;
  await (
    await stage.as(city.secondOfficer)
  ).post(`earlier-payments/coverage/${id}/actions`, { action: 'confirm', version });
  stage.did(`${name}另一名政策管理员确认`);
}

/** Everything that 郑州 can have paid: its own clauses, those of the province, and those that repeat its own. */
async function clausesWithLedger(stage: Stage): Promise<string[]> {
  const clauses = await stage.anybody.all<{ id: string; treatment: string }>('clauses');
  const own = clauses.filter(
    ({ id, treatment }) => /^(ZZ|HN)-/.test(id) && ['award', 'discretionary'].includes(treatment),
  );
  return [...own.map(({ id }) => id), ...LATER_LEDGER.repeating];
}
