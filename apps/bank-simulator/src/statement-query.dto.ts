import { IsISO8601, Matches } from 'class-validator';
import { ACCOUNT, DAY } from './payment.dto';

/** Query of GET /statements. */
export class StatementQueryDto {
  @Matches(ACCOUNT)
  account!: string;

  @Matches(DAY)
  @IsISO8601({ strict: true })
  date!: string;
}
