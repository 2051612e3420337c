import { type RivalClaim } from '@duixian/casework';
import { Shown } from '../edge/shown';

export class RivalClaimShape implements RivalClaim {
  @Shown.oneOf(['case', 'offer', 'award'], 'Claimed in a case under way, offered, or awarded.')
  how!: RivalClaim['how'];

  @Shown.text('Clause.')
  clauseId!: string;

  @Shown.text('Subject; empty where the clause has none.')
  subject!: string;

  @Shown.text('Number of the case; of an offer that of its call.')
  number!: string;
}
