import type { Facts } from '@duixian/policy';

/** A small generator with a seed (mulberry32): the same applicants in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const COUNTIES = ['新华区', '卫东区', '湛河区', '高新区', '宝丰县', '叶县', '石龙区', '汝州市'];
const NODES = ['tutoring_filing', 'application_accepted', 'listed_trading', 'neeq_listed'];
const BOARDS = ['sh_main', 'sz_main', 'star', 'chinext', 'bse', 'neeq', 'overseas'];
const TITLES = [
  'NATIONAL_LITTLE_GIANT',
  'PROV_ZJTX',
  'SINGLE_CHAMPION_ENTERPRISE',
  'SINGLE_CHAMPION_PRODUCT',
];

/** Made-up applicants of 平顶山 and 郑州, near the thresholds of the clauses, with known and unknown facts. */
export function makeApplicants(count: number): readonly Facts[] {
  const next = random(20220524);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;
  const chance = (share: number): boolean => next() < share;
  const yuan = (most: number): string => (next() * most).toFixed(2);
  return Array.from({ length: count }, (_, index): Facts => {
    const city = chance(0.6) ? '平顶山' : '郑州';
    const isEnterprise = chance(0.85);
    const title = (code: string, at: number) => ({
      id: `${index}-${at}`,
      code,
      level: code === 'PROV_ZJTX' ? 'provincial' : 'national',
      acquisition: chance(0.8) ? 'new' : 'renewal',
      first_ever: chance(0.8),
      granted_city: chance(0.85) ? city : '洛阳',
      granted_on: pick(['2022-03-01', '2022-06-15', '2022-11-30', '2023-02-01']),
    });
    return {
      evaluation_date: '2022-12-31',
      'applicant.province': '河南',
      'applicant.city': city,
      'applicant.kind': isEnterprise ? 'enterprise' : 'training_org',
      ...(city === '平顶山' && { 'applicant.county': pick(COUNTIES) }),
      'applicant.sectors': chance(0.7) ? ['industrial'] : ['commerce'],
      ...(chance(0.5) && { 'scale.first_entry': chance(0.6) }),
      ...(chance(0.3) && { 'scale.entry_date': pick(['2021-11-30', '2022-05-31']) }),
      ...(chance(0.7) && { 'revenue.main_business_yuan': yuan(100_000_000) }),
      ...(chance(0.4) && {
        'q1_2022.full_load_continuous': chance(0.7),
        'scale.above_scale_industrial': chance(0.8),
        'q1_2022.main_revenue_yoy_pct': (next() * 20).toFixed(2),
      }),
      ...(chance(0.3) && { 'listing.nodes': NODES.filter(() => chance(0.4)), 'listing.board': pick(BOARDS) }),
      ...(chance(0.3) && {
        'zyec.listed': chance(0.8),
        'zyec.board': chance(0.7) ? 'trading' : 'other',
        'zyec.financing_id': `F${index}`,
        'zyec.financing_kind': 'equity_placement',
        'zyec.financing_yuan': yuan(800_000_000),
        'zyec.local_use_pct': (60 + next() * 40).toFixed(2),
      }),
      ...(chance(0.3) && {
        'apprentice.mid_person_years': chance(0.8) ? `${Math.floor(next() * 30)}` : '2.5',
        'apprentice.senior_person_years': `${Math.floor(next() * 20)}`,
      }),
      ...(!isEnterprise && {
        'training.batch_id': `B${index}`,
        'training.new_technician_n': Math.floor(next() * 40),
        'training.new_senior_technician_n': Math.floor(next() * 20),
        'training.senior_upskill_n': Math.floor(next() * 20),
        'training.trainee_employer_is_zjtx': chance(0.7),
      }),
      titles: TITLES.filter(() => chance(0.25)).map(title),
    };
  });
}
