import { yearOf } from '@duixian/calendar';
import {
  findUserByUsername,
  insertRegisterCoverage,
  readPoliciesInForce,
  type Tx,
} from '@duixian/persistence';
import { completeCreditCode } from '../parties/credit-code';
import { documentOf } from '../policies/policy-in-force';
import { DEMO_CAST, type DemoCastMember } from './demo-cast.table';
import { ALLOTTED_YUAN, DEMO_CITIES, PROVINCE_DESK, type DemoCall, type DemoCity } from './demo-cities.table';
import { DEMO_CITY_ACCOUNTS } from './demo-people.table';
import type { FictionalEnterprise } from './fictional-enterprise';
import { generateEnterprises } from './generate-enterprises';
import { seedCall } from './seed-call';
import { seedEnterprises } from './seed-enterprises';
import { seedPeople } from './seed-people';
import { seedBudgetLine, seedTreasury } from './seed-treasury';

/** With the three of the story: 500. */
const ENTERPRISES = 497;
const BUDGET_DOCUMENT = 2;

/** Three cities around the story: their officials, 497 enterprises with histories, treasuries with money. */
export async function seedCities(tx: Tx, passwordHash: string): Promise<void> {
  const enterprises = [...DEMO_CAST.map(castMember), ...generatedEnterprises(tx)];
  const ids = await seedEnterprises(tx, enterprises, bankOf(tx));
  const acts = new Map(DEMO_CAST.map(({ clerk }, index) => [clerk, ids[index] ?? '']));
  await seedPeople(tx, DEMO_CITY_ACCOUNTS, passwordHash, acts);
  await seedRegisterCoverage(tx);
  await seedTreasuries(tx);
}

const castMember = (
  { registeredName, countyCode, account, facts, titles }: DemoCastMember,
  index: number,
): FictionalEnterprise => ({
  kind: 'enterprise',
  registeredName,
  countyCode,
  creditCode: castCreditCode(countyCode, index),
  registeredOn: '2016-03-08',
  account,
  facts: {
    'applicant.size': 'small',
    'applicant.sectors': ['industrial', 'manufacturing'],
    'revenue.main_business_yuan': `${31_000_000 + 4_700_000 * index}.00`,
    'scale.above_scale_industrial': true,
    ...facts,
  },
  titles,
  payments: [],
});

const castCreditCode = (countyCode: string, index: number): string =>
  completeCreditCode(`91${countyCode}MA0C${String(index + 1).padStart(4, '0')}`);

function generatedEnterprises(tx: Tx): FictionalEnterprise[] {
  // The cities in turn, so that each has its third whatever the number of its counties.
  const longest = Math.max(...DEMO_CITIES.map(({ counties }) => counties.length));
  const places = Array.from({ length: longest * 60 }, (_, index) => index).flatMap((index) =>
    DEMO_CITIES.map(({ code, counties }) => {
      const countyCode = counties[index % counties.length] ?? '';
      const names = {
        cityName: tx.regions.get(code).factName,
        countyName: tx.regions.get(countyCode).factName,
      };
      return { cityCode: code, countyCode, ...names };
    }),
  );
  return generateEnterprises(places, ENTERPRISES - DEMO_CAST.length, tx.today);
}

const bankOf =
  (tx: Tx) =>
  (countyCode: string): readonly [string, string] => {
    const { code } = tx.regions.ancestorAt(countyCode, 'city');
    const city = DEMO_CITIES.find((each) => each.code === code);
    if (!city) throw new Error(`${countyCode} lies in no city of the demo`);
    return city.bank;
  };

async function seedRegisterCoverage(tx: Tx): Promise<void> {
  const recorded = { completeTo: tx.today, recordedAt: tx.now, recordedBy: 'system:seed-demo' };
  for (const { code } of DEMO_CITIES) {
    // The statistics of 平顶山 came with the story.
    for (const register of code === '410400' ? ['titles'] : ['titles', 'scale'])
      await insertRegisterCoverage(tx, { register, regionCode: code, ...recorded });
  }
}

async function seedTreasuries(tx: Tx): Promise<void> {
  const year = yearOf(tx.today);
  const regionCodes = [
    PROVINCE_DESK.regionCode,
    ...DEMO_CITIES.flatMap(({ code, counties }) => [code, ...new Set(counties)]),
  ];
  for (const regionCode of regionCodes) {
    const { name, level } = tx.regions.get(regionCode);
    const accountNumber = `${regionCode.slice(0, 2)}00000000${regionCode}`;
    await seedTreasury(tx, {
      regionCode,
      accountNumber,
      accountName: `${name}财政${level === 'province' ? '厅' : '局'}(演示)`,
      ...treasuryBankOf(regionCode),
    });
    for (const subject of subjectsOf(regionCode)) {
      const documentNumber = `演示预〔${year}〕${BUDGET_DOCUMENT}号`;
      await seedBudgetLine(tx, {
        regionCode,
        year,
        subject,
        allottedYuan: ALLOTTED_YUAN[level],
        documentNumber,
      });
    }
  }
}

/** The bank of the city that a treasury belongs to; of the province's, one of its own. */
function treasuryBankOf(regionCode: string): { bankName: string; bankCode: string } {
  const city = DEMO_CITIES.find(({ code }) => code.slice(0, 4) === regionCode.slice(0, 4));
  const [bankName, bankCode] = city?.bank ?? PROVINCE_DESK.bank;
  return { bankName, bankCode };
}

/** What a treasury has to pay: the subjects of the calls that name its level, or leave that to the document. */
function subjectsOf(regionCode: string): string[] {
  const isProvince = regionCode === PROVINCE_DESK.regionCode;
  const calls = DEMO_CITIES.filter(
    ({ code }) => isProvince || code.slice(0, 4) === regionCode.slice(0, 4),
  ).flatMap(({ calls: all }) => all);
  const borne = calls.filter(({ fundingShares }) => isProvince === (fundingShares?.province !== undefined));
  return [...new Set(borne.map(({ subject }) => subject))];
}

/**
 * A call of this year in a city whose officials are there.
 * @returns false where no document in force has its clauses yet
 */
export async function seedCityCall(tx: Tx, city: DemoCity, call: DemoCall): Promise<boolean> {
  const policy = (await readPoliciesInForce(tx)).find((version) =>
    documentOf(version).clauses.some((clause) => clause.id === call.clauseIds[0]),
  );
  if (!policy) return false;
  const year = yearOf(tx.today);
  const author = city.desk ? `${city.desk.prefix}-officer` : 'policy-officer';
  await seedCall(tx, {
    number: `${call.number}-${year}`,
    title: call.title.replace('{year}', String(year)),
    cityCode: city.code,
    policyVersionId: policy.id,
    clauseIds: call.clauseIds,
    materials: [{ key: 'recognition', title: '认定文件或证书', required: false }],
    fundingShares: call.fundingShares,
    ...(call.advancedBy === undefined ? {} : { advancedBy: call.advancedBy }),
    budgetSubject: call.subject,
    authorId: await userId(tx, author),
    approverId: await userId(tx, `${author}-2`),
  });
  return true;
}

async function userId(tx: Tx, username: string): Promise<string> {
  const user = await findUserByUsername(tx, username);
  if (!user) throw new Error(`the demo has no account ${username}`);
  return user.id;
}
