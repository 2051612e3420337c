/** The cities of the story and who acts for them, by their accounts. */
export interface City {
  name: string;
  /** As policy facts call it. */
  factName: string;
  /** Call for the titles of the year, by the beginning of its number. */
  titleCall: string;
  officer: string;
  secondOfficer: string;
  reviewer: string;
  auditor: string;
  regionCode: string;
}

export const CITIES: readonly City[] = [
  {
    name: '郑州市',
    factName: '郑州',
    titleCall: 'ZZ-ZJTX',
    regionCode: '410100',
    ...{
      officer: 'zz-officer',
      secondOfficer: 'zz-officer-2',
      reviewer: 'zz-reviewer',
      auditor: 'zz-auditor',
    },
  },
  {
    name: '嘉兴市',
    factName: '嘉兴',
    titleCall: 'ZJJX-ZJTX',
    regionCode: '330400',
    ...{
      officer: 'jx-officer',
      secondOfficer: 'jx-officer-2',
      reviewer: 'jx-reviewer',
      auditor: 'jx-auditor',
    },
  },
  {
    name: '平顶山市',
    factName: '平顶山',
    titleCall: 'PDS-ZJTX',
    regionCode: '410400',
    ...{
      officer: 'policy-officer',
      secondOfficer: 'policy-officer-2',
      reviewer: 'city-reviewer',
      auditor: 'auditor',
    },
  },
];

/** Prefix of the maker and the checker of each treasury that may have to pay. */
export const TREASURY_DESKS: Readonly<Record<string, string>> = {
  '410000': 'hn',
  '410100': 'zz',
  '410172': 'zzgx',
  '410105': 'jinshui',
  '330400': 'jx',
  '330402': 'nanhu',
  '330481': 'haining',
  '410400': 'city',
  '410402': 'xinhua',
  '410411': 'zhanhe',
  '410422': 'yexian',
};

/** A title that the list of this year grants, in the words of the list. */
export interface NewTitle {
  clerk: string;
  title: string;
  acquisition: '新认定' | '重新认定';
  firstEver: '是' | '否';
}

const granted = (clerk: string, title: string): NewTitle => ({
  ...{ clerk, title, acquisition: '新认定', firstEver: '是' },
});

const LITTLE_GIANT = '国家级专精特新“小巨人”企业';
const PROVINCIAL = '省级专精特新中小企业';

/** The recognitions of this year, by city: what the officer of each city imports. */
export const NEW_TITLES: Readonly<Record<string, readonly NewTitle[]>> = {
  郑州市: [
    granted('zz-nova-clerk', LITTLE_GIANT),
    granted('zz-ladder-clerk', LITTLE_GIANT),
    granted('zz-river-clerk', PROVINCIAL),
    granted('zz-stone-clerk', PROVINCIAL),
    { ...granted('zz-twice-clerk', PROVINCIAL), acquisition: '重新认定', firstEver: '否' },
  ],
  嘉兴市: [
    granted('jx-harbour-clerk', LITTLE_GIANT),
    granted('jx-cloud-clerk', '省级隐形冠军企业'),
    granted('jx-reed-clerk', PROVINCIAL),
  ],
  平顶山市: [granted('pds-crane-clerk', LITTLE_GIANT), granted('pds-salt-clerk', PROVINCIAL)],
};

/** The city whose ledger of earlier years is complete only with what the story brings in. */
export const LATER_LEDGER = {
  city: '郑州市',
  call: 'ZZ-ZJTX',
  /** One that any mark of it names. */
  clause: 'ZZ-2-2',
  /** Clauses of a later document that repeat clauses of this one: what was paid under them counts as well. */
  repeating: ['ZR-1-3', 'ZR-1-4', 'ZR-1-5', 'ZR-1-6'],
} as const;

/** What the ledger of earlier years of 郑州 still lacks. */
export const EARLIER_PAYMENTS = [
  { clerk: 'zz-ladder-clerk', clause: 'ZZ-2-2', amountYuan: '500000.00', yearsAgo: 2 },
  { clerk: 'zz-twice-clerk', clause: 'ZZ-2-2', amountYuan: '500000.00', yearsAgo: 4 },
  { clerk: 'zz-bell-clerk', clause: 'ZZ-2-2', amountYuan: '500000.00', yearsAgo: 1 },
] as const;

