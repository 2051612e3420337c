import { TITLE_CODES } from '@duixian/policy';

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

/** The level that a title begins with; a list that says another one contradicts itself. */
export function namedLevelOf(code: string): TitleLevel | null {
  const [named = ''] = /^(国家|省|市)级/.exec(TITLE_CODES[code] ?? '') ?? [];
  return LEVEL_WORDS[named] ?? null;
}

/** The level that a title's own name says; null where it does not say one. */
export function levelOfTitle(code: string): TitleLevel | null {
  const name = TITLE_CODES[code] ?? '';
  if (/^(国家|国内|中国|重点专精特新|制造业单项冠军|驰名)/.test(name)) return 'national';
  if (/^省/.test(name)) return 'provincial';
  return /^市/.test(name) ? 'city' : null;
}
