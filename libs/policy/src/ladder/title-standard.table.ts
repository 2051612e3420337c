import type { FactValue } from '../facts/fact-definition';

/** What one recognition asks, and the fact that answers it; without a test only the recognising department can say. */
export interface StandardCondition {
  readonly text: string;
  readonly test?:
    | { readonly fact: string; readonly oneOf: readonly FactValue[] }
    /** Below it the text names another way, so that the condition stays open. */
    | { readonly fact: string; readonly atLeastYuan: string }
    | { readonly holdsTitle: string };
}

/** Under which rules a title is recognised. The five documents pay for titles and do not say how one is earned. */
export interface TitleStandard {
  readonly code: string;
  readonly number: string;
  readonly document: string;
  readonly article: string;
  /** Who recognises. */
  readonly recogniser: string;
  /** Years for which it is valid before it is looked at again. */
  readonly validYears: number;
  readonly conditions: readonly StandardCondition[];
}

const GRADIENT = {
  number: '工信部企业〔2022〕63号',
  document: '优质中小企业梯度培育管理暂行办法',
  validYears: 3,
} as const;
const CHAMPION = {
  number: '工信部政法〔2023〕138号',
  document: '制造业单项冠军企业认定管理办法',
  recogniser: '工业和信息化部',
  validYears: 3,
} as const;

const SMALL_OR_MEDIUM: StandardCondition = {
  text: '属于中小企业(按中小企业划型标准)',
  test: { fact: 'applicant.size', oneOf: ['medium', 'small', 'micro'] },
};
const ENTERPRISE: StandardCondition = {
  text: '境内登记、具有独立法人资格的企业',
  test: { fact: 'applicant.kind', oneOf: ['enterprise'] },
};
const CLEAN: StandardCondition = {
  text: '未被列入经营异常名录或严重失信主体名单,产品(服务)不属于禁止、限制或淘汰类,近三年没有重大安全(含网络安全、数据安全)、质量、环境污染等事故和偷漏税等违法违规行为',
};

/** Only what can be tested on facts or must be shown; scores and their tables stay with the documents themselves. */
export const TITLE_STANDARDS: readonly TitleStandard[] = [
  {
    ...GRADIENT,
    code: 'INNOVATIVE_SME',
    article: '附件1',
    recogniser: '省级中小企业主管部门',
    conditions: [
      ENTERPRISE,
      SMALL_OR_MEDIUM,
      CLEAN,
      {
        text: '评价得分 60 分以上(其中创新能力 20 分以上,成长性、专业化各 15 分以上),或者满足直通条件之一:近三年获国家级、省级科技奖励;有效期内的高新技术企业等荣誉;有省部级以上研发机构;近三年新增股权融资 500 万元以上',
      },
    ],
  },
  {
    ...GRADIENT,
    code: 'PROV_ZJTX',
    article: '附件2',
    recogniser: '省级中小企业主管部门',
    conditions: [
      ENTERPRISE,
      SMALL_OR_MEDIUM,
      { text: '已公告为创新型中小企业', test: { holdsTitle: 'INNOVATIVE_SME' } },
      CLEAN,
      { text: '从事特定细分市场时间达到 2 年以上' },
      { text: '上年度研发费用总额不低于 100 万元,且占营业收入总额比重不低于 3%' },
      {
        text: '上年度营业收入总额 1000 万元以上;不足的,近两年新增股权融资总额(合格机构投资者的实缴额)2000 万元以上',
        test: { fact: 'revenue.operating_yuan', atLeastYuan: '10000000' },
      },
      { text: '评价得分 60 分以上,或者满足附件列明的直通条件之一' },
    ],
  },
  {
    ...GRADIENT,
    code: 'NATIONAL_LITTLE_GIANT',
    article: '附件3',
    recogniser: '工业和信息化部',
    conditions: [
      ENTERPRISE,
      SMALL_OR_MEDIUM,
      { text: '已认定为省级专精特新中小企业', test: { holdsTitle: 'PROV_ZJTX' } },
      CLEAN,
      { text: '从事特定细分市场时间达到 3 年以上' },
      { text: '主营业务收入总额占营业收入总额比重不低于 70%' },
      { text: '近两年主营业务收入平均增长率不低于 5%' },
      { text: '研发设计、生产制造、供应链管理等环节至少 1 项核心业务采用信息系统支撑' },
      { text: '截至上年末的资产负债率不高于 70%' },
      { text: '取得相关管理体系认证,或者产品通过发达国家和地区产品认证' },
      { text: '主导产品在全国细分市场占有率达到 10% 以上,且享有较高知名度和影响力' },
      { text: '拥有直接面向市场并具有竞争优势的自主品牌' },
      {
        text: '研发费用、研发人员、知识产权和研发机构达到附件列明的创新能力指标,或者满足附件列明的创新直通条件',
      },
      {
        text: '位于产业链关键环节,围绕重点产业链实现关键基础技术和产品的产业化应用,发挥“补短板”“锻长板”“填空白”等作用',
      },
      { text: '主导产品原则上属于制造业核心基础领域、制造强国战略重点产业领域或者网络强国建设领域' },
    ],
  },
  // The measures of 2023 recognise enterprises only: a product has no standard any more.
  {
    ...CHAMPION,
    code: 'SINGLE_CHAMPION_ENTERPRISE',
    article: '第二条、第三条',
    conditions: [
      ENTERPRISE,
      CLEAN,
      { text: '长期专注于制造业特定细分领域' },
      { text: '单项产品(生产性服务)市场占有率位居全球前列' },
      { text: '生产技术或者工艺水平国际先进' },
    ],
  },
];
