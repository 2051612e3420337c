import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as casework from '@duixian/casework';
import { noteCaseActor, runCommand } from '@duixian/persistence';
import { act, CITY, look, Office, PLACES, valueOf } from '@duixian/testing';
import { CaseSubjects } from '../http/case-subjects';
import { newPerson } from '../http/new-person';
import { type Verbs } from './gated-verbs';
import { GATES, VERBS, type Gates } from './gates-of-verbs.table';
import { MoneyDesk } from './money-desk';
import { verbsOfMoney } from './verbs-of-money';
import { verbsOfReview } from './verbs-of-review';

jest.setTimeout(300_000);

const SYSTEM = { kind: 'system', name: 'test' } as const;
const XINHUA = PLACES.xinhua.regionCode;

let office: Office;
let subjects: CaseSubjects;
let desk: MoneyDesk;
let verbs: Verbs;
const folder = mkdtempSync(join(tmpdir(), 'gates-'));
beforeAll(async () => {
  office = await Office.open();
  desk = await MoneyDesk.open(office, 30);
  subjects = new CaseSubjects(office);
  const ground = { office, subjects, desk, folder, files: new casework.FileStore(folder) };
  verbs = { ...verbsOfReview(ground), ...verbsOfMoney(ground) };
});
afterAll(async () => {
  await desk.close();
  await office.close();
  rmSync(folder, { recursive: true });
});

const by = (actor: casework.PersonActor) => ({ actor, idempotencyKey: office.key() });

let people = 0;
async function official({ role, at }: Gates, countyCode: string): Promise<casework.PersonActor> {
  const username = `official-${(people += 1)}`;
  const regionCode = at === 'county' ? countyCode : CITY.regionCode;
  await newPerson(office, username, { grants: [{ role, regionCode }] });
  return office.as(username);
}

/** Recorded by who oversees the office, or the person’s own word, in turns. */
async function relate(person: casework.PersonActor, applicationId: string): Promise<void> {
  const about = { applicationId, reason: '亲属任职' };
  valueOf(
    people % 2 === 0
      ? await casework.declareRecusal(office.db, { ...by(person), ...about, scope: 'case' })
      : await casework.recordRecusal(office.db, {
          ...{ ...by(await office.as('auditor')), ...about, officialId: person.userId },
        }),
  );
}

async function actElsewhere(person: casework.PersonActor, applicationId: string, stage: Gates['actedIn']) {
  const request = { name: 'act', actor: SYSTEM, idempotencyKey: office.key(), input: {} };
  await runCommand(office.db, request, async (tx) => {
    if (stage) await noteCaseActor(tx, applicationId, person.userId, stage);
    await tx.record({ caseId: office.key(), regionCode: XINHUA, type: 'test.acted', data: {} });
    return { ok: true, value: null };
  });
}

it('has a line for every verb, and a case for every line that somebody is kept off by', () => {
  expect(Object.keys(GATES).sort()).toEqual(VERBS);
  const gated = VERBS.filter((verb) => typeof GATES[verb] !== 'string');
  expect(Object.keys(verbs).sort()).toEqual(gated);
});

const lines = Object.entries(GATES).flatMap(([verb, gates]) =>
  typeof gates === 'string' ? [] : [[verb, gates] as const],
);
it.each(lines)(
  '%s: by nobody who is related to the applicant or acted in another stage',
  async (verb, gates) => {
    const subject = verbs[verb];
    if (!subject) throw new Error(`no case for ${verb}`);
    const { applicationId, county: place, run } = await subject();
    const related = await official(gates, place);
    await relate(related, applicationId);
    expect(JSON.stringify(await run(related))).toContain(`"code":"${gates.related}"`);
    if (gates.actedIn) {
      const other = await official(gates, place);
      await actElsewhere(other, applicationId, gates.actedIn);
      expect(JSON.stringify(await run(other))).toContain('"code":"separation-of-duties"');
    }
    const said = JSON.stringify(await run(await official(gates, place)));
    expect(said).not.toContain('"code":"recused"');
    if (gates.actedIn) expect(said).not.toContain('"code":"separation-of-duties"');
  },
);

it('the enterprise’s own verbs are kept from whoever acted in its case as an official', async () => {
  const id = await subjects.returned();
  const clerk = await office.as(PLACES.xinhua.clerk);
  const other = {
    ...clerk,
    ...(await official({ role: 'reviewer', at: 'county', related: 'recused', actedIn: null }, XINHUA)),
    partyIds: clerk.partyIds,
  };
  await actElsewhere(other, id, 'county_review');
  const { version } = await look(office, id);
  const command = () => ({ ...by(other), applicationId: id, version });
  for (const outcome of [
    await casework.editApplication(office.db, { ...command(), claims: {} }),
    await casework.submitApplication(office.db, command()),
    await casework.withdrawApplication(office.db, command()),
  ])
    expect(outcome).toMatchObject({ refusal: { code: 'separation-of-duties' } });
  await act(office, PLACES.xinhua.clerk, id, casework.submitApplication);
});
