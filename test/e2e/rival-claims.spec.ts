import * as casework from '@duixian/casework';
import { act, look, refusalOf, valueOf } from '@duixian/testing';
import { CaseSubjects } from '../http/case-subjects';
import { SweepDesk } from './sweep-desk';

jest.setTimeout(180_000);

const CLERK = 'xinhua-clerk';
let desk: SweepDesk;
let subjects: CaseSubjects;
beforeAll(async () => {
  desk = await SweepDesk.open();
  subjects = new CaseSubjects(desk.office);
});
afterAll(() => desk.office.close());

async function applied(): Promise<string> {
  const { office } = desk;
  const { id } = valueOf(
    await casework.createApplication(office.db, {
      ...{ ...(await desk.by(CLERK)), callId: await subjects.call(), partyId: await subjects.partyId() },
      claims: {},
    }),
  );
  await act(office, CLERK, id, casework.submitApplication);
  await office.drain();
  return id;
}

const rivals = async (id: string, username = 'xinhua-reviewer'): Promise<string[]> =>
  valueOf(await casework.readApplication(desk.db, await desk.office.as(username), id)).rivals.map(
    ({ how, clauseId, number }) => `${how} ${clauseId} ${number}`,
  );

it('whoever reviews sees what else is claimed, offered or paid for the same clause; the offer waits for the case', async () => {
  await desk.offered();
  const [offer] = await desk.offersOf(CLERK);
  const [one, other] = [await applied(), await applied()];
  const numberOf = async (id: string): Promise<string> => (await look(desk.office, id)).caseNumber;
  const [own, second] = [await numberOf(one), await numberOf(other)];
  const seen = await rivals(one);
  expect(seen.filter((each) => each.startsWith('case '))).toEqual([
    ...['PDS-A2-4-3-1', 'PDS-A2-4-3-2'].map((clause) => `case ${clause} ${second}`),
  ]);
  expect(seen.filter((each) => each.startsWith('offer '))).toHaveLength(2);
  expect((await rivals(other)).filter((each) => each.startsWith('case '))).toEqual([
    ...['PDS-A2-4-3-1', 'PDS-A2-4-3-2'].map((clause) => `case ${clause} ${own}`),
  ]);
  const refused = await desk.confirm(offer!, CLERK);
  expect(refusalOf(refused)).toBe('duplicate-application');
  expect((await desk.offersOf(CLERK))[0]).toMatchObject({ state: 'open' });

  for (const id of [one, other])
    await act(desk.office, CLERK, id, (db, command) =>
      casework.withdrawApplication(db, { ...command, reason: '改为确认推送' }),
    );
  expect(await rivals(one)).toEqual([]);
  valueOf(await desk.confirm(offer!, CLERK));
  await desk.office.drain();
  const third = await applied();
  expect((await rivals(third)).filter((each) => each.startsWith('case '))).toHaveLength(2);
});
