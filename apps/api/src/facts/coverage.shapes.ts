import {
  type ClauseCoverageView,
  COVERAGE_STATES,
  type CoverageAction,
  type CoverageAnswer,
  type CoverageState,
  type CoverageView,
} from '@duixian/casework';
import { Shown } from '../edge/shown';

export class CoverageAnswerShape implements CoverageAnswer {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(COVERAGE_STATES, 'Where it stands; only a confirmed one counts.')
  state!: CoverageState;

  @Shown.version()
  version!: number;
}

export class CoverageShape extends CoverageAnswerShape implements CoverageView {
  @Shown.text('City that states it.')
  cityCode!: string;

  @Shown.texts('Clauses whose ledger is complete.')
  clauseIds!: string[];

  @Shown.day('Every payment up to and with this day is in the ledger.')
  completeTo!: string;

  @Shown.day('From this day on only this system pays these clauses.')
  paidHereFrom!: string;

  @Shown.text('Paper in which the city says so.')
  documentNumber!: string;

  @Shown.moment('When it was recorded.')
  recordedAt!: string;

  @Shown.moment('When a second officer confirmed it.', { nullable: true })
  confirmedAt!: string | null;

  @Shown.moment('When it was withdrawn.', { nullable: true })
  withdrawnAt!: string | null;

  @Shown.text('Why it was withdrawn.', { nullable: true })
  withdrawalReason!: string | null;

  @Shown.flag('You recorded it: somebody else confirms it.')
  recordedByYou!: boolean;

  @Shown.texts('What you may do with it now.')
  allowedActions!: CoverageAction[];
}

class ClauseCoverageShape implements ClauseCoverageView {
  @Shown.text('City.')
  cityCode!: string;

  @Shown.text('Clause.')
  clauseId!: string;

  @Shown.text('Article; empty where no document in force has the clause.')
  article!: string;

  @Shown.text('Title.')
  title!: string;

  @Shown.text('Number of its document.')
  documentNumber!: string;

  @Shown.oneOf(['confirmed', 'recorded', 'missing'], 'Whether its ledger is known to be complete.')
  standing!: ClauseCoverageView['standing'];

  @Shown.day('Its ledger is complete to this day.', { nullable: true })
  completeTo!: string | null;

  @Shown.day('From this day on only this system pays it.', { nullable: true })
  paidHereFrom!: string | null;

  @Shown.flag('Its text itself rests on earlier payments.')
  textAsks!: boolean;
}

export class ClauseCoverageListShape {
  @Shown.many(() => ClauseCoverageShape, 'The clauses that may have been paid in the city before.')
  items!: ClauseCoverageShape[];
}
