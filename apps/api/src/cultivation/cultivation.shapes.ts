import {
  POOL_STATES,
  type PoolCountyView,
  type PoolMember,
  type PoolReport,
  type PoolState,
  SCALE_WARNING_STATES,
  type ScaleWarning,
  type ScaleWarningState,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';
import { Shown } from '../edge/shown';

const REGION = /^\d{6}$/;
const REGION_FIX = '请填写 6 位区划代码';

export class PoolPageQuery extends PageQuery {
  @Given.matching('Only of this city.', REGION, REGION_FIX, { optional: true })
  cityCode?: string;

  @Given.matching('Only of this county.', REGION, REGION_FIX, { optional: true })
  countyCode?: string;

  @Given.oneOf('Only those that reach the standard, or only those that do not yet.', POOL_STATES, {
    optional: true,
  })
  state?: PoolState;

  @Given.id('Only this enterprise.', { optional: true })
  partyId?: string;

  @Given.share()
  sharePct?: number;
}

export class PoolReportQuery {
  @Given.matching('Only of this city.', REGION, REGION_FIX, { optional: true })
  cityCode?: string;

  @Given.share()
  sharePct?: number;

  @Given.yearInQuery('Year of the targets; the last one that has any when absent.', { optional: true })
  year?: number;
}

export class WarningsQuery extends PageQuery {
  @Given.matching('Only of this county.', REGION, REGION_FIX, { optional: true })
  countyCode?: string;

  @Given.oneOf('Only in this state.', SCALE_WARNING_STATES, { optional: true })
  state?: ScaleWarningState;

  @Given.id('Only this enterprise.', { optional: true })
  partyId?: string;
}

export class PoolMemberShape implements PoolMember {
  @Shown.id('Enterprise.')
  partyId!: string;

  @Shown.text('Its name.')
  registeredName!: string;

  @Shown.text('Its credit code.', { nullable: true })
  creditCode!: string | null;

  @Shown.text('County.')
  countyCode!: string;

  @Shown.oneOf(POOL_STATES, 'reached: above the standard and not in the statistics.')
  state!: PoolState;

  @Shown.fen('Operating revenue.')
  revenueFen!: number;

  @Shown.fen('Above-scale standard.')
  standardFen!: number;

  @Shown.count('Percent of the standard, rounded down.')
  reachedPct!: number;

  @Shown.fen('What is missing to the standard.')
  missingFen!: number;

  @Shown.flag('False: no register says yet that it is below scale.')
  scaleKnown!: boolean;

  @Shown.flag('The county has listed it.')
  listed!: boolean;

  @Shown.text('Where the revenue comes from.', { nullable: true })
  revenueSource!: string | null;

  @Shown.day('When it was stated.', { nullable: true })
  revenueStatedOn!: string | null;
}

export class PoolCountyShape implements PoolCountyView {
  @Shown.text('County.')
  countyCode!: string;

  @Shown.count('Enterprises in the pool.')
  pool!: number;

  @Shown.count('Of those, at the standard or above it.')
  reached!: number;

  @Shown.count('Of those, listed by the county.')
  listed!: number;

  @Shown.count('Industrial enterprises below scale of which no revenue is known.')
  withoutRevenue!: number;

  @Shown.count('First entries of the year of the targets.')
  entered!: number;

  @Shown.count('Target.', { nullable: true })
  target!: number | null;

  @Shown.count('1.2 times of the target.', { nullable: true })
  goal!: number | null;

  @Shown.count('Enterprises that the pool lacks.', { nullable: true })
  gap!: number | null;
}

export class PoolReportShape implements PoolReport {
  @Shown.text('City.')
  cityCode!: string;

  @Shown.day('As of this day.')
  asOf!: string;

  @Shown.count('Percent of the standard from which it counts.')
  sharePct!: number;

  @Shown.fen('Above-scale standard.')
  standardFen!: number;

  @Shown.text('Where the standard comes from.')
  standardSource!: string;

  @Shown.text('文号 of the rule.')
  number!: string;

  @Shown.text('Article of the rule.')
  article!: string;

  @Shown.count('Year of the targets.', { nullable: true })
  year!: number | null;

  @Shown.text('Document of the targets.', { nullable: true })
  targetSource!: string | null;

  @Shown.many(() => PoolCountyShape, 'Each county in reach.')
  counties!: PoolCountyShape[];
}

export class ScaleWarningShape implements ScaleWarning {
  @Shown.id('Enterprise.')
  partyId!: string;

  @Shown.text('Its name.')
  registeredName!: string;

  @Shown.text('Its credit code.', { nullable: true })
  creditCode!: string | null;

  @Shown.text('County.')
  countyCode!: string;

  @Shown.oneOf(SCALE_WARNING_STATES, 'below and near: against its part of the year.')
  state!: ScaleWarningState;

  @Shown.fen('Revenue of the running year.', { nullable: true })
  runningFen!: number | null;

  @Shown.day('Up to this day.', { nullable: true })
  runningTo!: string | null;

  @Shown.fen('Above-scale standard of a year.')
  standardFen!: number;

  @Shown.fen('The part that falls to the days until then.', { nullable: true })
  dueFen!: number | null;

  @Shown.fen('What is missing to that part.', { nullable: true })
  missingFen!: number | null;

  @Shown.fen('Main business revenue of the last whole year.', { nullable: true })
  lastYearFen!: number | null;

  @Shown.text('Where the revenue of the running year comes from.', { nullable: true })
  source!: string | null;

  @Shown.day('When it was stated.', { nullable: true })
  statedOn!: string | null;
}
