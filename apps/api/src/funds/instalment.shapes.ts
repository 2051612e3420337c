import {
  INSTALMENT_ACTIONS,
  INSTALMENT_FATES,
  type InstalmentAction,
  type InstalmentAnswer,
  type InstalmentFate,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

export class ProposeInstalmentBody {
  @Given.id('Case whose award is paid in parts.')
  applicationId!: string;

  @Given.count('Which part; the first one is due with the award.', { from: 2, to: 6 })
  instalment!: number;

  @Given.oneOf('Whether it is paid now, or not at all.', INSTALMENT_FATES)
  kind!: InstalmentFate;

  @Given.text('Why: what was found.', { from: 1, to: 500 })
  reason!: string;

  @Given.text('Document it rests on, e.g. the report of acceptance (验收).', { from: 1, to: 100 })
  documentNumber!: string;
}

export class ActOnInstalmentBody {
  @Given.oneOf('What to do.', INSTALMENT_ACTIONS)
  action!: InstalmentAction;

  @Given.text('Why.', { from: 1, to: 500 }, { optional: true })
  note?: string;
}

export class InstalmentAnswerShape implements InstalmentAnswer {
  @Shown.id('Id of the proposal.')
  id!: string;

  @Shown.count('Which part.')
  instalment!: number;

  @Shown.oneOf(INSTALMENT_FATES, 'What is proposed to become of it.')
  kind!: InstalmentFate;

  @Shown.oneOf(['pending', 'confirmed', 'refused', 'withdrawn'], 'Pending until somebody else decided.')
  state!: InstalmentAnswer['state'];
}
