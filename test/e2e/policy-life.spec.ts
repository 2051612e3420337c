import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as casework from '@duixian/casework';
import { look, Office, refusalOf, valueOf, walkToReview } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

const FOLDER = join(__dirname, '../../libs/policy/documents');
const DOCUMENT = 'pingdingshan-2022-15';
const TEXT = readFileSync(join(FOLDER, `${DOCUMENT}.yaml`), 'utf8');
const CASES = readFileSync(join(FOLDER, `${DOCUMENT}.cases.yaml`), 'utf8');
const [FIRST, SECOND] = ['policy-officer', 'policy-officer-2'] as const;
const ANYBODY = { kind: 'anonymous' } as const;

/** The award for the first entry is 60,000 instead of 50,000; one case says so. */
const RAISED = {
  text: TEXT.replace('    award: { fixedYuan: 50000 }', '    award: { fixedYuan: 60000 }'),
  cases: `
cases: ${DOCUMENT}
given:
  evaluation_date: 2022-12-31
  applicant.kind: enterprise
  applicant.city: 平顶山
  applicant.county: 新华区
  applicant.sectors: [industrial]
  scale.first_entry: true
  revenue.main_business_yuan: '1'
table:
  - case: 首次入统
    expect:
      PDS-A2-4-3-1: { status: determined, yuan: 60000, city: 30000, county: 30000 }
`,
};

let office: Office;
let today: string;
beforeAll(async () => {
  office = await Office.open();
  today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
});
afterAll(() => office.close());

