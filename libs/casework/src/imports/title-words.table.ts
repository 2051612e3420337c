import { TITLE_CODES } from '@duixian/policy';
import { sameWords } from './match-columns';

/** How lists call titles besides their full names. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  NATIONAL_LITTLE_GIANT: [
    '专精特新小巨人企业',
    '国家专精特新小巨人企业',
    '国家级专精特新小巨人',
    '国家级小巨人企业',
    '小巨人企业',
  ],
  KEY_LITTLE_GIANT: ['重点小巨人企业', '国家重点小巨人企业', '国家级重点专精特新小巨人企业'],
  PROV_ZJTX: ['省专精特新中小企业', '省级专精特新企业', '省专精特新企业', '专精特新中小企业'],
  INNOVATIVE_SME: ['省级创新型中小企业', '省创新型中小企业'],
  SINGLE_CHAMPION_ENTERPRISE: [
    '单项冠军企业',
    '制造业单项冠军示范企业',
    '单项冠军示范企业',
    '国家制造业单项冠军企业',
  ],
  SINGLE_CHAMPION_PRODUCT: ['单项冠军产品', '国家制造业单项冠军产品'],
  PROV_SINGLE_CHAMPION_CULTIVATION: ['省级制造业单项冠军培育企业', '省单项冠军培育企业'],
  PROV_HIDDEN_CHAMPION: ['隐形冠军企业', '省隐形冠军企业'],
  GREEN_FACTORY_NATIONAL: ['国家绿色工厂'],
  GREEN_FACTORY_PROV: ['省绿色工厂'],
  PROV_SMART_FACTORY: ['省智能工厂'],
  PROV_SMART_WORKSHOP: ['省智能车间'],
};

/** Codes by every word for them. */
export const TITLE_BY_WORD: ReadonlyMap<string, string> = new Map(
  Object.entries(TITLE_CODES).flatMap(([code, name]) =>
    [code, name, ...(ALIASES[code] ?? [])].map((word) => [sameWords(word), code] as const),
  ),
);

export type TitleLevel = 'national' | 'provincial' | 'city';

export const LEVEL_WORDS: Readonly<Record<string, TitleLevel>> = {
  国家级: 'national',
  省级: 'provincial',
  市级: 'city',
  国家: 'national',
  省: 'provincial',
  市: 'city',
  national: 'national',
  provincial: 'provincial',
  city: 'city',
};

export const ACQUISITION_WORDS: Readonly<Record<string, 'new' | 'renewal' | 're_recognition'>> = {
  新认定: 'new',
  复核: 'renewal',
  重新认定: 're_recognition',
  首次认定: 'new',
  复核通过: 'renewal',
  失效后重新认定: 're_recognition',
  new: 'new',
  renewal: 'renewal',
  re_recognition: 're_recognition',
};

/** The level that a title's own name says; null where it does not say one. */
export function levelOfTitle(code: string): TitleLevel | null {
  const name = TITLE_CODES[code] ?? '';
  if (/^(国家|国内|中国|重点专精特新|制造业单项冠军|驰名)/.test(name)) return 'national';
  if (/^省/.test(name)) return 'provincial';
  return /^市/.test(name) ? 'city' : null;
}
