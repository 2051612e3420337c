import type { StoredFactValue } from '@duixian/persistence';
import type { AccountCondition, TitleHistory } from './fictional-enterprise';

/** An enterprise that plays a part in `npm run demo`, with somebody who acts for it. */
export interface DemoCastMember {
  /** Username of its clerk. */
  clerk: string;
  registeredName: string;
  countyCode: string;
  account: AccountCondition;
  /** Beside those that every enterprise has. */
  facts: Readonly<Record<string, StoredFactValue>>;
  titles: readonly TitleHistory[];
  /** What it is for, as `npm start` prints it. */
  purpose: string;
}

const quiet = { account: 'verified', facts: {}, titles: [] } as const;

/** Titles of this year are not here: the demo brings them in as a list. */
export const DEMO_CAST: readonly DemoCastMember[] = [
  {
    ...quiet,
    clerk: 'zz-nova-clerk',
    registeredName: '郑州高新区示例新星传感器有限公司',
    countyCode: '410172',
    purpose: '企业经办(郑州高新区,今年新获小巨人)',
  },
  {
    ...quiet,
    clerk: 'zz-river-clerk',
    registeredName: '金水区示例长河轴承有限公司',
    countyCode: '410105',
    purpose: '企业经办(金水区,今年新获省级专精特新)',
  },
  {
    ...quiet,
    clerk: 'zz-stone-clerk',
    registeredName: '金水区示例磐石密封件有限公司',
    countyCode: '410105',
    purpose: '企业经办(金水区,今年新获省级专精特新,放弃领取)',
  },
  {
    ...quiet,
    clerk: 'zz-ladder-clerk',
    registeredName: '郑州高新区示例云梯机器人有限公司',
    countyCode: '410172',
    titles: [{ code: 'PROV_ZJTX', yearsAgo: 3, month: 9, acquisition: 'new', firstEver: true }],
    purpose: '企业经办(郑州高新区,曾获省级奖励,今年新获小巨人)',
  },
  {
    ...quiet,
    clerk: 'zz-twice-clerk',
    registeredName: '金水区示例重逢模具有限公司',
    countyCode: '410105',
    titles: [{ code: 'PROV_ZJTX', yearsAgo: 6, month: 8, acquisition: 'new', firstEver: true }],
    purpose: '企业经办(金水区,称号失效后重新认定)',
  },
  {
    ...quiet,
    clerk: 'zz-move-clerk',
    registeredName: '郑州高新区示例远行电机有限公司',
    countyCode: '410172',
    facts: {
      'relocation.from_city': '洛阳',
      'relocation.to_city': '郑州',
      'relocation.whole_enterprise': true,
    },
    titles: [
      {
        code: 'NATIONAL_LITTLE_GIANT',
        yearsAgo: 2,
        month: 7,
        acquisition: 'new',
        firstEver: true,
        grantedCity: '洛阳',
      },
    ],
    purpose: '企业经办(郑州高新区,自洛阳整体迁入,自行申报)',
  },
  {
    ...quiet,
    clerk: 'zz-bell-clerk',
    registeredName: '金水区示例晨钟软控有限公司',
    countyCode: '410105',
    facts: {
      'applicant.is_zjtx': true,
      'listing.board': 'bse',
      'listing.nodes': ['tutoring_filing'],
    },
    titles: [{ code: 'PROV_ZJTX', yearsAgo: 2, month: 10, acquisition: 'new', firstEver: true }],
    purpose: '企业经办(金水区,上市辅导备案,补助金额须由人决定)',
  },
  {
    ...quiet,
    clerk: 'jx-harbour-clerk',
    registeredName: '南湖区示例望港光电有限公司',
    countyCode: '330402',
    purpose: '企业经办(南湖区,今年新获小巨人)',
  },
  {
    ...quiet,
    clerk: 'jx-cloud-clerk',
    registeredName: '海宁市示例行云纺机有限公司',
    countyCode: '330481',
    purpose: '企业经办(海宁市,今年新获省级隐形冠军)',
  },
  {
    ...quiet,
    clerk: 'jx-reed-clerk',
    registeredName: '南湖区示例芦苇包装有限公司',
    countyCode: '330402',
    account: 'unverified',
    purpose: '企业经办(南湖区,今年新获省级专精特新,收款账户待核验)',
  },
  {
    ...quiet,
    clerk: 'pds-crane-clerk',
    registeredName: '新华区示例鹤鸣起重机械有限公司',
    countyCode: '410402',
    purpose: '企业经办(新华区,今年新获小巨人)',
  },
  {
    ...quiet,
    clerk: 'pds-salt-clerk',
    registeredName: '叶县示例白盐新材料有限公司',
    countyCode: '410422',
    purpose: '企业经办(叶县,今年新获省级专精特新)',
  },
  {
    ...quiet,
    clerk: 'pds-early-clerk',
    registeredName: '湛河区示例早春食品有限公司',
    countyCode: '410411',
    facts: { 'scale.above_scale_industrial': false },
    purpose: '企业经办(湛河区,尚未入库即申报)',
  },
];
