import * as casework from '@duixian/casework';
import { act, look, valueOf } from '@duixian/testing';
import { CallDesk, CLAIMS, FIRST, SECOND } from './call-desk';

jest.setTimeout(120_000);

let desk: CallDesk;
beforeEach(async () => {
  desk = await CallDesk.open();
});
afterEach(() => desk.office.close());

const messageOf = (outcome: { ok: boolean; refusal?: casework.Refusal }): string =>
  `${outcome.refusal?.code}: ${outcome.refusal?.message}`;

async function submit(id: string) {
  const { office } = desk;
  const { version } = await look(office, id);
  const by = { actor: await office.as('zhanhe-clerk'), idempotencyKey: office.key() };
  return casework.submitApplication(office.db, { ...by, applicationId: id, version });
}

describe('a call that was closed before its last day', () => {
  it('says so to whoever begins, and to whoever has a draft', async () => {
    const call = await desk.published();
    const { id } = valueOf(await desk.applyUnder(call));
    await desk.attachRequired(id);
    valueOf(await desk.on(FIRST, call, casework.closeCall));
    const said = `call-closed: ${desk.content.number} 已于 ${desk.today} 提前结束申报`;
    const [begun, submitted] = [await desk.applyUnder(call, { place: 'yexian' }), await submit(id)];
    expect(messageOf(begun)).toContain(said);
    expect(messageOf(submitted)).toContain(said);
    for (const outcome of [begun, submitted]) expect(messageOf(outcome)).not.toContain(desk.content.closesOn);
  });
});

/** A second version of the law, in which the clause of the call has another id. */
async function renameClause(): Promise<void> {
  const { office, today } = desk;
  const [version] = (await casework.listPolicies(office.db, { kind: 'system', name: 'test' })).filter(
    ({ documentId }) => documentId === 'test-equipment',
  );
  const text = valueOf(
    await casework.readPolicy(office.db, { kind: 'system', name: 'test' }, version?.id ?? ''),
  ).content.replace('TEST-EQ', 'TEST-NEW');
  const cases = `
cases: test-equipment
given: { applicant.city: 平顶山, equipment.actual_investment_yuan: '2000000' }
table:
  - case: 缺日期
    expect:
      TEST-NEW: { status: needs-evidence, missing: [equipment.invested_to, equipment.calc_window_from, equipment.calc_window_to] }
`;
  const by = async (username: string) => ({
    actor: await office.as(username),
    idempotencyKey: office.key(),
  });
  const written = { text, cases, effectiveFrom: today };
  let { id: policyId, revision } = valueOf(
    await casework.draftPolicy(office.db, { ...(await by(FIRST)), written }),
  );
  const step = async (username: string, verb: typeof casework.validatePolicy): Promise<void> => {
    revision = valueOf(
      await casework.readPolicy(office.db, { kind: 'system', name: 'test' }, policyId),
    ).revision;
    ({ id: policyId } = valueOf(await verb(office.db, { ...(await by(username)), policyId, revision })));
    await office.drain();
  };
  await step(FIRST, casework.validatePolicy);
  await step(FIRST, casework.requestTrial);
  await step(SECOND, casework.approvePolicy);
  await step(FIRST, casework.publishPolicy);
}

describe('a call whose clause the law no longer has', () => {
  it('takes no application that nothing could come of, and says why', async () => {
    const call = await desk.published();
    const { id } = valueOf(await desk.applyUnder(call));
    await desk.attachRequired(id);
    await renameClause();
    const said = 'call-outdated: ';
    const [begun, submitted] = [await desk.applyUnder(call, { place: 'yexian' }), await submit(id)];
    expect(messageOf(begun)).toContain(said);
    expect(messageOf(submitted)).toContain(said);
    expect(messageOf(submitted)).toContain('TEST-EQ');
    expect(messageOf(submitted)).toContain('第 2 版');
    expect((await look(desk.office, id)).state).toBe('draft');
  });

  it('goes on with what was submitted before, by the law of then', async () => {
    const id = await desk.assessedUnder(await desk.published(), CLAIMS);
    await renameClause();
    await desk.approveByCounty(id);
    await act(desk.office, 'city-reviewer', id, casework.approveApplication);
    await desk.office.drain();
    expect((await look(desk.office, id)).state).toBe('awarded');
  });
});
