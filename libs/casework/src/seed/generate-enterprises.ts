import type { LocalDate } from '@duixian/calendar';
import { yearOf } from '@duixian/calendar';
import type { StoredFactValue } from '@duixian/persistence';
import { completeCreditCode } from '../parties/credit-code';
import type {
  AccountCondition,
  EarlierPayment,
  FictionalEnterprise,
  TitleCode,
  TitleHistory,
} from './fictional-enterprise';

/** Which clause of a city paid the first grant of a title, and how much; by city, then title. */
const FIRST_GRANTS: Readonly<
  Record<string, Partial<Record<TitleCode, readonly [clause: string, yuan: string]>>>
> = {
  '410100': { NATIONAL_LITTLE_GIANT: ['ZZ-2-1', '2000000.00'], PROV_ZJTX: ['ZZ-2-2', '500000.00'] },
  '330400': {
    NATIONAL_LITTLE_GIANT: ['JX-3-4', '1500000.00'],
    PROV_HIDDEN_CHAMPION: ['JX-3-5', '1000000.00'],
    PROV_ZJTX: ['JX-3-6', '100000.00'],
  },
  '410400': {
    NATIONAL_LITTLE_GIANT: ['PDS-A3-2-2-2', '500000.00'],
    PROV_ZJTX: ['PDS-A3-2-2-3', '200000.00'],
  },
};

// prettier-ignore
const TRADES = [
  '精密机械', '传感器', '轴承', '密封件', '模具', '电机', '阀门', '泵业', '液压', '仪表', '线缆', '紧固件',
  '包装', '纺机', '染整', '光电', '软控', '新材料', '陶瓷', '食品', '制药装备', '环保设备', '矿山机械', '汽车零部件',
] as const;

/** Of a hundred accounts: how many are in which condition. */
const ACCOUNTS: readonly (readonly [AccountCondition, number])[] = [
  ['verified', 86],
  ['replaced', 4],
  ['unverified', 4],
  ['renamed', 2],
  ['none', 4],
];

/** What became of an enterprise, of a hundred. `forgotten` held a first grant that nobody ever paid. */
const CAREERS = [
  ['small', 38],
  ['above-scale', 30],
  ['newcomer', 4],
  ['innovative', 10],
  ['specialised', 9],
  ['renewed', 4],
  ['giant', 3],
  ['moved-in', 1],
  ['forgotten', 1],
] as const;
type Career = (typeof CAREERS)[number][0];

interface Place {
  cityCode: string;
  /** As policy facts call it. */
  cityName: string;
  countyCode: string;
  countyName: string;
}

/**
 * Plainly fictional enterprises, the same for the same places, number and year. None is named by a real word alone:
 * every name says that it is of a demonstration and carries its number.
 *
 * @param places drawn in turn; one that stands there twice gets twice as many
 * @param today the day of the seed; every date lies before it
 */
export function generateEnterprises(
  places: readonly Place[],
  count: number,
  today: LocalDate,
): FictionalEnterprise[] {
  const draw = new Lots(20_220_524);
  return Array.from({ length: count }, (_, index) => {
    const place = places[index % places.length];
    if (!place) throw new Error('there is no place for an enterprise');
    return enterpriseOf(place, index + 1, today, draw);
  });
}

function enterpriseOf(place: Place, number: number, today: LocalDate, draw: Lots): FictionalEnterprise {
  const career = draw.ofHundred(CAREERS);
  const isTrader = career === 'small' && draw.below(8) === 0;
  const trade = draw.one(TRADES);
  const digits = String(number).padStart(4, '0');
  const body = `${place.countyName}演示${digits}号${trade}`;
  const titles = titlesOf(career, draw);
  return {
    kind: isTrader ? 'individual_business' : 'enterprise',
    registeredName: isTrader ? `${body}经营部` : `${body}有限公司`,
    creditCode: completeCreditCode(`${isTrader ? '92' : '91'}${place.countyCode}MA0D${digits}`),
    countyCode: place.countyCode,
    registeredOn: `${yearOf(today) - 8 - draw.below(15)}-0${1 + draw.below(9)}-1${draw.below(10)}`,
    account: draw.ofHundred(ACCOUNTS),
    facts: factsOf(career, place, today, draw),
    titles:
      career === 'moved-in' ? titles.map((title) => ({ ...title, grantedCity: elsewhere(place) })) : titles,
    payments: career === 'forgotten' || career === 'moved-in' ? [] : paymentsOf(place.cityCode, titles),
  };
}

