import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

export class ColleaguesQuery {
  @Given.matching('Place whose reviewers are wanted.', /^\d{6}$/, '请填写 6 位区划代码')
  regionCode!: string;
}

class ColleagueShape {
  @Shown.id('Who.')
  id!: string;

  @Shown.text('Name.')
  displayName!: string;
}

export class ColleaguesShape {
  @Shown.many(() => ColleagueShape, 'By name.')
  items!: ColleagueShape[];
}

/** With whom the open review of a case lies. */
export class HolderShape {
  @Shown.text('Region whose turn it is.')
  regionCode!: string;

  @Shown.id('Whose task it is; null for everybody of the stage.', { nullable: true })
  id!: string | null;

  @Shown.text('Their name.', { nullable: true })
  name!: string | null;
}
