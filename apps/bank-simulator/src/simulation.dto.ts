import { IsIn, IsInt, IsISO8601, IsString, Length, Matches, Max, Min, ValidateIf } from 'class-validator';
import { DAY, REFERENCE } from './payment.dto';
import { SIMULATION_MODES, type SimulationMode } from './simulation';

/** Body of PUT /simulation: either a mode for the next sends, or one payment to return. */
export class SimulationDto {
  @ValidateIf((body: SimulationDto) => body.mode !== undefined || body.returnReference === undefined)
  @IsIn(SIMULATION_MODES)
  mode?: SimulationMode;

  @ValidateIf((body: SimulationDto) => body.count !== undefined)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  count?: number;

  @ValidateIf((body: SimulationDto) => body.delayMs !== undefined)
  @IsInt()
  @Min(0)
  @Max(600_000)
  delayMs?: number;

  @ValidateIf((body: SimulationDto) => body.returnReference !== undefined)
  @Matches(REFERENCE)
  returnReference?: string;

  @ValidateIf((body: SimulationDto) => body.onDate !== undefined || body.returnReference !== undefined)
  @Matches(DAY)
  @IsISO8601({ strict: true })
  onDate?: string;

  /** Why it comes back, in the bank's words. */
  @ValidateIf((body: SimulationDto) => body.remark !== undefined)
  @IsString()
  @Length(1, 100)
  remark?: string;
}
