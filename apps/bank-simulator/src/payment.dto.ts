import { IsIn, IsInt, IsISO8601, IsString, Length, Matches, Max, Min } from 'class-validator';

export const DAY = /^\d{4}-\d{2}-\d{2}$/;
export const ACCOUNT = /^[0-9A-Za-z-]{1,34}$/;
export const REFERENCE = /^[A-Z0-9]{1,30}$/;

/** Body of POST /payments. */
export class PaymentDto {
  @Matches(REFERENCE)
  reference!: string;

  @Matches(ACCOUNT)
  payerAccount!: string;

  @IsString()
  @Length(1, 140)
  payeeName!: string;

  @Matches(ACCOUNT)
  payeeAccount!: string;

  @Matches(/^\d{12}$/)
  payeeBankCode!: string;

  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  amountFen!: number;

  @IsIn(['CNY'])
  currency!: string;

  @IsString()
  @Length(1, 140)
  purpose!: string;

  @Matches(DAY)
  @IsISO8601({ strict: true })
  requestedOn!: string;
}