function titlesOf(career: Career, draw: Lots): TitleHistory[] {
  const first = (code: TitleCode, yearsAgo: number): TitleHistory => ({
    ...{ code, yearsAgo, month: 6 + draw.below(6) },
    ...{ acquisition: 'new', firstEver: true },
  });
  switch (career) {
    case 'innovative':
      return [first('INNOVATIVE_SME', 1 + draw.below(4))];
    case 'specialised':
      // The oldest of these ran out and were not renewed.
      return [first('PROV_ZJTX', 1 + draw.below(4))];
    case 'renewed': {
      const granted = first('PROV_ZJTX', 4);
      return [granted, { ...granted, yearsAgo: 1, acquisition: 'renewal', firstEver: false }];
    }
    case 'giant':
      return [first('PROV_ZJTX', 4), first('NATIONAL_LITTLE_GIANT', 1 + draw.below(2))];
    case 'moved-in':
    case 'forgotten':
      return [first('PROV_ZJTX', 1 + draw.below(2))];
    default:
      return [];
  }
}

/** Each first grant was paid in the year after it; where one group pays only the highest, the difference. */
function paymentsOf(cityCode: string, titles: readonly TitleHistory[]): EarlierPayment[] {
  return titles.flatMap(({ code, yearsAgo, firstEver }) => {
    const grant = FIRST_GRANTS[cityCode]?.[code];
    if (!grant || !firstEver) return [];
    const [clauseId, full] = grant;
    const amountYuan = clauseId === 'ZZ-2-1' && titles.length > 1 ? '1500000.00' : full;
    return [{ clauseId, amountYuan, yearsAgo: Math.max(1, yearsAgo - 1) }];
  });
}

function factsOf(
  career: Career,
  place: Place,
  today: LocalDate,
  draw: Lots,
): Record<string, StoredFactValue> {
  const small = career === 'small' || career === 'innovative';
  const revenue = small ? 2_000_000 + draw.below(16_000_000) : 21_000_000 + draw.below(380_000_000);
  const entered = career === 'newcomer';
  return {
    'applicant.size': small
      ? revenue < 5_000_000
        ? 'micro'
        : 'small'
      : revenue > 300_000_000
        ? 'medium'
        : 'small',
    'applicant.sectors':
      draw.below(10) === 0 ? ['industrial', 'manufacturing', 'export'] : ['industrial', 'manufacturing'],
    'revenue.main_business_yuan': `${revenue}.${String(draw.below(100)).padStart(2, '0')}`,
    'revenue.operating_yuan': `${Math.floor(revenue * 1.06)}.00`,
    'scale.above_scale_industrial': !small,
    ...(small ? {} : { 'scale.first_entry': entered, 'scale.entry_date': entryDate(entered, today, draw) }),
    ...(career === 'specialised' || career === 'renewed' || career === 'giant'
      ? { 'applicant.is_zjtx': true }
      : {}),
    ...(career === 'moved-in'
      ? {
          'relocation.from_city': elsewhere(place),
          'relocation.to_city': place.cityName,
          'relocation.whole_enterprise': true,
          'relocation.hq_moved': true,
          'relocation.normal_operation_months': 5 + draw.below(6),
        }
      : {}),
  };
}

const entryDate = (thisYear: boolean, today: LocalDate, draw: Lots): string =>
  thisYear ? `${yearOf(today)}-01-01` : `${yearOf(today) - 1 - draw.below(7)}-02-28`;

const elsewhere = ({ cityName }: Place): string => (cityName === '嘉兴' ? '绍兴' : '洛阳');

/** Draws that fall the same every time (mulberry32). */
class Lots {
  constructor(private state: number) {}

  /** 0 to `limit` − 1. */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  }

  one<T>(values: readonly [T, ...T[]] | readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('nothing to draw from');
    return value;
  }

  /** By shares that add up to a hundred. */
  ofHundred<T>(shares: readonly (readonly [T, number])[]): T {
    let rest = this.below(100);
    for (const [value, share] of shares) {
      if (rest < share) return value;
      rest -= share;
    }
    throw new Error('the shares do not add up to a hundred');
  }
}
