import type { FundingShares, RegionLevel } from '@duixian/persistence';

/** A call of the year in a city of the demo. Those of one document are looked at by everybody of that city. */
export interface DemoCall {
  /** Before the year: `ZZ-ZJTX` becomes ZZ-ZJTX-2026. */
  number: string;
  title: string;
  clauseIds: readonly string[];
  /** Only where the document leaves open who bears the cost. */
  fundingShares: FundingShares | null;
  /** Who pays for all that bear it (先行拨付); absent: each pays its own share. */
  advancedBy?: RegionLevel;
  subject: string;
}

/** A desk of the demo: the officials of one place, named by a prefix (`zz-reviewer`, `zz-maker`, …). */
export interface DemoDesk {
  prefix: string;
  regionCode: string;
}

export interface DemoCity {
  code: string;
  /** Where its enterprises are registered, the busier ones several times. */
  counties: readonly string[];
  /** Absent where the accounts of the story are enough. */
  desk?: DemoDesk;
  countyDesks: readonly DemoDesk[];
  calls: readonly DemoCall[];
  /** `npm run demo` brings in the last lines of its ledger of earlier years and has it stated complete. */
  ledgerComesLater: boolean;
  /** Name of the bank that keeps the accounts of its enterprises, and its code. */
  bank: readonly [name: string, code: string];
}

export const TITLE_SUBJECT = '专精特新奖励资金';
export const LISTING_SUBJECT = '上市培育补助资金';

export const DEMO_CITIES: readonly DemoCity[] = [
  {
    code: '410100',
    counties: [
      ...['410172', '410172', '410105', '410105', '410171', '410173', '410174'],
      ...['410102', '410103', '410104', '410106', '410108', '410122', '410181', '410182', '410183'],
      ...['410184', '410185'],
    ],
    desk: { prefix: 'zz', regionCode: '410100' },
    countyDesks: [
      { prefix: 'zzgx', regionCode: '410172' },
      { prefix: 'jinshui', regionCode: '410105' },
    ],
    calls: [
      {
        number: 'ZZ-ZJTX',
        title: '郑州市{year}年度专精特新企业奖励申报通知(演示)',
        clauseIds: ['ZZ-2-1', 'ZZ-2-2', 'ZZ-2-3', 'ZZ-2-4', 'ZZ-3-1', 'ZZ-3-2'],
        fundingShares: { city: '1/2', county: '1/2' },
        subject: TITLE_SUBJECT,
      },
      {
        number: 'ZZ-HNSS',
        title: '郑州市{year}年度省级上市补助申报通知(演示)',
        clauseIds: ['HN-3-3-1', 'HN-3-3-2', 'HN-3-3-3'],
        fundingShares: { province: '1' },
        subject: LISTING_SUBJECT,
      },
    ],
    ledgerComesLater: true,
    bank: ['演示银行郑州分行', '313491000001'],
  },
  {
    code: '330400',
    counties: [
      '330402',
      '330402',
      '330481',
      '330481',
      '330411',
      '330421',
      '330424',
      '330471',
      '330482',
      '330483',
    ],
    desk: { prefix: 'jx', regionCode: '330400' },
    countyDesks: [
      { prefix: 'nanhu', regionCode: '330402' },
      { prefix: 'haining', regionCode: '330481' },
    ],
    calls: [
      {
        // Sorted behind those of 平顶山, whose call is the first of every list.
        number: 'ZJJX-ZJTX',
        title: '嘉兴市{year}年度专精特新企业奖励申报通知(演示)',
        clauseIds: ['JX-3-1', 'JX-3-2', 'JX-3-3', 'JX-3-4', 'JX-3-5', 'JX-3-6'],
        fundingShares: { city: '3/10', county: '7/10' },
        advancedBy: 'county',
        subject: TITLE_SUBJECT,
      },
    ],
    ledgerComesLater: false,
    bank: ['演示银行嘉兴分行', '313335000001'],
  },
  {
    code: '410400',
    counties: [
      ...['410402', '410402', '410422', '410403', '410404', '410411', '410421', '410423', '410425', '410471'],
      ...['410472', '410481', '410482'],
    ],
    countyDesks: [],
    calls: [
      {
        number: 'PDS-ZJTX',
        title: '平顶山市{year}年度专精特新企业奖励申报通知(演示)',
        clauseIds: ['PDS-A3-2-2-2', 'PDS-A3-2-2-3'],
        fundingShares: null,
        subject: TITLE_SUBJECT,
      },
    ],
    ledgerComesLater: false,
    bank: ['演示银行平顶山分行', '313495000001'],
  },
];

/** The treasury above the cities of Henan, for what the province pays. */
export const PROVINCE_DESK: DemoDesk & Pick<DemoCity, 'bank'> = {
  prefix: 'hn',
  regionCode: '410000',
  bank: ['演示银行河南省分行', '313491000009'],
};

/** What each treasury gets for a subject, in yuan, by its level. */
export const ALLOTTED_YUAN = { province: '5000000.00', city: '20000000.00', county: '8000000.00' } as const;
