import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as casework from '@duixian/casework';
import { act, look, refusalOf, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import { PDF } from '../http/case-subjects';
import { OpenLaw } from './open-law';

jest.setTimeout(120_000);

const COUNTY = 'zhanhe-reviewer';
let law: OpenLaw;
beforeAll(async () => {
  law = await OpenLaw.open();
});
const folder = mkdtempSync(join(tmpdir(), 'decisions-'));
const files = new casework.FileStore(folder);
const HASH = createHash('sha256').update(PDF).digest('hex');
afterAll(async () => {
  await law.desk.office.close();
  rmSync(folder, { recursive: true });
});

const attach = async (username: string, id: string, content: Readable = Readable.from([PDF])) => {
  const { office } = law.desk;
  const by = { actor: await office.as(username), idempotencyKey: office.key() };
  const paper = { fileName: '会议纪要.pdf', content };
  return casework.attachDecisionPaper(office.db, files, { ...by, applicationId: id, ...paper });
};
const open = async (username: string, id: string, paperId: string) => {
  const { office } = law.desk;
  const request = { applicationId: id, paperId };
  return casework.openDecisionPaper(office.db, files, await office.as(username), request);
};
const AMOUNT = { clause: 'TEST-AMOUNT', amountFen: 5_000_000 };

it('the paper of a decision is uploaded first, counts once a decision names it, and is read by whoever may read the case', async () => {
  const id = await law.assessed(['TEST-AMOUNT', 'TEST-RATIO']);
  const { id: paperId, contentHash } = valueOf(await attach(COUNTY, id));
  expect(contentHash).toBe(HASH);
  for (const username of [COUNTY, 'zhanhe-clerk'])
    expect(refusalOf(await open(username, id, paperId))).toBe('not-found');
  valueOf(await law.decide(COUNTY, id, { ...AMOUNT, paperId }));
  valueOf(await law.decide(COUNTY, id, { clause: 'TEST-RATIO', ratio: '0.25' }));

  const { office } = law.desk;
  const seen = await look(office, id);
  expect(seen.decisions.map(({ clause, documentNumber, paper }) => [clause, documentNumber, paper])).toEqual([
    [
      'TEST-AMOUNT',
      '平工信纪要〔2026〕3号',
      { id: paperId, fileName: '会议纪要.pdf', sizeBytes: PDF.length },
    ],
    ['TEST-RATIO', '平工信纪要〔2026〕3号', null],
  ]);
  expect(seen.timeline.slice(-3).map(({ type, data }) => ({ type, data }))).toMatchObject([
    { type: 'application.decision_attached', data: { paperId, contentHash: HASH } },
    {
      type: 'application.decided',
      data: { decision: { paperId }, paper: { fileName: '会议纪要.pdf', contentHash: HASH } },
    },
    { type: 'application.decided' },
  ]);
  const clerk = valueOf(await casework.readApplication(office.db, await office.as('zhanhe-clerk'), id));
  expect(clerk.timeline.map(({ type }) => type)).not.toContain('application.decision_attached');
  expect(clerk.decisions[0]?.paper?.id).toBe(paperId);
  for (const username of [COUNTY, 'zhanhe-clerk', 'city-reviewer', 'auditor']) {
    const { content, ...file } = valueOf(await open(username, id, paperId));
    expect(file).toMatchObject({ fileName: '会议纪要.pdf', mediaType: 'application/pdf' });
    expect(Buffer.concat(await content.toArray())).toEqual(PDF);
  }
  for (const username of ['yexian-reviewer', 'yexian-clerk', 'xinhua-maker'])
    expect(refusalOf(await open(username, id, paperId))).toBe('not-found');
});

it('a paper of another case, or none at all, is refused and changes nothing; so is a file that is none', async () => {
  const other = await law.assessed(['TEST-AMOUNT']);
  const foreign = valueOf(await attach(COUNTY, other));
  const id = await law.assessed(['TEST-AMOUNT']);
  const { office } = law.desk;
  const before = await look(office, id);
  for (const paperId of [foreign.id, office.key()])
    expect(await law.decide(COUNTY, id, { ...AMOUNT, paperId })).toMatchObject({
      refusal: { code: 'decision-refused', details: { problem: 'paper-unknown', field: 'paperId' } },
    });
  for (const content of [
    Readable.from([Buffer.alloc(0)]),
    Readable.from([Buffer.from('MZ\u0000program')]),
    Readable.from([Buffer.alloc(20 * 1024 * 1024 + 1)]),
  ])
    expect(refusalOf(await attach(COUNTY, id, content))).toBe('material-unusable');
  for (const [username, code] of [
    ['zhanhe-clerk', 'forbidden'],
    ['zhanhe-maker', 'forbidden'],
    ['city-reviewer', 'forbidden'],
    ['yexian-reviewer', 'not-found'],
  ] as const)
    expect(refusalOf(await attach(username, id))).toBe(code);
  expect(await look(office, id)).toEqual(before);
  await act(office, COUNTY, id, (db, command) =>
    casework.holdApplication(db, { ...command, reason: '核查中' }),
  );
  expect(refusalOf(await attach(COUNTY, id))).toBe('action-not-allowed');
});

it('a paper stays as it was uploaded, and holds decisions of its own case only, in the database as well', async () => {
  const other = await law.assessed(['TEST-AMOUNT']);
  const { id: paperId } = valueOf(await attach(COUNTY, other));
  const id = await law.assessed(['TEST-AMOUNT']);
  valueOf(await law.decide(COUNTY, id, AMOUNT));
  const client = new Client(law.desk.office.database.ownerUrl);
  await client.connect();
  try {
    await client.query(`SELECT set_config('duixian.scope', 'system', false)`);
    for (const sql of [
      `UPDATE decision_paper SET file_name = 'x' WHERE id = '${paperId}'`,
      `DELETE FROM decision_paper WHERE id = '${paperId}'`,
      'TRUNCATE decision_paper CASCADE',
    ])
      await expect(client.query(sql)).rejects.toThrow(/append-only|insufficient|change|kept/i);
    await expect(
      client.query(
        `INSERT INTO case_decision SELECT (jsonb_populate_record(like_it,
           jsonb_build_object('id', gen_random_uuid(), 'paper_id', $1::uuid))).* FROM case_decision like_it WHERE application_id = $2`,
        [paperId, id],
      ),
    ).rejects.toThrow(/case_decision_paper/);
  } finally {
    await client.end();
  }
});
