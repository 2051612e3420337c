import * as casework from '@duixian/casework';
import { act, look, passDays, refusalOf, valueOf } from '@duixian/testing';
import { CaseSubjects } from '../http/case-subjects';
import { SweepDesk } from './sweep-desk';

jest.setTimeout(180_000);

const CLERK = 'xinhua-clerk';
const SCALE = ['PDS-A2-4-3-1', 'PDS-A2-4-3-2'];
let desk: SweepDesk;
let subjects: CaseSubjects;
beforeAll(async () => {
  desk = await SweepDesk.open();
  subjects = new CaseSubjects(desk.office);
});
afterAll(() => desk.office.close());

async function draft(partyId: string, clauseIds: readonly string[] = SCALE): Promise<string> {
  const callId = await subjects.call({ clauseIds: [...clauseIds] });
  const command = { ...(await desk.by(CLERK)), callId, partyId, claims: {} };
  return valueOf(await casework.createApplication(desk.db, command)).id;
}

const submit = async (id: string) => {
  const { version } = await look(desk.office, id);
  const command = { ...(await desk.by(CLERK)), applicationId: id, version };
  return casework.submitApplication(desk.db, command);
};

async function applied(partyId: string, clauseIds?: readonly string[]): Promise<string> {
  const id = await draft(partyId, clauseIds);
  valueOf(await submit(id));
  await desk.office.drain();
  return id;
}

const approve = async (username: string, id: string) => {
  const { version } = await look(desk.office, id);
  const command = { ...(await desk.by(username)), applicationId: id, version };
  return casework.approveApplication(desk.db, command);
};

const withdraw = (id: string) =>
  act(desk.office, CLERK, id, (db, command) =>
    casework.withdrawApplication(db, { ...command, reason: '由另一件申报' }),
  );

const numberOf = async (id: string): Promise<string> => (await look(desk.office, id)).caseNumber;

const rivals = async (id: string, username = 'xinhua-reviewer'): Promise<string[]> =>
  valueOf(await casework.readApplication(desk.db, await desk.office.as(username), id)).rivals.map(
    ({ how, clauseId, number }) => `${how} ${clauseId} ${number}`,
  );

async function lift(id: string): Promise<void> {
  const { holds } = await look(desk.office, id);
  const [hold] = holds.filter(({ state }) => state === 'open');
  const command = { ...(await desk.by('city-reviewer')), reason: '经核实,由另一件兑付其中一项' };
  valueOf(
    await casework.resolveHold(
      desk.db,
      { ...command, holdId: hold?.id ?? '', version: hold?.version ?? 0 },
      'lift',
    ),
  );
}

/** Its notice ends, and the system awards. */
async function toAward(): Promise<void> {
  await passDays(desk.office, 20);
  await casework.closeEndedNotices(desk.db);
  await desk.office.drain();
}

it('an offer waits for the case that claims the same; the reviewer sees both', async () => {
  await desk.offered();
  const [offer] = await desk.offersOf(CLERK);
  const id = await applied(await subjects.partyId());
  expect((await rivals(id)).filter((each) => each.startsWith('offer '))).toHaveLength(2);
  expect(refusalOf(await desk.confirm(offer!, CLERK))).toBe('duplicate-application');
  expect((await desk.offersOf(CLERK))[0]).toMatchObject({ state: 'open' });
  await withdraw(id);
  valueOf(await desk.confirm(offer!, CLERK));
  // Not assessed or awarded yet, it claims what was offered all the same.
  const other = await submit(await draft(await subjects.partyId()));
  expect(refusalOf(other)).toBe('claimed-twice');
  await desk.office.drain();
});

it('who applies twice for the same hears at once which case has it, and keeps the draft', async () => {
  const partyId = await subjects.enterprise();
  const [one, two] = [await draft(partyId), await draft(partyId)];
  // Also before the first one was assessed.
  valueOf(await submit(one));
  const early = await submit(two);
  expect(refusalOf(early)).toBe('claimed-twice');
  await desk.office.drain();
  const late = await submit(two);
  expect(late).toMatchObject({
    refusal: { code: 'claimed-twice', details: { applicationId: one, caseNumber: await numberOf(one) } },
  });
  if (!late.ok)
    for (const word of [await numberOf(one), ...SCALE, '撤回']) expect(late.refusal.message).toContain(word);
  expect(await look(desk.office, two)).toMatchObject({ state: 'draft' });
  await withdraw(one);
  valueOf(await submit(two));
});

it('of two that are submitted at once one goes on', async () => {
  for (let round = 0; round < 5; round += 1) {
    const partyId = await subjects.enterprise();
    const drafts = [await draft(partyId), await draft(partyId), await draft(partyId)];
    const outcomes = await Promise.all(drafts.map(submit));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    for (const outcome of outcomes.filter(({ ok }) => !ok)) expect(refusalOf(outcome)).toBe('claimed-twice');
  }
  await desk.office.drain();
});

it('a case that was submitted first is corrected and comes back, whatever came after it', async () => {
  const partyId = await subjects.enterprise();
  const first = await applied(partyId, SCALE.slice(0, 1));
  await act(desk.office, 'xinhua-reviewer', first, (db, command) =>
    casework.returnApplication(db, { ...command, reason: '请补充材料' }),
  );
  const second = await applied(partyId);
  expect((await look(desk.office, second)).holds).toHaveLength(1);
  valueOf(await submit(first));
  await desk.office.drain();
  expect((await look(desk.office, first)).holds).toEqual([]);
});

it('what claims something new as well waits for a reviewer; approved, then awarded, the same is paid once', async () => {
  const partyId = await subjects.enterprise();
  const one = await applied(partyId, SCALE.slice(0, 1));
  const both = await applied(partyId);
  const number = await numberOf(one);
  const { holds } = await look(desk.office, both);
  expect(holds.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['claimed-twice open']);
  expect(holds[0]?.words).toContain(`申报 ${number}(条款 ${SCALE[0]})`);
  expect(await rivals(both)).toEqual([`case ${SCALE[0]} ${number}`]);
  expect(refusalOf(await approve('xinhua-reviewer', both))).toBe('case-held');
  await lift(both);
  valueOf(await approve('xinhua-reviewer', one));
  valueOf(await approve('xinhua-reviewer', both));
  valueOf(await approve('city-reviewer', one));
  const late = await approve('city-reviewer', both);
  expect(late).toMatchObject({ refusal: { code: 'claimed-twice' } });
  if (!late.ok) expect(late.refusal.message).toContain(number);
  await desk.office.drain();
  await toAward();
  expect((await look(desk.office, one)).state).toBe('awarded');
  // Awarded there, it does not count any more here once the case is submitted again; the rest is paid.
  expect(refusalOf(await approve('city-reviewer', both))).toBe('claimed-twice');
  await act(desk.office, 'city-reviewer', both, (db, command) =>
    casework.returnApplication(db, { ...command, reason: '另一件已兑付其中一项,请重新提交' }),
  );
  valueOf(await submit(both));
  await desk.office.drain();
  valueOf(await approve('city-reviewer', both));
  await desk.office.drain();
  await toAward();
  expect((await look(desk.office, both)).state).toBe('awarded');
  const again = await submit(await draft(partyId));
  expect(again).toMatchObject({ refusal: { code: 'claimed-twice' } });
  if (!again.ok) expect(again.refusal.message).toContain('已就同一事项核定奖补');
});
