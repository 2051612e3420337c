import { type FundingPlaceView } from '@duixian/casework';
import { Shown } from '../edge/shown';

export class FundingPlaceShape implements FundingPlaceView {
  @Shown.text('Treasury whose money it waits for.')
  regionCode!: string;

  @Shown.fen('What it needs of it.')
  neededFen!: number;

  @Shown.moment('Since when it waits.')
  since!: string;

  @Shown.count('Its place, from 1.')
  position!: number;
}