/** What the clerk of an offered enterprise does with it. */
export const OFFERED: readonly { clerk: string; call: string; answer: 'confirm' | 'decline' }[] = [
  { clerk: 'zz-nova-clerk', call: 'ZZ-ZJTX', answer: 'confirm' },
  { clerk: 'zz-river-clerk', call: 'ZZ-ZJTX', answer: 'confirm' },
  { clerk: 'zz-stone-clerk', call: 'ZZ-ZJTX', answer: 'decline' },
  { clerk: 'jx-harbour-clerk', call: 'ZJJX-ZJTX', answer: 'confirm' },
  { clerk: 'jx-cloud-clerk', call: 'ZJJX-ZJTX', answer: 'confirm' },
  { clerk: 'jx-reed-clerk', call: 'ZJJX-ZJTX', answer: 'confirm' },
  { clerk: 'pds-crane-clerk', call: 'PDS-ZJTX', answer: 'confirm' },
  { clerk: 'pds-salt-clerk', call: 'PDS-ZJTX', answer: 'confirm' },
];

/** A case that an enterprise files by itself, and what happens to it. */
export interface Filing {
  clerk: string;
  /** Call, by the beginning of its number. */
  call: string;
  countyReviewer: string;
  cityReviewer: string;
  /** What is claimed at first. */
  claims: Readonly<Record<string, unknown>>;
  /** Sent back once: why, and what is claimed then. */
  correction?: { reason: string; claims: Readonly<Record<string, unknown>> };
  rejection?: { reasonCode: string; reason: string };
  decision?: { clause: string; amountFen?: number; option?: string; documentNumber: string; reason: string };
  attestedBy?: { source: string; documentNumber: string };
}

export const FILINGS: readonly Filing[] = [
  {
    clerk: 'zz-move-clerk',
    call: 'ZZ-ZJTX',
    ...{ countyReviewer: 'zzgx-reviewer', cityReviewer: 'zz-reviewer' },
    claims: {},
    correction: {
      reason: '请补充迁入后正常经营的月数(以纳税和社保记录为准)',
      claims: { 'relocation.normal_operation_months': 15 },
    },
    attestedBy: { source: '税务、社保缴纳记录', documentNumber: '郑税证〔演示〕17号' },
  },
  {
    clerk: 'zz-ladder-clerk',
    call: 'ZZ-ZJTX',
    ...{ countyReviewer: 'zzgx-reviewer', cityReviewer: 'zz-reviewer' },
    claims: {},
    decision: {
      clause: 'ZZ-2-1',
      option: 'difference',
      documentNumber: '郑工信会纪〔演示〕3号',
      reason: '省级奖励已兑付,按从高不重复补足差额',
    },
  },
  {
    clerk: 'zz-bell-clerk',
    call: 'ZZ-HNSS',
    ...{ countyReviewer: 'jinshui-reviewer', cityReviewer: 'zz-reviewer' },
    claims: {},
    decision: {
      clause: 'HN-3-3-1',
      amountFen: 45_000_000,
      documentNumber: '豫金办会纪〔演示〕5号',
      reason: '按辅导进度核定,低于最高限额',
    },
  },
  {
    clerk: 'pds-early-clerk',
    call: 'PDS-XSG',
    ...{ countyReviewer: 'zhanhe-reviewer', cityReviewer: 'city-reviewer' },
    claims: { 'scale.first_entry': true },
    rejection: { reasonCode: 'not-eligible', reason: '统计联网直报中没有该企业的入库记录,入库后可再申报' },
  },
];

/** What the story adds to the pool of 小升规 and to the early warning. */
export const CULTIVATION = {
  city: '平顶山市',
  /** Enterprises that their county lists. */
  listed: 6,
  /** Of the part of the standard that falls to the days of the report: behind, just ahead, well ahead. */
  ofStandardPct: [88, 104, 160, 97],
} as const;

export interface WhiteListOfDemo {
  city: string;
  ruleKey: string;
  title: string;
}

export const WHITE_LISTS: readonly WhiteListOfDemo[] = [
  { city: '郑州市', ruleKey: 'zhengzhou-zjtx', title: '省级以上专精特新中小企业' },
  { city: '平顶山市', ruleKey: 'pingdingshan-pool', title: '小升规培育库企业' },
];
