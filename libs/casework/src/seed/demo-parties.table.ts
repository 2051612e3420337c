import type { StoredFactValue } from '@duixian/persistence';

export interface DemoParty {
  key: string;
  registeredName: string;
  countyCode: string;
  /** First 16 symbols; both check symbols are computed. Registration authority 9 (industry and commerce), kind 1. */
  creditCodeStem: string;
  accountNumber: string;
  facts: Readonly<Record<string, StoredFactValue>>;
}

const DIRECT_REPORTING: Readonly<Record<string, StoredFactValue>> = {
  'applicant.sectors': ['industrial'],
  'scale.above_scale_industrial': true,
  'scale.first_entry': true,
};

/** Plainly fictional enterprises. Main business revenue decides between 50,000 and 80,000 yuan. */
export const DEMO_PARTIES: readonly DemoParty[] = [
  {
    key: 'XINHUA',
    registeredName: '新华区示例甲号精密机械有限公司',
    countyCode: '410402',
    creditCodeStem: '91410402MA0DX001',
    accountNumber: '6200000000000001',
    facts: { ...DIRECT_REPORTING, 'revenue.main_business_yuan': '62000000.00' },
  },
  {
    key: 'YEXIAN',
    registeredName: '叶县示例乙号制盐装备有限公司',
    countyCode: '410422',
    creditCodeStem: '91410422MA0DX002',
    accountNumber: '6200000000000002',
    facts: { ...DIRECT_REPORTING, 'revenue.main_business_yuan': '31500000.00' },
  },
  {
    key: 'ZHANHE',
    registeredName: '湛河区示例丙号电气有限公司',
    countyCode: '410411',
    creditCodeStem: '91410411MA0DX003',
    accountNumber: '6200000000000003',
    facts: { 'applicant.sectors': ['industrial'] },
  },
];

/** One treasury account and one budget line per region that pays in the demo, in yuan. */
export const DEMO_TREASURIES: readonly {
  regionCode: string;
  accountNumber: string;
  accountName: string;
  allottedYuan: string;
}[] = [
  {
    regionCode: '410400',
    accountNumber: '4100000000410400',
    accountName: '平顶山市财政局(演示)',
    allottedYuan: '3000000.00',
  },
  {
    regionCode: '410402',
    accountNumber: '4100000000410402',
    accountName: '新华区财政局(演示)',
    allottedYuan: '500000.00',
  },
  {
    regionCode: '410411',
    accountNumber: '4100000000410411',
    accountName: '湛河区财政局(演示)',
    allottedYuan: '500000.00',
  },
  {
    regionCode: '410422',
    accountNumber: '4100000000410422',
    accountName: '叶县财政局(演示)',
    allottedYuan: '800000.00',
  },
];
