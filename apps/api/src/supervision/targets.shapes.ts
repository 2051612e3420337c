import { type CountyTargets, type CountyTargetView, TARGET_KIND_WORDS } from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

export class TargetsQuery {
  @Given.yearInQuery('Year; the last one with targets when absent.', { optional: true })
  year?: number;
}

export class SetTargetBody {
  @Given.matching('Place.', /^\d{6}$/, '请填写 6 位区划代码')
  regionCode!: string;

  @Given.count('Year.', { from: 2000, to: 2099 })
  year!: number;

  @Given.oneOf('What is counted.', Object.keys(TARGET_KIND_WORDS))
  kind!: string;

  @Given.count('How many; absent: the target is taken back.', { from: 0, to: 100_000 }, { optional: true })
  target?: number;

  @Given.text('Document that sets it.', { from: 1, to: 200 })
  sourceDocument!: string;
}

export class SetTargetShape {
  @Shown.text('Place.')
  regionCode!: string;

  @Shown.count('Year.')
  year!: number;
}

export class CountyTargetShape implements Omit<CountyTargetView, 'kind'> {
  @Shown.text('Place.')
  regionCode!: string;

  @Shown.count('Year.')
  year!: number;

  @Shown.oneOf(Object.keys(TARGET_KIND_WORDS), 'What is counted.')
  kind!: string;

  @Shown.text('The same in words.')
  kindZh!: string;

  @Shown.count('How many were to be reached.')
  target!: number;

  @Shown.count('How many the registers count now.')
  actual!: number;

  @Shown.text('Document that sets it.')
  sourceDocument!: string;
}

export class TargetKindShape {
  @Shown.text('What is counted.')
  kind!: string;

  @Shown.text('The same in words.')
  kindZh!: string;
}

export class CountyTargetsShape implements Omit<CountyTargets, 'targets'> {
  @Shown.count('Year.')
  year!: number;

  @Shown.counts('Years with targets, the last first.')
  years!: number[];

  @Shown.many(() => CountyTargetShape, 'By kind and place.')
  targets!: CountyTargetShape[];

  @Shown.texts('Places whose targets you may set.')
  maySetAt!: string[];
}
