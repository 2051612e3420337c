import { COVERAGE_STATES, type CoverageState } from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';

export class RecordCoverageBody {
  @Given.matching('City that states it, for its counties as well.', /^\d{6}$/, '请填写 6 位区划代码')
  cityCode!: string;

  @Given.words('Clauses whose ledger is complete.', 500, {
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/,
    fix: '请从现行条款中选择',
  })
  clauseIds!: string[];

  @Given.day('Every payment up to and with this day is in the ledger; today at the latest.')
  completeTo!: string;

  @Given.day('From this day on only this system pays these clauses; the day after completeTo at the latest.')
  paidHereFrom!: string;

  @Given.text('Number of the paper in which the city says so.', { from: 1, to: 100 })
  documentNumber!: string;
}

export class ConfirmCoverageBody {
  @Given.oneOf('Confirm it; a different officer than the one who recorded it.', ['confirm'])
  action!: string;

  @Given.version()
  version!: number;
}

export class WithdrawCoverageBody {
  @Given.oneOf('The ledger is not complete after all: the mark counts no more.', ['withdraw'])
  action!: string;

  @Given.version()
  version!: number;

  @Given.text('Why.', { from: 1, to: 500 })
  reason!: string;
}

export class CoverageQuery extends PageQuery {
  @Given.oneOf('Only marks in this state.', COVERAGE_STATES, { optional: true })
  state?: CoverageState;

  @Given.matching('Only of this city.', /^\d{6}$/, '请填写 6 位区划代码', { optional: true })
  cityCode?: string;

  @Given.matching('Only marks of this clause.', /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, '请从现行条款中选择', {
    optional: true,
  })
  clause?: string;
}

export class ClauseCoverageQuery {
  @Given.matching('City.', /^\d{6}$/, '请填写 6 位区划代码')
  cityCode!: string;
}
