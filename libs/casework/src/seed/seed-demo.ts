import { hash } from '@node-rs/argon2';
import { addDays, yearOf, type LocalDate } from '@duixian/calendar';
import { allot } from '@duixian/ledger';
import { parseYuan } from '@duixian/money';
import {
  appendFacts,
  hasUsers,
  insertBudgetLine,
  insertEarlierPaymentCoverage,
  insertCall,
  insertParty,
  insertPartyGrant,
  insertPayeeAccount,
  insertRegisterCoverage,
  insertRoleGrant,
  insertTreasuryAccount,
  insertUser,
  postJournal,
  readPoliciesInForce,
  refreshProfile,
  runCommand,
  type Database,
  type EarlierPaymentCoverageEntity,
  type Tx,
} from '@duixian/persistence';
import { done, refuse, type CaseOutcome, type Refusal } from '../ground/refusal';
import { completeCreditCode } from '../parties/credit-code';
import { computedClausesOfCity } from '../policies/policies-of-city';
import { DEMO_PARTIES, DEMO_TREASURIES, type DemoParty } from './demo-parties.table';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoAccount } from './demo-people.table';

const SEEDER = { kind: 'system', name: 'seed-demo' } as const;
const SUBJECT = '小升规奖励资金';
const FROM = '2020-01-01';

/**
 * Demo mode only, once per database: accounts, fictional enterprises with register facts, a call for this year,
 * treasuries with money. A database that has accounts already is left alone.
 */
export async function seedDemo(db: Database): Promise<{ seeded: boolean }> {
  const passwordHash = await hash(DEMO_PASSWORD);
  const request = { name: 'seedDemo', actor: SEEDER, idempotencyKey: 'seed-demo', input: {} };
  const outcome = await runCommand<{ seeded: boolean }, Refusal>(db, request, (tx) =>
    seedOnce(tx, passwordHash),
  );
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return { seeded: outcome.value.seeded && !outcome.replayed };
}

async function seedOnce(tx: Tx, passwordHash: string): Promise<CaseOutcome<{ seeded: boolean }>> {
  const empty = !(await hasUsers(tx));
  if (empty) {
    const parties = await seedParties(tx);
    const people = new Map<string, string>();
    for (const account of DEMO_ACCOUNTS)
      people.set(account.username, await seedAccount(tx, account, passwordHash, parties));
    const call = await seedCall(tx, people);
    if (!call) return refuse('not-found', 'The policy document of the demo is not loaded.');
    await seedEarlierPaymentMarks(tx);
    for (const treasury of DEMO_TREASURIES) await seedTreasury(tx, treasury, yearOf(tx.today));
  }
  await tx.record({ caseId: tx.newId(), regionCode: '410400', type: 'demo.seeded', data: { empty } });
  return done({ seeded: empty });
}

async function seedParties(tx: Tx): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const party of DEMO_PARTIES) ids.set(party.key, await seedParty(tx, party));
  await insertRegisterCoverage(tx, {
    register: 'scale',
    regionCode: '410400',
    completeTo: tx.today,
    recordedAt: tx.now,
    recordedBy: 'system:seed-demo',
  });
  return ids;
}

async function seedParty(tx: Tx, party: DemoParty): Promise<string> {
  const id = tx.newId();
  await insertParty(tx, {
    id,
    kind: 'enterprise',
    creditCode: completeCreditCode(party.creditCodeStem),
    registeredName: party.registeredName,
    countyCode: party.countyCode,
    registeredOn: '2019-05-06',
    createdAt: tx.now,
  });
  await insertPayeeAccount(tx, {
    id: tx.newId(),
    partyId: id,
    version: 1,
    accountName: party.registeredName,
    accountNumber: party.accountNumber,
    bankName: '演示银行平顶山分行',
    bankCode: '313495000001',
    verifiedAt: tx.now,
    replacedAt: null,
    createdAt: tx.now,
  });
  const year = yearOf(tx.today);
  const facts = Object.entries({
    ...party.facts,
    ...('scale.first_entry' in party.facts ? { 'scale.entry_date': `${year}-01-31` } : {}),
  });
  await appendFacts(
    tx,
    id,
    facts.map(([name, value]) => ({
      id: tx.newId(),
      partyId: id,
      applicationId: null,
      name,
      value,
      status: 'authoritative' as const,
      source: '统计联网直报',
      documentNumber: `平统入库〔${year}〕1号(演示)`,
      validFrom: `${year}-01-01`,
      validTo: null,
      learnedAt: tx.now,
      learnedBy: 'system:seed-demo',
    })),
  );
  await refreshProfile(tx, id, 'registered');
  return id;
}

