import { Readable } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as casework from '@duixian/casework';
import { insertParty, insertPartyGrant, runCommand } from '@duixian/persistence';
import { act, CITY, look, refusalOf, valueOf } from '@duixian/testing';
import { CallDesk } from './call-desk';

jest.setTimeout(120_000);

const PDF = '%PDF-1.7\n%%EOF\n';
const SAID: casework.AuditOpinion = {
  ...{ firmName: '示例会计师事务所', firmCode: casework.completeCreditCode('91410100MB000001') },
  ...{ documentNumber: '示审字〔2026〕7号', issuedOn: '2026-01-05', conclusion: 'unqualified' },
  opinion: '投资额与发票一致',
};
const REASON = { reason: '请补充合同' };

let desk: CallDesk;
let files: casework.FileStore;
let auditor: casework.PersonActor;
let call: string;
// An enterprise gets an award once: each test has an office of its own.
beforeEach(async () => {
  desk = await CallDesk.open();
  files = new casework.FileStore(join(tmpdir(), `duixian-files-${process.pid}`));
  auditor = await desk.office.as('city-reviewer-2');
  call = await desk.published({
    number: '审计一号',
    route: ['county_review', 'city_review', 'third_party_audit'],
    deadlines: { third_party_audit: 3 },
  });
});
afterEach(() => desk.office.close());

const on = async (actor: casework.PersonActor, id: string): Promise<casework.CaseCommand> => {
  const { version } = await look(desk.office, id);
  return { actor, idempotencyKey: desk.office.key(), applicationId: id, version };
};
const upload = (id: string, actor = auditor, content = PDF) =>
  casework.attachAuditPaper(desk.office.db, files, {
    ...{ actor, idempotencyKey: desk.office.key(), applicationId: id, fileName: '审计报告.pdf' },
    content: Readable.from([Buffer.from(content)]),
  });
const record = async (id: string, opinionId: string, changes: Partial<casework.AuditOpinion> = {}) =>
  casework.recordAudit(desk.office.db, {
    ...(await on(auditor, id)),
    ...{ opinionId, said: { ...SAID, ...changes } },
  });
const approve = async (id: string, comment?: string) =>
  casework.approveApplication(desk.office.db, {
    ...(await on(auditor, id)),
    ...(comment === undefined ? {} : { comment }),
  });
const seen = async (id: string) => valueOf(await casework.readApplication(desk.office.db, auditor, id));
const underAudit = async (): Promise<string> => {
  const id = await desk.assessedUnder(call);
  await desk.approveByCounty(id);
  await act(desk.office, 'city-reviewer', id, casework.approveApplication);
  return id;
};

it('is passed on the opinion of the firm, within the days of the call, by somebody who acted in no other stage', async () => {
  const id = await underAudit();
  expect(await look(desk.office, id)).toMatchObject({
    ...{ stage: 'third_party_audit', deadline: expect.any(String), clock: { workingDays: 3 } },
  });
  expect(refusalOf(await approve(id))).toBe('audit-missing');
  expect(refusalOf(await upload(id, await desk.office.as('city-reviewer')))).toBe('separation-of-duties');
  expect(refusalOf(await upload(id, await desk.office.as('zhanhe-reviewer')))).toBe('forbidden');
  expect(refusalOf(await upload(id, await desk.office.as('yexian-reviewer')))).toBe('not-found');
  expect(refusalOf(await upload(id, auditor, 'words'))).toBe('material-unusable');

  const paper = valueOf(await upload(id));
  expect(refusalOf(await approve(id))).toBe('audit-missing');
  expect((await seen(id)).audits).toEqual([]);
  valueOf(await record(id, paper.id));
  expect((await seen(id)).audits).toMatchObject([
    { ...SAID, inForce: true, file: { sizeBytes: PDF.length } },
  ]);
  expect(refusalOf(await record(id, paper.id))).toBe('audit-invalid');

  const clerk = await desk.office.as('zhanhe-clerk');
  const theirs = valueOf(await casework.readApplication(desk.office.db, clerk, id));
  expect(theirs.audits).toEqual([]);
  expect(JSON.stringify(theirs.timeline)).not.toContain(SAID.firmName);
  const request = { applicationId: id, opinionId: paper.id };
  expect(refusalOf(await casework.openAuditPaper(desk.office.db, files, clerk, request))).toBe('not-found');
  const opened = valueOf(await casework.openAuditPaper(desk.office.db, files, auditor, request));
  expect((await opened.content.toArray()).join('')).toBe(PDF);

  expect((await seen(id)).allowedActions).toEqual(
    'attest decide audit approve remand return reject consult hold transfer claim'.split(' '),
  );
  valueOf(await approve(id));
  expect((await look(desk.office, id)).state).toBe('noticed');
  expect(refusalOf(await upload(id))).toBe('forbidden');
  await desk.office.drain();
  const broken = (await casework.proveEverything(desk.office.db)).filter(
    ({ problems }) => problems.length > 0,
  );
  expect(broken).toEqual([]);
});

