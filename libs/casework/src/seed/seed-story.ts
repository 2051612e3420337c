import { yearOf } from '@duixian/calendar';
import {
  appendFacts,
  insertParty,
  insertPayeeAccount,
  insertRegisterCoverage,
  readPoliciesInForce,
  refreshProfiles,
  type Tx,
} from '@duixian/persistence';
import { completeCreditCode } from '../parties/credit-code';
import { DEMO_PARTIES, DEMO_TREASURIES, type DemoParty } from './demo-parties.table';
import { STORY_ACCOUNTS } from './demo-people.table';
import { seedCall } from './seed-call';
import { seedPeople } from './seed-people';
import { seedBudgetLine, seedTreasury } from './seed-treasury';

const SUBJECT = '小升规奖励资金';

/**
 * The small story: the officials of 平顶山, three enterprises that entered the industrial statistics, a call, four
 * treasuries. Tests rest on it.
 * @throws Error when the policy document of 平顶山 is not loaded
 */
export async function seedStory(tx: Tx, passwordHash: string): Promise<void> {
  const parties = await seedParties(tx);
  const people = await seedPeople(tx, STORY_ACCOUNTS, passwordHash, parties);
  const policy = (await readPoliciesInForce(tx)).find((version) => version.cityCode === '410400');
  if (!policy) throw new Error('the policy document of 平顶山 is not loaded');
  const year = yearOf(tx.today);
  await seedCall(tx, {
    number: `PDS-XSG-${year}`,
    title: `平顶山市${year}年度小升规奖励申报通知(演示)`,
    cityCode: '410400',
    policyVersionId: policy.id,
    clauseIds: ['PDS-A2-4-3-1', 'PDS-A2-4-3-2'],
    materials: [{ key: 'scale_entry_notice', title: '入库(入统)证明材料', required: false }],
    fundingShares: null,
    budgetSubject: SUBJECT,
    authorId: people.get('policy-officer') ?? '',
    approverId: people.get('policy-officer-2') ?? '',
  });
  for (const { allottedYuan, ...treasury } of DEMO_TREASURIES) {
    await seedTreasury(tx, { ...treasury, bankName: '演示银行平顶山分行', bankCode: '313495000001' });
    const { regionCode } = treasury;
    const documentNumber = `演示预〔${year}〕1号`;
    await seedBudgetLine(tx, { regionCode, year, subject: SUBJECT, allottedYuan, documentNumber });
  }
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
    ...{ bankCodeListedOn: null, state: 'confirmed', createdAt: tx.now, proposedBy: null },
    ...{ verifiedAt: tx.now, confirmedBy: null, confirmedAs: null, effectiveOn: tx.today },
    ...{ endedAt: null, endedBy: null, endReason: null },
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
  await refreshProfiles(tx, [id], 'registered');
  return id;
}