const dayAfter = (days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

async function draft(changes: Partial<casework.PolicyText> = {}, username: string = FIRST) {
  const by = { actor: await office.as(username), idempotencyKey: office.key() };
  const written = { ...RAISED, effectiveFrom: dayAfter(10), ...changes };
  return casework.draftPolicy(office.db, { ...by, written });
}

type Verb = (
  db: casework.Database,
  command: casework.PolicyCommand,
) => Promise<{ ok: true; value: casework.PolicyAnswer } | { ok: false; refusal: casework.Refusal }>;

async function seen(id: string, actor: casework.Actor = { kind: 'system', name: 'test' }) {
  return valueOf(await casework.readPolicy(office.db, actor, id));
}

async function act(username: string, policyId: string, verb: Verb) {
  const { revision } = await seen(policyId);
  return verb(office.db, {
    actor: await office.as(username),
    idempotencyKey: office.key(),
    policyId,
    revision,
  });
}

/** Validated, tried, approved by the second officer. */
async function approved(changes: Partial<casework.PolicyText> = {}): Promise<string> {
  const { id } = valueOf(await draft(changes));
  valueOf(await act(FIRST, id, casework.validatePolicy));
  valueOf(await act(FIRST, id, casework.requestTrial));
  await office.drain();
  valueOf(await act(SECOND, id, casework.approvePolicy));
  return id;
}

const inForce = async (): Promise<casework.PolicyView | undefined> =>
  (await casework.listPolicies(office.db, ANYBODY)).find(
    (each) => each.documentId === DOCUMENT && each.inForce,
  );

describe('from a draft to the law', () => {
  let id: string;

  it('a draft is the place’s own paper', async () => {
    id = valueOf(await draft()).id;
    expect(await seen(id)).toMatchObject({ status: 'draft', version: 2, inForce: false, validation: null });
    const listed = async (actor: casework.Actor): Promise<boolean> =>
      (await casework.listPolicies(office.db, actor)).some((version) => version.id === id);
    expect(await listed(await office.as('auditor'))).toBe(true);
    expect(await listed(ANYBODY)).toBe(false);
    expect(await listed(await office.as('xinhua-reviewer'))).toBe(false);
    expect(refusalOf(await casework.readPolicy(office.db, ANYBODY, id))).toBe('not-found');
  });

  it('is validated by its cases, which are stored with it', async () => {
    expect(refusalOf(await act(SECOND, id, casework.approvePolicy))).toBe('action-not-allowed');
    valueOf(await act(FIRST, id, casework.validatePolicy));
    expect(await seen(id)).toMatchObject({
      status: 'validated',
      validation: { cases: 1 },
      cases: RAISED.cases,
    });
  });

  it('is tried on the parties in the database: applicants and money by county and level', async () => {
    valueOf(await act(FIRST, id, casework.requestTrial));
    expect((await seen(id)).trialRun).toMatchObject({ done: 0, total: null });
    await office.drain();
    const { status, trial, trialRun } = await seen(id, await office.as('auditor'));
    expect(trialRun).toBeNull();
    const outcome = trial?.outcome as unknown as casework.TrialOutcome;
    expect(status).toBe('tried');
    expect(trial?.againstId).toBe((await inForce())?.id);
    const raised = outcome.clauses.find(({ clause }) => clause === 'PDS-A2-4-3-1');
    expect(raised?.before.applicants).toBeGreaterThan(0);
    expect(raised?.after.applicants).toBe(raised?.before.applicants);
    // 10,000 yuan more for each.
    expect((raised?.after.amountFen ?? 0) - (raised?.before.amountFen ?? 0)).toBe(
      1_000_000 * (raised?.after.applicants ?? 0),
    );
    expect(outcome.gaining).toBe(raised?.after.applicants);
    for (const sum of [outcome.before, outcome.after, ...outcome.counties.map(({ after }) => after)]) {
      const { province, city, county } = sum.byLevelFen;
      expect(province + city + county + sum.openFen).toBe(sum.amountFen);
    }
    expect(JSON.stringify(outcome)).not.toMatch(/有限公司|[0-9A-Z]{18}/);
  });

  it('says while it is tried how many parties of how many, and no longer once that text is gone', async () => {
    const job = { outboxId: randomUUID(), policyVersionId: id };
    const owner = new Client(office.database.ownerUrl);
    await owner.connect();
    await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
    const { rowCount } = await owner.query(
      `INSERT INTO party SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(),
         'credit_code', 'MA' || lpad(n::text, 16, '0'), 'registered_name', '示例第' || n || '制造有限公司'))).*
       FROM generate_series(1, 60) n, party p WHERE p.id = (SELECT id FROM party ORDER BY id LIMIT 1)`,
    );
    await owner.end();
    const { parties: before } = (await seen(id)).trial?.outcome as unknown as casework.TrialOutcome;
    const parties = before + (rowCount ?? 0);
    valueOf(await act(FIRST, id, casework.requestTrial));
    const told: casework.TrialRunView[] = [];
    const watch = setInterval(() => {
      void seen(id).then(({ trialRun }) => trialRun && told.push(trialRun));
    }, 20);
    valueOf(await casework.tryPolicyVersion(office.db, job, { partiesAtOnce: 10 }));
    clearInterval(watch);
    expect((await seen(id)).trialRun).toBeNull();
    const auditor = await office.as('auditor');
    const { items } = valueOf(await casework.listEvents(office.db, auditor, { caseId: id }, { limit: 100 }));
    const steps = items
      .filter(({ type }) => type === 'policy.trial_progressed')
      .map(({ bytes }) => (JSON.parse(bytes) as { data: { done: number; total: number } }).data)
      .sort((a, b) => a.done - b.done);
    expect(steps[0]).toEqual({ done: 0, total: parties });
    expect(steps.length).toBeLessThanOrEqual(21);
    expect(new Set(steps.map(({ done }) => done)).size).toBe(steps.length);
    expect(steps.at(-1)?.done).toBeLessThanOrEqual(parties);
    // What a page that is opened in between reads.
    expect(told.filter(({ total }) => total === parties).length).toBeGreaterThan(0);
    expect(new Set(told.map(({ done }) => done)).size).toBeGreaterThan(1);
    await office.drain();
  });

  it('is approved by a second officer only, and then stays word for word', async () => {
    expect(refusalOf(await act(FIRST, id, casework.approvePolicy))).toBe('separation-of-duties');
    valueOf(await act(SECOND, id, casework.approvePolicy));
    const edit: Verb = (db, command) =>
      casework.editPolicy(db, { ...command, written: { ...RAISED, effectiveFrom: today } });
    expect(refusalOf(await act(FIRST, id, edit))).toBe('action-not-allowed');
  });

  it('is in force from its effective date on; the version before it is superseded from that day', async () => {
    const before = await inForce();
    valueOf(await act(FIRST, id, casework.publishPolicy));
    expect((await inForce())?.id).toBe(before?.id);
    expect((await inForce())?.effectiveTo).toBe(dayAfter(9));
    const filed = await walkToReview(office, 'xinhua');
    expect((await look(office, filed)).policyVersionId).toBe(before?.id);

    await setDays(10);
    expect((await inForce())?.id).toBe(id);
    const later = await walkToReview(office, 'yexian');
    expect((await look(office, later)).policyVersionId).toBe(id);
    const line = async (application: string) =>
      (await look(office, application)).determinations.find(({ clause }) => clause === 'PDS-A2-4-3-1');
    expect((await line(filed))?.amountFen).toBe(5_000_000);
    expect((await line(later))?.amountFen).toBe(6_000_000);

    const auditor = await office.as('auditor');
    const replayed = valueOf(
      await casework.replayDetermination(office.db, auditor, (await line(filed))?.id ?? ''),
    );
    expect(replayed).toMatchObject({
      same: true,
      differences: [],
      today: { policyVersionId: id, same: false },
    });
    expect(replayed.today?.differences).toContainEqual({
      field: 'amountFen',
      before: 5_000_000,
      after: 6_000_000,
    });
    const hidden = await casework.replayDetermination(
      office.db,
      await office.as('yexian-clerk'),
      (await line(filed))?.id ?? '',
    );
    expect(refusalOf(hidden)).toBe('not-found');
  });

  it('a restart does not bring the file back', async () => {
    const loaded = valueOf(
      await casework.loadPolicy(office.db, { file: 'again.yaml', text: TEXT, cases: CASES }),
    );
    expect(loaded.outcome).toBe('kept');
    const differs = valueOf(
      await casework.loadPolicy(office.db, { file: 'other.yaml', text: `${TEXT}\n# 另一份\n`, cases: CASES }),
    );
    expect(differs.outcome).toBe('differs');
    expect((await inForce())?.id).toBe(id);
  });

  it('says in what it differs, as data and as sentences', async () => {
    const [first] = (await casework.listPolicies(office.db, ANYBODY)).filter(
      (each) => each.documentId === DOCUMENT && each.version === 1,
    );
    const against = first?.id ?? '';
    const { changes } = valueOf(await casework.diffPolicies(office.db, ANYBODY, { policyId: id, against }));
    expect(changes.map(({ text }) => text)).toEqual([
      'PDS-A2-4-3-1“工业企业首次升规入统奖励”:奖励标准由“50,000.00元”改为“60,000.00元”。',
    ]);
    const same = valueOf(await casework.diffPolicies(office.db, ANYBODY, { policyId: id }));
    expect(same).toEqual({ policyId: id, againstId: id, changes: [] });
  });
});

describe('refused', () => {
  it('a text that cannot be read, and cases that do not come out', async () => {
    const unread = await draft({ text: 'document: [' });
    expect(unread.ok ? {} : unread.refusal).toMatchObject({ code: 'policy-invalid' });
    expect(unread.ok ? [] : (unread.refusal as casework.Refusal).details?.['problems']).toEqual(
      expect.arrayContaining([expect.objectContaining({ line: 1 })]),
    );
    const { id } = valueOf(await draft({ cases: RAISED.cases.replace('yuan: 60000', 'yuan: 70000') }));
    const failed = await act(FIRST, id, casework.validatePolicy);
    expect(failed.ok ? '' : failed.refusal.message).toMatch(
      /^cases:\d+: case "首次入统": PDS-A2-4-3-1 amount/,
    );
    expect(
      refusalOf(
        await act(FIRST, id, (db, command) => casework.validatePolicy(db, { ...command, revision: 99 })),
      ),
    ).toBe('stale-version');
  });

  it('a document without cases, and one of another city', async () => {
    const { id } = valueOf(await draft({ cases: `cases: ${DOCUMENT}\ntable: []\n` }));
    expect(refusalOf(await act(FIRST, id, casework.validatePolicy))).toBe('policy-invalid');
    const zhengzhou = readFileSync(join(FOLDER, 'zhengzhou-2022-36.yaml'), 'utf8');
    expect(refusalOf(await draft({ text: zhengzhou }))).toBe('forbidden');
  });

  it('an approval after the text changed: it is a draft again, untried', async () => {
    const { id } = valueOf(await draft());
    valueOf(await act(FIRST, id, casework.validatePolicy));
    valueOf(await act(FIRST, id, casework.requestTrial));
    const edit: Verb = (db, command) =>
      casework.editPolicy(db, {
        ...command,
        written: { ...RAISED, text: `${RAISED.text}# 改\n`, effectiveFrom: today },
      });
    valueOf(await act(FIRST, id, edit));
    expect((await seen(id)).trialRun).toBeNull();
    // The trial that was asked for comes too late for the new text.
    await office.drain();
    expect(await seen(id)).toMatchObject({ status: 'draft', tried: false, validation: null });
    valueOf(
      await act(FIRST, id, (db, command) => casework.withdrawPolicy(db, { ...command, reason: '不再需要' })),
    );
    expect(await seen(id)).toMatchObject({ status: 'withdrawn', allowedActions: [] });
  });

  it('checks a text while it is written', async () => {
    const officer = await office.as(FIRST);
    const checked = valueOf(await casework.checkPolicy(office.db, officer, { ...RAISED, run: true }));
    expect(checked).toMatchObject({ problems: [], cases: 1 });
    const broken = RAISED.text.replace('fixedYuan: 60000', 'fixedYuan: 0.1');
    const found = valueOf(
      await casework.checkPolicy(office.db, officer, { ...RAISED, text: broken, run: true }),
    );
    expect(found.problems[0]).toMatchObject({ file: 'document', line: expect.any(Number) as number });
    expect(found.outcomes).toEqual([]);
  });

  it('says of each case what it expects and what came out, unless it is only to be read', async () => {
    const officer = await office.as(FIRST);
    const check = async (run: boolean): Promise<casework.PolicyCheck> =>
      valueOf(await casework.checkPolicy(office.db, officer, { text: TEXT, cases: RAISED.cases, run }));
    const { problems, outcomes } = await check(true);
    expect(problems.map(({ code }) => code)).toEqual(['case-failed', 'case-failed']);
    expect(outcomes).toEqual([
      {
        ...{ case: '首次入统', line: 14, clause: 'PDS-A2-4-3-1', subject: null, passed: false },
        expected: '核定,60,000.00元,市级30,000.00元、县(市、区)级30,000.00元',
        actual: '核定,50,000.00元,市级25,000.00元、县(市、区)级25,000.00元',
      },
    ]);
    expect(await check(false)).toMatchObject({ problems: [], outcomes: [], cases: 1 });
  });
});

describe('two versions of one document in the making at once', () => {
  const other = {
    text: RAISED.text.replace('fixedYuan: 60000 }', 'fixedYuan: 65000 }'),
    cases: RAISED.cases.replace(
      'yuan: 60000, city: 30000, county: 30000',
      'yuan: 65000, city: 32500, county: 32500',
    ),
  };

  it('the one that comes later does not silently undo the one that was published meanwhile', async () => {
    const day = dayAfter(30);
    const [slow, quick] = [
      await approved({ effectiveFrom: day }),
      await approved({ ...other, effectiveFrom: day }),
    ];
    valueOf(await act(FIRST, quick, casework.publishPolicy));
    const outcome = await act(FIRST, slow, casework.publishPolicy);
    expect(refusalOf(outcome)).toBe('policy-overtaken');
    expect(outcome.ok ? '' : outcome.refusal.message).toMatch(/第 \d+ 版/);
    expect((await seen(slow)).status).toBe('approved');
  });

  it('one that was tried against a version no longer in force is tried again before it is approved', async () => {
    const day = dayAfter(40);
    const { id } = valueOf(await draft({ effectiveFrom: day }));
    valueOf(await act(FIRST, id, casework.validatePolicy));
    valueOf(await act(FIRST, id, casework.requestTrial));
    await office.drain();
    valueOf(await act(FIRST, await approved({ ...other, effectiveFrom: day }), casework.publishPolicy));
    expect(refusalOf(await act(SECOND, id, casework.approvePolicy))).toBe('policy-overtaken');
    valueOf(await act(FIRST, id, casework.requestTrial));
    await office.drain();
    valueOf(await act(SECOND, id, casework.approvePolicy));
    valueOf(await act(FIRST, id, casework.publishPolicy));
  });

  it('of two that are published in the same moment one is', async () => {
    const day = dayAfter(45);
    const ids = [await approved({ effectiveFrom: day }), await approved({ ...other, effectiveFrom: day })];
    const outcomes = await Promise.all(ids.map((id) => act(FIRST, id, casework.publishPolicy)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok).map(refusalOf)).toEqual(['policy-overtaken']);
  });

  it('one that holds only from a later day on is in nobody’s way', async () => {
    const slow = await approved({ effectiveFrom: dayAfter(50) });
    valueOf(
      await act(FIRST, await approved({ ...other, effectiveFrom: dayAfter(60) }), casework.publishPolicy),
    );
    valueOf(await act(FIRST, slow, casework.publishPolicy));
  });
});

it('the database keeps the officers apart, and the text as it was', async () => {
  const id = await approved({ effectiveFrom: dayAfter(20) });
  const client = new Client(office.database.ownerUrl);
  await client.connect();
  try {
    await client.query(
      `SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false),
              set_config('duixian.regions', '{}', false), set_config('duixian.parties', '{}', false)`,
    );
    for (const change of [
      `content = 'x'`,
      `effective_from = '2000-01-01'`,
      `cases = 'x'`,
      `status = 'draft'`,
      `author_ids = '{}'`,
      `approved_by = author_ids[1]`,
    ])
      await expect(client.query(`UPDATE policy_version SET ${change} WHERE id = $1`, [id])).rejects.toThrow(
        /immutable/,
      );
    const copy = `INSERT INTO policy_version SELECT (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'version', 900, 'approved_by', v.author_ids[1]))).* FROM policy_version v WHERE id = $1`;
    await expect(client.query(copy, [id])).rejects.toThrow('policy_version_approver_is_no_author');
    const untried = copy.replace(`'approved_by', v.author_ids[1]`, `'trial_id', null`);
    await expect(client.query(untried, [id])).rejects.toThrow('policy_version_tried_before');
  } finally {
    await client.end();
  }
});

async function setDays(days: number): Promise<void> {
  const admin = await office.as('admin');
  const now = new Date(Date.now() + office.passed(days) * 86_400_000);
  valueOf(await casework.moveClock(office.db, admin, now));
}