it('an adverse opinion is passed with a reason only; a later opinion takes its place, a correction ends both', async () => {
  const id = await underAudit();
  valueOf(await record(id, valueOf(await upload(id)).id, { conclusion: 'adverse' }));
  expect(refusalOf(await approve(id))).toBe('audit-adverse');
  expect(refusalOf(await approve(id, ' '))).toBe('audit-adverse');
  valueOf(await record(id, valueOf(await upload(id)).id, { conclusion: 'qualified' }));
  expect((await seen(id)).audits.map(({ conclusion, inForce }) => [conclusion, inForce])).toEqual([
    ['qualified', true],
    ['adverse', false],
  ]);

  // Sent back to the city and through again: nothing was filed anew, so the opinion stands.
  valueOf(await casework.remandApplication(desk.office.db, { ...(await on(auditor, id)), ...REASON }));
  expect(await look(desk.office, id)).toMatchObject({ stage: 'city_review' });
  await act(desk.office, 'city-reviewer', id, casework.approveApplication);
  expect((await seen(id)).audits[0]).toMatchObject({ inForce: true });

  // Or to an earlier stage that is named, from where it passes all of them again.
  const back = async (backTo: 'county_review' | 'audit_second') =>
    casework.remandApplication(desk.office.db, { ...(await on(auditor, id)), ...REASON, backTo });
  expect(await back('audit_second')).toMatchObject({
    refusal: { code: 'action-not-allowed', details: { earlierStages: ['county_review', 'city_review'] } },
  });
  valueOf(await back('county_review'));
  expect(await look(desk.office, id)).toMatchObject({ stage: 'county_review' });
  await act(desk.office, 'zhanhe-reviewer', id, casework.approveApplication);
  expect(await look(desk.office, id)).toMatchObject({ stage: 'city_review' });
  await act(desk.office, 'city-reviewer', id, casework.approveApplication);
  expect(await casework.proveEverything(desk.office.db)).not.toContainEqual(
    expect.objectContaining({ problems: expect.arrayContaining([expect.anything()]) }),
  );

  valueOf(await casework.returnApplication(desk.office.db, { ...(await on(auditor, id)), ...REASON }));
  await act(desk.office, 'zhanhe-clerk', id, casework.submitApplication);
  await desk.office.drain();
  expect(await look(desk.office, id)).toMatchObject({ stage: 'third_party_audit' });
  expect((await seen(id)).audits.map(({ inForce }) => inForce)).toEqual([false, false]);
  expect(refusalOf(await approve(id))).toBe('audit-missing');
  valueOf(await record(id, valueOf(await upload(id)).id, { conclusion: 'adverse' }));
  valueOf(await approve(id, '差额已在核定中扣除'));
  expect((await look(desk.office, id)).state).toBe('noticed');
  await desk.office.drain();
});

it('the firm is from outside: not the applicant, and nobody acts for both', async () => {
  const id = await underAudit();
  const { applicant } = await look(desk.office, id);
  const paper = valueOf(await upload(id));
  const related = casework.completeCreditCode('91410100MB000002');
  const { userId } = await desk.office.as('zhanhe-clerk');
  const request = {
    ...{ name: 'test', actor: { kind: 'system' as const, name: 'test' }, idempotencyKey: desk.office.key() },
    input: {},
  } as const;
  await runCommand(desk.office.db, request, async (tx) => {
    const partyId = tx.newId();
    await insertParty(tx, {
      ...{ id: partyId, kind: 'enterprise', creditCode: related, registeredName: '关联会计师事务所' },
      ...{ countyCode: '410422', registeredOn: null, createdAt: tx.now },
    });
    const grant = { id: tx.newId(), partyId, userId, capacity: 'agent', validFrom: tx.today, validTo: null };
    await insertPartyGrant(tx, grant as Parameters<typeof insertPartyGrant>[1]);
    await tx.record({ caseId: partyId, regionCode: CITY.regionCode, type: 'test.made', data: {} });
    return { ok: true, value: null };
  });
  const wrong = `${SAID.firmCode.slice(0, 17)}${SAID.firmCode.endsWith('1') ? '2' : '1'}`;
  for (const [changes, field] of [
    [{ firmCode: applicant?.creditCode ?? '' }, 'firmCode'],
    [{ firmName: applicant?.registeredName ?? '' }, 'firmCode'],
    [{ firmCode: related, firmName: '关联会计师事务所' }, 'firmCode'],
    [{ firmCode: wrong }, 'firmCode'],
    [{ issuedOn: desk.dayAfter(1) }, 'issuedOn'],
  ] as const)
    expect(await record(id, paper.id, changes)).toMatchObject({
      ok: false,
      refusal: { code: 'audit-invalid', details: { field } },
    });
  expect((await seen(id)).audits).toEqual([]);
});

it('has a second approver where the route says so, who writes a reason under an adverse opinion as well', async () => {
  const twice = await desk.published({
    ...{ number: '审计二号', route: ['county_review', 'third_party_audit', 'audit_second'], deadlines: {} },
  });
  const id = await desk.assessedUnder(twice);
  await desk.approveByCounty(id);
  valueOf(await record(id, valueOf(await upload(id)).id, { conclusion: 'adverse' }));
  valueOf(await approve(id, '差额已扣除'));
  expect(await look(desk.office, id)).toMatchObject({ stage: 'audit_second' });
  expect(refusalOf(await approve(id, '同意'))).toBe('separation-of-duties');
  const second = async (comment: string) =>
    casework.approveApplication(desk.office.db, {
      ...(await on(await desk.office.as('city-reviewer'), id)),
      comment,
    });
  expect(refusalOf(await second(''))).toBe('audit-adverse');
  valueOf(await second('同意扣除差额后支持'));
  expect((await look(desk.office, id)).state).toBe('noticed');
});

it.each<[string, casework.CallContent['route']]>([
  ['a second approver of an audit that is not there', ['county_review', 'audit_second']],
  ['an audit before the city', ['third_party_audit', 'city_review']],
])('a call does not have %s', async (_, route) => {
  expect(await desk.draftBy('policy-officer', { number: '审计无效', route, deadlines: {} })).toMatchObject({
    ok: false,
    refusal: { code: 'call-invalid', details: { problems: [{ field: 'route' }] } },
  });
});
