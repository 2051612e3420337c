import type { Facts } from '@duixian/policy';

/**
 * Twenty clauses as somebody would write them by hand, for one year and without a word of explanation: the reference that
 * the interpreter is measured against. They give the same amounts; a test of the suite says so.
 */
interface Title {
  readonly code: string;
  readonly level: string;
  readonly acquisition: string;
  readonly first_ever: boolean;
  readonly granted_city: string;
  readonly granted_on: string;
}

const DOMESTIC = new Set(['sh_main', 'sz_main', 'star', 'chinext', 'bse']);
const fenOf = (yuan: unknown): number => Math.round(Number(yuan) * 100);

function pingdingshan(facts: Facts, add: (clause: string, amountFen: number) => void): void {
  const isEnterprise = facts['applicant.kind'] === 'enterprise';
  if (!isEnterprise) return;
  const on = String(facts['evaluation_date']);
  if (
    facts['q1_2022.full_load_continuous'] === true &&
    facts['scale.above_scale_industrial'] === true &&
    Number(facts['q1_2022.main_revenue_yoy_pct']) >= 10
  )
    add('PDS-2-1', 20_000_000);
  const sectors = facts['applicant.sectors'] as readonly string[];
  if (facts['scale.first_entry'] === true && sectors.includes('industrial')) {
    add('PDS-A2-4-3-1', 5_000_000);
    const entry = facts['scale.entry_date'];
    const isLater = entry !== undefined && on.slice(0, 4) > String(entry).slice(0, 4);
    const revenue = facts['revenue.main_business_yuan'];
    if (revenue !== undefined && fenOf(revenue) >= 5_000_000_000 && !isLater) add('PDS-A2-4-3-2', 3_000_000);
  }
  const nodes = (facts['listing.nodes'] ?? []) as readonly string[];
  const board = String(facts['listing.board']);
  if (DOMESTIC.has(board)) {
    if (nodes.includes('tutoring_filing')) add('PDS-A2-4-7-1', 300_000_000);
    if (nodes.includes('application_accepted')) add('PDS-A2-4-7-2', 300_000_000);
    if (nodes.includes('listed_trading')) add('PDS-A2-4-7-3', 400_000_000);
  }
  if (nodes.includes('neeq_listed') && board === 'neeq') add('PDS-A2-4-7-4', 200_000_000);
  if (facts['zyec.listed'] === true) {
    if (facts['zyec.board'] === 'trading') add('PDS-A2-4-7-5', 30_000_000);
    const financing = fenOf(facts['zyec.financing_yuan']);
    if (financing > 0 && Number(facts['zyec.local_use_pct']) >= 80) {
      const amount = Math.min(Math.floor(financing / 500), 100_000_000);
      if (amount > 0) add('PDS-A2-4-7-6', amount);
    }
  }
  const mid = Number(facts['apprentice.mid_person_years'] ?? 0);
  if (mid > 0 && Number.isInteger(mid)) add('PDS-4-6', mid * 500_000);
  const senior = Number(facts['apprentice.senior_person_years'] ?? 0);
  if (senior > 0 && Number.isInteger(senior)) add('PDS-4-7', senior * 600_000);
  for (const title of facts['titles'] as unknown as readonly Title[]) {
    const isNew = title.first_ever && title.granted_city === '平顶山' && title.granted_on <= on;
    if (!isNew || title.granted_on < '2022-05-24') continue;
    if (title.code === 'NATIONAL_LITTLE_GIANT') add('PDS-A3-2-2-2', 50_000_000);
    if (title.code === 'PROV_ZJTX') add('PDS-A3-2-2-3', 20_000_000);
  }
}

const ZHENGZHOU: Readonly<Record<string, { clause: string; amountFen: number }>> = {
  NATIONAL_LITTLE_GIANT: { clause: 'ZZ-2-1', amountFen: 200_000_000 },
  PROV_ZJTX: { clause: 'ZZ-2-2', amountFen: 50_000_000 },
  SINGLE_CHAMPION_ENTERPRISE: { clause: 'ZZ-2-3', amountFen: 500_000_000 },
  SINGLE_CHAMPION_PRODUCT: { clause: 'ZZ-2-4', amountFen: 100_000_000 },
};

function zhengzhou(facts: Facts, add: (clause: string, amountFen: number) => void): void {
  const on = String(facts['evaluation_date']);
  if (facts['applicant.kind'] === 'enterprise') {
    let highest: { clause: string; amountFen: number } | null = null;
    for (const title of facts['titles'] as unknown as readonly Title[]) {
      if (title.granted_city !== '郑州' || title.granted_on > on || title.granted_on < '2022-04-12') continue;
      const isChampion = title.code.startsWith('SINGLE_CHAMPION');
      if (isChampion ? title.level !== 'national' : title.acquisition !== 'new' || !title.first_ever)
        continue;
      const award = ZHENGZHOU[title.code];
      if (award && award.amountFen > (highest?.amountFen ?? 0)) highest = award;
    }
    if (highest) add(highest.clause, highest.amountFen);
  }
  if (facts['applicant.kind'] !== 'training_org' || facts['training.trainee_employer_is_zjtx'] !== true)
    return;
  const count = (name: string): number => (facts[name] as number | undefined) ?? 0;
  if (count('training.new_technician_n') > 0) add('ZZ-27-1', count('training.new_technician_n') * 300_000);
  if (count('training.new_senior_technician_n') > 0)
    add('ZZ-27-2', count('training.new_senior_technician_n') * 400_000);
  if (count('training.senior_upskill_n') > 0) add('ZZ-27-3', count('training.senior_upskill_n') * 200_000);
}

/** What one applicant is owed under the twenty clauses. */
export function plainAwards(facts: Facts, add: (clause: string, amountFen: number) => void): void {
  if (facts['applicant.city'] === '平顶山') pingdingshan(facts, add);
  else if (facts['applicant.city'] === '郑州') zhengzhou(facts, add);
}

export const PLAIN_CLAUSES: readonly string[] = [
  ...[
    'PDS-2-1',
    'PDS-A2-4-3-1',
    'PDS-A2-4-3-2',
    'PDS-A2-4-7-1',
    'PDS-A2-4-7-2',
    'PDS-A2-4-7-3',
    'PDS-A2-4-7-4',
  ],
  ...['PDS-A2-4-7-5', 'PDS-A2-4-7-6', 'PDS-4-6', 'PDS-4-7', 'PDS-A3-2-2-2', 'PDS-A3-2-2-3'],
  ...['ZZ-2-1', 'ZZ-2-2', 'ZZ-2-3', 'ZZ-2-4', 'ZZ-27-1', 'ZZ-27-2', 'ZZ-27-3'],
];