async function seedAccount(
  tx: Tx,
  account: DemoAccount,
  passwordHash: string,
  parties: ReadonlyMap<string, string>,
): Promise<string> {
  const userId = tx.newId();
  const { username, displayName } = account;
  await insertUser(tx, {
    id: userId,
    username,
    displayName,
    passwordHash,
    status: 'active',
    createdAt: tx.now,
  });
  for (const grant of account.grants) {
    await insertRoleGrant(tx, { id: tx.newId(), userId, ...grant, validFrom: FROM, validTo: null });
  }
  const partyId = account.actsFor && parties.get(account.actsFor);
  if (partyId)
    await insertPartyGrant(tx, {
      id: tx.newId(),
      partyId,
      userId,
      capacity: 'clerk',
      validFrom: FROM,
      validTo: null,
    });
  return userId;
}

async function seedCall(tx: Tx, people: ReadonlyMap<string, string>): Promise<boolean> {
  const policy = (await readPoliciesInForce(tx)).find((version) => version.cityCode === '410400');
  if (!policy) return false;
  const year = yearOf(tx.today);
  await insertCall(tx, {
    id: tx.newId(),
    number: `PDS-XSG-${year}`,
    title: `平顶山市${year}年度小升规奖励申报通知(演示)`,
    cityCode: '410400',
    policyVersionId: policy.id,
    clauseIds: ['PDS-A2-4-3-1', 'PDS-A2-4-3-2'],
    year,
    opensOn: `${year}-01-01`,
    closesOn: addDays(`${year}-12-31` as LocalDate, 180),
    testedFrom: `${year}-01-01`,
    testedTo: `${year}-12-31`,
    parameters: {},
    materials: [{ key: 'scale_entry_notice', title: '入库(入统)证明材料', required: false }],
    route: [
      { key: 'county_review', level: 'county' },
      { key: 'city_review', level: 'city' },
    ],
    noticeWorkingDays: 5,
    deadlines: { county_review: 10, city_review: 10 },
    fundingShares: null,
    budgetSubject: SUBJECT,
    state: 'published',
    version: 1,
    authorIds: [people.get('policy-officer') ?? ''],
    approvedBy: people.get('policy-officer-2') ?? null,
    draftedAt: tx.now,
    approvedAt: tx.now,
    publishedAt: tx.now,
    closedAt: null,
  });
  return true;
}

/**
 * Every city of the demo has stated that its ledgers of earlier years are complete to the end of last year, for every
 * clause in force there, and that this system pays from the first of January on.
 */
async function seedEarlierPaymentMarks(tx: Tx): Promise<void> {
  const year = yearOf(tx.today);
  const marks: EarlierPaymentCoverageEntity[] = [];
  for (const { code } of tx.regions.regions.filter((region) => region.level === 'city')) {
    const clauseIds = await computedClausesOfCity(tx, code);
    if (clauseIds.length === 0) continue;
    marks.push({
      id: tx.newId(),
      cityCode: code,
      clauseIds,
      completeTo: `${year - 1}-12-31`,
      paidHereFrom: `${year}-01-01`,
      documentNumber: `演示结清〔${year}〕1号`,
      state: 'confirmed' as const,
      version: 1,
      recordedAt: tx.now,
      recordedBy: 'system:seed-demo',
      confirmedAt: tx.now,
      confirmedBy: 'system:seed-demo-second',
      withdrawnAt: null,
      withdrawnBy: null,
      withdrawalReason: null,
    });
  }
  await insertEarlierPaymentCoverage(tx, marks);
}

async function seedTreasury(tx: Tx, treasury: (typeof DEMO_TREASURIES)[number], year: number): Promise<void> {
  const { regionCode, accountNumber, accountName, allottedYuan } = treasury;
  await insertTreasuryAccount(tx, { regionCode, accountNumber, accountName });
  const id = tx.newId();
  await insertBudgetLine(tx, {
    id,
    regionCode,
    level: tx.regions.get(regionCode).level,
    year,
    subject: SUBJECT,
    documentNumber: `演示预〔${year}〕1号`,
    createdAt: tx.now,
  });
  const amount = parseYuan(allottedYuan);
  if (amount === null) throw new Error(`${allottedYuan} is no amount`);
  await postJournal(tx, allot(id, amount), `budget-line:${id}/allot`);
}
