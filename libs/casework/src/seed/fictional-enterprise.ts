import type { StoredFactValue } from '@duixian/persistence';

/** `renamed`: the account still carries a former name and is not verified. */
export type AccountCondition = 'verified' | 'replaced' | 'unverified' | 'renamed' | 'none';

/** A title of an earlier year, as the generator and the cast write it; dates follow from the year of the seed. */
export interface TitleHistory {
  code: TitleCode;
  yearsAgo: number;
  /** 1 to 12; the day is the 15th. */
  month: number;
  acquisition: 'new' | 'renewal';
  firstEver: boolean;
  /** As policy facts call it; absent: the city of the enterprise. */
  grantedCity?: string;
}

/** What was paid before this system paid. */
export interface EarlierPayment {
  clauseId: string;
  amountYuan: string;
  yearsAgo: number;
}

export interface FictionalEnterprise {
  kind: 'enterprise' | 'individual_business';
  registeredName: string;
  creditCode: string;
  countyCode: string;
  registeredOn: string;
  account: AccountCondition;
  facts: Readonly<Record<string, StoredFactValue>>;
  titles: readonly TitleHistory[];
  payments: readonly EarlierPayment[];
}

/** Titles of the demo, their level and the three years for which each is valid. */
export const TITLE_LEVELS = {
  NATIONAL_LITTLE_GIANT: 'national',
  SINGLE_CHAMPION_PRODUCT: 'national',
  PROV_ZJTX: 'provincial',
  PROV_HIDDEN_CHAMPION: 'provincial',
  INNOVATIVE_SME: 'provincial',
} as const;
export type TitleCode = keyof typeof TITLE_LEVELS;
export const TITLE_YEARS = 3;
